/** The shapes that service orders are handed around in, and what the feature offers. Times are Unix ms, money is in fen. */

import type { Attachment } from "../../dialogue/index.ts";
import type { Actor } from "../members/index.ts";
import type { Skills } from "./typesSkills.ts";
import type { Vouchers } from "./typesVouchers.ts";

export type * from "./typesSkills.ts";
export type * from "./typesVouchers.ts";

export type RequestStatus =
  | "submitted"
  | "accepted"
  | "dispatched"
  | "onTheWay"
  | "done"
  | "rated"
  | "declined"
  | "cancelled";

/** Someone nobody bound, known by the chat they write in: may act on what was ordered there by a stranger. */
export interface Stranger {
  readonly kind: "stranger";
  readonly channel?: string;
  readonly chatId?: string;
}

/** Who orders or acts on an order. */
export type Orderer = Actor | Stranger;

export type Stars = 1 | 2 | 3 | 4 | 5;

/** A stretch of time, `from` before `to`. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** What may be done to an order; who may and when: `transition`. "Desk" is staff with role dispatcher, editor or admin. */
export type RequestAction =
  /** Desk. */
  | { readonly do: "accept"; readonly note?: string }
  /** Desk, until someone has set out. The person is told the reason. */
  | { readonly do: "decline"; readonly reason: string }
  /** Desk. Takes an open offer back; from another assignee only with `override`. */
  | { readonly do: "dispatch"; readonly staffId: number; readonly override?: true }
  /** To whom it is offered; as long as it was not passed on. */
  | { readonly do: "takeOffer" }
  | { readonly do: "refuseOffer"; readonly reason?: string }
  /** The assignee or the desk. */
  | { readonly do: "setOut" }
  | { readonly do: "arrive" }
  | { readonly do: "finish"; readonly note?: string }
  /** The assignee or the desk: progress. Words or attachments, or both. */
  | {
      readonly do: "note";
      readonly text: string;
      readonly attachments?: readonly ChannelAttachment[];
    }
  /** The person, once; the same stars with a `word` may follow while there is none. 1 and 2 open a follow-up. */
  | { readonly do: "rate"; readonly stars: Stars; readonly word?: string }
  /** The person until someone has set out, the desk until it is done. */
  | { readonly do: "cancel"; readonly reason?: string }
  /** The person or the desk, within 7 days of completion, at most twice. */
  | { readonly do: "reopen"; readonly reason: string }
  /** The person, once a day, while it is open. */
  | { readonly do: "urge" }
  /** The person until someone is to come, the desk until it is done. */
  | { readonly do: "change"; readonly wanted?: TimeSpan; readonly address?: string }
  /** Deadlines. */
  | { readonly do: "warn" }
  | { readonly do: "escalate" };

/** A photo, voice message or file of an order; it stays with the channel it came through. */
export interface ChannelAttachment {
  readonly channel: string;
  readonly attachment: Attachment;
}

/** The personal part of an order: sealed at rest. */
export interface OrderDetail {
  readonly contactName: string;
  readonly phone?: string;
  readonly address?: string;
  readonly whoIsThere?: string;
  readonly needs: readonly string[];
  /** By the id of the item's question. */
  readonly answers: Readonly<Record<string, string>>;
  /** As written. 2,000 characters are kept. */
  readonly words: string;
}

/** An order as it comes in. */
export interface OrderDraft {
  readonly itemId: string;
  readonly memberId?: number;
  readonly proxyId?: number;
  /** The account it is ordered from, which is told each step; for `chat` only. */
  readonly channel?: string;
  readonly chatId?: string;
  readonly source: "chat" | "staff" | "open311";
  /** Must be there where the item has a time and the order comes from a chat. */
  readonly wanted?: TimeSpan;
  readonly district?: string;
  /** Where phone or address are left out, the member's stored ones are taken. */
  readonly detail: OrderDetail;
  readonly attachments?: readonly ChannelAttachment[];
  /** The person was asked about a like order within a day and wants this one all the same. */
  readonly duplicateKnown?: boolean;
  /** False: orders an item that a voucher pays without one. */
  readonly useVoucher?: boolean;
  /**
   * Makes repetitions of a submission one order: within 24 hours the same key gives the order that it made. Nothing
   * personal is kept of it, only its hash.
   */
  readonly key?: string;
}

/** An order's open fields: nothing sealed. */
export interface ServiceRequest {
  readonly id: number;
  /** `20261123-0042`. */
  readonly number: string;
  readonly itemId: string;
  /** The item's name; its id where the catalogue has lost it. */
  readonly item: string;
  /** 医疗, 安全 …; empty where the catalogue has lost the item. */
  readonly kind: string;
  readonly memberId: number | null;
  readonly memberName: string | null;
  readonly proxyId: number | null;
  readonly channel: string | null;
  readonly chatId: string | null;
  readonly source: "chat" | "staff" | "open311";
  readonly status: RequestStatus;
  /** 0 none, 1 warned, 2 escalated. */
  readonly escalation: 0 | 1 | 2;
  readonly district: string | null;
  readonly wanted: TimeSpan | null;
  readonly callBack: boolean;
  readonly assigneeId: number | null;
  readonly assignee: string | null;
  readonly offeredTo: number | null;
  readonly offerEndsAt: number | null;
  readonly submittedAt: number;
  readonly acceptBy: number;
  readonly arriveBy: number | null;
  readonly finishBy: number;
  readonly acceptedAt: number | null;
  readonly dispatchedAt: number | null;
  readonly arrivedAt: number | null;
  readonly doneAt: number | null;
  readonly closedAt: number | null;
  readonly rating: number | null;
  /** `YYYY-MM-DD` of the last 催办. */
  readonly urgedOn: string | null;
  readonly reopened: number;
  /** How many events there are. */
  readonly version: number;
  readonly erasedAt: number | null;
}

export type RefusalCode =
  | "illegal"
  | "notAllowed"
  | "tooLate"
  | "onceADay"
  | "changed"
  | "unknownItem"
  | "notForYou"
  | "past"
  | "outsideHours"
  | "tooSoon"
  | "outsideDistricts"
  | "noVoucher"
  | "duplicate"
  | "missing"
  | "gone"
  | "already";

/** Why something is not done. `words` are for whoever asked for it. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly words: string;
  /** With `duplicate`: the id of the order that is there. */
  readonly duplicateOf?: number;
  /** With `past`, `tooSoon` and `outsideHours`: the next moment that is possible. */
  readonly nextPossible?: number;
}

export type Done =
  | { readonly ok: true; readonly request: ServiceRequest }
  | { readonly ok: false; readonly refusal: Refusal };

/** Something that happened to an order. */
export interface RequestEvent {
  readonly id: number;
  readonly at: number;
  /** As the audit log names actors; `stranger`. */
  readonly actor: string;
  /** `submit`, an action's name, `offer`, `lapseOffer`, `link`, `rateWord`. */
  readonly action: string;
  readonly from: RequestStatus | null;
  readonly to: RequestStatus;
  /** Ids and deadlines, nothing personal. */
  readonly detail: Readonly<Record<string, unknown>>;
  /** Left out for viewers. */
  readonly note?: string;
}

export interface OrderFilter {
  readonly status?: readonly RequestStatus[];
  readonly district?: string;
  readonly itemId?: string;
  /** Open, and the deadline of its present step has passed. */
  readonly late?: boolean;
  /** Submitted from, and before. */
  readonly from?: number;
  readonly to?: number;
  readonly assigneeId?: number;
  readonly callBack?: boolean;
  /** The last id of the page before. */
  readonly afterId?: number;
  /** 100 unless told, 1,000 at most. */
  readonly limit?: number;
}

/** An order as it stands in a member's export. */
export interface ExportedOrder {
  readonly request: ServiceRequest;
  readonly detail: OrderDetail;
  readonly events: readonly RequestEvent[];
  readonly ratingWord: string | null;
  readonly attachments: number;
}

/**
 * Service orders from submission to rating. Synchronous; every change is one transaction that nests in the caller's.
 * Who acts is answered by the conversation; everyone else concerned is told by messages queued here. `submit` alone
 * answers the ordering chat, too, since the number is known only then.
 */
export interface Requests {
  /** Whether `submit` would refuse; writes nothing. */
  check(actor: Orderer, draft: OrderDraft): Refusal | undefined;
  submit(actor: Orderer, draft: OrderDraft): Done;
  /**
   * Does something to an order.
   * @param expectedVersion what the actor has seen: when others changed the order since, `changed` is the answer
   */
  act(actor: Orderer, id: number, action: RequestAction, expectedVersion?: number): Done;
  /** After the call-back: whose order it is. Desk. */
  linkMember(actor: Actor, id: number, memberId: number): Done;
  get(id: number): ServiceRequest | undefined;
  byNumber(number: string): ServiceRequest | undefined;
  /** For the person, the desk, and to whom it is offered or assigned. Audited. @throws NotAllowed */
  detail(actor: Orderer, id: number): OrderDetail;
  /** As `detail`, not audited; and for viewers without notes. Persons do not see offers and warnings. @throws NotAllowed */
  timeline(actor: Orderer, id: number): RequestEvent[];
  /** As `detail`. @throws NotAllowed */
  attachments(actor: Orderer, id: number): readonly (ChannelAttachment & { readonly at: number })[];
  /** Newest first; 20 unless told. */
  of(memberId: number, limit?: number): ServiceRequest[];
  /** What a stranger ordered in this chat. Newest first; 20 unless told. */
  ofChat(channel: string, chatId: string, limit?: number): ServiceRequest[];
  /** Open, offered or assigned to this member of staff; earliest deadline first. */
  work(staffId: number): ServiceRequest[];
  /** In order of id. Needs dispatcher, editor, viewer or admin. @throws NotAllowed */
  list(actor: Actor, filter: OrderFilter): ServiceRequest[];
  /** An order of the same item within 24 hours that was neither declined nor cancelled. */
  likeWithinADay(memberId: number, itemId: string): ServiceRequest | undefined;
  /**
   * A job, every minute: offers that ran out go to the next, warnings and escalations by hours of work, vouchers past
   * their last day. Running it twice does nothing more.
   */
  tick(): { readonly offered: number; readonly warned: number; readonly escalated: number };
  readonly skills: Skills;
  readonly vouchers: Vouchers;
  /**
   * When a member is erased: cancels open orders, and empties the sealed parts of all of them. Numbers, items, times
   * and movements of vouchers stay. To be called inside the erasure's transaction. Returns how many orders.
   */
  erase(memberId: number): number;
  /** For a member's export, which is authorised and audited where it is made. */
  ordersForExport(memberId: number): readonly ExportedOrder[];
}
