/** An announcement as far as it is written: what has been said, and which question stands open. */
import type { Audience } from "../../../members/index.ts";
import type { Announcement, AnnouncementChange, AnnouncementDraft } from "../../types.ts";

/** The open question. `pick…`: which of several that a written name fits. */
export type Step =
  | { readonly at: "title" | "body" | "files" | "clause" | "confirm" | "when" | "ready" | "edit" | "sure" }
  | { readonly at: "audience" | AudienceQuestion }
  | { readonly at: "pickBranch" | "pickMember"; readonly ids: readonly number[] };

export type AudienceQuestion = "districts" | "branches" | "categories" | "tags" | "ages" | "staff" | "except";

/** Kept sealed with the conversation; a raised flow version makes older ones lapse. */
export interface ComposeData {
  /** Buttons of this writing carry it: those of an earlier one are out of use. */
  readonly mark: string;
  /** The saved draft that is being changed, and the version that was read. */
  readonly id?: number;
  readonly version?: number;
  readonly title?: string;
  readonly body?: string;
  readonly files: readonly { readonly id: number; readonly name: string }[];
  readonly filesDone?: boolean;
  /** Null: none is wanted. */
  readonly clause?: { readonly title: string; readonly article: string } | null;
  readonly url?: string;
  readonly audience?: Audience;
  readonly audienceDone?: boolean;
  readonly needsConfirmation?: boolean;
  /** Null: as soon as it is approved. */
  readonly sendAt?: number | null;
  readonly step: Step;
}

/** The marks are made of the moment at which writing began (Unix ms): one conversation begins one at a time. */
export function emptyDraft(at: number): ComposeData {
  return { mark: at.toString(36), files: [], step: { at: "title" } };
}

/** A saved draft, taken up again. */
export function takenUp(announcement: Announcement, at: number): ComposeData {
  const { id, version, title, body, files, clause, url, audience, needsConfirmation, sendAt } = announcement;
  return {
    ...emptyDraft(at),
    id,
    version,
    title,
    body,
    files,
    filesDone: true,
    clause,
    ...(url === null ? {} : { url }),
    audience,
    audienceDone: true,
    needsConfirmation,
    sendAt,
    step: { at: "ready" },
  };
}

/** The first question that has no answer yet. */
export function nextStep(data: ComposeData): Step {
  if (data.title === undefined) return { at: "title" };
  if (data.body === undefined) return { at: "body" };
  if (data.filesDone !== true) return { at: "files" };
  if (data.clause === undefined) return { at: "clause" };
  if (data.audienceDone !== true) return { at: "audience" };
  if (data.needsConfirmation === undefined) return { at: "confirm" };
  if (data.sendAt === undefined) return { at: "when" };
  return { at: "ready" };
}

/** Whether the open question is answered by a free text. */
export function awaitsWords({ step }: ComposeData): boolean {
  return ["title", "body", "files", "clause"].includes(step.at);
}

const STAND_IN = "（还没写）";

/** The draft; what is not written yet is stood in for, so that what is written can be judged. */
export function draftOf(data: ComposeData): AnnouncementDraft {
  const { title = STAND_IN, body = STAND_IN, audience = EVERYONE, clause, url, sendAt } = data;
  return {
    title,
    body,
    audience: isChosen(audience) ? audience : EVERYONE,
    ...(clause === undefined || clause === null ? {} : { clause }),
    ...(url === undefined ? {} : { url }),
    fileIds: data.files.map(({ id }) => id),
    needsConfirmation: data.needsConfirmation ?? false,
    ...(sendAt === undefined || sendAt === null ? {} : { sendAt }),
  };
}

/** The draft as a change of the saved one. */
export function changeOf(data: ComposeData): AnnouncementChange {
  return { clause: null, url: null, sendAt: null, ...draftOf(data) };
}

const EVERYONE: Audience = { version: 1, everyone: true };

/** Whether anything at all was chosen, exclusions aside. */
export function isChosen({ version: _, except: __, ...chosen }: Audience): boolean {
  return Object.keys(chosen).length > 0;
}

/** Enough for a saved draft. */
export function canBeSaved({ title, body, audience }: ComposeData): boolean {
  return title !== undefined && body !== undefined && audience !== undefined && isChosen(audience);
}
