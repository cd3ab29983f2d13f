import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tables } from "../../../store/index.ts";
import type { Actor } from "../../members/index.ts";
import { STATES } from "../text.ts";
import type { Orderer, RequestAction } from "../types.ts";
import { at, HOUR_MS, OPERATOR, setUpRequests, staffActor } from "./requests.fixture.ts";

const ORDERS = 2;

/** What one move of a random life is drawn from. */
const move = fc.record({
  order: fc.nat({ max: ORDERS }),
  actor: fc.nat({ max: 7 }),
  /** Most moves are made by whoever would make them, or walks would get nowhere. */
  apt: fc.constantFrom(true, true, false),
  /** How many versions behind the actor is; undefined: does not say. */
  behind: fc.constantFrom(undefined, undefined, 0, 0, 1, 3, -1),
  hours: fc.constantFrom(0, 0, 0, 0.1, 1, 5, 30),
  action: fc.constantFrom<RequestAction | "tick" | "submit" | "link" | "erase">(
    { do: "accept" },
    { do: "decline", reason: "没有人手" },
    { do: "dispatch", staffId: 1 },
    { do: "dispatch", staffId: 2, override: true },
    { do: "dispatch", staffId: 77 },
    { do: "takeOffer" },
    { do: "takeOffer" },
    { do: "refuseOffer" },
    { do: "setOut" },
    { do: "arrive" },
    { do: "finish" },
    { do: "finish" },
    { do: "note", text: "记一笔" },
    { do: "rate", stars: 1 },
    { do: "rate", stars: 4, word: "好" },
    { do: "cancel" },
    { do: "reopen", reason: "还没好" },
    { do: "urge" },
    { do: "change", address: "别处" },
    { do: "change", wanted: { from: at(25, 9), to: at(25, 11) } },
    { do: "warn" },
    { do: "escalate" },
    "tick",
    "submit",
    "submit",
    "submit",
    "link",
    "erase",
  ),
});

function world() {
  const bureau = setUpRequests();
  const { requests, member, proxy, staff } = bureau;
  const workers = [staff("w1", "李工", "liaison"), staff("w2", "张工", "liaison")];
  staff("d", "调度", "dispatcher");
  for (const id of workers) requests.skills.set(OPERATOR, id, "clean");
  const people = [member("m1"), member("m2")];
  const { proxyId } = proxy(people[0]!, "p");
  for (const id of people) {
    requests.vouchers.issue(OPERATOR, id, "serviceVoucher", 10_000, "2026-11-26");
    requests.vouchers.issue(OPERATOR, id, "serviceVoucher", 15_000);
  }
  const actors: readonly Orderer[] = [
    { kind: "member", memberId: people[0]! },
    { kind: "member", memberId: people[1]! },
    { kind: "proxy", proxyId, memberId: people[0]! },
    { kind: "stranger", channel: "telegram", chatId: "s" },
    staffActor(workers[0]!, "liaison"),
    staffActor(workers[1]!, "liaison"),
    staffActor(3, "dispatcher"),
    { kind: "system", name: "test" },
  ];
  return { ...bureau, people, actors };
}

type World = ReturnType<typeof world>;

/** Who would do that. */
function aptFor({ requests, actors }: World, id: number, step: RequestAction["do"]): Orderer {
  const request = requests.get(id);
  const worker = (staffId: number | null | undefined) =>
    actors.find((one) => one.kind === "staff" && one.staffId === staffId) ?? actors[6]!;
  switch (step) {
    case "accept":
    case "decline":
    case "dispatch":
      return actors[6]!;
    case "takeOffer":
    case "refuseOffer":
      return worker(request?.offeredTo);
    case "setOut":
    case "arrive":
    case "finish":
    case "note":
      return worker(request?.assigneeId);
    case "warn":
    case "escalate":
      return actors[7]!;
    case "rate":
    case "cancel":
    case "reopen":
    case "urge":
    case "change":
      return request?.memberId == null ? actors[3]! : { kind: "member", memberId: request.memberId };
  }
}

function play(here: World, moves: readonly Move[]): void {
  const { requests, people, actors, pass, draftFor, store } = here;
  for (const { order, actor: who, apt, behind, hours, action } of moves) {
    pass(hours * HOUR_MS);
    const id = order + 1;
    const actor = apt && typeof action === "object" ? aptFor(here, id, action.do) : actors[who]!;
    if (action === "tick") {
      requests.tick();
      expect(requests.tick()).toEqual({ offered: 0, warned: 0, escalated: 0 });
    } else if (action === "submit") {
      const memberId = actor.kind === "member" || actor.kind === "proxy" ? actor.memberId : undefined;
      const chat = actor.kind === "stranger" ? { channel: "telegram", chatId: "s" } : {};
      const detail = { contactName: "甲", phone: "139", address: "某处", needs: [], answers: {}, words: "" };
      requests.submit(
        actor,
        draftFor(memberId, {
          itemId: "clean",
          wanted: { from: at(27, 9), to: at(27, 11) },
          detail,
          duplicateKnown: order > 1,
          ...chat,
        }),
      );
    } else if (action === "link") {
      if (actor.kind !== "stranger") requests.linkMember(actor as Actor, id, people[order % 2]!);
    } else if (action === "erase") {
      // Rare: it ends much.
      if (order === ORDERS && who === 0) store.transaction(() => requests.erase(people[1]!));
    } else {
      const version = requests.get(id)?.version;
      requests.act(
        actor,
        id,
        action,
        behind === undefined || version === undefined ? undefined : version - behind,
      );
    }
  }
}

type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;

function hold({ requests, people, store }: World): Set<string> {
  const { records } = store;
  const seen = new Set<string>();
  const events = records.select().from(tables.requestEvent).all();
  for (const row of records.select().from(tables.serviceRequest).all()) {
    seen.add(row.status);
    const own = events.filter(({ requestId }) => requestId === row.id);
    // Replayed, the events give the state; there is one a version.
    let state: string | null = null;
    for (const { fromStatus, toStatus } of own) {
      expect(fromStatus).toBe(state);
      state = toStatus;
    }
    expect(state).toBe(row.status);
    expect(own).toHaveLength(row.version);
    expect(Object.keys(STATES)).toContain(row.status);
    const coming = ["dispatched", "onTheWay"].includes(row.status);
    if (coming) expect(row.assigneeId).not.toBeNull();
    if (row.assigneeId !== null || ["done", "rated", "declined", "cancelled"].includes(row.status)) {
      expect(row.offeredTo).toBeNull();
    }
    expect(row.offeredTo === null).toBe(row.offerEndsAt === null);
    expect(row.doneAt !== null).toBe(row.status === "done" || row.status === "rated");
    expect(row.rating !== null).toBe(row.status === "rated");
    expect(row.closedAt !== null).toBe(["done", "rated", "declined", "cancelled"].includes(row.status));
    if (row.status !== "submitted" && row.acceptedAt === null) {
      expect(["declined", "cancelled"]).toContain(row.status);
    }
    expect(row.reopened).toBeLessThanOrEqual(2);
    expect(own.filter(({ action }) => action === "reopen")).toHaveLength(row.reopened);
    for (const step of ["warn", "escalate"]) {
      expect(own.filter(({ action }) => action === step).length).toBeLessThanOrEqual(1 + row.reopened);
    }
  }
  for (const row of records.select().from(tables.voucher).all()) {
    const sum = { issue: 0, hold: 0, release: 0, spend: 0, expire: 0 };
    const entries = people
      .flatMap((id) => requests.vouchers.entries(id))
      .filter((e) => e.voucherId === row.id);
    for (const { kind, amount } of entries) sum[kind] += amount;
    expect(row.balance).toBe(sum.issue - sum.hold + sum.release - sum.expire);
    expect(row.held).toBe(sum.hold - sum.release - sum.spend);
    expect(Math.min(row.balance, row.held)).toBeGreaterThanOrEqual(0);
  }
  // What is held belongs to orders that are open and have not been done before.
  const heldFor = new Map<number, number>();
  for (const { requestId, kind, amount } of people.flatMap((id) => requests.vouchers.entries(id))) {
    if (requestId === null) continue;
    heldFor.set(requestId, (heldFor.get(requestId) ?? 0) + (kind === "hold" ? amount : -amount));
  }
  for (const [id, held] of heldFor) {
    expect([0, 8000]).toContain(held);
    const request = requests.get(id)!;
    if (!["submitted", "accepted", "dispatched", "onTheWay"].includes(request.status)) expect(held).toBe(0);
  }
  const keys = records
    .select()
    .from(tables.outbox)
    .all()
    .map(({ uniqueKey }) => uniqueKey);
  expect(new Set(keys).size).toBe(keys.length);
  return seen;
}

describe("the life of orders", () => {
  it("keeps its promises over any sequence of actions by any actors", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(move, { minLength: 30, maxLength: 90, size: "max" }), (moves) => {
        const here = world();
        play(here, moves);
        for (const status of hold(here)) seen.add(status);
      }),
      { numRuns: 60, seed: 20261123 },
    );
    // The walks must get everywhere, or they prove nothing.
    expect(seen).toEqual(new Set(Object.keys(STATES)));
  });

  it("runs a job twice at once without doing anything twice", () => {
    const { requests, restarted, member, order, setClock, store } = world();
    const id = member();
    order(id, { itemId: "clean", wanted: { from: at(27, 9), to: at(27, 11) }, useVoucher: false });
    setClock(at(23, 11));
    const other = restarted();
    const both = [requests.tick(), other.tick()];
    expect(both.map(({ offered }) => offered)).toEqual([1, 0]);
    expect(both.map(({ escalated }) => escalated)).toEqual([1, 0]);
    expect(
      store.records
        .select()
        .from(tables.requestEvent)
        .all()
        .map(({ action }) => action),
    ).toEqual(["submit", "offer", "lapseOffer", "offer", "escalate"]);
  });
});
