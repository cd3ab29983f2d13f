/** Promised times, and when someone must be told that they come near or have passed. All in hours of work. */
import type { OfficeHours } from "../../../delivery/index.ts";
import type { ServiceItem } from "../catalogue/catalogueSchema.ts";
import type { ServiceRequest, TimeSpan } from "../types.ts";
import type { Core } from "./requestsCore.ts";

/** When it is promised that someone accepts, arrives, finishes. */
export interface PromisedTimes {
  readonly acceptBy: number;
  readonly arriveBy: number | null;
  readonly finishBy: number;
}

/** This part of the time gone, someone is warned. */
const WARN_AT = 0.8;

/**
 * The item's promise, counted from submission (or reopening). Nobody is late before the wanted time is over, and the
 * work begins after it.
 */
export function promisedTimes(
  { promise }: Pick<ServiceItem, "promise">,
  start: number,
  wanted: TimeSpan | null,
  officeHours: OfficeHours,
): PromisedTimes {
  const { acceptMinutes, arriveMinutes, finishMinutes } = promise;
  const after = (minutes: number) => officeHours.addWorkMinutes(start, minutes);
  const arriveBy = arriveMinutes === undefined ? null : Math.max(after(arriveMinutes), wanted?.to ?? 0);
  const onSite = finishMinutes - (arriveMinutes ?? 0);
  const finishBy =
    wanted === null
      ? after(finishMinutes)
      : Math.max(after(finishMinutes), officeHours.addWorkMinutes(wanted.to, onSite));
  return { acceptBy: after(acceptMinutes), arriveBy, finishBy };
}

/** The deadline of the present step; undefined when the order is over. */
export function presentDeadline(request: ServiceRequest): number | undefined {
  const { status, acceptBy, arriveBy, arrivedAt, finishBy } = request;
  if (status === "submitted") return acceptBy;
  if (status !== "accepted" && status !== "dispatched" && status !== "onTheWay") return undefined;
  return arrivedAt === null && arriveBy !== null ? Math.min(arriveBy, finishBy) : finishBy;
}

/** New deadlines for an order that is reopened, or whose wanted time changes. */
export function renewedTimes(
  core: Pick<Core, "item" | "officeHours">,
  request: ServiceRequest,
  start: number,
  wanted: TimeSpan | null,
): PromisedTimes {
  const { officeHours } = core;
  const item = core.item(request.itemId);
  if (item !== undefined) return promisedTimes(item, start, wanted, officeHours);
  // The catalogue has lost the item: as long as it was promised before.
  const minutes = officeHours.workMinutesBetween(request.submittedAt, request.finishBy);
  const finishBy = Math.max(officeHours.addWorkMinutes(start, minutes), wanted?.to ?? 0);
  return { acceptBy: request.acceptBy, arriveBy: null, finishBy };
}

/** When an order's time began to run: its submission, or its last reopening. */
export function startOf(core: Pick<Core, "trail">, request: ServiceRequest): number {
  if (request.reopened === 0) return request.submittedAt;
  return core.trail.lastAt(request.id, "reopen") ?? request.submittedAt;
}

/** Finds the orders of which someone must be told now. */
export function createDeadlineWatch(core: Core) {
  const { officeHours, clock } = core;
  /** Counting hours of work walks through days: the moment is kept as long as the order does not change. */
  let warnings = new Map<number, { readonly version: number; readonly at: number }>();

  function warnAt(request: ServiceRequest, deadline: number): number {
    const known = warnings.get(request.id);
    if (known?.version === request.version) return known.at;
    const start = startOf(core, request);
    const minutes = Math.max(0, officeHours.workMinutesBetween(start, deadline));
    return officeHours.addWorkMinutes(start, minutes * WARN_AT);
  }

  return {
    /** Whom to warn of and whom to escalate. The same order is never in both. */
    due(requests: readonly ServiceRequest[]): { warn: ServiceRequest[]; escalate: ServiceRequest[] } {
      const now = clock();
      const kept: typeof warnings = new Map();
      const due: { warn: ServiceRequest[]; escalate: ServiceRequest[] } = { warn: [], escalate: [] };
      for (const request of requests) {
        const deadline = presentDeadline(request);
        if (deadline === undefined) continue;
        if (now > deadline) {
          if (request.escalation < 2) due.escalate.push(request);
          continue;
        }
        if (request.escalation > 0) continue;
        const at = warnAt(request, deadline);
        kept.set(request.id, { version: request.version, at });
        if (now >= at) due.warn.push(request);
      }
      warnings = kept;
      return due;
    },
  };
}
