/** Writing an announcement: create, change, see it as recipients will, see whom it would reach. */
import { actorName, requireRole, sayMoment } from "../../members/index.ts";
import { previewOf } from "../sending/message.ts";
import { type Announcement, AnnouncementError, type Announcements } from "../types.ts";
import type { Columns } from "./announcement.repo.ts";
import { type Core, subjectOf } from "./core.ts";
import { checkChange } from "./draft.ts";
import { LOOK, REFUSALS } from "./lifeText.ts";

const USUAL_LIST = 20;
const LARGEST_LIST = 200;

export function createDrafting(
  core: Core,
): Pick<Announcements, "create" | "change" | "preview" | "look" | "get" | "list"> {
  const { store, clock, table, members, audiences } = core;
  return {
    create: (actor, draft) =>
      store.transaction(() => {
        const by = requireRole(actor, "editor").actor;
        // A form or a command line may leave out what the type demands.
        const { title = null, body = null, audience = null, ...rest } = draft;
        const { columns, fileIds = [] } = checkChange(core, { title, body, audience, ...rest });
        const id = table.insert({
          needsConfirmation: false,
          ...columns,
          status: "draft",
          createdAt: clock(),
          createdBy: actorName(by),
        } as Columns);
        table.replaceFiles(id, fileIds);
        members.audit.record(by, "announcement.create", subjectOf(id));
        return id;
      }),

    change: (actor, id, change, version) =>
      store.transaction(() => {
        const by = requireRole(actor, "editor").actor;
        const before = core.known(id);
        checkVersion(before, version);
        const status = core.step(before, "change");
        const { columns, fileIds } = checkChange(core, change, before);
        table.update(id, { ...columns, status, submittedAt: null, submittedBy: null });
        if (fileIds !== undefined) table.replaceFiles(id, fileIds);
        members.audit.record(by, "announcement.change", subjectOf(id), { fields: Object.keys(change) });
      }),

    preview: (id) => previewOf(core, core.known(id)),

    look(actor, id, page) {
      requireRole(actor, "editor", "viewer");
      const { audience, sendAt } = core.known(id);
      return {
        members: audiences.count(audience),
        staff: audiences.staffIds(audience).length,
        words: `${audiences.say(audience)}${sayNight(core, sendAt)}`,
        names: audiences.names(audience, page),
      };
    },

    get: (id) => table.get(id),

    list: ({ limit = USUAL_LIST, ...filter }) =>
      table.list({ ...filter, limit: Math.min(Math.max(1, Math.trunc(limit)), LARGEST_LIST) }),
  };
}

/** @throws AnnouncementError when someone changed it since it was looked at */
export function checkVersion({ version }: Announcement, seen: number | undefined): void {
  if (seen !== undefined && seen !== version) {
    throw new AnnouncementError("version", REFUSALS.changedMeanwhile);
  }
}

/** What is sent at night arrives in the morning: whoever chose the hour should know. */
function sayNight({ quietEndsAt, timeZone }: Core, sendAt: number | null): string {
  if (sendAt === null) return "";
  const arrives = quietEndsAt(sendAt);
  return arrives <= sendAt ? "" : LOOK.nightly(sayMoment(sendAt, timeZone), sayMoment(arrives, timeZone));
}
