/** After sending: correcting and recalling. What is decided here is carried out by corrections.ts. */
import { actorName, NotAllowed, requireRole } from "../../members/index.ts";
import { mayDoAlone } from "../life/approval.ts";
import { type Core, subjectOf } from "../life/core.ts";
import { checkBody, checkReason } from "../life/draft.ts";
import { REFUSALS } from "../life/lifeText.ts";
import { AnnouncementError, type Announcements } from "../types.ts";
import { correctionTable } from "./corrections.repo.ts";
import { skipUnqueued } from "./recipients.repo.ts";

export function createChanging(core: Core): Pick<Announcements, "correct" | "recall"> {
  const { store, clock, table, members } = core;
  const corrections = correctionTable(store.records);

  return {
    /** The new text stands at once for whoever is still to get it. Four eyes hold for it as for the first. */
    correct: (actor, id, entered) =>
      store.transaction(() => {
        const by = requireRole(actor, "editor").actor;
        const before = core.known(id);
        const status = core.step(before, "correct");
        if (!mayDoAlone(before, by)) throw new NotAllowed(REFUSALS.ownCorrection);
        const [body, reason] = [checkBody(entered.body), checkReason(entered.reason)];
        if (body === before.body) throw new AnnouncementError("body", REFUSALS.sameBody);
        corrections.finishOpen(id, clock());
        const at = { at: clock(), by: actorName(by) };
        const n = corrections.insert({ announcementId: id, kind: "correct", body, reason, ...at });
        table.update(id, { status, body });
        members.audit.record(by, "announcement.correct", subjectOf(id), { correction: n });
      }),

    recall: (actor, id, entered) =>
      store.transaction(() => {
        const by = requireRole(actor, "editor").actor;
        const before = core.known(id);
        const status = core.step(before, "recall");
        const reason = checkReason(entered);
        corrections.finishOpen(id, clock());
        const now = { at: clock(), by: actorName(by) };
        const n = corrections.insert({
          announcementId: id,
          kind: "recall",
          body: before.body,
          reason,
          ...now,
        });
        skipUnqueued(store.records, id, "recalled");
        table.update(id, { status, recalledAt: clock() });
        members.audit.record(by, "announcement.recall", subjectOf(id), { correction: n });
      }),
  };
}
