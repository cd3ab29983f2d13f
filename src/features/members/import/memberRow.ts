/** One row of a file turned into what is known of a person, its faults named by cell. */

import { checkChange } from "../records/memberDraft.ts";
import {
  type Category,
  type MemberChange,
  type MemberDraft,
  MemberError,
  type MemberStatus,
} from "../types.ts";
import { type BirthDay, readBirthDay, solarBirthDay } from "../values/birthDay.ts";
import { readDay } from "../values/day.ts";
import { type ReadIdNumber, readIdNumber } from "../values/idNumber.ts";
import { readPhone } from "../values/phone.ts";
import { cellName, cellText, isFormulaError, lostDigits, shownValue } from "./cellText.ts";
import { type ColumnKey, columnOf } from "./columns.ts";
import type { MembersFile, TableRow } from "./table.ts";
import { CELL_TEXT, SAMPLE_NAME } from "./text.ts";

/** A cell that is refused. `value` is masked; `reason` is Chinese and says what to do. */
export interface Fault {
  /** As the spreadsheet names it: `C17`. */
  readonly cell: string;
  readonly row: number;
  /** The column's header. */
  readonly column: string;
  readonly value: string;
  readonly reason: string;
}

/** A row without faults of its own. Only filled cells are in it; places and liaison are still names. */
export interface MemberRow {
  readonly row: number;
  readonly draft: Omit<MemberDraft, "branchId" | "homeId" | "liaisonId">;
  readonly branch?: string;
  readonly home?: string;
  readonly liaison?: string;
  readonly status?: MemberStatus;
  /** Fields that were not filled in but follow from the identity number: they never replace what is stored. */
  readonly derived: readonly ("birth" | "gender")[];
}

/** What reading a row yields: the row, or its faults. */
export type ReadRow =
  | { readonly kind: "row"; readonly row: MemberRow }
  | { readonly kind: "faulty"; readonly faults: readonly Fault[] };

/** Notes a fault of a cell of the row at hand. */
type Refuse = (key: ColumnKey, reason: string) => undefined;

const CATEGORY = /^(离休|退休|国企退休)(?:干部|人员|党员|职工)?$/;
const STATUSES: Readonly<Record<string, MemberStatus>> = {
  健在: "alive",
  去世: "deceased",
  已去世: "deceased",
  迁出: "moved",
  已迁出: "moved",
};

/**
 * Reads a row. Every bad cell is a fault of its own.
 * @param today `YYYY-MM-DD`: no date lies behind it
 */
export function readRow(file: MembersFile, source: TableRow, today: string): ReadRow {
  const faults: Fault[] = [];
  const cell = (key: ColumnKey) => source.cells[file.columns.get(key) ?? -1];
  const refuse: Refuse = (key, reason) => {
    faults.push(faultAt(file, source, key, reason));
    return undefined;
  };
  const text = (key: ColumnKey): string | undefined => {
    const written = cellText(cell(key));
    return written !== undefined && isFormulaError(written) ? refuse(key, CELL_TEXT.formula) : written;
  };
  if (cellText(cell("name"))?.normalize("NFKC") === SAMPLE_NAME.normalize("NFKC")) {
    return { kind: "faulty", faults: [faultAt(file, source, "name", CELL_TEXT.sample)] };
  }
  const required = (key: ColumnKey): string | undefined =>
    cellText(cell(key)) === undefined ? refuse(key, CELL_TEXT.empty) : text(key);
  const name = required("name");
  const category = required("category");
  const id = readId(text("idNumber"), lostDigits(cell("idNumber")), refuse);
  const birth = readBirth(text("birth"), text("calendar"), today, refuse);
  const gender = readGender(text("gender"), refuse);
  if (id !== undefined) compareWithId(id, birth, gender, refuse);
  const joinedPartyOn = readPastDay("joinedPartyOn", text("joinedPartyOn"), today, refuse);
  if (joinedPartyOn !== undefined && birth !== undefined && joinedPartyOn < solarBirthDay(birth)) {
    refuse("joinedPartyOn", CELL_TEXT.joinedBeforeBirth);
  }
  const phone = readPhoneCell(text("phone"), typeof cell("phone") === "number", refuse);
  const status = readStatus(text("status"), refuse);
  const entered = {
    name,
    category: category === undefined ? undefined : readCategory(category, refuse),
    gender: gender ?? id?.gender,
    birth: birth ?? (id && solarBirth(id)),
    idNumber: id?.idNumber,
    phone,
    joinedPartyOn,
    unit: text("unit"),
    district: text("district"),
    community: text("community"),
    address: text("address"),
    health: text("health"),
    tags: text("tags")?.split(/[、，,；;]/),
  };
  const draft = checkFields(entered, today, refuse);
  const branch = text("branch");
  const home = text("home");
  const liaison = text("liaison");
  if (faults.length > 0) return { kind: "faulty", faults: faults.sort(byColumn) };
  const derived = id === undefined ? [] : (["birth", "gender"] as const);
  return {
    kind: "row",
    row: {
      row: source.row,
      draft,
      ...(branch === undefined ? {} : { branch }),
      ...(home === undefined ? {} : { home }),
      ...(liaison === undefined ? {} : { liaison }),
      ...(status === undefined ? {} : { status }),
      derived: derived.filter((field) => (field === "birth" ? birth : gender) === undefined),
    },
  };
}

/** A before B before AA; the row is the same. */
function byColumn(a: Fault, b: Fault): number {
  return a.cell.length - b.cell.length || (a.cell < b.cell ? -1 : 1);
}

/** A fault of a cell of a row, its value masked. */
export function faultAt(file: MembersFile, source: TableRow, key: ColumnKey, reason: string): Fault {
  const index = file.columns.get(key) ?? 0;
  const column = columnOf(key);
  const value = shownValue(column, cellText(source.cells[index]) ?? "");
  return { cell: cellName(index, source.row), row: source.row, column: column.header, value, reason };
}

/** The checks that entering by hand goes through too; where one fails, field by field, so that each fault is told. */
function checkFields(
  entered: { readonly [K in keyof MemberRow["draft"]]?: MemberDraft[K] | undefined },
  today: string,
  refuse: Refuse,
): MemberRow["draft"] {
  const change = Object.fromEntries(Object.entries(entered).filter(([, value]) => value !== undefined));
  let checked: MemberChange = {};
  try {
    checked = checkChange(change, today);
  } catch {
    for (const [field, value] of Object.entries(change)) checkField(field, value, today, refuse);
  }
  return Object.fromEntries(
    Object.entries(checked).filter(([, value]) => value !== null),
  ) as unknown as MemberRow["draft"];
}

function checkField(field: string, value: unknown, today: string, refuse: Refuse): void {
  try {
    checkChange({ [field]: value }, today);
  } catch (error) {
    if (!(error instanceof MemberError)) throw error;
    refuse(field as ColumnKey, error.message);
  }
}

type Identity = Extract<ReadIdNumber, { ok: true }>;

function readId(text: string | undefined, digitsLost: boolean, refuse: Refuse): Identity | undefined {
  if (text === undefined) return undefined;
  if (digitsLost) return refuse("idNumber", CELL_TEXT.digitsLost);
  const read = readIdNumber(text);
  return read.ok ? read : refuse("idNumber", read.reason);
}

function readBirth(
  text: string | undefined,
  calendarText: string | undefined,
  today: string,
  refuse: Refuse,
): BirthDay | undefined {
  const calendar = calendarText === undefined ? undefined : calendarOf(calendarText);
  if (calendarText !== undefined && calendar === undefined) return refuse("calendar", CELL_TEXT.calendar);
  if (text === undefined)
    return calendar === "lunar" ? refuse("calendar", CELL_TEXT.calendarAlone) : undefined;
  const read = readBirthDay(text, calendar);
  if (!read.ok) return refuse("birth", read.reason);
  return solarBirthDay(read.birth) > today ? refuse("birth", CELL_TEXT.future) : read.birth;
}

function calendarOf(text: string): BirthDay["calendar"] | undefined {
  if (/^(农历|阴历|旧历)$/.test(text)) return "lunar";
  return /^(公历|阳历|新历|西历)$/.test(text) ? "solar" : undefined;
}

function readGender(text: string | undefined, refuse: Refuse): "男" | "女" | undefined {
  if (text === undefined) return undefined;
  const found = /^([男女])性?$/.exec(text)?.[1];
  return found === undefined ? refuse("gender", CELL_TEXT.gender) : (found as "男" | "女");
}

function readCategory(text: string, refuse: Refuse): Category | undefined {
  const found = CATEGORY.exec(text)?.[1];
  return found === undefined ? refuse("category", CELL_TEXT.category) : (found as Category);
}

function readStatus(text: string | undefined, refuse: Refuse): MemberStatus | undefined {
  if (text === undefined) return undefined;
  return STATUSES[text] ?? refuse("status", CELL_TEXT.status);
}

function readPastDay(
  key: ColumnKey,
  text: string | undefined,
  today: string,
  refuse: Refuse,
): string | undefined {
  if (text === undefined) return undefined;
  const read = readDay(text);
  if (!read.ok) return refuse(key, read.reason);
  return read.day > today ? refuse(key, CELL_TEXT.future) : read.day;
}

/** A number cell cannot hold the zero before an area code. */
function readPhoneCell(text: string | undefined, isNumber: boolean, refuse: Refuse): string | undefined {
  if (text === undefined) return undefined;
  const read = readPhone(text);
  const withZero = isNumber && !read.ok ? readPhone(`0${text}`) : read;
  if (withZero.ok) return withZero.phone;
  return read.ok ? read.phone : refuse("phone", read.reason);
}

/**
 * Held against the identity number. Many cards of this generation were made out with the lunar day as it stood: a lunar
 * birthday may be on the card either as its solar day or in its own figures.
 */
function compareWithId(
  id: Identity,
  birth: BirthDay | undefined,
  gender: "男" | "女" | undefined,
  refuse: Refuse,
): void {
  if (birth !== undefined && id.birthDay !== birth.day && id.birthDay !== solarBirthDay(birth)) {
    refuse("birth", CELL_TEXT.idBirth);
  }
  if (gender !== undefined && gender !== id.gender) refuse("gender", CELL_TEXT.idGender);
}

function solarBirth({ birthDay }: Identity): BirthDay {
  return { day: birthDay, calendar: "solar", leap: false };
}
