/** Staff and what they may do. */
import type { Role } from "../../../dialogue/index.ts";
import { revokeIdentitiesOfStaff } from "../accounts/identities.repo.ts";
import { revokeOpenInvitations } from "../accounts/invitations.repo.ts";
import { requireRole } from "../actor.ts";
import { refusals } from "../refusals.ts";
import { MemberError, type Members } from "../types.ts";
import { enteredChoice, enteredLine, enteredName, enteredPhone } from "../values/entered.ts";
import type { Core } from "./core.ts";
import {
  adminIds,
  allRoles,
  allStaff,
  findStaff,
  insertStaff,
  replaceRoles,
  rolesOf,
  type StaffRow,
  updateStaff,
} from "./staff.repo.ts";

const ROLES = ["admin", "editor", "dispatcher", "liaison", "viewer"] as const satisfies readonly Role[];

export function createStaff(
  core: Core,
): Pick<Members, "addStaff" | "changeStaff" | "setRoles" | "deactivate" | "staff"> {
  const { store, box, audit, clock } = core;
  const { records } = store;
  const sealed = (phone: string | null) => (phone === null ? null : box.seal(phone));
  return {
    addStaff: (actor, entered) =>
      store.transaction(() => {
        const by = requireRole(actor);
        const roles = enteredRoles(entered.roles);
        const id = insertStaff(records, {
          name: enteredName(entered.name),
          district: enteredLine("district", entered.district ?? "", 40),
          phoneSealed: sealed(enteredPhone(entered.phone ?? "")),
          createdAt: clock(),
        });
        replaceRoles(records, id, roles);
        audit.record(by.actor, "staff.add", `staff:${id}`, { roles });
        return id;
      }),

    changeStaff: (actor, staffId, { name, district, phone }) =>
      store.transaction(() => {
        const by = requireRole(actor);
        activeStaff(core, staffId);
        const change = {
          ...(name === undefined ? {} : { name: enteredName(name) }),
          ...(district === undefined ? {} : { district: enteredLine("district", district ?? "", 40) }),
          ...(phone === undefined ? {} : { phoneSealed: sealed(enteredPhone(phone ?? "")) }),
        };
        const fields = Object.keys(change).map((field) => (field === "phoneSealed" ? "phone" : field));
        if (fields.length === 0) return;
        updateStaff(records, staffId, change);
        audit.record(by.actor, "staff.change", `staff:${staffId}`, { fields });
      }),

    setRoles: (actor, staffId, entered) =>
      store.transaction(() => {
        const by = requireRole(actor);
        activeStaff(core, staffId);
        const roles = enteredRoles(entered);
        const before = rolesOf(records, staffId);
        if (!roles.includes("admin")) keepAnAdmin(core, staffId);
        replaceRoles(records, staffId, roles);
        audit.record(by.actor, "staff.roles", `staff:${staffId}`, { before, roles });
      }),

    deactivate: (actor, staffId) =>
      store.transaction(() => {
        const by = requireRole(actor);
        const row = findStaff(records, staffId);
        if (row === undefined) throw new MemberError("staffId", refusals.noSuchStaff);
        if (!row.active) return;
        keepAnAdmin(core, staffId);
        updateStaff(records, staffId, { active: false });
        const accounts = revokeIdentitiesOfStaff(records, staffId, clock());
        revokeOpenInvitations(records, { staffId }, clock());
        audit.record(by.actor, "staff.deactivate", `staff:${staffId}`, { accounts });
      }),

    staff() {
      const roles = new Map<number, Role[]>();
      for (const { staffId, role } of allRoles(records))
        roles.set(staffId, [...(roles.get(staffId) ?? []), role]);
      return allStaff(records).map(({ id, name, district, active }) => ({
        id,
        name,
        district,
        active,
        roles: roles.get(id) ?? [],
      }));
    },
  };
}

function activeStaff(core: Core, staffId: number): StaffRow {
  const row = findStaff(core.store.records, staffId);
  if (row === undefined) throw new MemberError("staffId", refusals.noSuchStaff);
  if (!row.active) throw new MemberError("staffId", refusals.inactiveStaff);
  return row;
}

/** Without an admin nobody could make one again but at the server's command line. */
function keepAnAdmin(core: Core, leaving: number): void {
  const admins = adminIds(core.store.records);
  if (admins.length === 1 && admins[0] === leaving) throw new MemberError("roles", refusals.lastAdmin);
}

function enteredRoles(entered: readonly Role[]): Role[] {
  for (const role of entered) enteredChoice("roles", role, ROLES);
  if (entered.length === 0) throw new MemberError("roles", refusals.required("roles"));
  return ROLES.filter((role) => entered.includes(role));
}
