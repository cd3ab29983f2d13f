/** Being fetched, through real service orders and the shipped catalogue. */
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { loadHolidays, loadOfficeHours } from "../../../../delivery/index.ts";
import { createRequests, loadCatalogue, type RequestsParts } from "../../../requests/index.ts";
import { at, OPERATOR, setUpStudy, ZONE } from "../../study.fixture.ts";
import { createRides, type Rides } from "./rides.ts";

const DATA = resolve(import.meta.dirname, "../../../../../data");

function withOrders() {
  // Rides need the store that orders are kept in, which the bureau makes: they come in afterwards.
  let real: Rides | undefined;
  const rides: Rides = {
    order: (...given) => real!.order(...given),
    open: (id) => real!.open(id),
    takeBack: (...given) => real!.takeBack(...given),
    cancel: (...given) => real!.cancel(...given),
  };
  const study = setUpStudy({ rides });
  const catalogue = loadCatalogue(join(DATA, "services.yaml"));
  const parts: RequestsParts = {
    ...study.parts,
    catalogue: { current: () => catalogue },
    officeHours: loadOfficeHours(
      join(DATA, "office-hours.csv"),
      loadHolidays(join(DATA, "holidays.csv")),
      ZONE,
    ),
    toAccount: () => undefined,
    tellStaff: () => undefined,
    followUp: () => undefined,
    mayCarryPersonal: () => false,
  };
  const requests = createRequests(parts);
  real = createRides({ requests, clock: study.clock, timeZone: ZONE });
  return { ...study, requests };
}

describe("a ride", () => {
  it("is an order for the time before the start, that says to where, from the member's address", () => {
    const { create, say, sessions, requests, branches, members } = withOrders();
    const [, one] = branches.first.memberIds as [number, number];
    members.change(OPERATOR, one, { address: "泰山路1号3栋201" });
    const id = create({ pickUp: true });
    say(id, one, "accept");
    const me = { kind: "member", memberId: one } as const;
    const ride = sessions.setPickUp(me, id, one, true);
    expect(ride.kind).toBe("ordered");
    const order = requests.byNumber(ride.kind === "ordered" ? ride.number : "")!;
    expect(order).toMatchObject({
      itemId: "study-ride",
      item: "接送参加活动",
      memberId: one,
      wanted: { from: at("2026-11-27", "13:30"), to: at("2026-11-27", "14:45") },
    });
    const detail = requests.detail(OPERATOR, order.id);
    expect(detail).toMatchObject({ contactName: "第一2号", address: "泰山路1号3栋201" });
    expect(detail.words).toContain("「十月学习会」");
    expect(detail.words).toContain("天元区老党员之家二楼会议室");
    sessions.setPickUp(me, id, one, false);
    expect(requests.get(order.id)!.status).toBe("cancelled");
  });

  it("is had at a weekend, on the day itself, and without a stored address", () => {
    const { create, say, sessions, branches, setClock } = withOrders();
    const [, one] = branches.first.memberIds as [number, number];
    setClock(at("2026-11-27", "20:00"));
    const id = create({ pickUp: true, startsAt: at("2026-11-28", "09:00") });
    say(id, one, "accept");
    setClock(at("2026-11-28", "08:00"));
    expect(sessions.setPickUp({ kind: "member", memberId: one }, id, one, true).kind).toBe("ordered");
  });

  it("may be noted by the secretary, and for two sessions of one day", () => {
    const { create, say, sessions, branches, secretary, requests } = withOrders();
    const [, one] = branches.first.memberIds as [number, number];
    const ids = [create({ pickUp: true }), create({ pickUp: true, startsAt: at("2026-11-27", "19:00") })];
    for (const id of ids) {
      say(id, one, "accept");
      expect(sessions.setPickUp(secretary, id, one, true).kind).toBe("ordered");
    }
    expect(requests.list(OPERATOR, { itemId: "study-ride" })).toHaveLength(2);
  });

  it("is taken back while nobody has set out, afterwards only with the session", () => {
    const { create, say, sessions, requests, branches, members } = withOrders();
    const [, one] = branches.first.memberIds as [number, number];
    const driverId = members.addStaff(OPERATOR, { name: "赵师傅", roles: ["liaison"] });
    const id = create({ pickUp: true });
    say(id, one, "accept");
    const ride = sessions.setPickUp({ kind: "member", memberId: one }, id, one, true);
    const { id: requestId } = requests.byNumber(ride.kind === "ordered" ? ride.number : "")!;
    for (const action of [
      { do: "accept" },
      { do: "dispatch", staffId: driverId, override: true },
      { do: "setOut" },
    ] as const)
      expect(requests.act(OPERATOR, requestId, action)).toMatchObject({ ok: true });
    expect(sessions.setPickUp({ kind: "member", memberId: one }, id, one, false).kind).toBe("refused");
    sessions.cancel(OPERATOR, id, "停电");
    expect(requests.get(requestId)!.status).toBe("cancelled");
  });

  it("is ordered anew after the first was declined", () => {
    const { create, say, sessions, requests, branches } = withOrders();
    const [, one] = branches.first.memberIds as [number, number];
    const id = create({ pickUp: true });
    say(id, one, "accept");
    const me = { kind: "member", memberId: one } as const;
    const first = sessions.setPickUp(me, id, one, true);
    const { id: requestId } = requests.byNumber(first.kind === "ordered" ? first.number : "")!;
    requests.act(OPERATOR, requestId, { do: "decline", reason: "没有车" });
    const second = sessions.setPickUp(me, id, one, true);
    expect(second.kind).toBe("ordered");
    expect(second).not.toEqual(first);
  });
});
