/** Who may do something for one member: staff by role, the member's own liaison, the member, their proxies. */
import type { Role } from "../../../dialogue/index.ts";
import { findOpenGrant } from "../accounts/proxies.repo.ts";
import { type Actor, hasRole, NotAllowed } from "../actor.ts";
import { refusals } from "../refusals.ts";
import type { Core } from "./core.ts";
import { findMember } from "./member.repo.ts";

/** Whom to let in besides admin and operator. */
export interface Admission {
  readonly roles: readonly Role[];
  /** The liaison whose member it is. */
  readonly liaison: boolean;
  readonly self: boolean;
  /** A proxy whose grant is open now: what the actor says is held against the table. */
  readonly proxy: boolean;
}

/**
 * Lets the actor through, or not.
 * @throws NotAllowed, the same whether or not there is such a member
 */
export function admit(core: Core, actor: Actor, memberId: number, admission: Admission): void {
  switch (actor.kind) {
    case "operator":
      return;
    case "member":
      if (admission.self && actor.memberId === memberId) return;
      throw new NotAllowed(refusals.notYours);
    case "proxy":
      if (admission.proxy && actor.memberId === memberId && isGranted(core, actor.proxyId, memberId)) return;
      throw new NotAllowed(refusals.notYours);
    case "staff":
      if (hasRole(actor, ...admission.roles)) return;
      if (admission.liaison && actor.roles.includes("liaison")) {
        if (findMember(core.store.records, memberId)?.liaisonId === actor.staffId) return;
        throw new NotAllowed(refusals.notYourMember);
      }
      break;
    case "system":
      break;
  }
  throw new NotAllowed(
    refusals.needsRole(["admin", ...admission.roles, ...(admission.liaison ? (["liaison"] as const) : [])]),
  );
}

function isGranted(core: Core, proxyId: number, memberId: number): boolean {
  return findOpenGrant(core.store.records, proxyId, memberId) !== undefined;
}
