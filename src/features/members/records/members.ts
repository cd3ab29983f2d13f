/** The feature, put together from its parts. */

import { createBinding } from "../accounts/binding.ts";
import { createIdentities } from "../accounts/identities.ts";
import { createInvitations } from "../accounts/invitations.ts";
import { createProxies } from "../accounts/proxies.ts";
import { createAudit } from "../audit/audit.ts";
import type { Members, MembersParts } from "../types.ts";
import { createLookupHash } from "../values/lookupHash.ts";
import type { Core } from "./core.ts";
import { createMemberRecords } from "./member.ts";
import { createMemberSearch } from "./memberSearch.ts";
import { createPlaces } from "./places.ts";
import { createStaff } from "./staff.ts";

/** People and what binds them to accounts. Prepares its statements once: make one for a store and keep it. */
export function createMembers(parts: MembersParts): Members {
  const { store, box, key, clock, timeZone } = parts;
  // Swedish writes dates as YYYY-MM-DD.
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone });
  const core: Core = {
    store,
    box,
    lookupHash: createLookupHash(key),
    audit: createAudit(store, key, clock),
    clock,
    today: () => day.format(clock()),
  };
  return {
    ...createMemberRecords(core),
    ...createMemberSearch(core),
    ...createPlaces(core),
    ...createStaff(core),
    ...createProxies(core),
    ...createInvitations(core, parts),
    ...createBinding(core),
    ...createIdentities(core),
    audit: core.audit,
  };
}
