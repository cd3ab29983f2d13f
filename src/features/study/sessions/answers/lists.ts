/** Lists of who said what, for those who run a session, and of what a member is invited to. */
import { type Actor, hasRole, NotAllowed } from "../../../members/index.ts";
import type { Answer, Invitee, MemberSession, Sessions, StudySession } from "../../types.ts";
import { needSession, runs } from "../plan/rights.ts";
import { toMaterial } from "../plan/sessionView.ts";
import type { Core } from "../sessionsParts.ts";
import { TEXT } from "../text.ts";
import type { InviteeRow } from "./invitees.repo.ts";

const ORDER: readonly (Answer | "guest" | null)[] = [
  "accepted",
  "waiting",
  "guest",
  "later",
  "declined",
  null,
];

export function createLists(
  core: Core,
): Pick<Sessions, "counts" | "invitees" | "upcoming" | "forMember" | "materials"> {
  const { invitees, table, clock } = core;

  function places(sessionId: number): Map<number, number> {
    return new Map(invitees.waiting(sessionId).map(({ memberId }, index) => [memberId, index + 1]));
  }

  function memberSession(session: StudySession, row: InviteeRow): MemberSession {
    const place = row.answer === "waiting" ? places(session.id).get(row.memberId) : undefined;
    return {
      session,
      invited: !row.guest,
      answer: row.answer,
      ...(place === undefined ? {} : { waitingPlace: place }),
      pickUp: row.pickUp,
      attendedAt: row.attendedAt,
      madeUpAt: row.madeUpAt,
      materials: table.materials(session.id).map(toMaterial),
    };
  }

  function forMember(sessionId: number, memberId: number): MemberSession | undefined {
    const row = invitees.get(sessionId, memberId);
    const session = row && core.get(sessionId);
    return session && memberSession(session, row);
  }

  /** @throws NotAllowed */
  function requireSight(actor: Actor, session: StudySession): void {
    if (!hasRole(actor, "viewer") && !runs(core, actor, session.branchId)) throw new NotAllowed(TEXT.notRuns);
  }

  return {
    counts(id) {
      const { answers, attended } = invitees.counts(id);
      const of = (answer: Answer | null) => answers.get(answer) ?? 0;
      return {
        invited: [...answers.values()].reduce((sum, n) => sum + n, 0),
        accepted: of("accepted"),
        waiting: of("waiting"),
        declined: of("declined"),
        later: of("later"),
        unanswered: of(null),
        attended,
      };
    },
    invitees(actor, sessionId) {
      const session = needSession(core, sessionId);
      requireSight(actor, session);
      const waiting = places(sessionId);
      const calls = invitees.onCallList(`study:${sessionId}:`, `study:${sessionId};`);
      const rank = (one: Invitee) => ORDER.indexOf(one.guest ? "guest" : one.answer);
      return invitees
        .everyone(sessionId)
        .map(({ row, name, branch }): Invitee => {
          const place = waiting.get(row.memberId);
          return {
            memberId: row.memberId,
            name,
            branch,
            guest: row.guest,
            answer: row.answer,
            ...(place === undefined ? {} : { waitingPlace: place }),
            pickUp: row.pickUp,
            attendedAt: row.attendedAt,
            madeUpAt: row.madeUpAt,
            onCallList: calls.has(row.memberId),
          };
        })
        .sort((a, b) => rank(a) - rank(b) || (a.waitingPlace ?? 0) - (b.waitingPlace ?? 0));
    },
    upcoming: (memberId) =>
      invitees.upcoming(memberId, clock()).flatMap((id) => {
        const found = forMember(id, memberId);
        return found?.invited === true ? [found] : [];
      }),
    forMember,
    materials: (id) => table.materials(id).map(toMaterial),
  };
}
