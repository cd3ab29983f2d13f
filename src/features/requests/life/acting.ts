/** Acting on an order: in one transaction read, check, take the step, and draw the consequences. */

import { REFUSALS } from "../text.ts";
import type {
  Done,
  Orderer,
  Refusal,
  RefusalCode,
  RequestAction,
  Requests,
  ServiceRequest,
} from "../types.ts";
import type { Consequences } from "./actingConsequences.ts";
import { doerOf, isDesk } from "./actingHats.ts";
import { renewedTimes, startOf } from "./deadlines.ts";
import type { Dispatching } from "./dispatching.ts";
import type { StepExtras, StepTaker } from "./requestRows.ts";
import { type Core, nameOf } from "./requestsCore.ts";
import { refuseWanted } from "./submissionTime.ts";
import { LONGEST, shortened } from "./submissionWords.ts";
import { refuseByTable } from "./transition.ts";
import type { Step } from "./transitionRights.ts";

/** What others did meanwhile does not hinder when it changed nothing that matters to a decision. */
const HARMLESS = new Set(["warn", "escalate", "urge", "note", "rateWord"]);

export interface ActingParts {
  readonly core: Core;
  readonly take: StepTaker;
  readonly dispatching: Dispatching;
  readonly consequences: Consequences;
}

export function createActing(parts: ActingParts): Pick<Requests, "act" | "linkMember"> {
  const { core, take, dispatching, consequences } = parts;
  const { store, box, clock, members, officeHours } = core;

  function perform(actor: Orderer, id: number, step: Step, expectedVersion?: number): Done {
    return store.transaction(() => {
      const request = core.get(id);
      if (request === undefined) return refused("gone", REFUSALS.noRequest);
      const doer = doerOf(core, actor, request);
      if (doer.hats.size === 0 && doer.staffId === undefined) {
        return refused("notAllowed", REFUSALS.notAllowed);
      }
      if (request.erasedAt !== null) return refused("gone", REFUSALS.erased);
      if (wasChanged(request, expectedVersion)) return refused("changed", REFUSALS.changed);
      // First: whoever may not do it does not learn what else is wrong with it.
      const refusal = refuseByTable(request, step, doer);
      if (refusal !== undefined) return { ok: false, refusal };
      const prepared = prepare(request, step);
      if ("code" in prepared) return { ok: false, refusal: prepared };
      const taken = take(request, step, { actor: nameOf(actor), doer }, prepared);
      if (!taken.ok) return taken;
      consequences(actor, step, taken);
      return { ok: true, request: core.get(id)! };
    });
  }

  function wasChanged({ id, version }: ServiceRequest, expected: number | undefined): boolean {
    if (expected === undefined || expected === version) return false;
    if (expected > version || expected < 1) return true;
    return core.trail.actionsAfter(id, expected).some((action) => !HARMLESS.has(action));
  }

  /** What a step needs besides itself, or why it cannot be. */
  function prepare(request: ServiceRequest, step: Step): StepExtras | Refusal {
    switch (step.do) {
      case "dispatch":
        return dispatching.worker(step.staffId) === undefined ? no("gone", REFUSALS.noStaff) : {};
      case "accept":
      case "finish":
        return { note: cut(step.note) };
      case "decline":
      case "cancel":
      case "refuseOffer":
        return { note: cut(step.reason) };
      case "reopen":
        return { note: cut(step.reason), sealed: { ratingSealed: null }, deadlines: reopenedTimes(request) };
      case "note":
        return { note: cut(step.text) };
      case "rate": {
        const word = cut(step.word)?.trim() ?? "";
        return word === "" ? {} : { note: word, sealed: { ratingSealed: box.seal(word) } };
      }
      case "change":
        return changed(request, step);
      case "takeOffer":
      case "setOut":
      case "arrive":
      case "urge":
      case "warn":
      case "escalate":
      case "offer":
      case "lapseOffer":
      case "link":
        return {};
    }
  }

  function reopenedTimes(request: ServiceRequest) {
    const wanted = request.wanted !== null && request.wanted.to > clock() ? request.wanted : null;
    return renewedTimes(core, request, clock(), wanted);
  }

  function changed(
    request: ServiceRequest,
    { wanted, address }: Extract<RequestAction, { do: "change" }>,
  ): StepExtras | Refusal {
    const item = core.item(request.itemId);
    const late =
      wanted && item && refuseWanted(item, wanted, { now: clock(), timeZone: core.timeZone, officeHours });
    if (late !== undefined) return late;
    const moved = address === undefined ? "" : shortened(address.trim(), LONGEST.address);
    return {
      ...(wanted === undefined
        ? {}
        : { deadlines: renewedTimes(core, request, startOf(core, request), wanted) }),
      ...(moved === ""
        ? {}
        : {
            sealed: {
              detailSealed: box.seal(JSON.stringify({ ...core.openDetail(request.id), address: moved })),
            },
          }),
    };
  }

  return {
    act: (actor, id, action, expectedVersion) => perform(actor, id, action, expectedVersion),
    linkMember(actor, id, memberId) {
      if (!isDesk(actor)) return refused("notAllowed", REFUSALS.notAllowed);
      const member = members.get(memberId);
      if (member === undefined || member.erasedAt !== null || member.status !== "alive") {
        return refused("gone", REFUSALS.noMember);
      }
      return perform(actor, id, { do: "link", memberId });
    },
  };
}

function no(code: RefusalCode, words: string): Refusal {
  return { code, words };
}

function refused(code: RefusalCode, words: string): Done {
  return { ok: false, refusal: no(code, words) };
}

function cut(text: string | undefined): string | undefined {
  return text === undefined ? undefined : shortened(text, LONGEST.words);
}
