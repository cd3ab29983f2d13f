/** What an order must fulfil before it is written. Reads, never writes. */
import type { Member } from "../../members/index.ts";
import { allowedFor } from "../catalogue/catalogue.ts";
import { DISTRICTS, type ServiceItem } from "../catalogue/catalogueSchema.ts";
import { REFUSALS, VOUCHERS } from "../text.ts";
import type { OrderDraft, Orderer, Refusal, RefusalCode, ServiceRequest, TimeSpan } from "../types.ts";
import { isDesk, isGranted } from "./actingHats.ts";
import { viewOf } from "./requestRowsView.ts";
import type { Core } from "./requestsCore.ts";
import { submissionPrice } from "./submissionPrice.ts";
import { refuseWanted } from "./submissionTime.ts";
import type { Ledger } from "./vouchers.ts";

/** An order that may be written. */
export interface Checked {
  readonly ok: true;
  readonly item: ServiceItem;
  readonly member: Member | undefined;
  readonly proxyId: number | null;
  readonly wanted: TimeSpan | null;
  readonly district: string | null;
  readonly callBack: boolean;
  /** What is to be held. */
  readonly price: ReturnType<typeof submissionPrice>;
}

export type CheckResult = Checked | { readonly ok: false; readonly refusal: Refusal };

const DAY_MS = 24 * 3_600_000;

export function createChecks(core: Core, ledger: Ledger) {
  const { members, officeHours, clock, timeZone } = core;

  /** Whether the actor may order for whom the draft names. The proxy, where it is one. */
  function authorised(actor: Orderer, draft: OrderDraft, member: Member | undefined): boolean {
    const { memberId } = draft;
    switch (actor.kind) {
      case "stranger":
        return memberId === undefined;
      case "member":
        return memberId === actor.memberId;
      case "proxy":
        return memberId === actor.memberId && isGranted(core, actor.proxyId, actor.memberId);
      case "staff":
        return isDesk(actor) || (actor.roles.includes("liaison") && member?.liaisonId === actor.staffId);
      case "operator":
        return true;
      case "system":
        return draft.source === "open311";
    }
  }

  function refuseContact(actor: Orderer, item: ServiceItem, draft: OrderDraft, member: Member | undefined) {
    const { contactName, phone, address } = draft.detail;
    const missing = (words: string) => no("missing", words);
    if (member === undefined && (blank(contactName) || (blank(phone) && actor.kind === "stranger"))) {
      return missing(REFUSALS.contactMissing);
    }
    // The hotline may name a place on the map only; staff ask on the telephone.
    if (draft.source !== "chat" || item.place === "none") return undefined;
    const known = item.place === "home" && member?.has.address === true;
    return blank(address) && !known ? missing(REFUSALS.addressMissing) : undefined;
  }

  function refuseItem(
    item: ServiceItem,
    member: Member | undefined,
    district: string | null,
  ): Refusal | undefined {
    const allowance = allowedFor(item, { category: member?.category, district: district ?? undefined });
    if (allowance.allowed) return undefined;
    const words = allowance.because === "category" ? REFUSALS.notForCategory : REFUSALS.notForDistrict;
    return no("notForYou", words(item.name));
  }

  /** The wanted time as it is kept: not from before now. */
  function readWanted(
    item: ServiceItem,
    { wanted, source }: OrderDraft,
  ): { readonly wanted: TimeSpan | null } | Refusal {
    if (item.time === "none") return { wanted: null };
    if (wanted === undefined) {
      return source === "chat" ? no("missing", REFUSALS.timeMissing) : { wanted: null };
    }
    const now = clock();
    const refusal = refuseWanted(item, wanted, { now, timeZone, officeHours });
    return refusal ?? { wanted: { from: Math.max(wanted.from, now), to: wanted.to } };
  }

  function duplicateOf({ itemId, memberId, channel, chatId }: OrderDraft): ServiceRequest | undefined {
    const since = clock() - DAY_MS;
    const row =
      memberId !== undefined
        ? core.table.likeOfMember(memberId, itemId, since)
        : channel !== undefined && chatId !== undefined
          ? core.table.likeOfChat(channel, chatId, itemId, since)
          : undefined;
    return row && viewOf(row, core.item(row.itemId));
  }

  function check(actor: Orderer, draft: OrderDraft): CheckResult {
    const refused = (refusal: Refusal): CheckResult => ({ ok: false, refusal });
    const member = draft.memberId === undefined ? undefined : members.get(draft.memberId);
    if (!authorised(actor, draft, member)) return refused(no("notAllowed", REFUSALS.notAllowed));
    if (
      draft.memberId !== undefined &&
      (member === undefined || member.status !== "alive" || member.erasedAt !== null)
    ) {
      return refused(no("gone", REFUSALS.noMember));
    }
    const item = core.item(draft.itemId);
    if (item === undefined) return refused(no("unknownItem", REFUSALS.unknownItem));
    if (draft.district !== undefined && !isDistrict(draft.district)) {
      return refused(no("outsideDistricts", REFUSALS.outsideDistricts));
    }
    const district = draft.district ?? knownDistrict(member);
    const notAllowed = refuseItem(item, member, district) ?? refuseContact(actor, item, draft, member);
    if (notAllowed !== undefined) return refused(notAllowed);
    const time = readWanted(item, draft);
    if ("code" in time) return refused(time);
    // A stranger's voucher is found out when it is known who they are.
    const price = member === undefined || draft.useVoucher === false ? undefined : submissionPrice(item);
    if (price !== undefined && !ledger.covers(member!.id, price.kind, price.fen)) {
      return refused(no("noVoucher", REFUSALS.noVoucher(item.name, VOUCHERS[price.kind])));
    }
    const like = draft.duplicateKnown === true ? undefined : duplicateOf(draft);
    if (like !== undefined) {
      return refused({
        ...no("duplicate", REFUSALS.duplicate(like.item, like.number)),
        duplicateOf: like.id,
      });
    }
    return {
      ok: true,
      item,
      member,
      proxyId: actor.kind === "proxy" ? actor.proxyId : null,
      wanted: time.wanted,
      district,
      callBack: member === undefined && draft.source !== "staff",
      price,
    };
  }

  return check;
}

function no(code: RefusalCode, words: string): Refusal {
  return { code, words };
}

function blank(text: string | undefined): boolean {
  return text === undefined || text.trim() === "";
}

function isDistrict(word: string): boolean {
  return (DISTRICTS as readonly string[]).includes(word);
}

/** Where the member lives, as far as it is one of ours: a district may be entered freely. */
function knownDistrict(member: Member | undefined): string | null {
  return member?.district != null && isDistrict(member.district) ? member.district : null;
}
