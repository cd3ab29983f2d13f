/** The life of an order, as one pure function: what may be done in which state by whom, and what it changes. */
import { REFUSALS } from "../text.ts";
import type { Refusal, RefusalCode, RequestStatus, ServiceRequest } from "../types.ts";
import { COMING, type Hat, RIGHTS, type Step } from "./transitionRights.ts";

/** Who does it. */
export interface Doer {
  readonly hats: ReadonlySet<Hat>;
  /** Set for staff, whatever they are to the order. */
  readonly staffId?: number;
}

/** What the rules take from outside. */
export interface TransitionRules {
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Deadlines after this step: for `reopen`, and for `change` of the wanted time. */
  readonly deadlines?: { readonly arriveBy: number | null; readonly finishBy: number };
  /** A word was said with the rating before. */
  readonly hasRatingWord: boolean;
}

/** Open fields to be written. */
export type OrderChanges = Partial<
  Pick<
    ServiceRequest,
    | "memberId"
    | "escalation"
    | "wanted"
    | "callBack"
    | "assigneeId"
    | "offeredTo"
    | "offerEndsAt"
    | "arriveBy"
    | "finishBy"
    | "acceptedAt"
    | "dispatchedAt"
    | "arrivedAt"
    | "doneAt"
    | "closedAt"
    | "rating"
    | "urgedOn"
    | "reopened"
  >
>;

/** An event to be written. `detail` holds nothing personal. */
export interface StepEvent {
  readonly action: string;
  readonly from: RequestStatus;
  readonly to: RequestStatus;
  readonly detail: Readonly<Record<string, unknown>>;
}

export type Transition =
  | {
      readonly ok: true;
      readonly status: RequestStatus;
      readonly changes: OrderChanges;
      /** One; two where a step passes through a state (an offer taken before anyone accepted the order). */
      readonly events: readonly StepEvent[];
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** In days after completion. */
export const REOPEN_DAYS = 7;
export const MOST_REOPENED = 2;
const DAY_MS = 24 * 3_600_000;

const NO_OFFER = { offeredTo: null, offerEndsAt: null } as const;

/** What the step makes of the order, or why it is not taken. Nothing is read or written. */
export function transition(
  request: ServiceRequest,
  step: Step,
  doer: Doer,
  now: number,
  rules: TransitionRules,
): Transition {
  const refusal = refuseByTable(request, step, doer) ?? refuseStep(request, step, now, rules);
  return refusal === undefined ? take(request, step, now, rules) : { ok: false, refusal };
}

function no(code: RefusalCode, words: string): Refusal {
  return { code, words };
}

/** By the table alone: not for this actor, or not in this state. */
export function refuseByTable(
  { status, assigneeId }: ServiceRequest,
  step: Step,
  doer: Doer,
): Refusal | undefined {
  const rights = Object.entries(RIGHTS[step.do]).filter(([hat]) => doer.hats.has(hat as Hat));
  if (rights.some(([, states]) => (states as readonly string[]).includes(status))) return undefined;
  if ((step.do === "takeOffer" || step.do === "refuseOffer") && doer.staffId !== undefined) {
    const own = step.do === "takeOffer" && assigneeId === doer.staffId;
    return own ? no("already", REFUSALS.takenByYou) : no("gone", REFUSALS.offerGone);
  }
  if (rights.length === 0) return no("notAllowed", REFUSALS.notAllowed);
  if (step.do === "cancel" && status === "onTheWay") return no("tooLate", REFUSALS.cancelTooLate);
  if (step.do === "change" && (COMING as readonly string[]).includes(status)) {
    return no("tooLate", REFUSALS.changeTooLate);
  }
  return no("illegal", REFUSALS.illegal(status));
}

/** What the table cannot say. */
function refuseStep(
  request: ServiceRequest,
  step: Step,
  now: number,
  rules: TransitionRules,
): Refusal | undefined {
  switch (step.do) {
    case "decline":
      return blank(step.reason) ? no("missing", REFUSALS.reasonMissing) : undefined;
    case "dispatch":
      if (request.assigneeId === null) return undefined;
      if (request.assigneeId === step.staffId) return no("already", REFUSALS.assignedToThem);
      return step.override ? undefined : no("already", REFUSALS.assignedToOther);
    case "arrive":
      return request.arrivedAt === null ? undefined : no("already", REFUSALS.arrived);
    case "note":
      return blank(step.text) && (step.attachments ?? []).length === 0
        ? no("missing", REFUSALS.noteMissing)
        : undefined;
    case "rate":
      if (request.status === "done") return undefined;
      return request.rating === step.stars && !rules.hasRatingWord && !blank(step.word)
        ? undefined
        : no("already", REFUSALS.rated);
    case "reopen":
      if (blank(step.reason)) return no("missing", REFUSALS.reopenReasonMissing);
      if (now > (request.doneAt ?? 0) + REOPEN_DAYS * DAY_MS) return no("tooLate", REFUSALS.reopenTooLate);
      return request.reopened < MOST_REOPENED ? undefined : no("tooLate", REFUSALS.reopenedOften);
    case "urge":
      return request.urgedOn === rules.today ? no("onceADay", REFUSALS.urgedToday) : undefined;
    case "change":
      return step.wanted === undefined && blank(step.address)
        ? no("missing", REFUSALS.changeMissing)
        : undefined;
    case "warn":
      return request.escalation === 0 ? undefined : no("already", REFUSALS.warned);
    case "escalate":
      return request.escalation < 2 ? undefined : no("already", REFUSALS.warned);
    case "offer":
      return request.callBack || request.offeredTo !== null ? no("illegal", REFUSALS.noOffer) : undefined;
    case "lapseOffer":
      return request.offeredTo !== null && (request.offerEndsAt ?? 0) <= now
        ? undefined
        : no("illegal", REFUSALS.noOffer);
    case "link":
      return request.memberId === null ? undefined : no("already", REFUSALS.linked);
    case "accept":
    case "takeOffer":
    case "refuseOffer":
    case "setOut":
    case "finish":
    case "cancel":
      return undefined;
  }
}

function blank(text: string | undefined): boolean {
  return text === undefined || text.trim() === "";
}

function take(request: ServiceRequest, step: Step, now: number, rules: TransitionRules): Transition {
  const from = request.status;
  const to = (
    status: RequestStatus,
    changes: OrderChanges,
    detail: StepEvent["detail"] = {},
    action: string = step.do,
  ): Transition => ({ ok: true, status, changes, events: [{ action, from, to: status, detail }] });

  switch (step.do) {
    case "accept":
      return to("accepted", { acceptedAt: now, callBack: false });
    case "decline":
      return to("declined", { closedAt: now, ...NO_OFFER });
    case "cancel":
      return to("cancelled", { closedAt: now, ...NO_OFFER });
    case "dispatch":
      return assign(request, step.do, step.staffId, now);
    case "takeOffer":
      return assign(request, step.do, request.offeredTo!, now);
    case "refuseOffer":
    case "lapseOffer":
      return to(from, NO_OFFER, { staffId: request.offeredTo });
    case "offer":
      return to(
        from,
        { offeredTo: step.staffId, offerEndsAt: step.endsAt },
        { staffId: step.staffId, endsAt: step.endsAt },
      );
    case "setOut":
      return to("onTheWay", {});
    case "arrive":
      return to("onTheWay", { arrivedAt: now });
    case "finish":
      return to("done", { doneAt: now, closedAt: now, ...NO_OFFER });
    case "note":
      return to(from, {}, { attachments: step.attachments?.length ?? 0 });
    case "rate":
      return from === "done"
        ? to("rated", { rating: step.stars }, { stars: step.stars })
        : to(from, {}, {}, "rateWord");
    case "reopen":
      return to("accepted", reopened(request, now, rules), { rating: request.rating });
    case "urge":
      return to(from, { urgedOn: rules.today });
    case "change":
      return to(from, step.wanted === undefined ? {} : { wanted: step.wanted, ...rules.deadlines }, {
        wanted: step.wanted ?? null,
        address: step.address !== undefined,
      });
    case "warn":
      return to(from, { escalation: 1 });
    case "escalate":
      return to(from, { escalation: 2 });
    case "link":
      return to(from, { memberId: step.memberId, callBack: false }, { memberId: step.memberId });
  }
}

/** Someone is to come. What nobody accepted before is accepted by that. */
function assign(request: ServiceRequest, action: string, staffId: number, now: number): Transition {
  const { status: from, acceptedAt, assigneeId } = request;
  const through: StepEvent[] =
    from === "submitted" ? [{ action: "accept", from, to: "accepted", detail: {} }] : [];
  return {
    ok: true,
    status: "dispatched",
    changes: {
      acceptedAt: acceptedAt ?? now,
      callBack: false,
      assigneeId: staffId,
      dispatchedAt: now,
      arrivedAt: null,
      ...NO_OFFER,
    },
    events: [
      ...through,
      {
        action,
        from: from === "submitted" ? "accepted" : from,
        to: "dispatched",
        detail: { staffId, ...(assigneeId === null ? {} : { before: assigneeId }) },
      },
    ],
  };
}

function reopened(request: ServiceRequest, now: number, rules: TransitionRules): OrderChanges {
  return {
    acceptedAt: request.acceptedAt ?? now,
    assigneeId: null,
    dispatchedAt: null,
    arrivedAt: null,
    doneAt: null,
    closedAt: null,
    rating: null,
    escalation: 0,
    reopened: request.reopened + 1,
    ...rules.deadlines,
  };
}
