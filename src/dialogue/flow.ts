/** Flows: conversations of several steps, one question at a time, that outlive interruptions and restarts. */
import type { OutcomeKind, RunningFlow } from "./intent.ts";
import type { IncomingMessage, Reply } from "./message.ts";
import type { Context } from "./speaker.ts";

/** What a step came to. */
export type FlowStep<Data> =
  /** The flow goes on with this data; `replies` ask the next question, or the same one again. */
  | {
      readonly kind: "stay";
      readonly data: Data;
      readonly replies: readonly Reply[];
      readonly effects?: readonly (() => void)[];
    }
  /** The flow is over. */
  | { readonly kind: "end"; readonly replies: readonly Reply[]; readonly effects?: readonly (() => void)[] }
  /**
   * The message is not for the flow: other intents take it, and the flow's question is asked again after them. With
   * `over` the flow has ended for a reason of its own, which is said before.
   */
  | { readonly kind: "pass"; readonly over?: readonly Reply[] };

/** A flow, as a feature registers it. An intent starts it with {@link startFlow}. */
export interface Flow<Data = unknown> {
  readonly name: string;
  /** Of `Data`: raise it when its shape changes. */
  readonly version: number;
  readonly outcome: OutcomeKind;
  /** Left alone for so long, the flow lapses. */
  readonly lapsesAfterMs: number;
  /** What the person is told when the flow has lapsed. */
  readonly lapsed: string;
  /** What the person is told when they cancel it. */
  readonly cancelled: string;
  take(message: IncomingMessage, data: Data, context: Context): Promise<FlowStep<Data>>;
  /** The question that stands open, asked after an interruption. */
  ask(data: Data, context: Context): Reply;
}

/** A flow with its data's type put away, as the kernel keeps it. */
export type AnyFlow = Flow;

/** The running state of a flow at its beginning. */
export function startFlow<Data>(flow: Flow<Data>, data: Data, now: number): RunningFlow {
  return { name: flow.name, version: flow.version, data, touchedAt: now };
}
