/** Who may see and settle the calls of the call list: a liaison those of their own members, dispatchers and admins all. */
import type { Call, Calls } from "../../../delivery/index.ts";
import { type Actor, actorName, hasRole, NotAllowed, requireRole } from "../actor.ts";
import type { Members } from "../types.ts";
import { CALLS, type CallOutcome } from "./callWords.ts";
import type { SpokenAnswers, SpokenWord } from "./spokenAnswers.ts";

/** What came of noting an answer. */
export type CallAnswered =
  /** `words` say what was noted. */
  | { readonly kind: "noted"; readonly words: string }
  /** The message does not ask for this; `words` are what it asks for. */
  | { readonly kind: "otherWord"; readonly words: readonly SpokenWord[] }
  /** None of that number is open, or not for this actor. */
  | { readonly kind: "noCall" };

/**
 * @param spoken features that take an answer from whoever calls
 * @throws NotAllowed from every function where the actor may not
 */
export function createCallDesk(members: Members, calls: Calls, spoken: readonly SpokenAnswers[] = []) {
  const seesAll = (actor: Actor): boolean => hasRole(actor, "admin", "dispatcher");

  function mayHandle(actor: Actor, memberId: number): void {
    requireRole(actor, "admin", "dispatcher", "liaison");
    if (seesAll(actor)) return;
    const liaisonId = members.get(memberId)?.liaisonId;
    if (actor.kind !== "staff" || liaisonId !== actor.staffId) throw new NotAllowed(CALLS.notYours);
  }

  const takes = (action: string) => spoken.find((one) => one.wordOf(action) !== undefined);

  /** Of a message's buttons those that can be answered by telephone; the others show or ask something. */
  const answerable = (call: Call): Call => ({
    ...call,
    choices: call.choices.filter(({ action }) => takes(action) !== undefined),
  });

  function list(actor: Actor): Call[] {
    requireRole(actor, "admin", "dispatcher", "liaison");
    const open = seesAll(actor) ? calls.list() : actor.kind === "staff" ? calls.list(actor.staffId) : [];
    return open.map(answerable);
  }

  return {
    /** Open calls, longest waiting first; `choices` are what the person may answer. */
    list,
    /** The telephone number to call; undefined when none is stored. Audited. */
    phone(actor: Actor, call: Pick<Call, "memberId">): string | undefined {
      mayHandle(actor, call.memberId);
      return members.reveal(actor, call.memberId, ["phone"], "电话通知").phone;
    },
    /**
     * Notes what the person said, which settles the call as told.
     * @throws the errors of the feature whose message it is
     */
    answer(actor: Actor, id: number, word: string): CallAnswered {
      const call = list(actor).find((open) => open.id === id);
      if (call === undefined) return { kind: "noCall" };
      const answers = call.choices.map(({ action }) => ({ action, by: takes(action)! }));
      const said = answers.find(({ action, by }) => by.wordOf(action) === word);
      if (said !== undefined) return { kind: "noted", words: said.by.note(actor, said.action) };
      return { kind: "otherWord", words: answers.flatMap(({ action, by }) => by.wordOf(action) ?? []) };
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
