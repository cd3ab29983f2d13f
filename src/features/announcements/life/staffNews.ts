/** Notes to staff about announcements: to approvers when one waits, to its author when something became of it. */
import { type Choice, paragraph, type Reply, strong } from "../../../dialogue/index.ts";
import { type Actor, actorName, sayMoment } from "../../members/index.ts";
import { previewOf } from "../sending/message.ts";
import type { Announcement } from "../types.ts";
import type { Core } from "./core.ts";
import { NEWS } from "./lifeText.ts";

export interface StaffNews {
  /** Editors and admins who did not write it are asked; where there is none, the officer on duty. */
  submitted(announcement: Announcement, recipients: number): void;
  approved(announcement: Announcement, by: Actor, recipients: number): void;
  returned(announcement: Announcement, by: Actor, reason: string): void;
  /** It could not go out after all. */
  held(announcement: Announcement): void;
  sent(announcement: Announcement, recipients: number): void;
}

export function createStaffNews(core: Core): StaffNews {
  const { members, notes, timeZone, audiences } = core;
  const sayWhen = ({ sendAt }: Announcement) =>
    sendAt === null || sendAt <= core.clock() ? undefined : sayMoment(sendAt, timeZone);

  /** Tells its author and who submitted it, but not whoever did it. */
  function tellAuthors(
    announcement: Announcement,
    what: string,
    words: string,
    { by, choices = [] }: { by?: Actor; choices?: readonly Choice[] } = {},
  ): void {
    const names = [announcement.createdBy, announcement.submittedBy];
    for (const account of members.staffAccounts()) {
      const name = `staff:${account.staffId}`;
      if (!names.includes(name) || (by !== undefined && actorName(by) === name)) continue;
      const key = noteKey(announcement, what, account);
      notes.toAccount(account, key, { blocks: [paragraph(words)], choices }, false);
    }
  }

  return {
    submitted(announcement, recipients) {
      const { id, version, submittedBy, createdBy } = announcement;
      const preview = previewOf(core, announcement);
      const reply: Reply = {
        ...preview,
        blocks: [
          strong(NEWS.submitted(id, nameOf(core, submittedBy))),
          paragraph(NEWS.to(audiences.say(announcement.audience), recipients)),
          paragraph(sayAt(sayWhen(announcement))),
          paragraph(NEWS.asSeen),
          ...preview.blocks,
        ],
        choices: [
          { label: NEWS.approve, action: `annap:${id}:${version}` },
          { label: NEWS.sendBack, action: `annback:${id}` },
          { label: NEWS.names, action: `annwho:${id}` },
        ],
      };
      const approvers = members
        .staffAccounts("editor", "admin")
        .filter(({ staffId }) => ![createdBy, submittedBy].includes(`staff:${staffId}`));
      for (const account of approvers) {
        notes.toAccount(account, noteKey(announcement, "submitted", account), reply, false);
      }
      if (approvers.length > 0) return;
      const { choices: _none, ...words } = reply;
      notes.tell({
        key: `announcement:${id}:submitted:${version}`,
        reply: { ...words, choices: [] },
        urgent: false,
        roles: ["admin"],
        choices: reply.choices,
      });
    },
    approved: (announcement, by, recipients) =>
      tellAuthors(
        announcement,
        "approved",
        NEWS.approved(announcement.title, recipients, sayWhen(announcement)),
        { by, choices: [progressOf(announcement)] },
      ),
    returned: (announcement, by, reason) =>
      tellAuthors(announcement, "returned", NEWS.returned(announcement.title, reason), {
        by,
        choices: [openOf(announcement)],
      }),
    held: (announcement) =>
      tellAuthors(announcement, "held", NEWS.held(announcement.title), { choices: [openOf(announcement)] }),
    sent: (announcement, recipients) =>
      tellAuthors(announcement, "sent", NEWS.sent(announcement.title, recipients), {
        choices: [progressOf(announcement)],
      }),
  };
}

/** Once for each version: the same step after another change is news again. */
function noteKey(
  { id, version }: Announcement,
  what: string,
  { channel, accountId }: { channel: string; accountId: string },
): string {
  return `note:announcement:${id}:${what}:${version}:${channel}:${accountId}`;
}

const progressOf = ({ id }: Announcement): Choice => ({ label: NEWS.progress, action: `annst:${id}` });
const openOf = ({ id }: Announcement): Choice => ({ label: NEWS.open, action: `annopen:${id}` });

function sayAt(when: string | undefined): string {
  return when === undefined ? NEWS.atOnce : NEWS.at(when);
}

function nameOf({ members }: Core, actor: string | null): string {
  return members.staff().find(({ id }) => actor === `staff:${id}`)?.name ?? NEWS.someone;
}
