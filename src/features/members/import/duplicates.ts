/** The same person twice: in the file, or in the file and in the database. */
import type { Records } from "../../../store/index.ts";
import type { BirthDay } from "../types.ts";
import type { LookupHash } from "../values/lookupHash.ts";
import { nameKey } from "./cellText.ts";
import { membersByIdHash, membersNamed } from "./import.repo.ts";
import type { MemberRow } from "./memberRow.ts";

/** A row whose person is also elsewhere: in an earlier row of the file, or a member already. */
export interface Duplicate {
  readonly row: number;
  readonly sameAs: { readonly row: number } | { readonly memberId: number };
}

/** What was found. */
export interface Duplicates {
  /** The same identity number. */
  readonly certain: readonly Duplicate[];
  /** The same name, birth and unit, where at least one of the two has no identity number. */
  readonly possible: readonly Duplicate[];
}

/** Finds them; `rows` in the order of the file. */
export function findDuplicates(
  records: Records,
  lookupHash: LookupHash,
  rows: readonly MemberRow[],
): Duplicates {
  const certain = sameIdNumber(records, lookupHash, rows);
  const known = new Set(certain.map(({ row }) => row));
  return {
    certain,
    possible: samePerson(
      records,
      rows.filter(({ row }) => !known.has(row)),
    ),
  };
}

function sameIdNumber(records: Records, lookupHash: LookupHash, rows: readonly MemberRow[]): Duplicate[] {
  const hashes = new Map<number, Buffer>();
  for (const { row, draft } of rows) {
    if (draft.idNumber !== undefined) hashes.set(row, lookupHash("idNumber", draft.idNumber));
  }
  const stored = membersByIdHash(records, [...hashes.values()]);
  const seen = new Map<string, number>();
  const found: Duplicate[] = [];
  for (const [row, hash] of hashes) {
    const key = hash.toString("hex");
    const memberId = stored.get(key);
    const earlier = seen.get(key);
    if (memberId !== undefined) found.push({ row, sameAs: { memberId } });
    if (earlier !== undefined) found.push({ row, sameAs: { row: earlier } });
    else seen.set(key, row);
  }
  return found;
}

function samePerson(records: Records, rows: readonly MemberRow[]): Duplicate[] {
  const stored = new Map<string, { memberId: number; hasIdNumber: boolean }>();
  for (const { id, name, birthDay, birthCalendar, birthLeap, unit, idNumberHash } of membersNamed(
    records,
    namesOf(rows),
  )) {
    const birth =
      birthDay === null || birthCalendar === null
        ? undefined
        : { day: birthDay, calendar: birthCalendar, leap: birthLeap };
    const key = personKey(name, birth, unit ?? undefined);
    if (key !== undefined) stored.set(key, { memberId: id, hasIdNumber: idNumberHash !== null });
  }
  const seen = new Map<string, { row: number; hasIdNumber: boolean }>();
  const found: Duplicate[] = [];
  for (const { row, draft } of rows) {
    const key = personKey(draft.name, draft.birth, draft.unit);
    if (key === undefined) continue;
    const hasIdNumber = draft.idNumber !== undefined;
    const member = stored.get(key);
    const earlier = seen.get(key);
    // Two different identity numbers are two people, whatever else is alike.
    if (member !== undefined && !(hasIdNumber && member.hasIdNumber)) {
      found.push({ row, sameAs: { memberId: member.memberId } });
    }
    if (earlier !== undefined && !(hasIdNumber && earlier.hasIdNumber)) {
      found.push({ row, sameAs: { row: earlier.row } });
    }
    if (earlier === undefined) seen.set(key, { row, hasIdNumber });
  }
  return found;
}

function namesOf(rows: readonly MemberRow[]): string[] {
  return [...new Set(rows.map(({ draft }) => draft.name))];
}

/** Undefined where a name alone is left: namesakes are many. */
function personKey(name: string, birth: BirthDay | undefined, unit: string | undefined): string | undefined {
  if (birth === undefined && unit === undefined) return undefined;
  return JSON.stringify([nameKey(name), birth?.day, birth?.calendar, birth?.leap, unit && nameKey(unit)]);
}
