/** Presence noted by who runs the session, and what the absent make up for. */
import { actorName, hasRole } from "../../../members/index.ts";
import { type Attending, StudyError, type StudySession } from "../../types.ts";
import type { AttendingParts } from "../attendingParts.ts";
import { requireActsFor, requireRuns, sessionOf } from "../attendingRights.ts";
import { ATTENDING_TEXT } from "../attendingText.ts";
import { rowOf, setAbsent, setMadeUp, setPresent } from "./presence.repo.ts";
import { SIGN_IN_MINUTES } from "./signIn.ts";

const TICK_DAYS = 30;

export function createPresence(parts: AttendingParts): Pick<Attending, "tick" | "makeUp"> {
  const { store, clock, audit, members, sessions } = parts;
  const { records } = store;

  const requireTickable = ({ status, startsAt, endsAt }: StudySession) => {
    const now = clock();
    if (status === "cancelled") throw new StudyError("status", ATTENDING_TEXT.cancelled);
    if (now < startsAt - SIGN_IN_MINUTES * 60_000)
      throw new StudyError("at", ATTENDING_TEXT.tickTooEarly(SIGN_IN_MINUTES));
    if (now > endsAt + TICK_DAYS * 24 * 60 * 60_000)
      throw new StudyError("at", ATTENDING_TEXT.tickTooLate(TICK_DAYS));
  };

  return {
    tick: (actor, sessionId, memberId, present) =>
      store.transaction(() => {
        const session = requireRuns(parts, actor, sessionId);
        requireTickable(session);
        const row = rowOf(records, sessionId, memberId);
        if (((row?.attendedAt ?? null) !== null) === present) return;
        if (present) {
          // Who died since was there all the same: only the erased are nobody.
          const member = members.get(memberId);
          // A list of ticks shows names: a secretary would find out whose number is whose in the whole bureau.
          const strange =
            row === undefined && !hasRole(actor, "editor") && member?.branchId !== session.branchId;
          if (member === undefined || member.erasedAt !== null || strange)
            throw new StudyError("memberId", ATTENDING_TEXT.noSuchMember);
          setPresent(records, sessionId, memberId, { at: clock(), via: "tick", by: actorName(actor) });
        } else if (row !== undefined) setAbsent(records, row);
        audit.record(actor, present ? "study.tick" : "study.untick", `member:${memberId}`, { sessionId });
      }),
    makeUp: (actor, sessionId, memberId) =>
      store.transaction(() => {
        const session = sessionOf(parts, sessionId);
        // Who runs it notes it for somebody who has read them on paper.
        if (!sessions.runs(actor, session)) requireActsFor(parts, actor, memberId);
        const row = rowOf(records, sessionId, memberId);
        if (row === undefined || row.guest) throw new StudyError("memberId", ATTENDING_TEXT.notInvited);
        if (session.status === "cancelled") throw new StudyError("status", ATTENDING_TEXT.cancelled);
        if (clock() < session.endsAt) throw new StudyError("at", ATTENDING_TEXT.notEnded);
        if (row.attendedAt !== null) throw new StudyError("memberId", ATTENDING_TEXT.attended);
        if (row.madeUpAt !== null) return;
        if (sessions.materials(sessionId).length === 0)
          throw new StudyError("materials", ATTENDING_TEXT.noMaterials);
        setMadeUp(records, sessionId, memberId, clock(), actorName(actor));
        audit.record(actor, "study.makeUp", `member:${memberId}`, { sessionId });
      }),
  };
}
