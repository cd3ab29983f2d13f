/** Who may take which step in the life of an order, in which states. */
import type { RequestAction, RequestStatus } from "../types.ts";

/** What happens to an order besides what people ask for. */
export type Step =
  | RequestAction
  | { readonly do: "offer"; readonly staffId: number; readonly endsAt: number }
  /** The offer ran out. */
  | { readonly do: "lapseOffer" }
  /** After the call-back. */
  | { readonly do: "link"; readonly memberId: number };

/** What an actor is to an order. */
export type Hat = "person" | "offered" | "assignee" | "desk" | "system";

export const OPEN = [
  "submitted",
  "accepted",
  "dispatched",
  "onTheWay",
] as const satisfies readonly RequestStatus[];

type Rights = Readonly<Partial<Record<Hat, readonly RequestStatus[]>>>;

const NOT_YET_COMING = ["submitted", "accepted"] as const;
const NOT_SET_OUT = ["submitted", "accepted", "dispatched"] as const;
export const COMING = ["dispatched", "onTheWay"] as const;
const OVER = ["done", "rated"] as const;

/** Who may take which step, in which states. */
export const RIGHTS: Readonly<Record<Step["do"], Rights>> = {
  accept: { desk: ["submitted"] },
  decline: { desk: NOT_SET_OUT },
  dispatch: { desk: OPEN },
  takeOffer: { offered: NOT_YET_COMING },
  refuseOffer: { offered: NOT_YET_COMING },
  setOut: { assignee: ["dispatched"], desk: ["dispatched"] },
  arrive: { assignee: COMING, desk: COMING },
  // What the desk does by itself (advice, a form) is never dispatched.
  finish: { assignee: COMING, desk: ["accepted", ...COMING] },
  note: { assignee: [...COMING, ...OVER], desk: [...OPEN, ...OVER] },
  rate: { person: OVER },
  cancel: { person: NOT_SET_OUT, desk: OPEN, system: OPEN },
  reopen: { person: OVER, desk: OVER },
  urge: { person: OPEN },
  change: { person: NOT_YET_COMING, desk: OPEN },
  warn: { system: OPEN },
  escalate: { system: OPEN },
  offer: { system: NOT_YET_COMING },
  lapseOffer: { system: NOT_YET_COMING },
  link: { desk: OPEN },
};
