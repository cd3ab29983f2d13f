/** Finding members: by their open fields, and by keyed hash of phone and identity number. */
import { requireRole } from "../actor.ts";
import { refusals } from "../refusals.ts";
import { type Member, MemberError, type Members } from "../types.ts";
import { enteredPhone } from "../values/entered.ts";
import { readIdNumber } from "../values/idNumber.ts";
import type { Core } from "./core.ts";
import { listMembers, type MemberView, memberByIdNumber, membersByPhone, viewMember } from "./member.repo.ts";
import { birthOf } from "./memberDraft.ts";

const USUAL_PAGE = 100;
const LARGEST_PAGE = 1_000;
/** A family shares a landline; more than so many is no family. */
const MOST_BY_PHONE = 50;

export function createMemberSearch(
  core: Core,
): Pick<Members, "get" | "list" | "findByPhone" | "findByIdNumber"> {
  const { store, lookupHash, audit } = core;
  const { records } = store;
  return {
    get(id) {
      const view = viewMember(records, id);
      return view && memberOf(view);
    },

    list(filter) {
      const limit = Math.min(Math.max(1, Math.trunc(filter.limit ?? USUAL_PAGE)), LARGEST_PAGE);
      return listMembers(records, filter, limit).map(memberOf);
    },

    findByPhone: (actor, entered) =>
      store.transaction(() => {
        const by = requireRole(actor, "editor", "dispatcher", "liaison");
        const phone = enteredPhone(entered);
        if (phone === null) throw new MemberError("phone", refusals.required("phone"));
        const found = membersByPhone(records, lookupHash("phone", phone), MOST_BY_PHONE);
        // A look-up that finds nobody is kept too: many of them are somebody trying numbers out.
        if (found.length === 0) audit.record(by.actor, "member.find", "member:none", { by: "phone" });
        for (const { row } of found)
          audit.record(by.actor, "member.find", `member:${row.id}`, { by: "phone" });
        return found.map(memberOf);
      }),

    findByIdNumber: (actor, entered) =>
      store.transaction(() => {
        const by = requireRole(actor, "editor", "dispatcher", "liaison");
        const read = readIdNumber(entered);
        if (!read.ok) throw new MemberError("idNumber", refusals.because("idNumber", read.reason));
        const found = memberByIdNumber(records, lookupHash("idNumber", read.idNumber));
        audit.record(by.actor, "member.find", `member:${found?.row.id ?? "none"}`, { by: "idNumber" });
        return found && memberOf(found);
      }),
  };
}

function memberOf({ row, branch, home, liaison, tags }: MemberView): Member {
  return {
    id: row.id,
    name: row.name,
    category: row.category,
    gender: row.gender,
    birth: birthOf(row),
    unit: row.unit,
    branchId: row.branchId,
    branch,
    homeId: row.homeId,
    home,
    district: row.district,
    community: row.community,
    joinedPartyOn: row.joinedPartyOn,
    liaisonId: row.liaisonId,
    liaison,
    status: row.status,
    statusOn: row.statusOn,
    tags,
    has: {
      phone: row.phoneSealed !== null,
      idNumber: row.idNumberSealed !== null,
      address: row.addressSealed !== null,
      health: row.healthSealed !== null,
    },
    erasedAt: row.erasedAt,
  };
}
