/** Who runs a session: admin, editor, and the secretary of its branch. */
import { type Actor, hasRole, NotAllowed } from "../../../members/index.ts";
import { StudyError, type StudySession } from "../../types.ts";
import type { Core } from "../sessionsParts.ts";
import { TEXT } from "../text.ts";

/** Held against the table of branches, not against what the actor says. */
export function runs(core: Pick<Core, "table">, actor: Actor, branchId: number | null): boolean {
  if (hasRole(actor, "editor")) return true;
  if (actor.kind !== "member" || branchId === null) return false;
  return core.table.branch(branchId)?.secretaryId === actor.memberId;
}

/** @throws NotAllowed */
export function requireRuns(core: Pick<Core, "table">, actor: Actor, branchId: number | null): void {
  if (!runs(core, actor, branchId)) throw new NotAllowed(TEXT.notRuns);
}

/** @throws StudyError when there is no such session */
export function needSession(core: Pick<Core, "get">, id: number): StudySession {
  const session = core.get(id);
  if (session === undefined) throw new StudyError("id", TEXT.noSession);
  return session;
}

/** The session, for who runs it. @throws StudyError, NotAllowed */
export function sessionToRun(core: Pick<Core, "get" | "table">, actor: Actor, id: number): StudySession {
  const session = core.get(id);
  // Who runs nothing learns nothing of which sessions there are.
  if (session === undefined && !hasRole(actor, "editor")) throw new NotAllowed(TEXT.notRuns);
  if (session === undefined) throw new StudyError("id", TEXT.noSession);
  requireRuns(core, actor, session.branchId);
  return session;
}
