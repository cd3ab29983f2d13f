/** A member is erased: out of lists and answers; that somebody came stays, without who said what. */
import type { News } from "../news/news.ts";
import type { Core } from "../sessionsParts.ts";
import type { Waiting } from "./waiting.ts";

export function createErasure(core: Core, waiting: Waiting, news: Pick<News, "silence">) {
  const { store, invitees, clock } = core;
  return {
    erase: (memberId: number): void =>
      store.transaction(() => {
        for (const { row, startsAt } of invitees.ofMember(memberId)) {
          const session = core.get(row.sessionId)!;
          news.silence(session, memberId);
          if (startsAt > clock() && row.attendedAt === null) {
            if (session.status === "planned") waiting.dropRide(session, row);
            invitees.remove(session.id, memberId);
            waiting.promote(session);
          } else {
            invitees.update(session.id, memberId, {
              answer: null,
              answeredAt: null,
              answeredBy: null,
              waitingSince: null,
              nudgedAt: null,
              pickUp: null,
              pickUpRequestId: null,
              attendedBy: null,
              madeUpBy: null,
            });
          }
        }
      }),
  };
}
