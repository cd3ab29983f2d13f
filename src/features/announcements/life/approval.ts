/** From draft to release: submitting, approving by a second person, sending back, dropping. */
import { dayOf } from "../../../delivery/index.ts";
import { type Actor, actorName, hasRole, NotAllowed, requireRole } from "../../members/index.ts";
import { deleteRecipients, insertRecipients } from "../sending/recipients.repo.ts";
import { type Announcement, AnnouncementError, type Announcements } from "../types.ts";
import { type Core, subjectOf } from "./core.ts";
import { checkClauseInForce, checkReason } from "./draft.ts";
import { checkVersion } from "./drafting.ts";
import { REFUSALS } from "./lifeText.ts";
import type { StaffNews } from "./staffNews.ts";

export function createApproval(
  core: Core,
  news: StaffNews,
): Pick<Announcements, "submit" | "approve" | "sendBack" | "release" | "drop"> {
  const { store, clock, table, members } = core;

  return {
    submit: (actor, id) =>
      store.transaction(() => {
        const by = requireRole(actor, "editor").actor;
        const before = core.known(id);
        const status = core.step(before, "submit");
        checkReady(core, before);
        const people = recipientsOf(core, before);
        table.update(id, {
          status,
          submittedAt: clock(),
          submittedBy: actorName(by),
          returnedReason: null,
        });
        members.audit.record(by, "announcement.submit", subjectOf(id));
        news.submitted(core.known(id), people.memberIds.length + people.staffIds.length);
      }),

    approve: (actor, id, version) =>
      store.transaction(() => {
        const by = requireRole(actor, "editor").actor;
        const before = core.known(id);
        if (isTheirs(before, by)) throw new NotAllowed(REFUSALS.ownApproval);
        core.step(before, "approve");
        checkVersion(before, version);
        return freeze(core, news, by, before, "approve");
      }),

    release: (actor, id) =>
      store.transaction(() => {
        const by = requireRole(actor).actor;
        const before = core.known(id);
        core.step(before, "release");
        const unfinished = before.status === "draft" && before.createdBy.startsWith("staff:");
        if (unfinished && !isTheirs(before, by) && by.kind !== "operator") {
          throw new NotAllowed(REFUSALS.othersDraft);
        }
        return freeze(core, news, by, before, "release");
      }),

    sendBack: (actor, id, reason) =>
      store.transaction(() => {
        const by = requireRole(actor, "editor").actor;
        const before = core.known(id);
        const status = core.step(before, "sendBack");
        const returnedReason = checkReason(reason);
        deleteRecipients(store.records, id);
        table.update(id, { status, returnedReason, ...UNAPPROVED });
        members.audit.record(by, "announcement.sendBack", subjectOf(id));
        news.returned(before, by, returnedReason);
      }),

    drop: (actor, id) =>
      store.transaction(() => {
        const by = requireRole(actor, "editor").actor;
        const before = core.known(id);
        const status = core.step(before, "drop");
        deleteRecipients(store.records, id);
        table.update(id, { status });
        members.audit.record(by, "announcement.drop", subjectOf(id), { before: before.status });
      }),
  };
}

/** What a draft has lost of its way so far. */
export const UNAPPROVED = {
  submittedAt: null,
  submittedBy: null,
  approvedAt: null,
  approvedBy: null,
} as const;

/** Whether they wrote it or submitted it: then another has to look at it. */
export function isTheirs({ createdBy, submittedBy }: Announcement, actor: Actor): boolean {
  return [createdBy, submittedBy].includes(actorName(actor));
}

/** Four eyes on every text that goes out; an admin answers for their own. */
export function mayDoAlone(announcement: Announcement, actor: Actor): boolean {
  return hasRole(actor) || !isTheirs(announcement, actor);
}

/** Writes down who is to get it, once for all, in the approval's own transaction. */
function freeze(
  core: Core,
  news: StaffNews,
  by: Actor,
  before: Announcement,
  step: "approve" | "release",
): number {
  const { store, clock, table, members } = core;
  checkReady(core, before);
  const { memberIds, staffIds } = recipientsOf(core, before);
  const count = memberIds.length + staffIds.length;
  insertRecipients(store.records, before.id, memberIds, staffIds);
  table.update(before.id, {
    status: core.step(before, step),
    approvedAt: clock(),
    approvedBy: actorName(by),
    returnedReason: null,
  });
  members.audit.record(by, `announcement.${step}`, subjectOf(before.id), { recipients: count });
  news.approved(before, by, count);
  return count;
}

/** @throws AnnouncementError when it cannot go out as it is */
function checkReady(core: Core, { clause, sendAt }: Announcement): void {
  checkClauseInForce(core, clause);
  // Approved a little late, it goes at once; on another day than it was meant for, somebody should think again.
  const today = dayOf(core.clock(), core.timeZone);
  if (sendAt !== null && dayOf(sendAt, core.timeZone) < today) {
    throw new AnnouncementError("sendAt", REFUSALS.sendAtPast);
  }
}

/** @throws AnnouncementError when that is nobody; MemberError when a branch or home of it is gone */
function recipientsOf(
  { audiences }: Core,
  { audience }: Announcement,
): { memberIds: readonly number[]; staffIds: readonly number[] } {
  const read = audiences.read(audience);
  const [memberIds, staffIds] = [audiences.memberIds(read), audiences.staffIds(read)];
  if (memberIds.length + staffIds.length === 0) throw new AnnouncementError("audience", REFUSALS.nobody);
  return { memberIds, staffIds };
}
