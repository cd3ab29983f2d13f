/** The Sender port: how the dispatcher hands a reply to a channel. */
import type { Reply } from "../dialogue/message.ts";

/** A channel that can carry replies. */
export interface Sender {
  readonly channel: string;
  /** In how many messages the reply goes out; at least 1. Pure: the same reply always splits the same way. */
  parts(reply: Reply): number;
  /**
   * Sends one part.
   * @throws DeliveryError when it was not, or perhaps not, delivered
   */
  send(chatId: string, reply: Reply, part: number, signal: AbortSignal): Promise<void>;
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
