/** The states of an announcement and the steps between them: one pure function, told by no one else. */
import type { AnnouncementStatus } from "../types.ts";

/** What may be done to an announcement. */
export type Step =
  | "change"
  | "submit"
  | "approve"
  | "release"
  | "sendBack"
  | "drop"
  | "start"
  | "hold"
  | "finish"
  | "correct"
  | "recall";

/** Where a step leads from each state that allows it. */
const STEPS: Readonly<Record<Step, Partial<Record<AnnouncementStatus, AnnouncementStatus>>>> = {
  change: { draft: "draft", submitted: "draft" },
  submit: { draft: "submitted" },
  approve: { submitted: "approved" },
  release: { draft: "approved", submitted: "approved" },
  sendBack: { submitted: "draft", approved: "draft" },
  drop: { draft: "dropped", submitted: "dropped", approved: "dropped" },
  start: { approved: "sending" },
  /** What it rests on went before it was sent. */
  hold: { approved: "draft" },
  finish: { sending: "sent" },
  correct: { sending: "sending", sent: "sent" },
  recall: { sending: "recalled", sent: "recalled" },
};

/** The next state; undefined where the step is not possible. */
export function nextStatus(status: AnnouncementStatus, step: Step): AnnouncementStatus | undefined {
  return STEPS[step][status];
}
