/** Where one recipient stands. Everyone is in exactly one place, so that the numbers of a report add up. */
import type { Progress } from "../types.ts";

/** A reason means: on the call list for it. */
export type Standing =
  | "waiting"
  | "delivered"
  | "read"
  | "called"
  | "callFailed"
  | "skipped"
  | "staffUnreached"
  | keyof Progress["toCall"];

/** What the tables say of a recipient. */
export interface Traces {
  readonly isStaff: boolean;
  readonly isQueued: boolean;
  readonly isSkipped: boolean;
  readonly push: "open" | "delivered" | "read" | "calling" | "cancelled" | null;
  readonly isDelivered: boolean;
  readonly isRead: boolean;
  readonly callReason: keyof Progress["toCall"] | null;
  readonly isCallOpen: boolean;
  readonly callOutcome: string | null;
  /** Of a message to a member of staff. */
  readonly outbox: "pending" | "sending" | "sent" | "failed" | "cancelled" | null;
}

export function standingOf(traces: Traces): Standing {
  if (traces.isSkipped) return "skipped";
  if (!traces.isQueued) return "waiting";
  return traces.isStaff ? standingOfStaff(traces) : standingOfMember(traces);
}

function standingOfStaff({ outbox }: Traces): Standing {
  if (outbox === "sent") return "delivered";
  if (outbox === "cancelled") return "skipped";
  return outbox === "pending" || outbox === "sending" ? "waiting" : "staffUnreached";
}

function standingOfMember(traces: Traces): Standing {
  const { push, callReason, isCallOpen, callOutcome, isDelivered, isRead } = traces;
  if (callReason !== null && isCallOpen) return callReason;
  if (callOutcome === "told") return "called";
  // Settled by the person themself, or not needed any more: what the messenger knows counts.
  if (callReason !== null && callOutcome !== "notNeeded") return "callFailed";
  if (push === "read" || isRead) return "read";
  if (push === "delivered" || isDelivered) return "delivered";
  return push === "cancelled" ? "skipped" : "waiting";
}
