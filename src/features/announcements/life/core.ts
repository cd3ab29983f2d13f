/** What every part of announcements works with. */
import type { FileShelf, Pushes, StaffNotes } from "../../../delivery/index.ts";
import type { Store } from "../../../store/index.ts";
import type { Actor, Audiences, Members } from "../../members/index.ts";
import type { Festival } from "../festivals/festivalFile.ts";
import { type Announcement, AnnouncementError, type AnnouncementStatus } from "../types.ts";
import { type AnnouncementTable, announcementTable } from "./announcement.repo.ts";
import { REFUSALS } from "./lifeText.ts";
import { nextStatus, type Step } from "./transition.ts";

/** A clause in force, as it is shown. */
export interface ShownClause {
  readonly clauseId: number;
  /** 《title》 article, 文号, date in force. */
  readonly source: string;
  readonly text: string;
  readonly note?: string;
}

/** What the feature is built from. */
export interface AnnouncementsParts {
  readonly store: Store;
  /** Unix ms. */
  readonly clock: () => number;
  readonly timeZone: string;
  readonly members: Pick<
    Members,
    "get" | "grantsOf" | "staff" | "staffAccounts" | "accountsOf" | "speakerOf" | "audit"
  >;
  readonly audiences: Audiences;
  readonly pushes: Pick<Pushes, "send" | "acknowledge" | "replace" | "recall" | "callFor" | "stateOf">;
  readonly notes: Pick<StaffNotes, "toAccount" | "tell" | "replace" | "recall" | "stateOf">;
  readonly files: Pick<FileShelf, "get">;
  /** A clause in force today, by its document's title and its citable label. */
  readClause(title: string, article: string): ShownClause | undefined;
  /** The first instant from `at` on at which messages are not held back by the night. */
  quietEndsAt(at: number): number;
  /** As loaded by `loadFestivals`. */
  readonly festivals: readonly Festival[];
}

export interface Core extends AnnouncementsParts {
  readonly table: AnnouncementTable;
  /** @throws AnnouncementError when there is none */
  known(id: number): Announcement;
  /** @throws AnnouncementError when the step is not possible now */
  step(announcement: Announcement, step: Step): AnnouncementStatus;
}

export const SYSTEM: Actor = { kind: "system", name: "announcements" };
export const HOUR_MS = 3_600_000;

/** An announcement in the audit log. */
export function subjectOf(id: number): string {
  return `announcement:${id}`;
}

export function createCore(parts: AnnouncementsParts): Core {
  const table = announcementTable(parts.store.records);
  return {
    ...parts,
    table,
    known(id) {
      const announcement = table.get(id);
      if (announcement === undefined) throw new AnnouncementError("id", REFUSALS.unknown);
      return announcement;
    },
    step({ status }, step) {
      const next = nextStatus(status, step);
      if (next === undefined) throw new AnnouncementError("status", REFUSALS.notNow(status, step));
      return next;
    },
  };
}
