/** What follows from a step: vouchers, attachments, the next offer, and who is told. Inside the step's transaction. */
import { saySpan } from "../../../delivery/index.ts";
import type { Actor } from "../../members/index.ts";
import { comrade, NEWS, WORK } from "../text.ts";
import type { Orderer, ServiceRequest } from "../types.ts";
import type { Dispatching } from "./dispatching.ts";
import type { Offers } from "./offers.ts";
import type { News, PersonNews } from "./requestNews.ts";
import type { Taken } from "./requestRows.ts";
import { type Core, nameOf } from "./requestsCore.ts";
import { submissionPrice } from "./submissionPrice.ts";
import type { Step } from "./transitionRights.ts";
import type { Ledger } from "./vouchers.ts";

export interface ConsequenceParts {
  readonly core: Core;
  readonly ledger: Ledger;
  readonly offers: Offers;
  readonly dispatching: Dispatching;
  readonly news: News;
}

export type Consequences = (actor: Orderer, step: Step, taken: Taken) => void;

const LOW_STARS = 2;

export function createConsequences(parts: ConsequenceParts): Consequences {
  const { core, ledger, offers, dispatching, news } = parts;
  const { timeZone } = core;

  /** Looks for someone; the desk is told when nobody is left. */
  function seek({ request, eventId }: Taken, tellDesk = true): void {
    if (offers.next(request) === "nobody" && tellDesk) news.desk(request, eventId, WORK.deskNobody);
  }

  /** Someone who worked on it, or was asked to, is told unless they did it themself. */
  function tellWorker(
    staffId: number | null,
    actor: Orderer,
    { request, eventId }: Taken,
    line: string,
    words?: string,
  ): void {
    if (staffId === null || (actor.kind === "staff" && actor.staffId === staffId)) return;
    // Who has nothing to do with it any more cannot look at it.
    const concerned = request.assigneeId === staffId || request.offeredTo === staffId;
    news.worker(staffId, request, eventId, { lines: [line], choices: concerned ? look(request) : [], words });
  }

  function dispatched(actor: Orderer, taken: Taken): void {
    const { before, request, eventId } = taken;
    const name = dispatching.worker(request.assigneeId!)?.name ?? "";
    const another = before.assigneeId !== null;
    const who = comrade(name);
    tell(taken, actor, {
      lines: [another ? NEWS.dispatchedOther(who) : NEWS.dispatched(who), ...when(request)],
      matters: true,
    });
    for (const staffId of new Set([before.offeredTo, before.assigneeId])) {
      if (staffId !== request.assigneeId) tellWorker(staffId, actor, taken, WORK.withdrawn);
    }
    if (actor.kind === "staff" && actor.staffId === request.assigneeId) return;
    news.worker(request.assigneeId!, request, eventId, {
      lines: [WORK.assigned],
      choices: [{ label: WORK.mine, action: "work" }],
    });
  }

  function cancelled(actor: Orderer, taken: Taken, reason: string): void {
    const { before, request, eventId } = taken;
    const released = release(actor, request);
    const byStaff = actor.kind === "staff" || actor.kind === "operator";
    // Only an erasure cancels by itself: who is erased is not written to any more.
    if (actor.kind !== "system") {
      tell(taken, actor, {
        lines: [byStaff ? NEWS.cancelledByStaff(reason) : NEWS.cancelled, ...released],
        matters: byStaff,
      });
    }
    const worker = before.assigneeId ?? before.offeredTo;
    // Staff's own reason is for the person.
    tellWorker(worker, actor, taken, WORK.cancelled, byStaff ? undefined : reason);
    if (worker === null && !byStaff) news.desk(request, eventId, WORK.deskCancelled);
  }

  function release(actor: Orderer, { id }: ServiceRequest): string[] {
    return ledger.release(nameOf(actor), id) > 0 ? [NEWS.released] : [];
  }

  function rated(taken: Taken, word: string): void {
    const stars = taken.request.rating ?? 0;
    if (stars <= LOW_STARS) core.followUp(taken.request, WORK.followUp(stars, word));
  }

  /** A voucher is held where there is one; where not, staff speak of the price. */
  function linked(actor: Actor, taken: Taken): void {
    const { request } = taken;
    const price = submissionPrice(core.item(request.itemId));
    if (price !== undefined && request.memberId !== null) {
      ledger.hold(nameOf(actor), request.id, request.memberId, price.kind, price.fen);
    }
    tell(taken, actor, { lines: [NEWS.linked], matters: false });
    seek(taken);
  }

  function tell({ request, eventId }: Taken, actor: Orderer, words: PersonNews): void {
    news.person(request, eventId, actor, words);
  }

  function when({ wanted }: ServiceRequest): string[] {
    return wanted === null ? [] : [NEWS.when(saySpan(wanted, timeZone))];
  }

  return (actor, step, taken) => {
    const { before, request, eventId } = taken;
    const worker = request.assigneeId ?? request.offeredTo;
    switch (step.do) {
      case "accept":
        tell(taken, actor, { lines: [NEWS.accepted, ...when(request)], matters: false });
        return seek(taken, before.callBack);
      case "decline":
        tell(taken, actor, {
          lines: [NEWS.declined(step.reason), ...release(actor, request), NEWS.declinedNext],
          matters: true,
        });
        return tellWorker(before.assigneeId ?? before.offeredTo, actor, taken, WORK.withdrawn);
      case "dispatch":
      case "takeOffer":
        return dispatched(actor, taken);
      case "refuseOffer":
        return seek(taken);
      case "setOut":
        return tell(taken, actor, {
          lines: [NEWS.onTheWay(request.assignee === null ? WORK.someone : comrade(request.assignee))],
          matters: false,
        });
      case "finish":
        ledger.spend(nameOf(actor), request.id);
        return tell(taken, actor, {
          lines: [NEWS.done],
          aloud: NEWS.doneAloud,
          choices: NEWS.stars.map((label, i) => ({ label, action: `rate:${request.id}:${i + 1}` })),
          matters: false,
        });
      case "note":
        for (const { channel, attachment } of step.attachments ?? []) {
          core.trail.insertAttachment({
            requestId: request.id,
            eventId,
            channel,
            attachmentSealed: core.box.seal(JSON.stringify(attachment)),
            at: core.clock(),
          });
        }
        return;
      case "rate":
        return rated(taken, step.word?.trim() ?? "");
      case "cancel":
        return cancelled(actor, taken, step.reason?.trim() ?? "");
      case "reopen":
        tell(taken, actor, { lines: [NEWS.reopened], matters: false });
        news.desk(request, eventId, WORK.deskReopened);
        return void offers.next(request);
      case "urge":
        if (worker !== null) tellWorker(worker, actor, taken, WORK.urged);
        return news.desk(request, eventId, WORK.deskUrged);
      case "change":
        tell(taken, actor, {
          lines: [NEWS.changed(step.wanted && saySpan(step.wanted, timeZone))],
          matters: actor.kind === "staff" || actor.kind === "operator",
        });
        return tellWorker(worker, actor, taken, WORK.changed);
      case "warn":
        if (request.assigneeId !== null) tellWorker(request.assigneeId, actor, taken, WORK.warn);
        return news.desk(request, eventId, WORK.deskWarn);
      case "escalate":
        return news.desk(request, eventId, WORK.escalate, [], ["admin"]);
      case "link":
        if (actor.kind !== "stranger") linked(actor, taken);
        return;
      case "arrive":
      case "offer":
      case "lapseOffer":
        return;
    }
  };
}

function look({ id }: ServiceRequest) {
  return [{ label: WORK.look, action: `order:${id}` }];
}
