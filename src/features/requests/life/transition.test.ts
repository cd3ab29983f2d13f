import { describe, expect, it } from "vitest";
import { STATES } from "../text.ts";
import type { RequestStatus, ServiceRequest } from "../types.ts";
import { type Doer, MOST_REOPENED, REOPEN_DAYS, transition } from "./transition.ts";
import { type Hat, OPEN, RIGHTS, type Step } from "./transitionRights.ts";

const NOW = Date.UTC(2026, 10, 23, 1);
const DAY_MS = 24 * 3_600_000;
const STATUSES = Object.keys(STATES) as RequestStatus[];
const HATS: readonly Hat[] = ["person", "offered", "assignee", "desk", "system"];
const RULES = { today: "2026-11-23", hasRatingWord: false };

function order(status: RequestStatus, more: Partial<ServiceRequest> = {}): ServiceRequest {
  const coming = status === "dispatched" || status === "onTheWay" || status === "done" || status === "rated";
  const over = status === "done" || status === "rated";
  return {
    id: 1,
    number: "20261123-0001",
    itemId: "repair",
    item: "维修",
    kind: "生活",
    memberId: 1,
    memberName: "王大明",
    proxyId: null,
    channel: null,
    chatId: null,
    source: "chat",
    status,
    escalation: 0,
    district: null,
    wanted: null,
    callBack: false,
    assigneeId: coming ? 7 : null,
    assignee: coming ? "李工" : null,
    offeredTo: null,
    offerEndsAt: null,
    submittedAt: NOW - 1000,
    acceptBy: NOW,
    arriveBy: NOW,
    finishBy: NOW,
    acceptedAt: status === "submitted" ? null : NOW - 900,
    dispatchedAt: coming ? NOW - 800 : null,
    arrivedAt: null,
    doneAt: over ? NOW - 500 : null,
    closedAt: over ? NOW - 500 : null,
    rating: status === "rated" ? 5 : null,
    urgedOn: null,
    reopened: 0,
    version: 1,
    erasedAt: null,
    ...more,
  };
}

/** A valid instance of every step. */
const STEPS: { readonly [K in Step["do"]]: Extract<Step, { do: K }> } = {
  accept: { do: "accept" },
  decline: { do: "decline", reason: "没有人手" },
  dispatch: { do: "dispatch", staffId: 9, override: true },
  takeOffer: { do: "takeOffer" },
  refuseOffer: { do: "refuseOffer" },
  setOut: { do: "setOut" },
  arrive: { do: "arrive" },
  finish: { do: "finish" },
  note: { do: "note", text: "换了水管" },
  rate: { do: "rate", stars: 5, word: "好" },
  cancel: { do: "cancel" },
  reopen: { do: "reopen", reason: "还漏" },
  urge: { do: "urge" },
  change: { do: "change", address: "泰山路2号" },
  warn: { do: "warn" },
  escalate: { do: "escalate" },
  offer: { do: "offer", staffId: 9, endsAt: NOW + 1 },
  lapseOffer: { do: "lapseOffer" },
  link: { do: "link", memberId: 4 },
};
const NAMES = Object.keys(STEPS) as Step["do"][];

function doer(...hats: Hat[]): Doer {
  return {
    hats: new Set(hats),
    ...(hats.includes("system") || hats.includes("person") ? {} : { staffId: 7 }),
  };
}

/** An order for which nothing but the table may speak against the step. */
function ready(status: RequestStatus, step: Step["do"]): ServiceRequest {
  if (step === "lapseOffer" || step === "takeOffer" || step === "refuseOffer") {
    return order(status, { offeredTo: 7, offerEndsAt: NOW });
  }
  return order(status, step === "link" ? { memberId: null } : {});
}

describe("transition", () => {
  // Written out by hand: the table in code is held against this one, who by who and state by state.
  const WRITTEN: Record<Step["do"], string> = {
    accept: "desk: submitted",
    decline: "desk: submitted accepted dispatched",
    dispatch: "desk: submitted accepted dispatched onTheWay",
    takeOffer: "offered: submitted accepted",
    refuseOffer: "offered: submitted accepted",
    setOut: "assignee: dispatched; desk: dispatched",
    arrive: "assignee: dispatched onTheWay; desk: dispatched onTheWay",
    finish: "assignee: dispatched onTheWay; desk: accepted dispatched onTheWay",
    note: "assignee: dispatched onTheWay done rated; desk: submitted accepted dispatched onTheWay done rated",
    rate: "person: done rated",
    cancel:
      "person: submitted accepted dispatched; desk: submitted accepted dispatched onTheWay; system: submitted accepted dispatched onTheWay",
    reopen: "person: done rated; desk: done rated",
    urge: "person: submitted accepted dispatched onTheWay",
    change: "person: submitted accepted; desk: submitted accepted dispatched onTheWay",
    warn: "system: submitted accepted dispatched onTheWay",
    escalate: "system: submitted accepted dispatched onTheWay",
    offer: "system: submitted accepted",
    lapseOffer: "system: submitted accepted",
    link: "desk: submitted accepted dispatched onTheWay",
  };

  it.each(NAMES)("lets only the right people take the step %s, only in the right states", (name) => {
    const allowed = new Set<string>();
    for (const line of WRITTEN[name].split("; ")) {
      const [hat, states] = line.split(": ");
      for (const state of states!.split(" ")) allowed.add(`${hat} ${state}`);
    }
    const found = new Set<string>();
    for (const status of STATUSES) {
      for (const hat of HATS) {
        if (transition(ready(status, name), STEPS[name], doer(hat), NOW, RULES).ok)
          found.add(`${hat} ${status}`);
      }
      expect(transition(ready(status, name), STEPS[name], { hats: new Set() }, NOW, RULES).ok).toBe(false);
    }
    // A word may follow the rating while the stars are the same; 5 are given in STEPS and in the order.
    expect(found).toEqual(allowed);
  });

  it("leads every step to a known state, with events that join up", () => {
    for (const name of NAMES) {
      for (const status of STATUSES) {
        const before = ready(status, name);
        const next = transition(before, STEPS[name], doer(...HATS), NOW, RULES);
        if (!next.ok) continue;
        expect(STATUSES).toContain(next.status);
        let state = before.status;
        for (const event of next.events) {
          expect(event.from).toBe(state);
          state = event.to;
        }
        expect(state).toBe(next.status);
      }
    }
  });

  it("passes through accepted when an offer is taken before anyone accepted the order", () => {
    const next = transition(ready("submitted", "takeOffer"), STEPS.takeOffer, doer("offered"), NOW, RULES);
    expect(next).toMatchObject({
      ok: true,
      status: "dispatched",
      changes: { assigneeId: 7, acceptedAt: NOW, dispatchedAt: NOW, offeredTo: null },
      events: [
        { action: "accept", from: "submitted", to: "accepted" },
        { action: "takeOffer", from: "accepted", to: "dispatched", detail: { staffId: 7 } },
      ],
    });
  });

  it("leaves no open offer and no missing end behind when an order is over", () => {
    for (const step of [STEPS.decline, STEPS.cancel, STEPS.finish]) {
      const before = order("accepted", { offeredTo: 9, offerEndsAt: NOW + 1 });
      const next = transition(before, step, doer("desk"), NOW, RULES);
      expect(next).toMatchObject({
        ok: true,
        changes: { offeredTo: null, offerEndsAt: null, closedAt: NOW },
      });
    }
  });

  const refusal = (request: ServiceRequest, step: Step, who: Doer, rules: Partial<typeof RULES> = {}) => {
    const next = transition(request, step, who, NOW, { ...RULES, ...rules });
    return next.ok ? undefined : next.refusal.code;
  };

  it("says that it is too late once someone is on the way", () => {
    expect(refusal(order("onTheWay"), STEPS.cancel, doer("person"))).toBe("tooLate");
    expect(refusal(order("dispatched"), STEPS.change, doer("person"))).toBe("tooLate");
    expect(refusal(order("cancelled"), STEPS.cancel, doer("person"))).toBe("illegal");
  });

  it("tells staff who come too late for an offer that it is gone, and strangers nothing", () => {
    expect(refusal(order("submitted"), STEPS.takeOffer, { hats: new Set(), staffId: 3 })).toBe("gone");
    expect(refusal(order("dispatched"), STEPS.takeOffer, doer("assignee"))).toBe("already");
    expect(refusal(order("submitted"), STEPS.takeOffer, doer("person"))).toBe("notAllowed");
  });

  it("changes the assignee only when told that another has it", () => {
    const given = { do: "dispatch", staffId: 9 } as const;
    expect(refusal(order("dispatched"), given, doer("desk"))).toBe("already");
    expect(refusal(order("dispatched"), { ...given, override: true }, doer("desk"))).toBeUndefined();
    expect(refusal(order("dispatched"), { ...given, staffId: 7, override: true }, doer("desk"))).toBe(
      "already",
    );
  });

  it("takes one rating, and one word to it", () => {
    const rated = order("rated", { rating: 4 });
    expect(refusal(rated, { do: "rate", stars: 4 }, doer("person"))).toBe("already");
    expect(refusal(rated, { do: "rate", stars: 5, word: "好" }, doer("person"))).toBe("already");
    expect(refusal(rated, { do: "rate", stars: 4, word: "好" }, doer("person"))).toBeUndefined();
    expect(
      refusal(rated, { do: "rate", stars: 4, word: "好" }, doer("person"), { hasRatingWord: true }),
    ).toBe("already");
  });

  it("reopens within seven days, twice at most, with a reason", () => {
    const done = (days: number, reopened = 0) => order("done", { doneAt: NOW - days * DAY_MS, reopened });
    expect(refusal(done(REOPEN_DAYS), STEPS.reopen, doer("person"))).toBeUndefined();
    expect(refusal(done(REOPEN_DAYS + 0.01), STEPS.reopen, doer("person"))).toBe("tooLate");
    expect(refusal(done(1, MOST_REOPENED - 1), STEPS.reopen, doer("person"))).toBeUndefined();
    expect(refusal(done(1, MOST_REOPENED), STEPS.reopen, doer("desk"))).toBe("tooLate");
    expect(refusal(done(1), { do: "reopen", reason: "  " }, doer("person"))).toBe("missing");
  });

  it("makes a reopened order as new: nobody assigned, no rating, no warning", () => {
    const before = order("rated", { escalation: 2, arrivedAt: NOW });
    const deadlines = { arriveBy: NOW + 5, finishBy: NOW + 9 };
    expect(transition(before, STEPS.reopen, doer("person"), NOW, { ...RULES, deadlines })).toMatchObject({
      ok: true,
      status: "accepted",
      changes: {
        assigneeId: null,
        dispatchedAt: null,
        arrivedAt: null,
        doneAt: null,
        closedAt: null,
        rating: null,
        escalation: 0,
        reopened: 1,
        ...deadlines,
      },
      events: [{ detail: { rating: 5 } }],
    });
  });

  it("urges once a day, warns once, escalates once", () => {
    expect(refusal(order("accepted", { urgedOn: "2026-11-23" }), STEPS.urge, doer("person"))).toBe(
      "onceADay",
    );
    expect(refusal(order("accepted", { urgedOn: "2026-11-22" }), STEPS.urge, doer("person"))).toBeUndefined();
    expect(refusal(order("accepted", { escalation: 1 }), STEPS.warn, doer("system"))).toBe("already");
    expect(refusal(order("accepted", { escalation: 1 }), STEPS.escalate, doer("system"))).toBeUndefined();
    expect(refusal(order("accepted", { escalation: 2 }), STEPS.escalate, doer("system"))).toBe("already");
  });

  it("asks for what is missing", () => {
    expect(refusal(order("submitted"), { do: "decline", reason: " " }, doer("desk"))).toBe("missing");
    expect(refusal(order("accepted"), { do: "note", text: " " }, doer("desk"))).toBe("missing");
    expect(refusal(order("accepted"), { do: "change", address: "" }, doer("desk"))).toBe("missing");
  });

  it("offers no order twice at a time, none that waits for a call, and lets none lapse early", () => {
    expect(refusal(order("submitted", { callBack: true }), STEPS.offer, doer("system"))).toBe("illegal");
    expect(refusal(order("submitted", { offeredTo: 3 }), STEPS.offer, doer("system"))).toBe("illegal");
    const offered = order("submitted", { offeredTo: 3, offerEndsAt: NOW + 1 });
    expect(refusal(offered, STEPS.lapseOffer, doer("system"))).toBe("illegal");
  });

  it("calls open what nobody has ended", () => {
    expect(OPEN).toEqual(["submitted", "accepted", "dispatched", "onTheWay"]);
    for (const rights of Object.values(RIGHTS)) expect(Object.keys(rights).length).toBeGreaterThan(0);
  });
});
