/** Who may see and settle the calls of the call list: a liaison those of their own members, dispatchers and admins all. */
import type { Call, Calls } from "../../../delivery/index.ts";
import { type Actor, actorName, hasRole, NotAllowed, requireRole } from "../actor.ts";
import type { Members } from "../types.ts";
import { CALLS, type CallOutcome } from "./callWords.ts";

/** @throws NotAllowed from every function where the actor may not */
export function createCallDesk(members: Members, calls: Calls) {
  const seesAll = (actor: Actor): boolean => hasRole(actor, "admin", "dispatcher");

  function mayHandle(actor: Actor, memberId: number): void {
    requireRole(actor, "admin", "dispatcher", "liaison");
    if (seesAll(actor)) return;
    const liaisonId = members.get(memberId)?.liaisonId;
    if (actor.kind !== "staff" || liaisonId !== actor.staffId) throw new NotAllowed(CALLS.notYours);
  }

  return {
    /** Open calls, longest waiting first. */
    list(actor: Actor): Call[] {
      requireRole(actor, "admin", "dispatcher", "liaison");
      if (seesAll(actor)) return calls.list();
      return actor.kind === "staff" ? calls.list(actor.staffId) : [];
    },
    /** The telephone number to call; undefined when none is stored. Audited. */
    phone(actor: Actor, call: Pick<Call, "memberId">): string | undefined {
      mayHandle(actor, call.memberId);
      return members.reveal(actor, call.memberId, ["phone"], "电话通知").phone;
    },
    /** Notes what came of a call; false when it was settled meanwhile. */
    settle(actor: Actor, id: number, outcome: CallOutcome, note?: string): boolean {
      const memberId = calls.memberOf(id);
      if (memberId === undefined) return false;
      mayHandle(actor, memberId);
      if (!calls.settle(id, outcome, actorName(actor), note)) return false;
      members.audit.record(actor, "call.settle", `member:${memberId}`, { call: id, outcome });
      return true;
    },
  };
}

/** See {@link createCallDesk}. */
export type CallDesk = ReturnType<typeof createCallDesk>;
