/** Who is asked to do an order: by skill and district, the one with the least to do first. */
import { type Actor, MemberError, requireRole, type StaffMember } from "../../members/index.ts";
import { DISTRICTS, type ServiceItem } from "../catalogue/catalogueSchema.ts";
import { REFUSALS } from "../text.ts";
import type { ServiceRequest, Skills } from "../types.ts";
import { dispatchTable } from "./dispatching.repo.ts";
import type { Core } from "./requestsCore.ts";

export interface Dispatching {
  /**
   * Whom to offer the order to next; undefined when nobody is left. Who refused it, let it lapse, or has no account to
   * be asked through is passed over.
   */
  next(request: ServiceRequest, item: ServiceItem): number | undefined;
  /** An active member of staff who may be given work. */
  worker(staffId: number): StaffMember | undefined;
  readonly skills: Skills;
}

export function createDispatching(core: Core): Dispatching {
  const { store, members, trail } = core;
  const table = dispatchTable(store.records);

  const worker = (staffId: number) =>
    members
      .staff()
      .find(({ id, active, roles }) => id === staffId && active && roles.some((role) => role !== "viewer"));

  /** Those who may be asked, in groups: everyone of a group before anyone of the next. */
  function groups({ memberId, district }: ServiceRequest, item: ServiceItem): number[][] {
    const skilled = table.skilledIn(item.id);
    const own = memberId === null ? null : (members.get(memberId)?.liaisonId ?? null);
    return [
      item.dispatch === "liaison" && own !== null ? [own] : [],
      // Where it does not matter where, it does not matter where they work.
      skilled
        .filter((skill) => district === null || skill.district === district)
        .map(({ staffId }) => staffId),
      skilled.filter((skill) => skill.district === null).map(({ staffId }) => staffId),
    ];
  }

  /** Fewest open orders, then longest since the last one, then the one who is there longest. */
  function leastBusy(staffIds: readonly number[]): number | undefined {
    return staffIds
      .map((id) => ({ id, open: table.openOrders(id), last: table.lastGiven(id) }))
      .sort((a, b) => a.open - b.open || a.last - b.last || a.id - b.id)[0]?.id;
  }

  const skillOf = (staffId: number, itemId: string, district: string | undefined) => ({
    staffId,
    itemId,
    district: district ?? null,
  });

  return {
    next(request, item) {
      if (item.dispatch === "desk") return undefined;
      const passed = new Set(
        trail.details(request.id, ["refuseOffer", "lapseOffer"]).map(({ staffId }) => staffId),
      );
      const reachable = new Set(members.staffAccounts("liaison").map(({ staffId }) => staffId));
      for (const group of groups(request, item)) {
        const found = leastBusy(
          [...new Set(group)].filter(
            (id) => reachable.has(id) && !passed.has(id) && worker(id)?.roles.includes("liaison"),
          ),
        );
        if (found !== undefined) return found;
      }
      return undefined;
    },
    worker,
    skills: {
      set: (actor, staffId, itemId, district) =>
        store.transaction(() => {
          const by = requireRole(actor, "dispatcher", "editor");
          if (!worker(staffId)?.roles.includes("liaison")) throw new MemberError("staffId", REFUSALS.noStaff);
          if (core.item(itemId) === undefined) throw new MemberError("itemId", REFUSALS.noItem);
          if (district !== undefined && !(DISTRICTS as readonly string[]).includes(district)) {
            throw new MemberError("district", REFUSALS.badDistrict);
          }
          const skill = skillOf(staffId, itemId, district);
          if (table.insertSkill(skill)) record(by.actor, "skill.set", skill);
        }),
      remove: (actor, staffId, itemId, district) =>
        store.transaction(() => {
          const by = requireRole(actor, "dispatcher", "editor");
          const skill = skillOf(staffId, itemId, district);
          if (table.deleteSkill(skill)) record(by.actor, "skill.remove", skill);
        }),
      of: (staffId) => table.skillsOf(staffId),
    },
  };

  function record(
    actor: Actor,
    action: string,
    { staffId, itemId, district }: ReturnType<typeof skillOf>,
  ): void {
    members.audit.record(actor, action, `staff:${staffId}`, { itemId, district });
  }
}
