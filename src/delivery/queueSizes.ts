/** How much waits, for /metrics and /healthz. */
import type { Records } from "../store/index.ts";
import { handoverTable } from "./handovers/handovers.repo.ts";
import { inboxTable } from "./inbox.repo.ts";
import { outboxTable } from "./outbox.repo.ts";
import { pushTable } from "./pushes/pushes.repo.ts";

/** Rows by state. */
export function queueSizes(records: Records) {
  return {
    inboxPending: inboxTable(records).waiting(),
    ...outboxTable(records).sizes(),
    handoversOpen: handoverTable(records).openCount(),
    callsOpen: pushTable(records).callsOpen(),
  };
}
