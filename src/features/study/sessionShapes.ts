/** The shapes of sessions and series: what is drafted, kept and counted. Times are Unix ms, days `YYYY-MM-DD`. */
import type { Audience } from "../members/index.ts";

export type SessionForm = "学习" | "参观" | "座谈" | "宣讲" | "微党课";
export const FORMS: readonly SessionForm[] = ["学习", "参观", "座谈", "宣讲", "微党课"];

/** What was entered cannot be kept. `message` says in Chinese what is wrong and what to do; it holds no personal values. */
export class StudyError extends Error {
  override readonly name = "StudyError";

  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

export type MaterialDraft =
  | { readonly title: string; readonly fileId: number }
  | { readonly title: string; readonly url: string };

export interface Material {
  readonly id: number;
  readonly title: string;
  readonly fileId: number | null;
  readonly url: string | null;
}

/** Where: a home (and a room in it), or another place. */
export type Place = { readonly homeId: number; readonly room?: string } | { readonly place: string };

/** A session as entered. */
export interface SessionDraft {
  readonly title: string;
  readonly form: SessionForm;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly where: Place;
  readonly audience: Audience;
  /** The branch whose session it is. A secretary may only give their own, and then the audience is that branch. */
  readonly branchId?: number;
  readonly capacity?: number;
  readonly contact?: string;
  readonly note?: string;
  /** Whether those who accept are asked if they need to be fetched. */
  readonly pickUp?: boolean;
  /** Minutes before the start; three days, one day and two hours unless told. At most 5, at least 15 minutes each. */
  readonly reminders?: readonly number[];
  /** Invitations go out then; at once unless told. */
  readonly inviteAt?: number;
  readonly materials?: readonly MaterialDraft[];
}

/** Fields to change; null clears one that may be empty. A change of time or place reaches everyone who was told. */
export interface SessionChange {
  readonly title?: string;
  readonly form?: SessionForm;
  readonly startsAt?: number;
  readonly endsAt?: number;
  readonly where?: Place;
  readonly capacity?: number | null;
  readonly contact?: string | null;
  readonly note?: string | null;
  readonly pickUp?: boolean;
  readonly reminders?: readonly number[];
}

/** How many, by answer. `invited` counts all but guests. */
export interface SessionCounts {
  readonly invited: number;
  readonly accepted: number;
  readonly waiting: number;
  readonly declined: number;
  readonly later: number;
  readonly unanswered: number;
  readonly attended: number;
}

/** A session as shown. */
export interface StudySession {
  readonly id: number;
  readonly seriesId: number | null;
  readonly uid: string;
  readonly sequence: number;
  readonly title: string;
  readonly form: SessionForm;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly homeId: number | null;
  /** 天元区老党员之家二楼会议室, or the other place. */
  readonly where: string;
  /** The home's address, if it has one. */
  readonly address: string | null;
  readonly room: string | null;
  readonly capacity: number | null;
  readonly contact: string | null;
  readonly note: string | null;
  readonly audience: Audience;
  readonly branchId: number | null;
  readonly branch: string | null;
  readonly pickUp: boolean;
  readonly reminders: readonly number[];
  readonly inviteAt: number;
  readonly status: "planned" | "cancelled";
  readonly cancelReason: string | null;
  /** Four digits, for whoever runs it. */
  readonly code: string;
  readonly version: number;
}

export interface SessionFilter {
  readonly branchId?: number;
  readonly homeId?: number;
  readonly seriesId?: number;
  /** That end at or after `from` and start before `to`. */
  readonly from?: number;
  readonly to?: number;
  readonly status?: "planned" | "cancelled";
  /** 100 unless told. In order of start. */
  readonly limit?: number;
}

/** A series as entered: what each occurrence is made from. */
export interface SeriesDraft {
  /** RFC 5545 RRULE without DTSTART: `FREQ=MONTHLY;BYDAY=1FR`. At most one occurrence a day, none oftener than daily. */
  readonly rule: string;
  /** First day on which it may fall. */
  readonly startsOn: string;
  /** `HH:MM`. */
  readonly time: string;
  readonly minutes: number;
  readonly onHoliday: "skip" | "nextWorkday" | "keep";
  readonly template: Omit<SessionDraft, "startsAt" | "endsAt" | "inviteAt">;
  /** How many days before each its invitations go out, 14 unless told. */
  readonly inviteDaysBefore?: number;
  readonly endsOn?: string;
}

export interface Series {
  readonly id: number;
  readonly rule: string;
  /** 每月第一个星期五 15:00: the rule in words. */
  readonly words: string;
  readonly title: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly branchId: number | null;
}
