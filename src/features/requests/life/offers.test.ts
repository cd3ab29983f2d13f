import { describe, expect, it } from "vitest";
import { at, codeOf, MINUTE_MS, OPERATOR, setUpRequests, staffActor } from "./requests.fixture.ts";

function setUp() {
  const bureau = setUpRequests();
  const { requests, staff } = bureau;
  staff("d", "调度", "dispatcher");
  return {
    ...bureau,
    /** A liaison with an account and a skill. */
    worker(account: string, district?: string, itemId = "repair"): number {
      const id = staff(account, `${account}师傅`, "liaison");
      requests.skills.set(OPERATOR, id, itemId, district);
      return id;
    },
  };
}

describe("offers", () => {
  it("asks the member's own liaison first, then those of the district, then those of everywhere", () => {
    const { requests, worker, staff, member, order, members } = setUp();
    const everywhere = worker("e", undefined, "visit");
    const there = worker("t", "天元区", "visit");
    worker("x", "攸县", "visit");
    const own = staff("o", "本人联络员", "liaison");
    const id = member("m");
    members.change(OPERATOR, id, { liaisonId: own });
    const request = order(id, { itemId: "visit" });
    const asked: (number | null)[] = [];
    for (let i = 0; i < 4; i++) {
      const { offeredTo } = requests.get(request.id)!;
      asked.push(offeredTo);
      if (offeredTo !== null) {
        requests.act(staffActor(offeredTo, "liaison"), request.id, { do: "refuseOffer", reason: "没空" });
      }
    }
    expect(asked).toEqual([own, there, everywhere, null]);
    expect(requests.get(request.id)).toMatchObject({ status: "submitted", offeredTo: null });
  });

  it("does not ask the own liaison where a provider is wanted, nor anyone for the desk's own", () => {
    const { requests, staff, member, order, members, told } = setUp();
    const own = staff("o", "本人联络员", "liaison");
    const id = member("m");
    members.change(OPERATOR, id, { liaisonId: own });
    expect(order(id, { itemId: "repair" }).offeredTo).toBeNull();
    expect(told("d").at(-1)!.text).toContain("没有找到能去的人");
    requests.skills.set(OPERATOR, own, "law");
    expect(order(id, { itemId: "law" }).offeredTo).toBeNull();
    expect(told("d").at(-1)).toMatchObject({ actions: ["desk:accept:2", "desk:decline:2", "order:2"] });
    expect(told("d").at(-1)!.text).toContain("来了一张新单子");
  });

  it("spreads orders: the fewest open ones first, then the longest without", () => {
    const { requests, worker, member, order, pass } = setUp();
    const [a, b] = [worker("a"), worker("b")];
    const asked: (number | null)[] = [];
    for (let i = 0; i < 4; i++) {
      const request = order(member());
      asked.push(request.offeredTo);
      requests.act(staffActor(request.offeredTo!, "liaison"), request.id, { do: "takeOffer" });
      pass(MINUTE_MS);
    }
    expect(asked).toEqual([a, b, a, b]);
    // b has ended both: less to do than a, though the last to be given one.
    for (const id of [2, 4]) requests.act(OPERATOR, id, { do: "finish" });
    expect(order(member()).offeredTo).toBe(b);
  });

  it("passes over who cannot be asked: without account, without role, inactive", () => {
    const { requests, staff, worker, member, order, members } = setUp();
    const silent = staff(undefined, "无号", "liaison");
    requests.skills.set(OPERATOR, silent, "repair");
    members.deactivate(OPERATOR, worker("gone"));
    members.setRoles(OPERATOR, worker("other"), ["viewer"]);
    expect(order(member()).offeredTo).toBeNull();
    const good = worker("good");
    expect(order(member()).offeredTo).toBe(good);
  });

  it("takes a bound member's order by taking the offer: accepted and dispatched in one", () => {
    const { requests, worker, member, order, told } = setUp();
    const id = worker("a");
    const request = order(member("m"));
    expect(told("a")[0]).toMatchObject({ actions: ["offer:take:1", "offer:refuse:1"] });
    expect(told("a")[0]!.text).toContain("请在11月23日（星期一）上午9点半前回复");
    const taken = requests.act(staffActor(id, "liaison"), 1, { do: "takeOffer" });
    expect(taken).toMatchObject({
      ok: true,
      request: { status: "dispatched", assigneeId: id, version: request.version + 2, acceptedAt: at(23, 9) },
    });
    expect(told("m").at(-1)!.text).toContain("由a同志来办");
    expect(codeOf(requests.act(staffActor(id, "liaison"), 1, { do: "takeOffer" }))).toBe("already");
    expect(codeOf(requests.act(staffActor(99, "liaison"), 1, { do: "takeOffer" }))).toBe("gone");
  });

  it("goes to the next after 30 minutes of work, once, and in the end to the dispatcher", () => {
    const { requests, worker, member, order, told, setClock } = setUp();
    const [a, b] = [worker("a"), worker("b")];
    setClock(at(23, 17, 15));
    order(member("m"));
    expect(requests.get(1)).toMatchObject({ offeredTo: a, offerEndsAt: at(24, 8, 45) });
    setClock(at(24, 8, 44));
    expect(requests.tick().offered).toBe(0);
    setClock(at(24, 8, 45));
    expect(requests.tick().offered).toBe(1);
    expect(requests.tick().offered).toBe(0);
    expect(requests.get(1)).toMatchObject({ offeredTo: b, offerEndsAt: at(24, 9, 15) });
    expect(told("a").at(-1)!.text).toContain("已经去问别人");
    expect(codeOf(requests.act(staffActor(a, "liaison"), 1, { do: "takeOffer" }))).toBe("gone");
    // Nobody has passed it on yet: who answers late may still have it.
    setClock(at(24, 9, 20));
    expect(requests.tick().offered).toBe(1);
    expect(requests.get(1)).toMatchObject({ offeredTo: null, status: "submitted" });
    expect(told("d").filter(({ text }) => text.includes("没有找到能去的人"))).toHaveLength(1);
  });

  it("lets a late yes count as long as nobody else was asked", () => {
    const { requests, worker, member, order, setClock } = setUp();
    const id = worker("a");
    order(member());
    setClock(at(23, 11));
    expect(codeOf(requests.act(staffActor(id, "liaison"), 1, { do: "takeOffer" }))).toBeUndefined();
  });

  it("takes the offer back when staff choose someone else", () => {
    const { requests, worker, member, order, told } = setUp();
    const [a, b] = [worker("a"), worker("b")];
    order(member("m"));
    requests.act(OPERATOR, 1, { do: "dispatch", staffId: b });
    expect(requests.get(1)).toMatchObject({ status: "dispatched", assigneeId: b, offeredTo: null });
    expect(told("a").at(-1)!.text).toContain("不用您办了");
    expect(codeOf(requests.act(staffActor(a, "liaison"), 1, { do: "takeOffer" }))).toBe("gone");
  });

  it("keeps skills once, for staff who may have them", () => {
    const { requests, worker, staff } = setUp();
    const id = worker("a");
    requests.skills.set(OPERATOR, id, "repair");
    requests.skills.set(OPERATOR, id, "repair", "天元区");
    expect(requests.skills.of(id)).toEqual([
      { staffId: id, itemId: "repair", district: null },
      { staffId: id, itemId: "repair", district: "天元区" },
    ]);
    requests.skills.remove(OPERATOR, id, "repair");
    expect(requests.skills.of(id)).toHaveLength(1);
    expect(() => requests.skills.set(OPERATOR, id, "none")).toThrow();
    expect(() => requests.skills.set(OPERATOR, id, "repair", "长沙")).toThrow();
    expect(() => requests.skills.set(OPERATOR, staff("v", "看客", "viewer"), "repair")).toThrow();
    expect(() => requests.skills.set(staffActor(id, "liaison"), id, "repair")).toThrow();
  });
});
