import { describe, expect, it } from "vitest";
import { at, DAY_MS, OPERATOR, setUpRequests, staffActor } from "./requests.fixture.ts";

function setUp() {
  const bureau = setUpRequests();
  const { staff, member, order } = bureau;
  staff("d", "调度", "dispatcher");
  staff("a", "管理员", "admin");
  const worker = staff("w", "李工", "liaison");
  return { ...bureau, worker, order: () => order(member("m")) };
}

const NOTHING = { offered: 0, warned: 0, escalated: 0 };

describe("deadlines", () => {
  it("warns when 80 % of the time is gone, escalates when all of it is, once each", () => {
    const { requests, order, setClock, told } = setUp();
    order();
    // 60 minutes to accept.
    setClock(at(23, 9, 47));
    expect(requests.tick()).toEqual(NOTHING);
    setClock(at(23, 9, 48));
    expect(requests.tick()).toEqual({ ...NOTHING, warned: 1 });
    expect(requests.tick()).toEqual(NOTHING);
    expect(told("d").at(-1)!.text).toContain("快到时限");
    expect(told("a")).toEqual([]);
    setClock(at(23, 10));
    expect(requests.tick()).toEqual(NOTHING);
    setClock(at(23, 10, 1));
    expect(requests.tick()).toEqual({ ...NOTHING, escalated: 1 });
    expect(requests.tick()).toEqual(NOTHING);
    expect(told("d").at(-1)!.text).toContain("超过时限");
    expect(told("a")).toHaveLength(1);
    expect(requests.get(1)?.escalation).toBe(2);
    expect(requests.list(OPERATOR, { late: true }).map(({ id }) => id)).toEqual([1]);
  });

  it("counts hours of work only: a night and a weekend are no time", () => {
    const { requests, order, setClock } = setUp();
    // Friday.
    setClock(at(27, 17));
    expect(order().acceptBy).toBe(at(30, 9));
    setClock(at(29, 23));
    expect(requests.tick()).toEqual(NOTHING);
    setClock(at(30, 8, 48));
    expect(requests.tick().warned).toBe(1);
  });

  it("warns the assignee, of the deadline of the present step", () => {
    const { requests, order, setClock, worker, told } = setUp();
    order();
    requests.act(OPERATOR, 1, { do: "dispatch", staffId: worker });
    setClock(at(23, 10, 30));
    expect(requests.tick()).toEqual(NOTHING);
    // 240 minutes to arrive; 192 of them gone.
    setClock(at(23, 14, 42));
    expect(requests.tick().warned).toBe(1);
    expect(told("w").at(-1)!.text).toContain("请抓紧");
    expect(told("w").at(-1)!.text).not.toMatch(/王大明|泰山路/);
    requests.act(staffActor(worker, "liaison"), 1, { do: "arrive" });
    setClock(at(23, 16));
    expect(requests.tick()).toEqual(NOTHING);
    setClock(at(24, 10, 31));
    expect(requests.tick().escalated).toBe(1);
  });

  it("leaves alone what is over, and begins anew after reopening", () => {
    const { requests, order, setClock } = setUp();
    order();
    requests.act(OPERATOR, 1, { do: "accept" });
    requests.act(OPERATOR, 1, { do: "finish" });
    setClock(at(26, 9));
    expect(requests.tick()).toEqual(NOTHING);
    requests.act(OPERATOR, 1, { do: "reopen", reason: "还漏" });
    expect(requests.tick()).toEqual(NOTHING);
    setClock(at(26, 14, 42));
    expect(requests.tick().warned).toBe(1);
    setClock(at(26, 9) + DAY_MS);
    expect(requests.tick().escalated).toBe(1);
  });

  it("goes on where it was after a restart", () => {
    const { requests, order, setClock, restarted } = setUp();
    order();
    setClock(at(23, 9, 50));
    expect(requests.tick().warned).toBe(1);
    const again = restarted();
    expect(again.tick()).toEqual(NOTHING);
    setClock(at(23, 11));
    expect(again.tick().escalated).toBe(1);
    expect(requests.tick()).toEqual(NOTHING);
  });

  it("tells the admins where there is no dispatcher", () => {
    const { staff, member, order, requests, setClock, told } = setUpRequests();
    staff("a", "管理员", "admin");
    order(member("m"));
    setClock(at(23, 9, 50));
    requests.tick();
    expect(told("a").at(-1)!.text).toContain("快到时限");
  });
});
