/** A question to staff about one order, answered in words or photos: a progress note, a reason. */
import { type Flow, type FlowStep, type IncomingMessage, plainReply } from "../../../dialogue/index.ts";
import { type Actor, staffActor } from "../../members/index.ts";
import type { ServiceRequest } from "../types.ts";
import type { ConversationParts } from "./conversationParts.ts";
import { STAFF } from "./conversationTextStaff.ts";
import type { AboutOrder } from "./myOrdersFlows.ts";

const LAPSES_MS = 30 * 60_000;

/** What makes one such flow different from another. */
export interface StaffQuestion {
  readonly name: string;
  readonly lapsed: string;
  readonly cancelled: string;
  readonly ask: string;
  /** The answer; undefined when there is none in the message and the question is to be asked again. */
  answer(message: IncomingMessage, by: Actor, request: ServiceRequest): FlowStep<AboutOrder> | undefined;
}

/** The flow of a question to staff; it ends when the account is staff's no more or the order is gone. */
export function createStaffFlow(parts: ConversationParts, question: StaffQuestion): Flow<AboutOrder> {
  const { name, lapsed, cancelled } = question;
  return {
    name,
    version: 1,
    outcome: "service",
    lapsesAfterMs: LAPSES_MS,
    lapsed,
    cancelled,
    ask: () => plainReply(question.ask),
    async take(message, { id }, { speaker }) {
      if (message.action !== undefined) return { kind: "pass" };
      const by = staffActor(speaker);
      const request = parts.requests.get(id);
      if (by === undefined || request === undefined) {
        return { kind: "end", replies: [plainReply(STAFF.gone)] };
      }
      return (
        question.answer(message, by, request) ?? {
          kind: "stay",
          data: { id },
          replies: [plainReply(question.ask)],
        }
      );
    },
  };
}
