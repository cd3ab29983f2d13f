/** A branch's year in figures, counted from rows. */
import type { Actor } from "../../../members/index.ts";
import { type Attending, type BranchLine, StudyError } from "../../types.ts";
import type { AttendingParts } from "../attendingParts.ts";
import { branchesToSee } from "../attendingRights.ts";
import { ATTENDING_TEXT } from "../attendingText.ts";
import { wasGone } from "./outcome.ts";
import {
  departedInvitees,
  membersByBranch,
  type YearFilter,
  type YearSession,
  yearCounts,
  yearSessions,
} from "./year.repo.ts";
import { yearSpan } from "./yearSpan.ts";

/** A session of the year, counted. `invited` leaves out guests and those who were dead or moved by then. */
export interface SessionFigures extends YearSession {
  readonly held: boolean;
  readonly invited: number;
  readonly accepted: number;
  readonly declined: number;
  readonly attended: number;
  readonly guests: number;
  readonly madeUp: number;
}

export interface YearFigures {
  readonly filter: YearFilter;
  readonly sessions: readonly SessionFigures[];
  readonly branches: readonly BranchLine[];
}

export function createTable(parts: AttendingParts): Attending["table"] {
  return (actor, year, branchId) => yearFigures(parts, actor, year, branchId).branches;
}

/**
 * The year's sessions and branches that the actor may see. A session is held when it is planned and over; only held
 * ones count for presence. Sessions of no branch are among the sessions, for those who see all.
 * @throws NotAllowed, StudyError for a year or a branch there is not
 */
export function yearFigures(
  parts: AttendingParts,
  actor: Actor,
  year: number,
  branchId: number | undefined,
): YearFigures {
  const { members, timeZone } = parts;
  const branchIds = branchesToSee(parts, actor, branchId);
  const branches = members.branches().filter(({ id }) => branchIds?.includes(id) ?? true);
  if (branchId !== undefined && branches.length === 0)
    throw new StudyError("branchId", ATTENDING_TEXT.noSuchBranch);
  const filter: YearFilter = { ...yearSpan(year, timeZone), branchIds };
  const sessions = sessionFigures(parts, filter);
  const living = membersByBranch(parts.store.records);
  return {
    filter,
    sessions,
    branches: branches.map(({ id, name }) =>
      branchLine(
        { branchId: id, branch: name, members: living.get(id) ?? 0 },
        sessions.filter((session) => session.branchId === id),
      ),
    ),
  };
}

function sessionFigures({ store, clock, timeZone }: AttendingParts, filter: YearFilter): SessionFigures[] {
  const { records } = store;
  const now = clock();
  const counts = yearCounts(records, filter);
  const gone = new Map<number, number>();
  for (const row of departedInvitees(records, filter)) {
    if (wasGone(row, row.startsAt, timeZone)) gone.set(row.sessionId, (gone.get(row.sessionId) ?? 0) + 1);
  }
  return yearSessions(records, filter).map((session) => {
    const n = (of: ReadonlyMap<number, number>) => of.get(session.id) ?? 0;
    return {
      ...session,
      held: session.status === "planned" && session.endsAt <= now,
      invited: n(counts.invited) - n(gone),
      accepted: n(counts.accepted),
      declined: n(counts.declined),
      attended: n(counts.attended),
      guests: n(counts.guests),
      madeUp: n(counts.madeUp),
    };
  });
}

function branchLine(
  branch: Pick<BranchLine, "branchId" | "branch" | "members">,
  sessions: readonly SessionFigures[],
): BranchLine {
  const held = sessions.filter((session) => session.held);
  const sum = (of: (session: SessionFigures) => number) => held.reduce((total, one) => total + of(one), 0);
  const invited = sum((session) => session.invited);
  const attended = sum((session) => session.attended);
  return {
    ...branch,
    planned: sessions.filter(({ status }) => status === "planned").length,
    held: held.length,
    cancelled: sessions.filter(({ status }) => status === "cancelled").length,
    invited,
    attended,
    madeUp: sum((session) => session.madeUp),
    rate: invited === 0 ? undefined : attended / invited,
  };
}
