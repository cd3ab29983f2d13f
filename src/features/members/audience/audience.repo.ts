/** The members of an audience, out of the tables of people. */
import { and, asc, eq, exists, inArray, isNotNull, isNull, not, or, type SQL, sql } from "drizzle-orm";
import { type Records, tables } from "../../../store/index.ts";
import type { BirthDay } from "../values/birthDay.ts";
import type { Audience, AudienceName } from "./types.ts";

const { branch, home, member, memberTag } = tables;

/** A member whom the fields choose, with what age is reckoned from. */
export interface Chosen {
  readonly id: number;
  readonly birth: BirthDay | null;
}

/** A list of any length as one parameter: SQLite takes 32,766 of them at most (https://www.sqlite.org/limits.html). */
function among(ids: readonly number[]): SQL {
  return sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;
}

/** The living who are neither moved nor erased, and not excepted. */
function meant(records: Records, { except }: Audience, memberId: number | undefined): SQL | undefined {
  const ids = except?.memberIds ?? [];
  return and(
    eq(member.status, "alive"),
    isNull(member.erasedAt),
    memberId === undefined ? undefined : eq(member.id, memberId),
    ids.length === 0 ? undefined : sql`${member.id} NOT IN ${among(ids)}`,
    except?.tags === undefined ? undefined : not(tagged(records, except.tags)),
    // A member without a branch is in none of them: NULL NOT IN (…) would leave them out.
    except?.branchIds === undefined
      ? undefined
      : or(isNull(member.branchId), not(inArray(member.branchId, [...except.branchIds]))),
    except?.districts === undefined
      ? undefined
      : or(isNull(member.district), not(inArray(member.district, [...except.districts]))),
  );
}

function tagged(records: Records, tags: readonly string[]): SQL {
  return exists(
    records
      .select({ one: sql`1` })
      .from(memberTag)
      .where(and(eq(memberTag.memberId, member.id), inArray(memberTag.tag, [...tags]))),
  );
}

function isSecretary(records: Records): SQL {
  return exists(records.select({ one: sql`1` }).from(branch).where(eq(branch.secretaryId, member.id)));
}

/** Whom the narrowing fields choose, before ages are held against their days of birth; in order of id. */
export function chosenByFields(records: Records, audience: Audience, memberId?: number): Chosen[] {
  const { categories, districts, branchIds, homeIds, tags, secretaries } = audience;
  const aged = audience.ageFrom !== undefined || audience.ageTo !== undefined;
  return records
    .select({
      id: member.id,
      day: member.birthDay,
      calendar: member.birthCalendar,
      leap: member.birthLeap,
    })
    .from(member)
    .where(
      and(
        meant(records, audience, memberId),
        categories === undefined ? undefined : inArray(member.category, [...categories]),
        districts === undefined ? undefined : inArray(member.district, [...districts]),
        branchIds === undefined ? undefined : inArray(member.branchId, [...branchIds]),
        homeIds === undefined ? undefined : inArray(member.homeId, [...homeIds]),
        tags === undefined ? undefined : tagged(records, tags),
        secretaries === undefined ? undefined : isSecretary(records),
        aged ? isNotNull(member.birthDay) : undefined,
      ),
    )
    .orderBy(asc(member.id))
    .all()
    .map(({ id, day, calendar, leap }) => ({
      id,
      birth: day === null || calendar === null ? null : { day, calendar, leap },
    }));
}

/** Those of a list who are meant, in order of id. */
export function listedMembers(records: Records, audience: Audience, memberId?: number): number[] {
  const { memberIds = [] } = audience;
  if (memberIds.length === 0) return [];
  return records
    .select({ id: member.id })
    .from(member)
    .where(and(meant(records, audience, memberId), sql`${member.id} IN ${among(memberIds)}`))
    .orderBy(asc(member.id))
    .all()
    .map(({ id }) => id);
}

/** How many of these members there are, whatever became of them. */
export function countKnown(records: Records, ids: readonly number[]): number {
  const row = records
    .select({ n: sql<number>`count(*)` })
    .from(member)
    .where(sql`${member.id} IN ${among(ids)}`)
    .get();
  return row?.n ?? 0;
}

/** Names of members, in order of id. */
export function namesOfMembers(records: Records, ids: readonly number[]): AudienceName[] {
  return records
    .select({ memberId: member.id, name: member.name, district: member.district, branch: branch.name })
    .from(member)
    .leftJoin(branch, eq(branch.id, member.branchId))
    .where(sql`${member.id} IN ${among(ids)}`)
    .orderBy(asc(member.id))
    .all();
}

/** The names of branches or homes, in the order of their ids. */
export function placeNames(records: Records, of: "branch" | "home", ids: readonly number[]): string[] {
  const table = of === "branch" ? branch : home;
  return records
    .select({ name: table.name })
    .from(table)
    .where(inArray(table.id, [...ids]))
    .orderBy(asc(table.id))
    .all()
    .map(({ name }) => name);
}
