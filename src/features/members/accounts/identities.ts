/** Accounts: who speaks through one, which ones reach a member or staff, and undoing a binding. */
import type { Represented, Role, Speaker } from "../../../dialogue/index.ts";
import { STRANGER } from "../../../dialogue/index.ts";
import { type Actor, NotAllowed, requireRole } from "../actor.ts";
import type { Core } from "../records/core.ts";
import { rolesOf } from "../records/staff.repo.ts";
import { refusals } from "../refusals.ts";
import type { Account, Members, ReachableAccount } from "../types.ts";
import {
  allStaffAccounts,
  type Bearer,
  blockingTable,
  reachTable,
  revokeIdentities,
  saveChoice,
  speakerTable,
  withdrawConsents,
} from "./identities.repo.ts";

export function createIdentities(
  core: Core,
): Pick<Members, "unbind" | "accountsOf" | "staffAccounts" | "setBlocked" | "speakerOf" | "choosePrincipal"> {
  const { store, audit, clock } = core;
  const { records } = store;
  const table = speakerTable(records);
  const reach = reachTable(records);
  const blocking = blockingTable(records);

  return {
    unbind: (actor, account, who) =>
      store.transaction(() => {
        for (const bearer of bearersOf(who)) {
          checkUnbind(actor, bearer);
          const revoked = revokeIdentities(records, account, bearer, clock());
          if (revoked.length === 0) continue;
          // Who undoes their own binding takes their consent back; when staff do it, nobody withdrew anything.
          if (actor.kind === "member" || actor.kind === "proxy") withdrawConsents(records, revoked, clock());
          audit.record(actor, "identity.unbind", subjectOf(bearer), { identities: revoked });
        }
      }),

    accountsOf(memberId) {
      const own = reach.own(memberId).map(({ blockedAt, ...account }) => ({
        ...account,
        via: "self" as const,
        blocked: blockedAt !== null,
      }));
      const proxies = reach.proxies(memberId).map(({ blockedAt, ...account }) => ({
        ...account,
        via: "proxy" as const,
        blocked: blockedAt !== null,
      }));
      return distinct<ReachableAccount>([...own, ...proxies]);
    },

    staffAccounts(...roles) {
      const accounts = allStaffAccounts(records).map((account) => ({
        ...account,
        roles: rolesOf(records, account.staffId),
      }));
      return accounts.filter(
        (account) => roles.length === 0 || roles.some((role) => account.roles.includes(role)),
      );
    },

    setBlocked(account, blocked) {
      if (blocked) blocking.block(account, clock());
      else blocking.unblock(account);
    },

    speakerOf: (account) => speakerOf(table, account).speaker,

    choosePrincipal: (account, memberId) =>
      store.transaction(() => {
        const { speaker, own } = speakerOf(table, account);
        const may =
          own.has(memberId) || speaker.represents.some((represented) => represented.memberId === memberId);
        if (may) saveChoice(records, account, memberId);
        return may;
      }),
  };
}

/**
 * Three look-ups, fewer for most. A couple may share one account: `self` is then the one chosen, or else the one bound
 * last, and `own` has both.
 */
function speakerOf(
  table: ReturnType<typeof speakerTable>,
  account: Account,
): { readonly speaker: Speaker; readonly own: ReadonlySet<number> } {
  const bearers = table.bearers(account);
  if (bearers.length === 0) return { speaker: STRANGER, own: new Set() };
  const chosen = bearers[0]?.chosen ?? undefined;

  const selves = bearers.flatMap(({ memberId, memberName: name, category }) =>
    memberId === null || name === null || category === null ? [] : [{ memberId, name, category }],
  );
  const self = selves.find(({ memberId }) => memberId === chosen) ?? selves[0];
  const own = new Set(selves.map(({ memberId }) => memberId));
  const alsoSelf = selves.filter(({ memberId }) => memberId !== self?.memberId);
  const represents = bearers.some(({ proxyId }) => proxyId !== null)
    ? distinctMembers(table.represented(account), own)
    : [];
  const actingFor =
    represents.find(({ memberId }) => memberId === chosen) ??
    self ??
    (represents.length === 1 ? represents[0] : undefined);
  const staff = staffOf(table, bearers);

  return {
    speaker: {
      represents,
      ...(self === undefined ? {} : { self }),
      ...(alsoSelf.length === 0 ? {} : { alsoSelf }),
      ...(actingFor === undefined
        ? {}
        : {
            actingFor: { memberId: actingFor.memberId, name: actingFor.name, category: actingFor.category },
          }),
      ...(staff === undefined ? {} : { staff }),
    },
    own,
  };
}

function staffOf(
  table: ReturnType<typeof speakerTable>,
  bearers: ReturnType<ReturnType<typeof speakerTable>["bearers"]>,
): Speaker["staff"] {
  const found = bearers.find(({ staffId }) => staffId !== null);
  if (found === undefined || found.staffId === null || found.staffName === null) return undefined;
  return { staffId: found.staffId, name: found.staffName, roles: table.roles(found.staffId) };
}

/** Each member once, though two proxies of one account act for them; nobody acts for themself. */
function distinctMembers(rows: readonly Represented[], own: ReadonlySet<number>): Represented[] {
  const seen = new Set(own);
  return rows.filter(({ memberId }) => !seen.has(memberId) && seen.add(memberId));
}

function distinct<T extends Account>(accounts: readonly T[]): T[] {
  const seen = new Set<string>();
  return accounts.filter(({ channel, accountId }) => {
    const key = JSON.stringify([channel, accountId]);
    return !seen.has(key) && seen.add(key);
  });
}

function bearersOf(who: { memberId?: number; proxyId?: number; staffId?: number }): Bearer[] {
  const { memberId, proxyId, staffId } = who;
  return [
    ...(memberId === undefined ? [] : [{ memberId }]),
    ...(proxyId === undefined ? [] : [{ proxyId }]),
    ...(staffId === undefined ? [] : [{ staffId }]),
  ];
}

function checkUnbind(actor: Actor, bearer: Bearer): void {
  if ("memberId" in bearer && actor.kind === "member" && actor.memberId === bearer.memberId) return;
  if ("proxyId" in bearer && actor.kind === "proxy" && actor.proxyId === bearer.proxyId) return;
  if ("staffId" in bearer && actor.kind === "staff" && actor.staffId === bearer.staffId) return;
  if (actor.kind === "member" || actor.kind === "proxy") throw new NotAllowed(refusals.notYours);
  const roles: Role[] = "staffId" in bearer ? [] : ["editor"];
  requireRole(actor, ...roles);
}

function subjectOf(bearer: Bearer): string {
  if ("memberId" in bearer) return `member:${bearer.memberId}`;
  if ("proxyId" in bearer) return `proxy:${bearer.proxyId}`;
  return `staff:${bearer.staffId}`;
}
