/** Offers: an order goes to one liaison or provider at a time, who takes it, refuses it, or lets it lapse. */

import { sayAt } from "../../../delivery/index.ts";
import { WORK } from "../text.ts";
import type { ServiceRequest } from "../types.ts";
import type { Dispatching } from "./dispatching.ts";
import type { News } from "./requestNews.ts";
import type { StepTaker } from "./requestRows.ts";
import { type Core, nameOf, SYSTEM } from "./requestsCore.ts";
import type { Doer } from "./transition.ts";

/** How long an offer stands, in minutes of work. */
export const OFFER_MINUTES = 30;

export const BY_SYSTEM = {
  actor: nameOf(SYSTEM),
  doer: { hats: new Set(["system"]) } satisfies Doer,
} as const;

/** What came of looking for someone: `desk` where the item is not dispatched at all, `no` where it is not the time. */
export type Offered = "offered" | "nobody" | "desk" | "no";

export interface Offers {
  /** Offers the order to the next one who may do it. Inside the caller's transaction. */
  next(request: ServiceRequest): Offered;
  /** Takes an offer back whose time is over, and offers to the next. False when it is not over. */
  lapse(id: number): boolean;
}

export function createOffers(core: Core, dispatching: Dispatching, take: StepTaker, news: News): Offers {
  const { officeHours, clock, timeZone } = core;

  function next(request: ServiceRequest): Offered {
    const { status, callBack, offeredTo } = request;
    if ((status !== "submitted" && status !== "accepted") || callBack || offeredTo !== null) return "no";
    const item = core.item(request.itemId);
    if (item === undefined || item.dispatch === "desk") return "desk";
    const staffId = dispatching.next(request, item);
    if (staffId === undefined) return "nobody";
    const endsAt = officeHours.addWorkMinutes(clock(), OFFER_MINUTES);
    const taken = take(request, { do: "offer", staffId, endsAt }, BY_SYSTEM);
    if (!taken.ok) return "no";
    news.worker(staffId, taken.request, taken.eventId, {
      lines: [WORK.offer, WORK.offerUntil(sayAt(endsAt, timeZone))],
      choices: [
        { label: WORK.take, action: `offer:take:${request.id}` },
        { label: WORK.refuse, action: `offer:refuse:${request.id}` },
      ],
    });
    return "offered";
  }

  return {
    next,
    lapse(id) {
      const request = core.get(id);
      if (request === undefined || request.offeredTo === null) return false;
      const taken = take(request, { do: "lapseOffer" }, BY_SYSTEM);
      if (!taken.ok) return false;
      news.worker(request.offeredTo, taken.request, taken.eventId, { lines: [WORK.lapsed] });
      if (next(taken.request) === "nobody") news.desk(taken.request, taken.eventId, WORK.deskNobody);
      return true;
    },
  };
}
