/** Sessions as iCalendar text (RFC 5545). */
import ical, {
  escape as escapeText,
  ICalAlarmType,
  type ICalCalendar,
  ICalCalendarMethod,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from "ical-generator";
import type { StudySession } from "../types.ts";
import { CALENDAR_TEXT } from "./calendarText.ts";

const FEED_REFRESH_SECONDS = 60 * 60;
/**
 * RFC 5546, 3.2.1 and 3.2.5, want an ORGANIZER in what is published and cancelled. Branches have no mail: the address
 * is under a name that never exists (RFC 2606).
 */
const NO_MAIL = "noreply@jinqiu.invalid";

/** One entry: METHOD:PUBLISH, or CANCEL once it is cancelled. @param now Unix ms */
export function entryFile(session: StudySession, now: number): string {
  const method = session.status === "cancelled" ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH;
  return textOf(calendar(method, [session], now));
}

/** A calendar to subscribe to. Cancelled sessions stay in it, marked: one that vanished would stay on some phones. */
export function feedFile(
  branch: string,
  timeZone: string,
  sessions: readonly StudySession[],
  now: number,
): string {
  return textOf(
    calendar(ICalCalendarMethod.PUBLISH, sessions, now)
      // The library escapes what is in events, and custom properties, but not the name.
      .name(escapeText(printable(CALENDAR_TEXT.feedName(branch)), false))
      .ttl(FEED_REFRESH_SECONDS)
      .x({ "X-WR-TIMEZONE": timeZone }),
  );
}

function calendar(method: ICalCalendarMethod, sessions: readonly StudySession[], now: number): ICalCalendar {
  return ical({
    prodId: { company: CALENDAR_TEXT.assistant, product: "Jinqiu", language: "ZH" },
    scale: "GREGORIAN",
    method,
    events: sessions.map((session) => eventOf(session, now)),
  });
}

/**
 * Times are UTC (`Z`): an entry is one occurrence, so nothing has to be reckoned by a zone, and every calendar reads
 * UTC the same. A VTIMEZONE is ignored by Outlook where it cannot be brought down to one yearly rule ([MS-STANOICAL],
 * 2.2.47; iCalcreator/iCalcreator #86), and Google takes names of zones only.
 */
function eventOf(session: StudySession, now: number): ICalEventData {
  const { title, branch, reminders } = session;
  const cancelled = session.status === "cancelled";
  return {
    id: session.uid,
    sequence: session.sequence,
    stamp: new Date(now),
    start: new Date(session.startsAt),
    end: new Date(session.endsAt),
    summary: printable(cancelled ? CALENDAR_TEXT.cancelledTitle(title) : title),
    location: locationOf(session),
    description: printable(descriptionOf(session)),
    organizer: { name: organizerOf(branch), email: NO_MAIL },
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: cancelled ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    // RFC 5546, 3.2.5: no alarms in what is cancelled.
    alarms: cancelled
      ? []
      : reminders.map((minutes) => ({ type: ICalAlarmType.display, triggerBefore: minutes * 60 })),
  };
}

/** The library refuses a place without a name. */
function locationOf({ where, address }: StudySession): Exclude<ICalEventData["location"], undefined> {
  const title = printable(where).trim();
  if (title === "") return null;
  return { title, ...(address === null ? {} : { address: printable(address) }) };
}

/** A quotation mark cannot stand in a parameter, escaped or not (RFC 5545, 3.2). */
function organizerOf(branch: string | null): string {
  const name = printable(branch ?? "")
    .replace(/["\\\n]/g, "")
    .trim();
  return name === "" ? CALENDAR_TEXT.assistant : name;
}

function descriptionOf({ form, contact, note, cancelReason }: StudySession): string {
  return [
    ...(cancelReason === null ? [] : [CALENDAR_TEXT.cancelReason(cancelReason)]),
    CALENDAR_TEXT.form(form),
    ...(contact === null ? [] : [CALENDAR_TEXT.contact(contact)]),
    ...(note === null ? [] : [CALENDAR_TEXT.note(note)]),
  ].join("\n");
}

/** TEXT may hold no control characters (RFC 5545, 3.1) but the line breaks that are escaped. */
function printable(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(/\p{Cc}/gu, (letter) => (/[\n\t]/.test(letter) ? letter : ""));
}

/** The library folds at 75 octets (RFC 5545, 3.1) and leaves out the line break that ends the last line. */
function textOf(made: ICalCalendar): string {
  return `${made.toString()}\r\n`;
}
