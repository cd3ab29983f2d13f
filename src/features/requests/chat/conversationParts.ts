/** What the conversation about services needs, and who speaks in it. */
import type { OfficeHours } from "../../../delivery/index.ts";
import { type Choice, type IncomingMessage, type Speaker, turnOf } from "../../../dialogue/index.ts";
import type { Store } from "../../../store/index.ts";
import { rehearse } from "../../../store/index.ts";
import { actorFor, type Members } from "../../members/index.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Orderer, RequestAction, Requests, ServiceRequest } from "../types.ts";
import { LABELS } from "./conversationText.ts";

/** What the conversation works with. */
export interface ConversationParts {
  readonly requests: Requests;
  readonly catalogue: { current(): Catalogue };
  readonly members: Members;
  readonly store: Store;
  readonly clock: () => number;
  readonly timeZone: string;
  readonly officeHours: OfficeHours;
  /** Where pages are reached from outside, if they are. */
  readonly publicUrl?: string | undefined;
  /** Whether phone, address and health may be shown on a channel (promise "at home"). */
  mayCarryPersonal(channel: string): boolean;
}

export const MENU: Choice = { label: LABELS.menu, action: "svc" };
export const MINE: Choice = { label: LABELS.mine, action: "orders" };

/** Who acts on an order: whoever may for its member; otherwise the stranger of this chat. */
export function ordererOf(
  speaker: Speaker,
  { channel, chatId }: Pick<IncomingMessage, "channel" | "chatId">,
  { memberId }: Pick<ServiceRequest, "memberId">,
): Orderer {
  const principal = memberId === null ? undefined : actorFor(speaker, memberId);
  return principal ?? { kind: "stranger", channel, chatId };
}

/**
 * Rehearses an action: what is said when it will be done, with the effect that does it; or the refusal's words.
 * Done differently from rehearsed, the effect throws: the inbox reads the message again.
 */
export function attempt(
  { requests, store }: Pick<ConversationParts, "requests" | "store">,
  actor: Orderer,
  request: ServiceRequest,
  action: RequestAction,
): { ok: true; request: ServiceRequest; effect: () => void } | { ok: false; words: string } {
  const act = () => requests.act(actor, request.id, action, request.version);
  const tried = rehearse(store, act);
  if (!tried.ok) return { ok: false, words: tried.refusal.words };
  return {
    ok: true,
    request: tried.request,
    effect: () => {
      if (!act().ok) throw new Error("服务单在这期间变了，重新读一次");
    },
  };
}

export const serviceTurn = turnOf("service");
