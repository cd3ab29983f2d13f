/** Who is told what of a session, once each. Everything is a push: what no messenger carries becomes a liaison's call. */
import type { StudySession } from "../../types.ts";
import type { InviteeRow, Page } from "../answers/invitees.repo.ts";
import type { Core } from "../sessionsParts.ts";
import {
  AFTER_CHANGE,
  ALOUD,
  type Said,
  saidOfCancel,
  saidOfInvitation,
  saidOfNudge,
  saidOfPromotion,
  saidOfReminder,
  saidOfState,
} from "./newsText.ts";
import type { TrailedPush } from "./pushTrail.repo.ts";
import { createTelling } from "./telling.ts";
import { changeReadBy, dueReminder, invitationReadBy, isUrgent, nudgeInvitedBy } from "./timing.ts";

/** What is known of a change while it is made; later only what the first push kept of it. */
export interface Change {
  readonly lines: Said;
  /** The start before the change. */
  readonly before: number;
}

export interface News {
  /** Invites who was not yet. At most `limit`; returns how many. */
  invite(session: StudySession, limit: number): number;
  /**
   * Tells who knows an older state of the session of its present one, or that it is cancelled: `limit` at once, the
   * rest with the next calls. Older pushes are taken back, so that a liaison reads the newest only. Returns how many.
   */
  tellChange(session: StudySession, change?: Change, limit?: number): number;
  /** Returns how many. */
  remind(session: StudySession, limit: number): number;
  /** One nudge to who has not answered, when it is time. Returns how many. */
  nudgeWhenDue(session: StudySession, limit: number): number;
  /** At once, whoever has not answered. Returns how many. */
  nudge(session: StudySession): number;
  promoted(session: StudySession, memberId: number): void;
  /**
   * The member has spoken: nobody needs to call about the question any more.
   * @param notedBy who noted it for them, as the audit log names actors: the call was made
   */
  answered(session: StudySession, memberId: number, notedBy?: string): void;
  /** What is not sent yet is not sent, and nobody calls. */
  silence(session: StudySession, memberId: number): void;
  /** The session has begun: nobody is called about it any more. At most `limit`; returns how many were taken back. */
  close(sessionId: number, limit: number): number;
}

/** Told while the organiser waits; ticks tell the rest. */
const AT_ONCE = 200;
const PAGE = 200;
const NUDGE_MOST = 1000;

/** Neither read nor taken back. */
const isOpen = (status: TrailedPush["status"]) => status !== "read" && status !== "cancelled";

export function createNews(core: Core): News {
  const { pushes, members, invitees, trail, clock, timeZone } = core;
  const ground = () => ({ timeZone, now: clock() });

  const { tell, prefix, choices } = createTelling(core);

  function invitation(session: StudySession, memberId: number): void {
    const { contact, sequence, startsAt } = session;
    const said = saidOfInvitation(session, ground());
    tell(session, memberId, {
      what: "invite",
      state: sequence,
      said: { ...said, lines: said.lines.slice(0, -1) },
      own: said.lines.slice(-1),
      choices: choices(session, memberId, "yes", "no", "later"),
      aloud: [...(contact === null ? [] : [ALOUD.contact(contact)]), ALOUD.ask],
      readBy: invitationReadBy(startsAt, timeZone, clock()),
    });
    invitees.update(session.id, memberId, { invitedAt: clock() });
  }

  /** Whether any messenger may reach the member now. */
  function isReachable(memberId: number): boolean {
    return members.accountsOf(memberId).some(({ blocked }) => !blocked);
  }

  /** Page after page, until `limit` were told: who cannot be told must not keep the others from it. */
  function each(
    find: (page: Page) => InviteeRow[],
    limit: number,
    work: (row: InviteeRow) => boolean,
  ): number {
    let [told, afterId] = [0, 0];
    while (told < limit) {
      const rows = find({ afterId, limit: PAGE });
      for (const row of rows) {
        if (told < limit && work(row)) told++;
        afterId = row.memberId;
      }
      if (rows.length < PAGE) break;
    }
    return told;
  }

  /** Takes back what the member was told before. Whether any of it had reached them. */
  function takeBack(session: StudySession, memberId: number): boolean {
    const before = trail.of(session.id, memberId);
    // Also of one that counts as read: its answer may have come before it went out.
    for (const { key, status } of before) if (status !== "cancelled") pushes.cancel(key);
    return before.some(({ status, deliveredAt }) => status === "read" || deliveredAt !== null);
  }

  /** The words of a change, and how soon they matter: as the first push had them, where that is long ago. */
  function changeNews(session: StudySession, change: Change | undefined, keys: string) {
    const now = clock();
    if (change !== undefined) {
      const start = Math.min(change.before, session.startsAt);
      return { said: change.lines, urgent: isUrgent(start, now), readBy: changeReadBy(start, now) };
    }
    const first = trail.first(keys);
    const [title = "", ...lines] = first === undefined ? [] : core.box.open(first.aloud).split("\n");
    if (first !== undefined && title !== "")
      return { said: { title, lines }, urgent: first.urgent, readBy: first.readBy ?? undefined };
    const { startsAt } = session;
    const cancelled = session.status === "cancelled";
    const said = cancelled ? saidOfCancel(session, ground()) : saidOfState(session, ground());
    return { said, urgent: isUrgent(startsAt, now), readBy: changeReadBy(startsAt, now) };
  }

  function tellOne(
    session: StudySession,
    row: InviteeRow,
    news: ReturnType<typeof changeNews>,
    what: "change" | "cancel",
  ): void {
    const { memberId, answer } = row;
    const knew = takeBack(session, memberId);
    if (!knew && answer === null) {
      // Nothing had reached them: to them it is an invitation, or nothing at all.
      if (what === "cancel") invitees.update(session.id, memberId, { invitedAt: null });
      else invitation(session, memberId);
      return;
    }
    const holds = answer === "accepted" || answer === "waiting";
    const kept =
      what === "cancel" ? [] : choices(session, memberId, "yes", "no", ...(holds ? [] : ["later" as const]));
    const own: string[] = what === "cancel" ? [] : [AFTER_CHANGE[holds ? answer : "open"]];
    if (what === "change" && row.pickUpRequestId !== null) own.push(AFTER_CHANGE.ride);
    tell(session, memberId, { what, state: session.sequence, ...news, own, choices: kept });
  }

  function nudgeOne(session: StudySession, { memberId }: InviteeRow): boolean {
    // Whom no messenger reaches is on the call list with the invitation already.
    if (!isReachable(memberId)) return false;
    tell(session, memberId, {
      what: "nudge",
      state: core.today(),
      said: saidOfNudge(session, ground()),
      choices: choices(session, memberId, "yes", "no", "later"),
      aloud: [ALOUD.ask],
    });
    invitees.update(session.id, memberId, { nudgedAt: clock() });
    return true;
  }

  return {
    invite: (session, limit) =>
      each(
        (page) => invitees.uninvited(session.id, page),
        limit,
        ({ memberId }) => {
          invitation(session, memberId);
          return true;
        },
      ),

    tellChange(session, change, limit = AT_ONCE) {
      const { id, sequence, status } = session;
      if (sequence === 0) return 0;
      const what = status === "cancelled" ? "cancel" : "change";
      const keys = prefix(id, what, sequence);
      const invitations = prefix(id, "invite", sequence);
      const told = [keys, invitations].flatMap((key) => trail.first(key)?.createdAt ?? []);
      const since = Math.min(...told, Number.MAX_SAFE_INTEGER);
      const news = changeNews(session, change, keys);
      return each(
        (page) => invitees.outdated(id, [keys, invitations], since, page),
        limit,
        (row) => {
          tellOne(session, row, news, what);
          return true;
        },
      );
    },

    remind(session, limit) {
      const { id, sequence, startsAt } = session;
      const due = dueReminder(session, timeZone, clock());
      if (due === undefined || startsAt <= clock()) return 0;
      const states = [prefix(id, "invite", sequence), prefix(id, "change", sequence)];
      return each(
        (page) => invitees.toRemind(id, prefix(id, "remind", due.at), states, due.at, page),
        limit,
        ({ memberId }) => {
          if (!due.byPhone && !isReachable(memberId)) return false;
          tell(session, memberId, {
            what: "remind",
            state: due.at,
            said: saidOfReminder(session, ground()),
            choices: choices(session, memberId, "no", "look"),
          });
          return true;
        },
      );
    },

    nudgeWhenDue(session, limit) {
      const invitedBy = nudgeInvitedBy(session.startsAt, clock());
      if (invitedBy === undefined) return 0;
      return each(
        (page) => invitees.toNudge(session.id, invitedBy, page),
        limit,
        (row) => nudgeOne(session, row),
      );
    },

    nudge: (session) =>
      each(
        (page) => invitees.silent(session.id, page),
        NUDGE_MOST,
        (row) => nudgeOne(session, row),
      ),

    promoted(session, memberId) {
      const { startsAt } = session;
      tell(session, memberId, {
        what: "promoted",
        state: clock(),
        said: saidOfPromotion(session, ground()),
        choices: choices(session, memberId, "no", "look"),
        readBy: changeReadBy(startsAt, clock()),
      });
    },

    answered(session, memberId, notedBy) {
      for (const { key, status, what } of trail.of(session.id, memberId)) {
        if (!isOpen(status)) continue;
        if (what === "nudge" && status === "open") pushes.cancel(key);
        else if (what === "invite" || what === "nudge") pushes.acknowledge(key, notedBy);
        // What has not gone out yet tells something that the answer does not show they know.
        else if (status !== "open") pushes.acknowledge(key, notedBy);
      }
    },

    silence(session, memberId) {
      takeBack(session, memberId);
    },

    close(sessionId, limit) {
      const open = trail.unfinished(sessionId, limit);
      for (const key of open) pushes.cancel(key);
      return open.length;
    },
  };
}
