/** A draft made fit to be kept: each field normalised or refused by name, then turned into columns, secrets sealed. */
import type { SecretBox } from "../../../store/index.ts";
import { type NamedField, refusals } from "../refusals.ts";
import {
  type Category,
  type MemberChange,
  type MemberDraft,
  MemberError,
  type SecretField,
} from "../types.ts";
import { type BirthDay, readBirthDay, sayBirthDay, solarBirthDay } from "../values/birthDay.ts";
import { readDay } from "../values/day.ts";
import { enteredChoice, enteredLine, enteredLines, enteredName, enteredPhone } from "../values/entered.ts";
import { readIdNumber } from "../values/idNumber.ts";
import type { LookupHash } from "../values/lookupHash.ts";
import type { MemberColumns, MemberRow } from "./member.repo.ts";

const CATEGORIES = ["离休", "退休", "国企退休"] as const satisfies readonly Category[];
const GENDERS = ["男", "女"] as const;
const MOST_TAGS = 30;

/** How each field is read. Null: it is blank, and so to be cleared. */
const READERS: {
  readonly [K in keyof MemberDraft]-?: (value: NonNullable<MemberDraft[K]>, today: string) => MemberChange[K];
} = {
  name: (text) => enteredName(text),
  category: (value) => enteredChoice("category", value, CATEGORIES),
  gender: (value) => enteredChoice("gender", value, GENDERS),
  birth: readBirth,
  unit: (text) => enteredLine("unit", text, 100),
  branchId: (id) => id,
  homeId: (id) => id,
  district: (text) => enteredLine("district", text, 40),
  community: (text) => enteredLine("community", text, 60),
  joinedPartyOn: (text, today) => enteredDay("joinedPartyOn", text, today),
  liaisonId: (id) => id,
  tags: readTags,
  phone: enteredPhone,
  idNumber: readEnteredIdNumber,
  address: (text) => enteredLine("address", text, 200),
  health: (text) => enteredLines("health", text, 4_000),
};

/**
 * The draft with every field in its normal form, blank ones left out. References (branch, home, liaison) are not
 * looked up here.
 * @param today `YYYY-MM-DD`: no date lies behind it
 * @throws MemberError naming the first field at fault
 */
export function checkDraft(draft: MemberDraft, today: string): MemberDraft {
  // A form or a file may leave out what the type demands.
  for (const field of ["name", "category"] as const) {
    const value: unknown = draft[field];
    if (value === undefined) throw new MemberError(field, refusals.required(field));
  }
  const filled = Object.entries(checkChange(draft, today)).filter(([, value]) => value !== null);
  return Object.fromEntries(filled) as unknown as MemberDraft;
}

/**
 * The change with every field in its normal form; a blank one is cleared, one that is undefined stays untouched.
 * @throws MemberError naming the first field at fault
 */
export function checkChange(change: MemberChange, today: string): MemberChange {
  const checked: Record<string, unknown> = {};
  for (const [field, read] of Object.entries(READERS) as [
    keyof MemberDraft,
    (value: unknown, today: string) => unknown,
  ][]) {
    const value: unknown = change[field];
    if (value === undefined) continue;
    if (value === null && (field === "name" || field === "category")) {
      throw new MemberError(field, refusals.required(field));
    }
    checked[field] = value === null ? null : read(value, today);
  }
  return checked as MemberChange;
}

/** The columns of a checked change: what is undefined in it is left out. Tags are a table of their own. */
export function columnsOf(
  change: MemberChange,
  box: SecretBox,
  lookupHash: LookupHash,
): Partial<MemberColumns> {
  const { birth, tags: _tags, phone, idNumber, address, health, ...open } = change;
  return {
    ...(open as Partial<MemberColumns>),
    ...(birth === undefined ? {} : birthColumns(birth)),
    ...(phone === undefined
      ? {}
      : { phoneSealed: sealed(box, phone), phoneHash: phone === null ? null : lookupHash("phone", phone) }),
    ...(idNumber === undefined
      ? {}
      : {
          idNumberSealed: sealed(box, idNumber),
          idNumberHash: idNumber === null ? null : lookupHash("idNumber", idNumber),
        }),
    ...(address === undefined ? {} : { addressSealed: sealed(box, address) }),
    ...(health === undefined ? {} : { healthSealed: sealed(box, health) }),
  };
}

/** The column that holds a sealed field. */
export const SEALED_COLUMNS = {
  phone: "phoneSealed",
  idNumber: "idNumberSealed",
  address: "addressSealed",
  health: "healthSealed",
} as const satisfies Record<SecretField, keyof MemberColumns>;

/**
 * A solar day that is not behind today.
 * @throws MemberError
 */
export function enteredDay(field: NamedField, text: string, today: string): string | null {
  if (text.trim() === "") return null;
  const read = readDay(text);
  if (!read.ok) throw new MemberError(field, refusals.because(field, read.reason));
  if (read.day > today) throw new MemberError(field, refusals.future(field));
  return read.day;
}

function readBirth(birth: BirthDay, today: string): BirthDay {
  // Said and read again: what does not exist in its calendar does not come back.
  const read = readBirthDay(birth.calendar === "solar" ? birth.day : sayBirthDay(birth), birth.calendar);
  if (!read.ok) throw new MemberError("birth", refusals.because("birth", read.reason));
  if (solarBirthDay(read.birth) > today) throw new MemberError("birth", refusals.future("birth"));
  return read.birth;
}

function readTags(tags: readonly string[]): readonly string[] {
  const read = tags.map((tag) => enteredLine("tags", tag, 20)).filter((tag) => tag !== null);
  const distinct = [...new Set(read)].sort((a, b) => (a < b ? -1 : 1));
  if (distinct.length > MOST_TAGS) throw new MemberError("tags", refusals.tooMany("tags", MOST_TAGS));
  return distinct;
}

function readEnteredIdNumber(text: string): string | null {
  if (text.trim() === "") return null;
  const read = readIdNumber(text);
  if (!read.ok) throw new MemberError("idNumber", refusals.because("idNumber", read.reason));
  return read.idNumber;
}

function birthColumns(
  birth: BirthDay | null,
): Pick<MemberColumns, "birthDay" | "birthCalendar" | "birthLeap"> {
  if (birth === null) return { birthDay: null, birthCalendar: null, birthLeap: false };
  return { birthDay: birth.day, birthCalendar: birth.calendar, birthLeap: birth.leap };
}

function sealed(box: SecretBox, text: string | null): Buffer | null {
  return text === null ? null : box.seal(text);
}

/** The birthday of a row; the other way of {@link columnsOf}. */
export function birthOf(row: Pick<MemberRow, "birthDay" | "birthCalendar" | "birthLeap">): BirthDay | null {
  if (row.birthDay === null || row.birthCalendar === null) return null;
  return { day: row.birthDay, calendar: row.birthCalendar, leap: row.birthLeap };
}
