/** What sessions are built from, and what every part of them works with. */
import type { loadHolidays, Pushes, StaffNotes } from "../../../delivery/index.ts";
import { dayOf } from "../../../delivery/index.ts";
import type { SecretBox, Store } from "../../../store/index.ts";
import type { Actor, Audiences, Members } from "../../members/index.ts";
import type { StudySession } from "../types.ts";
import { type InviteeTable, inviteeTable } from "./answers/invitees.repo.ts";
import type { Rides } from "./answers/rides.ts";
import { type PushTrail, pushTrail } from "./news/pushTrail.repo.ts";
import { type SessionTable, sessionTable } from "./plan/sessions.repo.ts";
import { viewOf } from "./plan/sessionView.ts";

/** A note to staff, as delivery sends it. */
export type StaffNote = Parameters<StaffNotes["tell"]>[0];

export interface SessionsParts {
  readonly store: Store;
  readonly box: SecretBox;
  /** Unix ms. */
  readonly clock: () => number;
  readonly timeZone: string;
  readonly members: Members;
  readonly audiences: Audiences;
  readonly pushes: Pick<Pushes, "send" | "cancel" | "acknowledge">;
  /** Days off and swapped workdays. */
  readonly calendar: Pick<ReturnType<typeof loadHolidays>, "isHoliday" | "nextWorkday">;
  /** Orders for being fetched. */
  readonly rides: Rides;
  tellStaff(note: StaffNote): void;
  /** `/calendar/session/…`: see StudyCalendar. */
  sessionPath(sessionId: number): string;
  /** See StudyCalendar. */
  mapUrl?(session: StudySession): string | undefined;
  /** Of a calendar entry: unique in the world, for ever (RFC 7986 5.3). */
  newUid(): string;
  /** n random digits for the code of the day; node:crypto's unless given. */
  readonly randomDigits?: (n: number) => string;
}

export interface Core extends SessionsParts {
  readonly table: SessionTable;
  readonly invitees: InviteeTable;
  readonly trail: PushTrail;
  /** `YYYY-MM-DD` where the bureau is. */
  today(): string;
  get(id: number): StudySession | undefined;
}

/** The feature's own doings, as the audit log names them. */
export const SYSTEM: Actor = { kind: "system", name: "study" };

export function createCore(parts: SessionsParts): Core {
  const { records } = parts.store;
  const table = sessionTable(records);
  return {
    ...parts,
    table,
    invitees: inviteeTable(records),
    trail: pushTrail(records),
    today: () => dayOf(parts.clock(), parts.timeZone),
    get(id) {
      const found = table.get(id);
      return found && viewOf(found);
    },
  };
}
