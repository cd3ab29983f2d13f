/** The questions of a session or series being drawn up, one field each: how it is asked, and what an answer comes to. */
import { type Choice, paragraph, plainWords, type Reply } from "../../../../../dialogue/index.ts";
import { FORMS, type Place, type SeriesDraft, type SessionForm } from "../../../types.ts";
import { FORM_LABELS, FORM_TEXT, HOLIDAY_LABELS, LENGTHS, RULE_CHOICES } from "../../organiserFormText.ts";
import { flowAction, type OrganiserParts } from "../organiserParts.ts";
import { type Read, readCapacity, readClock, readMinutes, readStart } from "./draftWords.ts";
import { homeChoices, readPlace } from "./places.ts";
import { readRule } from "./ruleWords.ts";

/** What has been answered. JSON; kept while the conversation runs. */
export interface DraftValues {
  readonly title?: string;
  readonly form?: SessionForm;
  /** Unix ms; of a session. */
  readonly startsAt?: number;
  /** Of a series. */
  readonly rule?: string;
  /** `HH:MM`; of a series. */
  readonly time?: string;
  readonly minutes?: number;
  readonly where?: Place;
  /** Null: the whole home. Asked only where it is a home. */
  readonly room?: string | null;
  /** Null: 不限. */
  readonly capacity?: number | null;
  readonly pickUp?: boolean;
  /** Of a series. */
  readonly onHoliday?: SeriesDraft["onHoliday"];
}

export type Field =
  | "title"
  | "form"
  | "when"
  | "rule"
  | "time"
  | "minutes"
  | "where"
  | "room"
  | "capacity"
  | "pickUp"
  | "onHoliday";

/** In the order in which they are asked. */
export const SESSION_FIELDS = [
  "title",
  "form",
  "when",
  "minutes",
  "where",
  "room",
  "capacity",
  "pickUp",
] as const satisfies readonly Field[];
export const SERIES_FIELDS = [
  "title",
  "form",
  "rule",
  "time",
  "minutes",
  "where",
  "room",
  "capacity",
  "pickUp",
  "onHoliday",
] as const satisfies readonly Field[];

/** The value that a field fills. */
const KEYS = {
  title: "title",
  form: "form",
  when: "startsAt",
  rule: "rule",
  time: "time",
  minutes: "minutes",
  where: "where",
  room: "room",
  capacity: "capacity",
  pickUp: "pickUp",
  onHoliday: "onHoliday",
} as const satisfies Record<Field, keyof DraftValues>;

/** The fields of a refusal (StudyError) → what is asked again. */
const FIELD_AT_FAULT: Readonly<Record<string, Field>> = {
  title: "title",
  form: "form",
  startsAt: "when",
  endsAt: "minutes",
  where: "where",
  homeId: "where",
  place: "where",
  room: "room",
  capacity: "capacity",
  pickUp: "pickUp",
  rule: "rule",
  time: "time",
  minutes: "minutes",
  onHoliday: "onHoliday",
};

const SHORTEST_TITLE = 2;
const LONGEST_TITLE = 60;
const LONGEST_ROOM = 40;
const YES = /^(?:要问?|问|是的?|好的?|要的)$/u;
const NO = /^(?:不用问?|不问|不要|不用了|没有|不)$/u;

/** The first field that is still open; undefined when all are answered. */
export function openField(values: DraftValues, series: boolean): Field | undefined {
  return fieldsOf(series).find((field) => {
    if (field === "room" && !(values.where !== undefined && "homeId" in values.where)) return false;
    return values[KEYS[field]] === undefined;
  });
}

export function fieldsOf(series: boolean): readonly Field[] {
  return series ? SERIES_FIELDS : SESSION_FIELDS;
}

/** Without the answer to a field; another place has other rooms. */
export function forget(values: DraftValues, field: Field): DraftValues {
  const gone: readonly string[] = field === "where" ? ["where", "room"] : [KEYS[field]];
  return Object.fromEntries(Object.entries(values).filter(([key]) => !gone.includes(key)));
}

/** What is to be asked again after a refusal; undefined where no answer is at fault. */
export function fieldAtFault(field: string | undefined, series: boolean): Field | undefined {
  const found = field === undefined ? undefined : FIELD_AT_FAULT[field];
  return found !== undefined && fieldsOf(series).includes(found) ? found : undefined;
}

/** The question of a field, with its buttons. A button's label is read like words that are typed. */
export function askField(parts: Pick<OrganiserParts, "members">, field: Field, branchId: number): Reply {
  const buttons = (labels: readonly string[]): Choice[] =>
    labels.map((label, i) => ({ label, action: flowAction("a", field, i) }));
  const ask = (words: string, choices: readonly Choice[] = []): Reply => ({
    blocks: [paragraph(words)],
    choices,
  });
  switch (field) {
    case "title":
    case "when":
    case "time":
      return ask(FORM_TEXT[field]);
    case "form":
      return ask(FORM_TEXT.form, buttons(FORMS.map((form) => FORM_LABELS[form])));
    case "rule":
      return ask(FORM_TEXT.rule, buttons(RULE_CHOICES));
    case "minutes":
      return ask(FORM_TEXT.minutes, buttons(LENGTHS.map(([label]) => label)));
    case "where": {
      const homes = homeChoices(parts, branchId);
      return ask(homes.length === 0 ? FORM_TEXT.whereNoHome : FORM_TEXT.where, homes);
    }
    case "room":
      return ask(FORM_TEXT.room, buttons([FORM_TEXT.wholeHome]));
    case "capacity":
      return ask(FORM_TEXT.capacity, buttons([FORM_TEXT.noLimit]));
    case "pickUp":
      return ask(FORM_TEXT.pickUp, buttons([FORM_TEXT.pickUpYes, FORM_TEXT.pickUpNo]));
    case "onHoliday":
      return ask(FORM_TEXT.onHoliday, buttons(Object.values(HOLIDAY_LABELS)));
  }
}

/** What an answer fills: its own field, and others that were said with it. */
export function readField(
  parts: Pick<OrganiserParts, "members" | "clock" | "timeZone">,
  field: Field,
  text: string,
): Read<DraftValues> {
  const words = text.replace(/\s+/gu, " ").trim();
  const { clock, timeZone } = parts;
  switch (field) {
    case "title": {
      const { length } = [...words];
      if (length < SHORTEST_TITLE || length > LONGEST_TITLE) return wrong(FORM_TEXT.titleLength);
      return filled({ title: words });
    }
    case "form": {
      const form = FORMS.find((one) => plainWords(words) === plainWords(FORM_LABELS[one]));
      return form === undefined ? wrong(FORM_TEXT.formNotRead) : filled({ form });
    }
    case "when":
      return readStart(words, clock(), timeZone);
    case "rule":
      return readRuleAndTime(words, clock(), timeZone);
    case "time":
      return mapped(readClock(words, clock(), timeZone), (time) => ({ time }));
    case "minutes": {
      const offered = LENGTHS.find(([label]) => label === words);
      if (offered !== undefined) return filled({ minutes: offered[1] });
      return mapped(readMinutes(words), (minutes) => ({ minutes }));
    }
    case "where":
      return mapped(readPlace(parts.members.homes(), words), (where) => {
        if (!("homeId" in where) || where.room === undefined) return { where };
        return { where: { homeId: where.homeId }, room: where.room };
      });
    case "room":
      if (words === FORM_TEXT.wholeHome || /^(?:整个|全部|都用)/u.test(words)) return filled({ room: null });
      if (words === "" || [...words].length > LONGEST_ROOM) return wrong(FORM_TEXT.room);
      return filled({ room: words });
    case "capacity":
      return mapped(readCapacity(words), (capacity) => ({ capacity }));
    case "pickUp":
      if (YES.test(plainWords(words))) return filled({ pickUp: true });
      return NO.test(plainWords(words)) ? filled({ pickUp: false }) : wrong(FORM_TEXT.choose);
    case "onHoliday": {
      const found = Object.entries(HOLIDAY_LABELS).find(
        ([, label]) => plainWords(label) === plainWords(words),
      );
      if (found === undefined) return wrong(FORM_TEXT.choose);
      return filled({ onHoliday: found[0] as SeriesDraft["onHoliday"] });
    }
  }
}

/** 每月第一个星期五下午3点 says both. */
function readRuleAndTime(words: string, now: number, timeZone: string): Read<DraftValues> {
  const read = readRule(words);
  if (!read.ok) return read;
  const { rule, rest } = read.value;
  if (rest === "") return filled({ rule });
  const time = readClock(rest, now, timeZone);
  return filled(time.ok ? { rule, time: time.value } : { rule });
}

function filled(value: DraftValues): Read<DraftValues> {
  return { ok: true, value };
}

function wrong(words: string): Read<never> {
  return { ok: false, words };
}

function mapped<T>(read: Read<T>, to: (value: T) => DraftValues): Read<DraftValues> {
  return read.ok ? filled(to(read.value)) : read;
}
