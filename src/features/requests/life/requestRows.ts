/** Steps in the life of an order, written down: the order and its events. */

import type { Refusal, ServiceRequest } from "../types.ts";
import type { RequestColumns } from "./requests.repo.ts";
import type { Core } from "./requestsCore.ts";
import { type Doer, type OrderChanges, transition } from "./transition.ts";
import type { Step } from "./transitionRights.ts";

/** What goes with a step besides the step itself. */
export interface StepExtras {
  /** Sealed with the event. */
  readonly note?: string | undefined;
  /** Sealed parts of the order to be written anew. */
  readonly sealed?: Pick<RequestColumns, "detailSealed" | "ratingSealed">;
  readonly deadlines?: { readonly arriveBy: number | null; readonly finishBy: number } | undefined;
}

/** A step that was written. */
export interface Taken {
  readonly ok: true;
  readonly before: ServiceRequest;
  readonly request: ServiceRequest;
  /** The last event's. */
  readonly eventId: number;
}

export type StepTaker = (
  before: ServiceRequest,
  step: Step,
  by: { readonly actor: string; readonly doer: Doer },
  extras?: StepExtras,
) => Taken | { readonly ok: false; readonly refusal: Refusal };

/** Takes a step by the rules and writes order and events. `before` was read in the same transaction. */
export function createStepTaker(core: Core): StepTaker {
  const { box, clock, table, trail } = core;
  return (before, step, { actor, doer }, { note, sealed = {}, deadlines } = {}) => {
    const now = clock();
    const next = transition(before, step, doer, now, {
      today: core.today(),
      hasRatingWord: before.rating !== null && table.get(before.id)?.ratingSealed !== null,
      ...(deadlines === undefined ? {} : { deadlines }),
    });
    if (!next.ok) return next;
    table.update(before.id, {
      ...columnsOf(next.changes),
      ...sealed,
      status: next.status,
      version: before.version + next.events.length,
    });
    let eventId = 0;
    for (const [i, event] of next.events.entries()) {
      const last = i === next.events.length - 1;
      eventId = trail.insertEvent({
        requestId: before.id,
        at: now,
        actor,
        action: event.action,
        fromStatus: event.from,
        toStatus: event.to,
        detail: JSON.stringify(event.detail),
        noteSealed: last && note !== undefined && note.trim() !== "" ? box.seal(note.trim()) : null,
      });
    }
    return { ok: true, before, request: core.get(before.id)!, eventId };
  };
}

function columnsOf({ wanted, ...changes }: OrderChanges): RequestColumns {
  if (wanted === undefined) return changes;
  return { ...changes, wantedFrom: wanted?.from ?? null, wantedTo: wanted?.to ?? null };
}
