/** Submitting an order: one transaction for number, row, event, voucher, attachments, messages and the first offer. */

import { createHash } from "node:crypto";
import { sayAt, saySpan } from "../../../delivery/index.ts";
import { NEWS, VOUCHERS, WORK, yuan } from "../text.ts";
import type { Done, OrderDetail, OrderDraft, Orderer, Refusal, Requests, ServiceRequest } from "../types.ts";
import { promisedTimes } from "./deadlines.ts";
import type { Offers } from "./offers.ts";
import type { News } from "./requestNews.ts";
import { viewOf } from "./requestRowsView.ts";
import { type Core, nameOf } from "./requestsCore.ts";
import { type Checked, type CheckResult, createChecks } from "./submissionChecks.ts";
import { keptDetail } from "./submissionWords.ts";
import type { Ledger } from "./vouchers.ts";

export interface SubmissionParts {
  readonly core: Core;
  readonly ledger: Ledger;
  readonly offers: Offers;
  readonly news: News;
}

const DAY_MS = 24 * 3_600_000;
const PURPOSE = "办理服务单";

export function createSubmission(parts: SubmissionParts): Pick<Requests, "check" | "submit"> {
  const { core, ledger, offers, news } = parts;
  const { store, box, clock, members, officeHours, timeZone, table, trail } = core;
  const check: (actor: Orderer, draft: OrderDraft) => CheckResult = createChecks(core, ledger);

  /** Phone and address as stored, where the order leaves them out: whoever comes must find the door. */
  function completed(actor: Orderer, { item, member }: Checked, detail: OrderDetail): OrderDetail {
    if (member === undefined || actor.kind === "stranger") return detail;
    const fields = [
      ...(detail.phone === undefined && member.has.phone ? (["phone"] as const) : []),
      ...(detail.address === undefined && member.has.address && item.place === "home"
        ? (["address"] as const)
        : []),
    ];
    const contactName = detail.contactName === "" ? member.name : detail.contactName;
    if (fields.length === 0) return { ...detail, contactName };
    // The hotline's orders are matched to a member by the service itself, which the audit log then names.
    const by = actor.kind === "system" ? { kind: "operator" as const, name: actor.name } : actor;
    return { ...detail, contactName, ...members.reveal(by, member.id, fields, PURPOSE) };
  }

  function insert(
    actor: Orderer,
    draft: OrderDraft,
    checked: Checked,
    { detail, cut }: ReturnType<typeof keptDetail>,
  ): { request: ServiceRequest; eventId: number } {
    const now = clock();
    const { item, member, wanted, price } = checked;
    const key = keyHash(actor, draft);
    const day = core.today();
    const number = `${day.replaceAll("-", "")}-${String(table.nextNumber(day)).padStart(4, "0")}`;
    const atChat = draft.source === "chat" && draft.channel !== undefined && draft.chatId !== undefined;
    const id = table.insert({
      number,
      itemId: item.id,
      memberId: member?.id ?? null,
      proxyId: checked.proxyId,
      channel: atChat ? draft.channel : null,
      chatId: atChat ? draft.chatId : null,
      source: draft.source,
      status: "submitted",
      district: checked.district,
      wantedFrom: wanted?.from ?? null,
      wantedTo: wanted?.to ?? null,
      detailSealed: box.seal(JSON.stringify(completed(actor, checked, detail))),
      callBack: checked.callBack,
      submittedAt: now,
      ...promisedTimes(item, now, wanted, officeHours),
    });
    const eventId = trail.insertEvent({
      requestId: id,
      at: now,
      actor: nameOf(actor),
      action: "submit",
      fromStatus: null,
      toStatus: "submitted",
      detail: JSON.stringify({
        item: item.name,
        ...(price === undefined ? {} : { voucher: price.kind, fen: price.fen }),
        ...(cut ? { cut } : {}),
        ...(key === undefined ? {} : { key }),
      }),
      noteSealed: null,
    });
    for (const { channel, attachment } of draft.attachments ?? []) {
      const attachmentSealed = box.seal(JSON.stringify(attachment));
      trail.insertAttachment({ requestId: id, eventId, channel, attachmentSealed, at: now });
    }
    return { request: core.get(id)!, eventId };
  }

  function tell(request: ServiceRequest, eventId: number, { price }: Checked, cut: boolean): void {
    const { wanted, callBack, acceptBy } = request;
    news.submitted(request, eventId, [
      ...(wanted === null ? [] : [NEWS.when(saySpan(wanted, timeZone))]),
      ...(price === undefined ? [] : [NEWS.held(yuan(price.fen), VOUCHERS[price.kind])]),
      ...(cut ? [NEWS.cut] : []),
      callBack ? NEWS.callBack : NEWS.acceptBy(sayAt(acceptBy, timeZone)),
    ]);
    const offered = offers.next(request);
    const line = callBack
      ? WORK.deskCallBack
      : offered === "desk"
        ? WORK.deskNew
        : offered === "nobody"
          ? WORK.deskNobody
          : undefined;
    if (line === undefined) return;
    news.desk(request, eventId, line, [
      { label: WORK.accept, action: `desk:accept:${request.id}` },
      { label: WORK.decline, action: `desk:decline:${request.id}` },
    ]);
  }

  return {
    check(actor, draft): Refusal | undefined {
      const checked = check(actor, draft);
      return checked.ok ? undefined : checked.refusal;
    },
    submit: (actor, draft): Done =>
      store.transaction(() => {
        const key = keyHash(actor, draft);
        const repeated = key === undefined ? undefined : table.withKey(key, clock() - DAY_MS);
        if (repeated !== undefined) {
          return { ok: true, request: viewOf(repeated, core.item(repeated.itemId)) };
        }
        const checked = check(actor, draft);
        if (!checked.ok) return checked;
        const kept = keptDetail(draft.detail);
        const { request, eventId } = insert(actor, draft, checked, kept);
        const { price } = checked;
        if (price !== undefined)
          ledger.hold(nameOf(actor), request.id, request.memberId!, price.kind, price.fen);
        tell(request, eventId, checked, kept.cut);
        return { ok: true, request: core.get(request.id)! };
      }),
  };
}

/** Of the same key from the same hand: nobody gets at another's order by a key that they guess. */
function keyHash(actor: Orderer, { key, channel, chatId }: OrderDraft): string | undefined {
  if (key === undefined) return undefined;
  return createHash("sha256")
    .update(JSON.stringify([nameOf(actor), channel, chatId, key]))
    .digest("hex");
}
