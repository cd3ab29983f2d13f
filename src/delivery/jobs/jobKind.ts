/** What a kind of job is: how its payload reads, what it does, and how patient we are with it. */
import { z } from "zod";
import { type CronRule, parseCron } from "./cron.ts";

/** Kept as JSON. The version tells which shape it has; nothing personal goes in. */
export interface JobPayload {
  readonly version: number;
}

/** Changes the store: run, without waiting for anything, in the transaction that marks the job done. */
export type Effect = () => void;

/** What a run is told. */
export interface JobContext {
  /** Aborts at the time limit, at the service's stop, and when the job was cancelled or put off meanwhile. */
  readonly signal: AbortSignal;
  /** The time the job was meant for, Unix ms; of several missed times of a recurring job, the last. */
  readonly at: number;
  /** 1 at first. */
  readonly attempt: number;
}

/** How jobs of a kind are run. */
export interface JobRule<P extends JobPayload> {
  /** Refuses versions that this program does not know: such a job becomes a dead letter. */
  readonly payload: z.ZodType<P>;
  /**
   * Does the work that must be waited for, and returns what is to change. May be called again after a crash or a
   * failure: only the effects happen exactly once.
   * @throws anything: tried again later. Its first line is kept and logged: nothing personal in it.
   */
  run(payload: P, context: JobContext): Promise<readonly Effect[]>;
  /** After that long past its time the work is of no use any more and is skipped. Absent: always of use. */
  readonly staleAfterMs?: number;
  /** 5 unless told. A run cut off by a crash counts. */
  readonly maxAttempts?: number;
  /** How long a run is believed to be alive without a sign, 60 s unless told. Renewed while it runs. */
  readonly leaseMs?: number;
  /** How long a run may take, 5 min unless told. A run that heeds no signal is abandoned, its result dropped. */
  readonly timeoutMs?: number;
  /** Several of the kind may run at once. */
  readonly concurrent?: boolean;
}

/** How a recurring job is run: there is one of it, and nothing to tell it. */
export type RecurringRule = Omit<JobRule<RecurringPayload>, "payload" | "concurrent">;

const recurringPayload = z.object({ version: z.literal(1) });
/** What recurring jobs are given. */
export type RecurringPayload = z.infer<typeof recurringPayload>;

/** A rule with every default filled in. */
export interface JobKind {
  readonly kind: string;
  readonly maxAttempts: number;
  readonly leaseMs: number;
  readonly timeoutMs: number;
  readonly staleAfterMs: number | undefined;
  readonly concurrent: boolean;
  /** Present where the kind recurs. */
  readonly cron: CronRule | undefined;
  /** Reads a stored payload and returns the work, or why it cannot be read. */
  read(payload: string): { ready: (context: JobContext) => Promise<readonly Effect[]> } | { fault: string };
}

/** A kind of job that is queued one by one. */
export function jobKind<P extends JobPayload>(kind: string, rule: JobRule<P>): JobKind {
  return {
    kind,
    maxAttempts: rule.maxAttempts ?? 5,
    leaseMs: rule.leaseMs ?? 60_000,
    timeoutMs: rule.timeoutMs ?? 5 * 60_000,
    staleAfterMs: rule.staleAfterMs,
    concurrent: rule.concurrent ?? false,
    cron: undefined,
    read(payload) {
      const stored = parseJson(payload);
      const parsed = rule.payload.safeParse(stored);
      if (parsed.success) return { ready: async (context) => rule.run(parsed.data, context) };
      const { data } = z.object({ version: z.number() }).safeParse(stored);
      const fields = parsed.error.issues.map(({ path }) => path.join(".") || "payload");
      return { fault: `version ${data?.version ?? "?"}: ${[...new Set(fields)].join(", ")}` };
    },
  };
}

/**
 * A kind of job that comes round by a cron pattern.
 * @throws TypeError or RangeError when the pattern cannot be read or names no time that ever comes
 */
export function recurringKind(
  kind: string,
  pattern: string,
  timeZone: string,
  now: number,
  rule: RecurringRule,
): JobKind {
  const cron = parseCron(pattern, timeZone);
  if (cron.next(now) === undefined) throw new RangeError(`${kind}: ${pattern} never comes`);
  return { ...jobKind(kind, { ...rule, payload: recurringPayload }), cron };
}

/** The payload of every recurring job, as stored. */
export const RECURRING_PAYLOAD = JSON.stringify({ version: 1 } satisfies RecurringPayload);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
