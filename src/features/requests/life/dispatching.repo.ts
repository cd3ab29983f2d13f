/** Who serves what, and how much each of them has to do. */
import { and, asc, count, eq, inArray, isNull, max, or } from "drizzle-orm";
import { type Records, tables } from "../../../store/index.ts";
import type { Skill } from "../types.ts";
import { OPEN } from "./transitionRights.ts";

const { serviceRequest, serviceSkill } = tables;

/** The statements over one database. */
export function dispatchTable(records: Records) {
  const same = ({ staffId, itemId, district }: Skill) =>
    and(
      eq(serviceSkill.staffId, staffId),
      eq(serviceSkill.itemId, itemId),
      district === null ? isNull(serviceSkill.district) : eq(serviceSkill.district, district),
    );
  return {
    /** Once: SQLite's unique index would let several with no district through. False when it is there. */
    insertSkill(skill: Skill): boolean {
      const present = records.select({ id: serviceSkill.id }).from(serviceSkill).where(same(skill)).get();
      if (present === undefined) records.insert(serviceSkill).values(skill).run();
      return present === undefined;
    },
    deleteSkill: (skill: Skill): boolean => records.delete(serviceSkill).where(same(skill)).run().changes > 0,
    skillsOf: (staffId: number): Skill[] =>
      records
        .select({
          staffId: serviceSkill.staffId,
          itemId: serviceSkill.itemId,
          district: serviceSkill.district,
        })
        .from(serviceSkill)
        .where(eq(serviceSkill.staffId, staffId))
        .orderBy(asc(serviceSkill.itemId), asc(serviceSkill.district))
        .all(),
    skilledIn: (itemId: string): Skill[] =>
      records
        .select({
          staffId: serviceSkill.staffId,
          itemId: serviceSkill.itemId,
          district: serviceSkill.district,
        })
        .from(serviceSkill)
        .where(eq(serviceSkill.itemId, itemId))
        .all(),
    /** Open orders assigned or offered to someone. */
    openOrders: (staffId: number): number =>
      records
        .select({ n: count() })
        .from(serviceRequest)
        .where(
          and(
            inArray(serviceRequest.status, [...OPEN]),
            or(eq(serviceRequest.assigneeId, staffId), eq(serviceRequest.offeredTo, staffId)),
          ),
        )
        .get()?.n ?? 0,
    /** When someone was last given an order; 0 when never. */
    lastGiven: (staffId: number): number =>
      records
        .select({ at: max(serviceRequest.dispatchedAt) })
        .from(serviceRequest)
        .where(eq(serviceRequest.assigneeId, staffId))
        .get()?.at ?? 0,
  };
}

export type DispatchTable = ReturnType<typeof dispatchTable>;
