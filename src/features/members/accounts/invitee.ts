/** Whom an invitation binds, and by what they confirm who they are. */
import type { Core } from "../records/core.ts";
import { findMember } from "../records/member.repo.ts";
import { findStaff } from "../records/staff.repo.ts";
import { refusals } from "../refusals.ts";
import type { ForWhom, InvitationTarget } from "../types.ts";
import { lastFour } from "../values/phone.ts";
import type { Bearer } from "./identities.repo.ts";
import type { InvitationRow } from "./invitations.repo.ts";
import { findGrant, findProxy } from "./proxies.repo.ts";

/** Somebody who can be bound. */
export interface Invitee {
  readonly kind: "ready";
  readonly forWhom: ForWhom;
  readonly name: string;
  /** True: by the phone. False: by the identity number. */
  readonly asksPhone: boolean;
  readonly bearer: Bearer;
  /** Whose part of the audit log it belongs to. */
  readonly subject: string;
  /** The member to whose data the consent belongs. */
  readonly consentOf?: number;
  readonly memberName?: string;
  readonly relation?: string;
  /** The four characters that prove it; opens the sealed field. */
  lastFour(): string;
}

/** Nobody to be bound, and why. */
export interface NoInvitee {
  readonly kind: "missing";
  readonly field: string;
  readonly reason: string;
}

/**
 * Looks up whom an invitation is for. A code alone never binds, nor a code with a name: a card gets lost with the name
 * on it. So without a phone (for members: or an identity number) stored there is nobody to be bound.
 */
export function inviteeOf(core: Core, target: InvitationTarget): Invitee | NoInvitee {
  if ("memberId" in target) return invitedMember(core, target.memberId);
  if ("proxyGrantId" in target) return invitedProxy(core, target.proxyGrantId);
  return invitedStaff(core, target.staffId);
}

/** The target of a stored invitation. */
export function targetOf({ memberId, proxyGrantId, staffId }: InvitationRow): InvitationTarget {
  if (memberId !== null) return { memberId };
  if (proxyGrantId !== null) return { proxyGrantId };
  if (staffId !== null) return { staffId };
  throw new Error("an invitation is for somebody: CHECK invitation_one");
}

function invitedMember({ store, box }: Core, memberId: number): Invitee | NoInvitee {
  const row = findMember(store.records, memberId);
  if (row === undefined) return missing("memberId", refusals.noSuchMember);
  if (row.erasedAt !== null) return missing("memberId", refusals.erased);
  if (row.status !== "alive") return missing("memberId", refusals.notAlive);
  const secret = row.phoneSealed ?? row.idNumberSealed;
  if (secret === null) return missing("phone", refusals.nothingToConfirm);
  return {
    kind: "ready",
    forWhom: "member",
    name: row.name,
    asksPhone: row.phoneSealed !== null,
    bearer: { memberId },
    subject: `member:${memberId}`,
    consentOf: memberId,
    lastFour: () => lastFour(box.open(secret)),
  };
}

function invitedProxy({ store, box }: Core, grantId: number): Invitee | NoInvitee {
  const grant = findGrant(store.records, grantId);
  if (grant === undefined || grant.revokedAt !== null) return missing("grantId", refusals.noSuchGrant);
  const member = findMember(store.records, grant.memberId);
  if (member === undefined || member.erasedAt !== null) return missing("memberId", refusals.noSuchMember);
  if (member.status !== "alive") return missing("memberId", refusals.notAlive);
  const proxy = findProxy(store.records, grant.proxyId);
  if (proxy === undefined) return missing("proxyId", refusals.noSuchProxy);
  const { phoneSealed } = proxy;
  if (phoneSealed === null) return missing("phone", refusals.noPhoneToConfirm);
  return {
    kind: "ready",
    forWhom: "proxy",
    name: proxy.name,
    asksPhone: true,
    bearer: { proxyId: proxy.id },
    subject: `member:${member.id}`,
    consentOf: member.id,
    memberName: member.name,
    relation: grant.relation,
    lastFour: () => lastFour(box.open(phoneSealed)),
  };
}

function invitedStaff({ store, box }: Core, staffId: number): Invitee | NoInvitee {
  const row = findStaff(store.records, staffId);
  if (row === undefined) return missing("staffId", refusals.noSuchStaff);
  if (!row.active) return missing("staffId", refusals.inactiveStaff);
  const { phoneSealed } = row;
  if (phoneSealed === null) return missing("phone", refusals.noPhoneToConfirm);
  return {
    kind: "ready",
    forWhom: "staff",
    name: row.name,
    asksPhone: true,
    bearer: { staffId },
    subject: `staff:${staffId}`,
    lastFour: () => lastFour(box.open(phoneSealed)),
  };
}

function missing(field: string, reason: string): NoInvitee {
  return { kind: "missing", field, reason };
}
