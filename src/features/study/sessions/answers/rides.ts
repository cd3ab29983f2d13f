/** 接送: who cannot come alone is fetched. An order of the service catalogue, item `study-ride`. */
import { type Actor, hasRole } from "../../../members/index.ts";
import type { Requests } from "../../../requests/index.ts";
import type { StudySession } from "../../types.ts";
import { RIDE_NOTES, TEXT } from "../text.ts";
import { sayWhen } from "../when.ts";

/** An order for being fetched, or why there is none. */
export type Ride =
  | { readonly kind: "ordered"; readonly requestId: number; readonly number: string }
  | { readonly kind: "refused"; readonly words: string };

/** Orders and takes back rides. Synchronous; works inside the caller's transaction. */
export interface Rides {
  order(actor: Actor, session: StudySession, memberId: number): Ride;
  /** The number of an order that is still open; undefined once it is done, declined or cancelled. */
  open(requestId: number): string | undefined;
  /** The person takes it back: false when the driver has set out. */
  takeBack(actor: Actor, requestId: number, memberId: number): boolean;
  /** The session is off, or the person is gone: at any time before it is done. */
  cancel(requestId: number, reason: string): boolean;
}

/** The item in data/services.yaml. */
const RIDE_ITEM = "study-ride";

const MINUTE_MS = 60_000;
/** Fetched within this time before the start. */
const EARLIEST_MS = 90 * MINUTE_MS;
const LATEST_MS = 15 * MINUTE_MS;
const OPEN: ReadonlySet<string> = new Set(["submitted", "accepted", "dispatched", "onTheWay"]);

/** Rides as service orders. */
export function createRides(parts: {
  readonly requests: Pick<Requests, "submit" | "act" | "get">;
  readonly clock: () => number;
  readonly timeZone: string;
}): Rides {
  const { requests, clock, timeZone } = parts;

  /** A secretary may not order for others; what they note down on the telephone is ordered by the feature. */
  function orderer(actor: Actor, memberId: number): Actor {
    if ((actor.kind === "member" || actor.kind === "proxy") && actor.memberId === memberId) return actor;
    return hasRole(actor, "dispatcher", "editor") ? actor : { kind: "operator", name: "study" };
  }

  return {
    order(actor, session, memberId) {
      const now = clock();
      const by = orderer(actor, memberId);
      const wanted = {
        from: Math.max(session.startsAt - EARLIEST_MS, now),
        to: Math.max(session.startsAt - LATEST_MS, now + 1),
      };
      const when = sayWhen(session, { timeZone, now });
      const words = RIDE_NOTES.order(session.title, when, session.where);
      const done = requests.submit(by, {
        itemId: RIDE_ITEM,
        memberId,
        // From a chat an address would have to be stored; without one the driver asks.
        source: "staff",
        wanted,
        detail: { contactName: "", needs: [], answers: {}, words },
        // Two sessions within a day are two rides.
        duplicateKnown: true,
        useVoucher: false,
      });
      if (!done.ok) return { kind: "refused", words: TEXT.rideRefused };
      return { kind: "ordered", requestId: done.request.id, number: done.request.number };
    },
    open(requestId) {
      const request = requests.get(requestId);
      return request !== undefined && OPEN.has(request.status) ? request.number : undefined;
    },
    takeBack(actor, requestId, memberId) {
      const request = requests.get(requestId);
      if (request === undefined || !OPEN.has(request.status)) return true;
      if (request.status === "onTheWay") return false;
      return requests.act(orderer(actor, memberId), requestId, { do: "cancel" }).ok;
    },
    cancel(requestId, reason) {
      const request = requests.get(requestId);
      if (request === undefined || !OPEN.has(request.status)) return true;
      return requests.act({ kind: "operator", name: "study" }, requestId, { do: "cancel", reason }).ok;
    },
  };
}
