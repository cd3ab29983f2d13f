/** Reading what was entered of a session: each field by itself. */
import { dayOf } from "../../../../delivery/index.ts";
import { FORMS, type MaterialDraft, type Place, type SessionForm, StudyError } from "../../types.ts";
import type { Core } from "../sessionsParts.ts";
import { TEXT } from "../text.ts";

const TITLE = { least: 2, most: 60 } as const;
const PLACE_MOST = 100;
const ROOM_MOST = 40;
const CONTACT_MOST = 100;
const NOTE_MOST = 1000;
const REASON_MOST = 200;
const CAPACITY_MOST = 100_000;
const REMINDERS_MOST = 5;
const REMINDER_LEAST_MINUTES = 15;
const REMINDER_MOST_DAYS = 30;
const MATERIALS_MOST = 20;
const MATERIAL_TITLE_MOST = 60;
const URL_MOST = 500;
const FARTHEST_DAYS = 731;
export const DAY_MS = 24 * 3_600_000;
/** How long a session may last. */
export const LONGEST_DAYS = 3;

/** Three days, one day and two hours before. */
export const DEFAULT_REMINDERS: readonly number[] = [3 * 24 * 60, 24 * 60, 120];

// Control characters, and those that turn the direction of writing round (Unicode TR 36, 3.7).
const HIDDEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

/** A line of text, trimmed. @throws StudyError */
export function enteredLine(field: string, what: string, text: string, most: number): string {
  const line = text.trim();
  if (line === "") throw new StudyError(field, TEXT.empty(what));
  if (HIDDEN.test(line)) throw new StudyError(field, TEXT.characters(what));
  if ([...line].length > most) throw new StudyError(field, TEXT.tooLong(what, most));
  return line;
}

/** As a line, over several lines; null where nothing is left. */
export function enteredNote(text: string | null | undefined): string | null {
  const note = (text ?? "").replaceAll("\r\n", "\n").trim();
  if (note === "") return null;
  if (HIDDEN.test(note.replaceAll("\n", ""))) throw new StudyError("note", TEXT.characters("说明"));
  if ([...note].length > NOTE_MOST) throw new StudyError("note", TEXT.tooLong("说明", NOTE_MOST));
  return note;
}

export function enteredTitle(text: string): string {
  const { least, most } = TITLE;
  const { length } = [...text.trim()];
  if (length < least || length > most) throw new StudyError("title", TEXT.titleLength(least, most));
  return enteredLine("title", "主题", text, most);
}

export function enteredForm(form: string): SessionForm {
  const known = FORMS.find((one) => one === form);
  if (known === undefined) throw new StudyError("form", TEXT.form(FORMS));
  return known;
}

export function enteredReason(text: string): string {
  return enteredLine("reason", "原因", text, REASON_MOST);
}

export function enteredContact(text: string | null | undefined): string | null {
  if (text === null || text === undefined || text.trim() === "") return null;
  return enteredLine("contact", "联系人", text, CONTACT_MOST);
}

export function enteredCapacity(capacity: number | null | undefined): number | null {
  if (capacity === null || capacity === undefined) return null;
  if (!Number.isInteger(capacity) || capacity < 1 || capacity > CAPACITY_MOST)
    throw new StudyError("capacity", TEXT.capacity);
  return capacity;
}

/** Minutes before the start, the earliest first, each once. */
export function enteredReminders(minutes: readonly number[] | undefined): number[] {
  const all = [...new Set(minutes ?? DEFAULT_REMINDERS)].sort((a, b) => b - a);
  const fits = (n: number) =>
    Number.isInteger(n) && n >= REMINDER_LEAST_MINUTES && n <= REMINDER_MOST_DAYS * 24 * 60;
  if (all.length > REMINDERS_MOST || !all.every(fits))
    throw new StudyError(
      "reminders",
      TEXT.reminders(REMINDERS_MOST, REMINDER_LEAST_MINUTES, REMINDER_MOST_DAYS),
    );
  return all;
}

/** @throws StudyError unless it lies ahead, ends after it starts, and is not too long */
export function checkSpan(startsAt: number, endsAt: number, now: number): void {
  if (!Number.isInteger(startsAt)) throw new StudyError("startsAt", TEXT.time);
  if (!Number.isInteger(endsAt)) throw new StudyError("endsAt", TEXT.time);
  if (startsAt <= now) throw new StudyError("startsAt", TEXT.past);
  if (startsAt > now + FARTHEST_DAYS * DAY_MS) throw new StudyError("startsAt", TEXT.tooFar);
  checkLength(startsAt, endsAt);
}

export function checkLength(startsAt: number, endsAt: number): void {
  if (!Number.isInteger(endsAt)) throw new StudyError("endsAt", TEXT.time);
  if (endsAt <= startsAt) throw new StudyError("endsAt", TEXT.endBeforeStart);
  if (endsAt - startsAt > LONGEST_DAYS * DAY_MS)
    throw new StudyError("endsAt", TEXT.tooLongSession(LONGEST_DAYS));
}

/** The three columns that say where. @throws StudyError */
export function enteredPlace(
  core: Pick<Core, "table">,
  where: Place,
): { homeId: number | null; room: string | null; place: string | null } {
  if ("homeId" in where) {
    if (!core.table.homeExists(where.homeId)) throw new StudyError("where", TEXT.noHome);
    const room = where.room?.trim() ?? "";
    return {
      homeId: where.homeId,
      room: room === "" ? null : enteredLine("where", "房间", room, ROOM_MOST),
      place: null,
    };
  }
  if (typeof where.place !== "string") throw new StudyError("where", TEXT.place);
  return { homeId: null, room: null, place: enteredLine("where", "地点", where.place, PLACE_MOST) };
}

/** A file that is kept, or an address in the web. @throws StudyError */
export function enteredMaterial(core: Pick<Core, "table">, draft: MaterialDraft) {
  const title = enteredLine("materials", "材料名称", draft.title, MATERIAL_TITLE_MOST);
  if ("fileId" in draft) {
    if (!core.table.fileExists(draft.fileId)) throw new StudyError("materials", TEXT.noFile);
    return { title, fileId: draft.fileId, url: null };
  }
  const url = URL.parse(draft.url.trim());
  // A name before the host would pretend to lead elsewhere: https://bureau.gov.cn@example.com/.
  const plain = url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
  if (!plain || url.href.length > URL_MOST) throw new StudyError("materials", TEXT.url);
  return { title, fileId: null, url: url.href };
}

export function checkMaterialCount(n: number): void {
  if (n > MATERIALS_MOST) throw new StudyError("materials", TEXT.materials(MATERIALS_MOST));
}

/** Whether a text is a day of the calendar, `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && dayOf(at, "UTC") === text;
}
