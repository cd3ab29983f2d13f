/** The Sender port: how the dispatcher hands a reply to a channel. */
import type { Reply } from "../dialogue/message.ts";

/** How fast a transport may be fed. */
export interface SendLimits {
  /** Messages in any second, over all chats. */
  readonly perSecond: number;
  /** Least time between two messages of one chat, milliseconds. */
  chatIntervalMs(chatId: string): number;
}

/** A message as it stands in a chat. */
export interface Posted {
  readonly reply: Reply;
  /** The transport's ids, in order of parts; empty where it gives none, and once all of it was removed. */
  readonly receipts: readonly string[];
}

/** A channel that can carry replies. */
export interface Sender {
  readonly channel: string;
  /** Absent: as fast as it comes. */
  readonly limits?: SendLimits;
  /** True when sending twice does no harm: then a send cut off by a crash need not be told from one not begun. */
  readonly repeatable?: boolean;
  /** In how many messages the reply goes out; at least 1. Pure: the same reply always splits the same way. */
  parts(reply: Reply): number;
  /**
   * Sends one part.
   * @returns the transport's id of the message, where it gives one
   * @throws DeliveryError when it was not, or perhaps not, delivered
   */
  send(chatId: string, reply: Reply, part: number, signal: AbortSignal): Promise<string | undefined>;
  /**
   * Something that this part waits for: its file is on its way up with another message. Undefined: it may go. Asked
   * again right before `send`, with nothing awaited in between.
   */
  holdUp?(reply: Reply, part: number): Promise<void> | undefined;
  /** How what was sent can be changed. Absent: it cannot. */
  readonly changes?: SentChanges;
}

/** Changing what was sent. */
export interface SentChanges {
  /** In how many steps `sent` comes to say `reply`; 0 where nothing is left to change. Pure. */
  editSteps(sent: Posted, reply: Reply): number;
  /**
   * Does one step. May be repeated without harm, but for a step that adds a message.
   * @returns the ids of the messages that it leaves; those that no step touches come with the last
   * @throws DeliveryError
   */
  edit(
    chatId: string,
    sent: Posted,
    reply: Reply,
    step: number,
    signal: AbortSignal,
  ): Promise<readonly string[]>;
  /**
   * Takes a message back. What can no longer be taken back says `notice` instead. May be repeated without harm.
   * @returns the ids of the messages that are still there
   * @throws DeliveryError
   */
  remove(chatId: string, sent: Posted, notice: Reply, signal: AbortSignal): Promise<readonly string[]>;
}

/** Why a send failed, and so what to do: give up, wait, or try again. */
export type DeliveryFailure =
  /** The person blocked the assistant or the account is gone. Not tried again. */
  | "blocked"
  /** Refused for good: malformed, too large. Not tried again. */
  | "refused"
  /** Too fast. Tried again after `retryAfterSeconds`, exactly. */
  | "rateLimited"
  /** Surely not delivered: no connection, a server's 5xx. Tried again. */
  | "transport"
  /** The outcome was never told: time-out or broken connection after sending. Tried again, and counted. */
  | "uncertain";

/** A send failed. */
export class DeliveryError extends Error {
  constructor(
    readonly kind: DeliveryFailure,
    message: string,
    readonly retryAfterSeconds?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "DeliveryError";
  }
}
