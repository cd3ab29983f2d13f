/** Binding an account to the person an invitation is for. */
import { equalSecrets } from "../../../delivery/index.ts";
import type { Actor } from "../actor.ts";
import type { Core } from "../records/core.ts";
import type { Account, Bound, Members, Proof } from "../types.ts";
import { hasConsent, insertConsent, insertIdentity, openIdentity } from "./identities.repo.ts";
import { findInvitationRow, type InvitationRow, updateInvitation } from "./invitations.repo.ts";
import { MOST_MISMATCHES, spent } from "./invitations.ts";
import { type Invitee, inviteeOf, targetOf } from "./invitee.ts";

const BINDING: Actor = { kind: "system", name: "binding" };
const GONE: Bound = { kind: "gone" };

export function createBinding(core: Core): Pick<Members, "bind"> {
  const { store, audit, clock } = core;
  const { records } = store;

  // stages: find the invitation → is it this account's already → can it still be used → proof → bind, consent, audit
  const bind = (account: Account, invitationId: number, proof: Proof, consentVersion: string): Bound => {
    const row = findInvitationRow(records, invitationId);
    const invitee = row && inviteeOf(core, targetOf(row));
    if (row === undefined || invitee === undefined || invitee.kind === "missing") return GONE;
    const before = openIdentity(records, account, invitee.bearer);
    const state = spent(row, clock());
    // The same account once more: a confirmation that was tapped twice, or repeated after a crash.
    if (state === "used" && before !== undefined) return bound(invitee, before, true);
    if (state !== undefined) return GONE;
    if (!proves(proof, invitee)) return mismatch(row, invitee);
    const now = clock();
    const identityId = before ?? insertIdentity(records, account, invitee.bearer, now);
    updateInvitation(records, row.id, { usedAt: now });
    keepConsent(invitee, identityId, consentVersion, now);
    audit.record(BINDING, "identity.bind", invitee.subject, {
      identity: identityId,
      channel: account.channel,
      invitation: row.id,
      forWhom: invitee.forWhom,
      consent: consentVersion,
    });
    return bound(invitee, identityId, before !== undefined);
  };

  const mismatch = (row: InvitationRow, invitee: Invitee): Bound => {
    const failures = row.failures + 1;
    updateInvitation(records, row.id, { failures });
    audit.record(BINDING, "invitation.mismatch", invitee.subject, { invitation: row.id, failures });
    return { kind: "mismatch", triesLeft: MOST_MISMATCHES - failures };
  };

  const keepConsent = (
    { consentOf }: Invitee,
    identityId: number,
    version: string,
    givenAt: number,
  ): void => {
    if (consentOf === undefined || version === "") return;
    if (hasConsent(records, consentOf, identityId, version)) return;
    insertConsent(records, { memberId: consentOf, identityId, version, givenAt });
  };

  return {
    bind: (account, invitationId, proof, consentVersion) =>
      store.transaction(() => bind(account, invitationId, proof, consentVersion)),
  };
}

/** Both are always compared: the time taken does not tell which of them was wrong. */
function proves(proof: Proof, invitee: Invitee): boolean {
  const name = equalSecrets(plainName(proof.name), plainName(invitee.name));
  const four = equalSecrets(plainFour(proof.lastFour), plainFour(invitee.lastFour()));
  return name && four;
}

/** Spaces do not count, nor which of the dots stands in a name of several parts (买买提·艾力). */
function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/\s+/g, "")
    .replace(/[·•・‧∙⋅.]/g, "·");
}

/** Identity numbers may end in X. */
function plainFour(text: string): string {
  return text.normalize("NFKC").replace(/\s+/g, "").toUpperCase();
}

function bound({ bearer, forWhom }: Invitee, identityId: number, already: boolean): Bound {
  return { kind: "bound", identityId, forWhom, ...bearer, already };
}
