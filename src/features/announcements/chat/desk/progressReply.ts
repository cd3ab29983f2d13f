/** How far an announcement has come, in words. */
import { type Choice, paragraph, type Reply, strong } from "../../../../dialogue/index.ts";
import type { Announcement, Progress } from "../../types.ts";
import { lookAt, progressOf, unconfirmedOf } from "../choices.ts";
import { DESK, PROGRESS, STATUS_WORDS } from "./deskText.ts";

const REASONS = [
  "noAccount",
  "blocked",
  "failed",
  "unread",
] as const satisfies readonly (keyof Progress["toCall"])[];

/** The lines below the title; what is nobody is left out, except the totals. */
export function progressLines(
  { needsConfirmation }: Pick<Announcement, "needsConfirmation">,
  progress: Progress,
): readonly string[] {
  const { recipients, waiting, delivered, read, confirmed, toCall, called, callFailed } = progress;
  const calls = REASONS.reduce((sum, reason) => sum + toCall[reason], 0);
  const reasons = REASONS.filter((reason) => toCall[reason] > 0)
    .map((reason) => PROGRESS.reason(PROGRESS.reasons[reason], toCall[reason]))
    .join("，");
  const unless0 = (count: number, line: (count: number) => string) => (count === 0 ? [] : [line(count)]);
  return [
    PROGRESS.recipients(recipients),
    ...unless0(waiting, PROGRESS.waiting),
    PROGRESS.delivered(delivered + read, read),
    ...(needsConfirmation ? [PROGRESS.confirmed(confirmed)] : []),
    ...(calls === 0 ? [] : [PROGRESS.toCall(calls, reasons)]),
    ...unless0(called, PROGRESS.called),
    ...unless0(callFailed, PROGRESS.callFailed),
    ...unless0(progress.skipped, PROGRESS.skipped),
    ...unless0(progress.staffUnreached, PROGRESS.staffUnreached),
  ];
}

/** People whom it has reached: they are told of a correction or recall. */
export function reached({ delivered, read, called }: Progress): number {
  return delivered + read + called;
}

/** The message that shows it. @param changes buttons with which the person may correct and recall */
export function progressReply(
  announcement: Announcement,
  progress: Progress,
  changes: readonly Choice[],
): Reply {
  const { id, title, needsConfirmation } = announcement;
  const { state } = progress;
  const going = state === "sending" || state === "sent";
  const missing = needsConfirmation ? DESK.notConfirmed : DESK.notRead;
  return {
    blocks: [
      strong(PROGRESS.title(title, STATUS_WORDS[state])),
      ...progressLines(announcement, progress).map(paragraph),
    ],
    choices: [
      ...(going ? [{ ...progressOf(id), label: DESK.fresh }, unconfirmedOf(id, missing)] : []),
      lookAt(id),
      ...(going ? changes : []),
    ],
  };
}
