/** What becomes of a message whose send failed. */
import type { OutboxRow } from "./outbox.repo.ts";
import type { DeliveryFailure } from "./sender.ts";

/** After that a message that the transport never took is given up: it is old news, and a person is called instead. */
const OLDEST_MS = 48 * 60 * 60_000;
/**
 * A send whose outcome is never told is repeated so often: each time the person may have got it already. A change of
 * what was sent is repeated as often as it takes.
 */
const MOST_UNCERTAIN = 5;
const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 10 * 60_000;

/** The change to the row, and whether that is the end of it. */
export interface NextStep {
  readonly final: boolean;
  readonly change: Partial<Pick<OutboxRow, "status" | "failure" | "attempts" | "uncertain" | "dueAt">>;
}

/** @param stopped the send was cut off by our own stop, which counts as no attempt */
export function nextStep(
  row: Pick<OutboxRow, "attempts" | "uncertain" | "createdAt" | "operation">,
  kind: DeliveryFailure,
  retryAfterSeconds: number | undefined,
  now: number,
  random: () => number,
  stopped: boolean,
): NextStep {
  const uncertain = row.uncertain + (kind === "uncertain" ? 1 : 0);
  if (stopped) return { final: false, change: { status: "pending", uncertain } };
  const attempts = row.attempts + (kind === "rateLimited" ? 0 : 1);
  const final =
    kind === "blocked" ||
    kind === "refused" ||
    now - row.createdAt > OLDEST_MS ||
    (kind === "uncertain" && row.operation === "send" && uncertain >= MOST_UNCERTAIN);
  if (final) return { final, change: { status: "failed", failure: kind, attempts, uncertain } };
  const delay = retryAfterSeconds === undefined ? backoff(attempts, random) : retryAfterSeconds * 1000;
  return {
    final,
    change: { status: "pending", failure: kind, attempts, uncertain, dueAt: now + delay },
  };
}

/** Doubling delays with jitter, milliseconds (Brooker, "Exponential Backoff And Jitter", AWS 2015). */
export function backoff(attempts: number, random: () => number): number {
  const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempts - 1));
  return FIRST_DELAY_MS / 2 + random() * ceiling;
}
