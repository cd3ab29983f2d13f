/** What is due, a bounded piece a minute: occurrences, new members, invitations, news, reminders, nudges, and calls to be dropped. */
import type { StudySession } from "../../types.ts";
import type { Waiting } from "../answers/waiting.ts";
import type { SeriesPart } from "../series/series.ts";
import type { Core } from "../sessionsParts.ts";
import { createAfterwards } from "./afterwards.ts";
import type { News } from "./news.ts";
import { nextDue, nudgesFrom } from "./timing.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Pushes queued by one tick, unless told: some 300 ms of work. */
const PUSHES_A_TICK = 300;
/** Sessions looked at by one tick, the soonest first; after a start all have to be looked at once. */
const LOOKS_A_TICK = 300;
/** Lists of members compared with their audience by one tick, and how often one is. */
const SYNCS_A_TICK = 30;
const SYNC_MS = HOUR_MS;
/** A process that was down at the start makes good for it within this time. */
const CLOSING_MS = 24 * HOUR_MS;
/** Nudges fall due by when each member was invited: a session near its start is looked at more often. */
const NEAR_LOOK_MS = 5 * MINUTE_MS;

export interface TickParts {
  readonly core: Core;
  readonly series: Pick<SeriesPart, "makeDue">;
  readonly waiting: Pick<Waiting, "freeGone">;
  readonly news: News;
}

/** What was found at the last look. Forgotten with the process: then everything is looked at again, keys keep it once. */
interface Look {
  readonly version: number;
  /** Nothing is due before. */
  readonly until: number;
}

export function createTick({ core, series, waiting, news }: TickParts): (most?: number) => number {
  const { store, table, invitees, audiences, timeZone, clock } = core;
  const tellAfterwards = createAfterwards(core);
  let looks = new Map<number, Look>();
  const synced = new Map<number, number>();
  const closed = new Set<number>();

  /** Invites who belongs to the audience by now, and takes off who left it before being invited. How many. */
  function sync(session: StudySession, now: number): number {
    synced.set(session.id, now);
    const meant = new Set(audiences.memberIds(session.audience));
    const listed = new Set(invitees.ids(session.id));
    const fresh = [...meant].filter((id) => !listed.has(id));
    invitees.add(session.id, fresh);
    const left = [...listed].filter((id) => !meant.has(id) && invitees.removeUntold(session.id, id));
    return fresh.length + left.length + waiting.freeGone(session);
  }

  function act(session: StudySession, limit: number): number {
    if (session.status === "cancelled") return news.tellChange(session, undefined, limit);
    if (session.inviteAt > clock()) return 0;
    // In this order: who is invited now is invited to the present state.
    let done = news.invite(session, limit);
    for (const more of [
      (left: number) => news.tellChange(session, undefined, left),
      (left: number) => news.remind(session, left),
      (left: number) => news.nudgeWhenDue(session, left),
    ])
      if (done < limit) done += more(limit - done);
    return done;
  }

  /** When the session must be looked at again, nothing being due now. */
  function quietUntil(session: StudySession, now: number): number {
    const due = nextDue(session, timeZone, now);
    if (session.status === "cancelled") return due;
    if (session.inviteAt > now) return due;
    const near = now >= nudgesFrom(session.startsAt) ? now + NEAR_LOOK_MS : due;
    return Math.min(due, near, (synced.get(session.id) ?? now) + SYNC_MS);
  }

  /** Calls about sessions that have begun are dropped. How many. */
  function closeBegun(now: number, most: number): number {
    const begun = table.begun(now - CLOSING_MS, now);
    let dropped = 0;
    for (const id of begun) {
      if (closed.has(id) || dropped >= most) continue;
      const n = store.transaction(() => news.close(id, most - dropped));
      if (n === 0) closed.add(id);
      dropped += n;
    }
    for (const id of closed) if (!begun.includes(id)) closed.delete(id);
    return dropped;
  }

  return (most = PUSHES_A_TICK) => {
    const now = clock();
    let done = series.makeDue() + closeBegun(now, most) + tellAfterwards(most);
    let [pushes, looked, syncs] = [0, 0, 0];
    const found = new Map<number, Look>();
    for (const { id, version } of table.coming(now)) {
      const look = looks.get(id);
      if (look?.version === version && look.until > now) {
        found.set(id, look);
        continue;
      }
      if (pushes >= most || looked >= LOOKS_A_TICK) continue;
      looked++;
      store.transaction(() => {
        const session = core.get(id)!;
        const open = session.status === "planned" && session.inviteAt <= now;
        const due = open && now - (synced.get(id) ?? 0) >= SYNC_MS;
        const syncing = due && syncs < SYNCS_A_TICK;
        if (syncing) syncs++;
        const changed = syncing ? sync(session, now) : 0;
        const told = act(session, most - pushes);
        pushes += told;
        done += changed + told;
        // Only what was seen to be at rest is left alone: what was queued now may yet be rolled back.
        if (changed + told === 0 && syncing === due)
          found.set(id, { version, until: quietUntil(session, now) });
      });
    }
    looks = found;
    for (const id of synced.keys()) if (now - (synced.get(id) ?? 0) > 24 * HOUR_MS) synced.delete(id);
    return done;
  };
}
