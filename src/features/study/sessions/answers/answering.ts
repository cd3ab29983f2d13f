/** What members say: 参加, 请假, 晚点再说, and whether they need to be fetched. */
import { type Actor, actorName, hasRole, NotAllowed } from "../../../members/index.ts";
import { type Answered, type PickUp, type Sessions, StudyError, type StudySession } from "../../types.ts";
import type { News } from "../news/news.ts";
import { needSession, runs } from "../plan/rights.ts";
import type { Core } from "../sessionsParts.ts";
import { TEXT } from "../text.ts";
import type { InviteeColumns, InviteeRow } from "./invitees.repo.ts";
import type { Waiting } from "./waiting.ts";

export type Answering = Pick<Sessions, "answer" | "setPickUp"> & Pick<Waiting, "promote">;

export interface AnsweringParts {
  readonly core: Core;
  readonly waiting: Waiting;
  readonly news: Pick<News, "answered">;
}

export function createAnswering({ core, waiting, news }: AnsweringParts): Answering {
  const { store, members, invitees, clock } = core;

  /** The member, a proxy whose grant is open, who runs it, the desk, and the member's liaison. */
  function mayAnswer(actor: Actor, session: StudySession, memberId: number): boolean {
    if (runs(core, actor, session.branchId)) return true;
    switch (actor.kind) {
      case "member":
        return actor.memberId === memberId;
      case "proxy":
        return (
          actor.memberId === memberId &&
          members.grantsOf(memberId).some(({ proxyId }) => proxyId === actor.proxyId)
        );
      case "staff":
        return (
          hasRole(actor, "dispatcher") ||
          (actor.roles.includes("liaison") && members.get(memberId)?.liaisonId === actor.staffId)
        );
      case "operator":
      case "system":
        return false;
    }
  }

  /** The row of who answers or is answered for. @throws NotAllowed, StudyError */
  function rowFor(actor: Actor, session: StudySession, memberId: number): InviteeRow {
    if (!mayAnswer(actor, session, memberId)) {
      throw new NotAllowed(actor.kind === "staff" ? TEXT.notYourMember : TEXT.notYours);
    }
    const row = invitees.get(session.id, memberId);
    if (row === undefined || row.guest) {
      if (isOwn(actor, memberId)) throw new NotAllowed(TEXT.notInvited);
      throw new StudyError("memberId", TEXT.memberNotInvited);
    }
    const member = members.get(memberId);
    if (member === undefined || member.status !== "alive" || member.erasedAt !== null)
      throw new StudyError("memberId", TEXT.noMember);
    return row;
  }

  function checkOpen({ status, endsAt }: StudySession): void {
    if (status === "cancelled") throw new StudyError("status", TEXT.answerCancelled);
    if (endsAt <= clock()) throw new StudyError("status", TEXT.answerOver);
  }

  function answered(session: StudySession, memberId: number, unchanged: boolean): Answered {
    const row = invitees.get(session.id, memberId)!;
    const place = waiting.placeOf(session.id, memberId);
    return {
      answer: row.answer!,
      ...(place === undefined ? {} : { waitingPlace: place }),
      askPickUp: row.answer === "accepted" && session.pickUp && row.pickUp === null,
      unchanged,
    };
  }

  /** The columns after the answer; undefined where it stays as it is. */
  function next(
    session: StudySession,
    row: InviteeRow,
    answer: "accept" | "decline" | "later",
  ): InviteeColumns | undefined {
    const holds = row.answer === "accepted" || row.answer === "waiting";
    switch (answer) {
      case "accept":
        if (holds) return undefined;
        return waiting.free(session) > 0
          ? { answer: "accepted", waitingSince: null }
          : { answer: "waiting", waitingSince: waiting.nextSince(session.id) };
      case "decline":
        if (row.answer === "declined") return undefined;
        if (session.startsAt <= clock()) throw new StudyError("answer", TEXT.declineBegun);
        return { answer: "declined", waitingSince: null, pickUp: null, pickUpRequestId: null };
      case "later":
        // A place is given back by 请假 alone: 晚点再说 is a button of old messages, too, and easily tapped.
        return holds || row.answer === "later" ? undefined : { answer: "later" };
    }
  }

  function setPickUp(actor: Actor, session: StudySession, row: InviteeRow, needed: boolean): PickUp {
    const { memberId, pickUpRequestId: requestId } = row;
    const set = (columns: InviteeColumns) => {
      invitees.update(session.id, memberId, columns);
      members.audit.record(actor, "study.pickUp", `studySession:${session.id}`, { memberId, needed });
    };
    if (!needed) {
      if (requestId !== null && !core.rides.takeBack(actor, requestId, memberId))
        return { kind: "refused", words: TEXT.rideTooLate };
      if (row.pickUp !== false) set({ pickUp: false, pickUpRequestId: null });
      return { kind: "notNeeded" };
    }
    if (!session.pickUp) throw new StudyError("pickUp", TEXT.noPickUp);
    if (row.answer !== "accepted") throw new StudyError("pickUp", TEXT.pickUpFirst);
    if (session.startsAt <= clock()) throw new StudyError("pickUp", TEXT.pickUpOver);
    const open = requestId === null ? undefined : core.rides.open(requestId);
    if (open !== undefined) return { kind: "ordered", number: open };
    const ride = core.rides.order(actor, session, memberId);
    if (ride.kind === "refused") return ride;
    set({ pickUp: true, pickUpRequestId: ride.requestId });
    return { kind: "ordered", number: ride.number };
  }

  return {
    promote: waiting.promote,
    answer: (actor, sessionId, memberId, answer) =>
      store.transaction(() => {
        const session = needSession(core, sessionId);
        rowFor(actor, session, memberId);
        checkOpen(session);
        waiting.freeGone(session);
        const row = invitees.get(sessionId, memberId)!;
        const columns = next(session, row, answer);
        news.answered(session, memberId, isOwn(actor, memberId) ? undefined : actorName(actor));
        if (columns === undefined) return answered(session, memberId, true);
        if (columns.answer === "declined") waiting.dropRide(session, row);
        invitees.update(sessionId, memberId, {
          ...columns,
          // Who answers knows of it, invited or not, and is to hear of changes.
          invitedAt: row.invitedAt ?? clock(),
          answeredAt: clock(),
          answeredBy: actorName(actor),
        });
        members.audit.record(actor, "study.answer", `studySession:${sessionId}`, {
          memberId,
          answer: columns.answer,
        });
        if (columns.answer === "declined") waiting.promote(session);
        return answered(session, memberId, false);
      }),
    setPickUp: (actor, sessionId, memberId, needed) =>
      store.transaction(() => {
        const session = needSession(core, sessionId);
        const row = rowFor(actor, session, memberId);
        checkOpen(session);
        return setPickUp(actor, session, row, needed);
      }),
  };
}

/** The member themself, or a proxy of theirs; anybody else notes what they said. */
function isOwn(actor: Actor, memberId: number): boolean {
  return (actor.kind === "member" || actor.kind === "proxy") && actor.memberId === memberId;
}
