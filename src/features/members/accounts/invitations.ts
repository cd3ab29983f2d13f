/** Invitations: issuing a code, taking it back, and looking one up that somebody typed. */
import { createHmac, randomInt } from "node:crypto";
import { type Actor, actorName, hasRole, requireRole } from "../actor.ts";
import { admit } from "../records/access.ts";
import type { Core } from "../records/core.ts";
import { refusals } from "../refusals.ts";
import {
  type Account,
  type FoundInvitation,
  type Invitation,
  type InvitationTarget,
  MemberError,
  type Members,
  type MembersParts,
} from "../types.ts";
import { deriveKey } from "../values/lookupHash.ts";
import { createGuessing } from "./guessing.ts";
import {
  findInvitationRow,
  type InvitationRow,
  insertInvitation,
  invitationByCode,
  listOpenInvitations,
  revokeOpenInvitations,
  updateInvitation,
} from "./invitations.repo.ts";
import { type Invitee, inviteeOf, targetOf } from "./invitee.ts";
import { findGrant } from "./proxies.repo.ts";

/** Wrong names or last fours that lock an invitation. */
export const MOST_MISMATCHES = 5;
const CODE_DIGITS = 9;
const USUAL_DAYS = 14;
const MOST_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** A code that is taken is drawn again; with 10^9 codes the second draw hardly ever happens. */
const MOST_DRAWS = 20;

export function createInvitations(
  core: Core,
  { key, randomDigits = digits, onGuessing = () => {} }: MembersParts,
): Pick<Members, "invite" | "revokeInvitation" | "openInvitations" | "lookInvitation" | "findInvitation"> {
  const { store, audit, clock } = core;
  const { records } = store;
  const codeKey = deriveKey(key, "invitation");
  const hashOf = (code: string) => createHmac("sha256", codeKey).update(code, "utf8").digest();
  const guessing = createGuessing(core, onGuessing);

  const draw = (): { code: string; codeHash: Buffer } => {
    for (let tried = 0; tried < MOST_DRAWS; tried++) {
      const code = randomDigits(CODE_DIGITS);
      const codeHash = hashOf(code);
      if (invitationByCode(records, codeHash) === undefined) return { code, codeHash };
    }
    throw new MemberError("code", refusals.codesExhausted);
  };

  const look = (account: Account, entered: string): { found: FoundInvitation; guess: boolean } => {
    const retryAt = guessing.retryAt(account);
    if (retryAt !== undefined) return { found: { kind: "tooMany", retryAt }, guess: false };
    const code = readCode(entered);
    // What is no code at all is a slip, not a guess.
    if (code === undefined) return { found: { kind: "unknown" }, guess: false };
    const row = invitationByCode(records, hashOf(code));
    return row === undefined
      ? { found: { kind: "unknown" }, guess: true }
      : { found: foundBy(core, row), guess: false };
  };

  return {
    invite: (actor, target, validDays = USUAL_DAYS) =>
      store.transaction(() => {
        mayInvite(core, actor, target);
        if (!Number.isInteger(validDays) || validDays < 1 || validDays > MOST_DAYS) {
          throw new MemberError("validDays", refusals.range("validDays", 1, MOST_DAYS));
        }
        const invitee = inviteeOf(core, target);
        if (invitee.kind === "missing") throw new MemberError(invitee.field, invitee.reason);
        const issuedAt = clock();
        const replaced = revokeOpenInvitations(records, target, issuedAt);
        const { code, codeHash } = draw();
        const expiresAt = issuedAt + validDays * DAY_MS;
        const id = insertInvitation(records, {
          codeHash,
          ...target,
          issuedBy: actorName(actor),
          issuedAt,
          expiresAt,
        });
        audit.record(actor, "invitation.issue", invitee.subject, {
          invitation: id,
          forWhom: invitee.forWhom,
          replaced,
        });
        return issued(id, code, expiresAt, invitee);
      }),

    revokeInvitation: (actor, id) =>
      store.transaction(() => {
        const row = findInvitationRow(records, id);
        if (row === undefined) {
          requireRole(actor, "editor");
          throw new MemberError("id", refusals.noSuchInvitation);
        }
        const target = targetOf(row);
        mayInvite(core, actor, target);
        if (row.usedAt !== null || row.revokedAt !== null) return;
        updateInvitation(records, id, { revokedAt: clock() });
        audit.record(actor, "invitation.revoke", subjectOf(core, target), { invitation: id });
      }),

    openInvitations(actor) {
      const by = requireRole(actor, "editor", "liaison");
      const issuedBy = hasRole(by.actor, "editor") ? undefined : actorName(by.actor);
      return listOpenInvitations(records, clock(), MOST_MISMATCHES, issuedBy).map(({ row, name }) => ({
        id: row.id,
        forWhom: row.memberId !== null ? "member" : row.staffId !== null ? "staff" : "proxy",
        name,
        issuedAt: row.issuedAt,
        expiresAt: row.expiresAt,
      }));
    },

    lookInvitation: (account, entered) => look(account, entered).found,

    findInvitation(account, entered) {
      const found = store.transaction((): FoundInvitation => {
        const seen = look(account, entered);
        if (seen.guess) guessing.note(account);
        return seen.found;
      });
      if (found.kind === "unknown" || found.kind === "tooMany") guessing.alarm();
      return found;
    },
  };
}

/** Whether the invitation can be used no more, and why. */
export function spent(
  row: InvitationRow,
  now: number,
): "used" | "revoked" | "locked" | "expired" | undefined {
  if (row.usedAt !== null) return "used";
  if (row.revokedAt !== null) return "revoked";
  if (row.failures >= MOST_MISMATCHES) return "locked";
  return now >= row.expiresAt ? "expired" : undefined;
}

function foundBy(core: Core, row: InvitationRow): FoundInvitation {
  const state = spent(row, core.clock());
  if (state !== undefined) return { kind: state };
  const invitee = inviteeOf(core, targetOf(row));
  // The person died, left or took the grant back meanwhile, or there is no longer anything to confirm by.
  if (invitee.kind === "missing") return { kind: "revoked" };
  const { forWhom, asksPhone } = invitee;
  return { kind: "found", id: row.id, forWhom, asksPhone, ...representedBy(invitee) };
}

function issued(id: number, code: string, expiresAt: number, invitee: Invitee): Invitation {
  const { forWhom, name } = invitee;
  return { id, code, expiresAt, forWhom, name, ...representedBy(invitee) };
}

function representedBy({ memberName, relation }: Invitee): { memberName?: string; relation?: string } {
  return {
    ...(memberName === undefined ? {} : { memberName }),
    ...(relation === undefined ? {} : { relation }),
  };
}

/** @throws NotAllowed; MemberError when there is no such grant */
function mayInvite(core: Core, actor: Actor, target: InvitationTarget): void {
  if ("staffId" in target) {
    requireRole(actor);
    return;
  }
  const memberId = memberOf(core, target);
  const self = "proxyGrantId" in target;
  admit(core, actor, memberId, { roles: ["editor"], liaison: true, self, proxy: false });
}

function memberOf(core: Core, target: Exclude<InvitationTarget, { staffId: number }>): number {
  if ("memberId" in target) return target.memberId;
  const grant = findGrant(core.store.records, target.proxyGrantId);
  if (grant === undefined) throw new MemberError("grantId", refusals.noSuchGrant);
  return grant.memberId;
}

function subjectOf(core: Core, target: InvitationTarget): string {
  return "staffId" in target ? `staff:${target.staffId}` : `member:${memberOf(core, target)}`;
}

/** 9 digits, however they are grouped or wide. */
function readCode(entered: string): string | undefined {
  const code = entered.normalize("NFKC").replace(/[\s\-–—.·]/g, "");
  return /^\d{9}$/.test(code) ? code : undefined;
}

function digits(n: number): string {
  return String(randomInt(10 ** n)).padStart(n, "0");
}
