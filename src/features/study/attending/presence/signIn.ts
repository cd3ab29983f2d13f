/** Signing in by the code of the day, typed or scanned. */
import { equalSecrets } from "../../../../delivery/index.ts";
import { type Actor, actorName, NotAllowed } from "../../../members/index.ts";
import type { Attending, SignIn } from "../../types.ts";
import type { AttendingParts } from "../attendingParts.ts";
import { requireActsFor } from "../attendingRights.ts";
import { ATTENDING_TEXT } from "../attendingText.ts";
import {
  failuresAfter,
  type InviteeRow,
  noteFailure,
  type OpenSession,
  openSessions,
  rowsOf,
  setPresent,
} from "./presence.repo.ts";

/** Before the start and after the end. */
export const SIGN_IN_MINUTES = 60;
const SIGN_IN_MS = SIGN_IN_MINUTES * 60_000;
/** No session is longer: how far back one that is still on may have begun. */
const LONGEST_SESSION_MS = 31 * 24 * 60 * 60_000;
/** Four digits are 10,000, and a member has to be somebody to guess at all: five an hour is no way in. */
const MOST_FAILURES = 5;
const FAILURES_COUNT_MS = 60 * 60_000;

export function createSignIn(parts: AttendingParts): Pick<Attending, "signIn" | "looksLikeCode"> {
  const { store, clock, audit, members, sessions } = parts;
  const { records } = store;

  const onNow = (now: number): OpenSession[] =>
    openSessions(records, {
      startsFrom: now - LONGEST_SESSION_MS - SIGN_IN_MS,
      startsTo: now + SIGN_IN_MS,
      endsFrom: now - SIGN_IN_MS,
    });

  const signIn = (actor: Actor, memberId: number, entered: string, via: "code" | "qr"): SignIn => {
    requireActsFor(parts, actor, memberId);
    const member = members.get(memberId);
    if (member === undefined || member.erasedAt !== null) throw new NotAllowed(ATTENDING_TEXT.notYours);
    if (member.status !== "alive") throw new NotAllowed(ATTENDING_TEXT.notAlive);
    const now = clock();
    const failures = failuresAfter(records, memberId, now - FAILURES_COUNT_MS);
    if (failures >= MOST_FAILURES) return { kind: "tooMany" };
    const code = digitsOf(entered);
    // What cannot be a code is a slip, not a guess.
    if (code === undefined) return { kind: "wrong", triesLeft: MOST_FAILURES - failures };
    // `filter` holds the code against every one: the time tells nothing of which of them it is.
    const matching = onNow(now).filter((session) => equalSecrets(session.code, code));
    const rows = new Map(
      rowsOf(
        records,
        memberId,
        matching.map(({ id }) => id),
      ).map((row) => [row.sessionId, row]),
    );
    const [meant] = matching.sort((a, b) => preference(a, b, rows, now));
    const session = meant && sessions.get(meant.id);
    if (session === undefined) {
      noteFailure(records, memberId, now, now - FAILURES_COUNT_MS);
      return { kind: "wrong", triesLeft: MOST_FAILURES - failures - 1 };
    }
    const row = rows.get(session.id);
    if (row !== undefined && row.attendedAt !== null) return { kind: "already", session };
    setPresent(records, session.id, memberId, { at: now, via, by: actorName(actor) });
    const guest = row?.guest ?? true;
    audit.record(actor, "study.signIn", `member:${memberId}`, { sessionId: session.id, via, guest });
    return { kind: "signedIn", session, guest };
  };

  return {
    signIn: (actor, memberId, code, via) => store.transaction(() => signIn(actor, memberId, code, via)),
    looksLikeCode(memberId, code) {
      // Whether it is the right one is not asked: bare digits would be guesses that nobody counts.
      if (digitsOf(code) === undefined) return false;
      const ids = onNow(clock()).map(({ id }) => id);
      return ids.length > 0 && rowsOf(records, memberId, ids).some(({ guest }) => !guest);
    },
  };
}

/** Of several sessions with one code: the one to which the member is invited, else the one that starts or started nearest. */
function preference(
  a: OpenSession,
  b: OpenSession,
  rows: ReadonlyMap<number, InviteeRow>,
  now: number,
): number {
  const strangeness = ({ id }: OpenSession) => {
    const row = rows.get(id);
    if (row === undefined) return 2;
    return row.guest ? 1 : 0;
  };
  const away = ({ startsAt }: OpenSession) => Math.abs(startsAt - now);
  return strangeness(a) - strangeness(b) || away(a) - away(b) || a.id - b.id;
}

/** Four digits as typed by hand: full width, with gaps between. */
function digitsOf(entered: string): string | undefined {
  const code = entered.normalize("NFKC").replace(/\s/g, "");
  return /^\d{4}$/.test(code) ? code : undefined;
}
