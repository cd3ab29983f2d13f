/** Who may do what about attendance. The words of a refusal hold no values. */
import { type Actor, hasRole, NotAllowed } from "../../members/index.ts";
import { StudyError, type StudySession } from "../types.ts";
import type { AttendingParts } from "./attendingParts.ts";
import { ATTENDING_TEXT } from "./attendingText.ts";

/** Is the actor this member, or a proxy whose grant is open now? */
export function actsFor(
  { members }: Pick<AttendingParts, "members">,
  actor: Actor,
  memberId: number,
): boolean {
  if (actor.kind === "operator") return true;
  if (actor.kind === "member") return actor.memberId === memberId;
  if (actor.kind !== "proxy" || actor.memberId !== memberId) return false;
  return members.grantsOf(memberId).some(({ proxyId }) => proxyId === actor.proxyId);
}

/** @throws NotAllowed */
export function requireActsFor(parts: Pick<AttendingParts, "members">, actor: Actor, memberId: number): void {
  if (!actsFor(parts, actor, memberId)) throw new NotAllowed(ATTENDING_TEXT.notYours);
}

/**
 * The session, for who runs it.
 * @throws StudyError where there is none, NotAllowed
 */
export function requireRuns(
  { sessions }: Pick<AttendingParts, "sessions">,
  actor: Actor,
  sessionId: number,
): StudySession {
  const session = sessionOf({ sessions }, sessionId);
  if (!sessions.runs(actor, session)) throw new NotAllowed(ATTENDING_TEXT.notYourSession);
  return session;
}

/** @throws StudyError where there is none */
export function sessionOf({ sessions }: Pick<AttendingParts, "sessions">, sessionId: number): StudySession {
  const session = sessions.get(sessionId);
  if (session === undefined) throw new StudyError("sessionId", ATTENDING_TEXT.noSuchSession);
  return session;
}

/**
 * For the member, a proxy, the member's secretary and liaison, and staff.
 * @throws NotAllowed, the same whether or not there is such a member
 */
export function requireReads(
  parts: Pick<AttendingParts, "members" | "sessions">,
  actor: Actor,
  memberId: number,
): void {
  if (actsFor(parts, actor, memberId) || seesAll(actor)) return;
  const member = parts.members.get(memberId);
  if (member !== undefined) {
    const { branchId, liaisonId } = member;
    if (actor.kind === "staff" && actor.roles.includes("liaison") && liaisonId === actor.staffId) return;
    if (branchId !== null && parts.sessions.runs(actor, { branchId })) return;
  }
  throw new NotAllowed(ATTENDING_TEXT.notYourRecord);
}

/** Staff of the bureau; liaisons are volunteers and see their own people only. */
export function seesAll(actor: Actor): boolean {
  return hasRole(actor, "editor", "dispatcher", "viewer");
}

/**
 * The branches whose table the actor may see; undefined for all.
 * @throws NotAllowed
 */
export function branchesToSee(
  { sessions }: Pick<AttendingParts, "sessions">,
  actor: Actor,
  branchId: number | undefined,
): readonly number[] | undefined {
  if (seesAll(actor)) return branchId === undefined ? undefined : [branchId];
  const own = actor.kind === "member" ? sessions.branchesOf(actor.memberId).map(({ id }) => id) : [];
  if (own.length === 0 || (branchId !== undefined && !own.includes(branchId)))
    throw new NotAllowed(ATTENDING_TEXT.notYourTable);
  return branchId === undefined ? own : [branchId];
}
