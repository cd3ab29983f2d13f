/** 代办人: who acts for whom, and until when. */

import { requireRole } from "../actor.ts";
import { admit } from "../records/access.ts";
import type { Core } from "../records/core.ts";
import { findMember, type MemberRow } from "../records/member.repo.ts";
import { refusals } from "../refusals.ts";
import { MemberError, type Members } from "../types.ts";
import { enteredLine, enteredName, enteredPhone } from "../values/entered.ts";
import { revokeOpenInvitations } from "./invitations.repo.ts";
import {
  findGrant,
  findOpenGrant,
  findProxy,
  insertGrant,
  insertProxy,
  membersOfProxy,
  openGrantsOf,
  type ProxyRow,
  sameProxy,
  updateGrant,
  updateProxy,
} from "./proxies.repo.ts";

interface Named {
  readonly name: string;
  readonly phone: string | null;
  readonly relation: string;
}

export function createProxies(
  core: Core,
): Pick<Members, "grant" | "changeProxy" | "revokeGrant" | "grantsOf"> {
  const { store, box, lookupHash, audit, clock } = core;
  const { records } = store;

  const phoneColumns = (phone: string | null) => ({
    phoneSealed: phone === null ? null : box.seal(phone),
    phoneHash: phone === null ? null : lookupHash("phone", phone),
  });

  return {
    grant: (actor, entered) =>
      store.transaction(() => {
        const { memberId } = entered;
        admit(core, actor, memberId, { roles: ["editor"], liaison: false, self: true, proxy: false });
        const named = readNamed(entered);
        refuseThemself(core, living(findMember(records, memberId)), named);
        const known = knownProxy(core, memberId, named);
        if (known?.phoneHash === null && named.phone !== null)
          updateProxy(records, known.id, phoneColumns(named.phone));
        const open = known && findOpenGrant(records, known.id, memberId);
        if (open !== undefined) {
          updateGrant(records, open.id, { relation: named.relation });
          audit.record(actor, "proxy.grantAgain", `member:${memberId}`, {
            grant: open.id,
            proxy: open.proxyId,
          });
          return open.id;
        }
        const now = clock();
        const proxyId =
          known?.id ??
          insertProxy(records, { name: named.name, ...phoneColumns(named.phone), createdAt: now });
        const id = insertGrant(records, { proxyId, memberId, relation: named.relation, grantedAt: now });
        audit.record(actor, "proxy.grant", `member:${memberId}`, { grant: id, proxy: proxyId });
        return id;
      }),

    changeProxy: (actor, proxyId, { name, phone }) =>
      store.transaction(() => {
        const by = requireRole(actor, "editor");
        if (findProxy(records, proxyId) === undefined) throw new MemberError("proxyId", refusals.noSuchProxy);
        const fields = [...(name === undefined ? [] : ["name"]), ...(phone === undefined ? [] : ["phone"])];
        if (fields.length === 0) return;
        updateProxy(records, proxyId, {
          ...(name === undefined ? {} : { name: enteredName(name) }),
          ...(phone === undefined ? {} : phoneColumns(enteredPhone(phone ?? ""))),
        });
        // Each elder sees in their own log what changed about who acts for them.
        for (const memberId of membersOfProxy(records, proxyId)) {
          audit.record(by.actor, "proxy.change", `member:${memberId}`, { proxy: proxyId, fields });
        }
        audit.record(by.actor, "proxy.change", `proxy:${proxyId}`, { fields });
      }),

    revokeGrant: (actor, grantId) =>
      store.transaction(() => {
        const grant = findGrant(records, grantId);
        if (grant === undefined) throw new MemberError("grantId", refusals.noSuchGrant);
        if (actor.kind !== "proxy" || actor.proxyId !== grant.proxyId) {
          admit(core, actor, grant.memberId, { roles: ["editor"], liaison: false, self: true, proxy: false });
        }
        if (grant.revokedAt !== null) return;
        updateGrant(records, grantId, { revokedAt: clock() });
        revokeOpenInvitations(records, { proxyGrantId: grantId }, clock());
        audit.record(actor, "proxy.revoke", `member:${grant.memberId}`, {
          grant: grantId,
          proxy: grant.proxyId,
        });
      }),

    grantsOf: (memberId) => openGrantsOf(records, memberId),
  };
}

function readNamed(entered: { name: string; phone?: string; relation: string }): Named {
  const relation = enteredLine("relation", entered.relation, 20);
  if (relation === null) throw new MemberError("relation", refusals.required("relation"));
  return { name: enteredName(entered.name), phone: enteredPhone(entered.phone ?? ""), relation };
}

function living(row: MemberRow | undefined): MemberRow {
  if (row === undefined) throw new MemberError("memberId", refusals.noSuchMember);
  if (row.erasedAt !== null) throw new MemberError("memberId", refusals.erased);
  if (row.status !== "alive") throw new MemberError("memberId", refusals.notAlive);
  return row;
}

function refuseThemself(core: Core, row: MemberRow, { name, phone }: Named): void {
  if (phone === null || row.name !== name || row.phoneHash === null) return;
  if (row.phoneHash.equals(core.lookupHash("phone", phone))) {
    throw new MemberError("name", refusals.samePerson);
  }
}

/**
 * The proxy who is meant: of the same name and phone, or of that name among those who act for this member already and
 * do not have another phone. Elsewhere a name alone could be anybody's.
 */
function knownProxy(core: Core, memberId: number, { name, phone }: Named): ProxyRow | undefined {
  const { records } = core.store;
  const byPhone = phone === null ? undefined : sameProxy(records, name, core.lookupHash("phone", phone));
  if (byPhone !== undefined) return byPhone;
  const namesake = openGrantsOf(records, memberId).find((grant) => grant.name === name);
  const row = namesake && findProxy(records, namesake.proxyId);
  return phone === null || row?.phoneHash === null ? row : undefined;
}
