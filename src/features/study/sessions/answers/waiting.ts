/** Places and the waiting list: whoever is first in line gets a place that comes free, and is told. */
import type { StudySession } from "../../types.ts";
import type { News } from "../news/news.ts";
import { type Core, SYSTEM } from "../sessionsParts.ts";
import { RIDE_NOTES } from "../text.ts";
import type { InviteeRow } from "./invitees.repo.ts";

export interface Waiting {
  /** How many more may come; Infinity without a limit. */
  free(session: StudySession): number;
  /** On the list since: later than everyone who waits already, also where the clock shows the same. */
  nextSince(sessionId: number): number;
  /** 1 for the first in line; undefined for who does not wait. */
  placeOf(sessionId: number, memberId: number): number | undefined;
  /** Gives free places to the first in line. Returns how many. */
  promote(session: StudySession): number;
  /** Frees the places of those who died, moved or were erased, and promotes. Returns how many were freed. */
  freeGone(session: StudySession): number;
  /** Nobody fetches this member any more, whatever it takes. */
  dropRide(session: StudySession, row: InviteeRow): void;
}

export function createWaiting(core: Core, news: Pick<News, "promoted">): Waiting {
  const { invitees, members, clock } = core;

  function free({ id, capacity }: StudySession): number {
    return capacity === null ? Number.POSITIVE_INFINITY : capacity - invitees.accepted(id);
  }

  function promote(session: StudySession): number {
    // Who is told after the start that they may come has missed it.
    if (session.status !== "planned" || session.startsAt <= clock()) return 0;
    const first = invitees.waiting(session.id).slice(0, Math.max(0, free(session)));
    for (const { memberId } of first) {
      invitees.update(session.id, memberId, {
        answer: "accepted",
        waitingSince: null,
        answeredAt: clock(),
      });
      members.audit.record(SYSTEM, "study.promote", `studySession:${session.id}`, { memberId });
      news.promoted(session, memberId);
    }
    return first.length;
  }

  function dropRide(session: StudySession, { memberId, pickUpRequestId }: InviteeRow): void {
    if (pickUpRequestId === null) return;
    const number = core.rides.open(pickUpRequestId);
    if (core.rides.cancel(pickUpRequestId, RIDE_NOTES.cancelReason(session.title))) return;
    core.tellStaff({
      key: `study:${session.id}:ride:${pickUpRequestId}`,
      reply: {
        blocks: [{ kind: "text", spans: [{ text: RIDE_NOTES.notCancelled(session.title, number ?? "") }] }],
        choices: [],
      },
      urgent: false,
      roles: ["dispatcher", "admin"],
    });
    invitees.update(session.id, memberId, { pickUpRequestId: null });
  }

  return {
    free,
    promote,
    dropRide,
    nextSince: (sessionId) => Math.max(clock(), (invitees.waiting(sessionId).at(-1)?.since ?? 0) + 1),
    placeOf(sessionId, memberId) {
      const place = invitees.waiting(sessionId).findIndex((one) => one.memberId === memberId);
      return place === -1 ? undefined : place + 1;
    },
    freeGone(session) {
      const gone = invitees.gone(session.id);
      for (const row of gone) {
        dropRide(session, row);
        invitees.update(session.id, row.memberId, {
          answer: "declined",
          waitingSince: null,
          pickUp: null,
          pickUpRequestId: null,
          answeredAt: clock(),
          answeredBy: "system:study",
        });
      }
      if (gone.length > 0) promote(session);
      return gone.length;
    },
  };
}
