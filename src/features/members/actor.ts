/** Who acts, what they may do, and how the audit log names them. */
import type { Role, Speaker } from "../../dialogue/index.ts";
import { refusals } from "./refusals.ts";

/** Who does something. Made anew for each message or request: the roles in it are those of that moment. */
export type Actor =
  | {
      readonly kind: "staff";
      readonly staffId: number;
      readonly name: string;
      readonly roles: readonly Role[];
    }
  | { readonly kind: "member"; readonly memberId: number }
  /** Acting for this member. */
  | { readonly kind: "proxy"; readonly proxyId: number; readonly memberId: number }
  /** At the server's command line: may do everything. */
  | { readonly kind: "operator"; readonly name: string }
  /** A job, or the binding procedure. */
  | { readonly kind: "system"; readonly name: string };

/** The actor in the audit log: `staff:3`, `member:17`, `proxy:5`, `operator:root`, `system:binding`. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case "staff":
      return `staff:${actor.staffId}`;
    case "member":
      return `member:${actor.memberId}`;
    case "proxy":
      return `proxy:${actor.proxyId}`;
    case "operator":
    case "system":
      return `${actor.kind}:${actor.name}`;
  }
}

/** The actor may not do this. `message` says in Chinese what is missing. */
export class NotAllowed extends Error {
  override readonly name = "NotAllowed";
}

const allowed: unique symbol = Symbol("allowed");

/** Proof that an actor passed `requireRole`; nothing else makes one. */
export interface Authorized {
  readonly actor: Actor;
  readonly [allowed]: true;
}

/**
 * Proof that the actor has one of the roles. Operators and admins always pass; members, proxies and jobs never do.
 * @throws NotAllowed
 */
export function requireRole(actor: Actor, ...roles: Role[]): Authorized {
  if (!hasRole(actor, ...roles)) throw new NotAllowed(refusals.needsRole(["admin", ...roles]));
  return { actor, [allowed]: true };
}

/** Whether `requireRole` would pass. */
export function hasRole(actor: Actor, ...roles: Role[]): boolean {
  if (actor.kind === "operator") return true;
  if (actor.kind !== "staff") return false;
  return actor.roles.includes("admin") || roles.some((role) => actor.roles.includes(role));
}

/** The actor for a speaker who acts for a member: the member, or a proxy of theirs. Undefined for everyone else. */
export function principalOf(speaker: Speaker): Actor | undefined {
  const { actingFor } = speaker;
  return actingFor && actorFor(speaker, actingFor.memberId);
}

/**
 * The actor for a speaker who acts for this member, whoever is chosen now: a button names its member. Undefined when
 * the account may not (any more).
 */
export function actorFor({ self, alsoSelf = [], represents }: Speaker, memberId: number): Actor | undefined {
  if (self?.memberId === memberId || alsoSelf.some((one) => one.memberId === memberId)) {
    return { kind: "member", memberId };
  }
  const represented = represents.find((one) => one.memberId === memberId);
  return represented && { kind: "proxy", proxyId: represented.proxyId, memberId };
}

/** The actor for a speaker who is a member of staff. */
export function staffActor({ staff }: Speaker): Actor | undefined {
  return staff && { kind: "staff", staffId: staff.staffId, name: staff.name, roles: staff.roles };
}
