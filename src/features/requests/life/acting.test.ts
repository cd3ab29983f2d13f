import { describe, expect, it } from "vitest";
import type { Actor } from "../../members/index.ts";
import type { RequestAction } from "../types.ts";
import { at, codeOf, DAY_MS, OPERATOR, ordered, setUpRequests, staffActor } from "./requests.fixture.ts";

function setUp() {
  const bureau = setUpRequests();
  const { requests, member, staff, order } = bureau;
  const memberId = member("m");
  const person: Actor = { kind: "member", memberId };
  const dispatcher = staff("d", "调度", "dispatcher");
  const desk = staffActor(dispatcher, "dispatcher");
  const workerId = staff("w", "欧阳师傅", "liaison");
  const worker = staffActor(workerId, "liaison");
  const act = (actor: Actor, action: RequestAction, version?: number, id = 1) =>
    requests.act(actor, id, action, version);
  return { ...bureau, memberId, person, desk, worker, workerId, act, order: () => order(memberId) };
}

describe("acting", () => {
  it("leads an order from submission to rating, and tells the person every step in plain words", () => {
    const { act, person, desk, worker, workerId, order, told, requests, pass } = setUp();
    order();
    for (const [actor, action] of [
      [desk, { do: "accept" }],
      [desk, { do: "dispatch", staffId: workerId }],
      [worker, { do: "setOut" }],
      [worker, { do: "arrive" }],
      [worker, { do: "note", text: "换了水管" }],
      [worker, { do: "finish", note: "修好了" }],
      [person, { do: "rate", stars: 5 }],
      [person, { do: "rate", stars: 5, word: "很快" }],
    ] as const) {
      pass(60_000);
      expect(codeOf(act(actor, action))).toBeUndefined();
    }
    expect(requests.get(1)).toMatchObject({ status: "rated", rating: 5, version: 9, assignee: "欧阳师傅" });
    const texts = told("m").map(({ text }) => text.split("\n\n")[1]);
    expect(texts).toEqual([
      "单子收到了。",
      "您的单子已经接了，正在安排人。",
      "已经安排好了，由欧阳同志来办。",
      "欧阳同志已经出发，请您等一等。",
      "事情办完了。您觉得怎么样？请点一个分数。",
    ]);
    expect(told("m").at(-1)!.actions).toEqual([1, 2, 3, 4, 5].map((n) => `rate:1:${n}`).concat("order:1"));
    const events = requests.timeline(person, 1);
    expect(events.map(({ action }) => action)).toEqual([
      "submit",
      "accept",
      "dispatch",
      "setOut",
      "arrive",
      "note",
      "finish",
      "rate",
      "rateWord",
    ]);
    expect(events.map(({ note }) => note).filter(Boolean)).toEqual(["换了水管", "修好了", "很快"]);
  });

  it("sends nothing personal to the messenger", () => {
    const { act, person, desk, workerId, order, told } = setUp();
    order();
    act(desk, { do: "dispatch", staffId: workerId });
    act(person, { do: "urge" });
    act(person, { do: "cancel", reason: "我住院了" });
    for (const account of ["m", "d", "w"]) {
      expect(told(account).length).toBeGreaterThan(0);
      for (const { text } of told(account)) expect(text).not.toMatch(/泰山路|138000|水管|住院|王大明/);
    }
  });

  it("tells whoever saw an older state that someone was first, and changes nothing", () => {
    const { act, person, desk, order, requests } = setUp();
    const { version } = order();
    ordered(act(desk, { do: "accept" }, version));
    expect(codeOf(act(person, { do: "change", address: "泰山路9号" }, version))).toBe("changed");
    expect(codeOf(act(desk, { do: "accept" }, 99))).toBe("changed");
    expect(requests.get(1)).toMatchObject({ status: "accepted", version: version + 1 });
    expect(requests.detail(OPERATOR, 1).address).toBe("泰山路1号3栋201");
  });

  it("is not hindered by what others only said meanwhile", () => {
    const { act, person, desk, order } = setUp();
    const { version } = order();
    ordered(act(person, { do: "urge" }));
    ordered(act(desk, { do: "note", text: "在找人" }));
    expect(codeOf(act(desk, { do: "accept" }, version))).toBeUndefined();
  });

  it("tells the reason of a refusal, and the other side of a cancellation", () => {
    const { order, act, desk, person, workerId, told, requests, memberId } = setUp();
    order();
    ordered(act(desk, { do: "decline", reason: "配件停产" }));
    expect(told("m").at(-1)!.text).toContain("原因：配件停产。");
    const second = requests.submit(person, {
      itemId: "repair",
      memberId,
      source: "chat",
      detail: { contactName: "王大明", needs: [], answers: {}, words: "" },
    });
    const { id } = ordered(second);
    ordered(act(desk, { do: "dispatch", staffId: workerId }, undefined, id));
    const before = told("m").length;
    ordered(act(person, { do: "cancel" }, undefined, id));
    expect(told("m")).toHaveLength(before);
    expect(told("w").at(-1)!.text).toContain("您不用去了");
  });

  it("tells the proxy who ordered when the member acts, and the member when the proxy does", () => {
    const { member, proxy, requests, draftFor, told } = setUp();
    const id = member("x");
    const { proxyId } = proxy(id, "p");
    const asProxy: Actor = { kind: "proxy", proxyId, memberId: id };
    const draft = draftFor(id, { channel: "telegram", chatId: "p" });
    const { id: order } = ordered(requests.submit(asProxy, draft));
    const count = () => [told("p").length, told("x").length];
    const [p, x] = count();
    requests.act(asProxy, order, { do: "change", address: "泰山路2号" });
    expect(count()).toEqual([p, x! + 1]);
    requests.act({ kind: "member", memberId: id }, order, { do: "change", address: "泰山路3号" });
    expect(count()).toEqual([p! + 1, x! + 1]);
    requests.act(OPERATOR, order, { do: "accept" });
    expect(count()).toEqual([p! + 2, x! + 2]);
  });

  it("gives the order to another, and tells the one before", () => {
    const { order, act, desk, workerId, staff, told, requests } = setUp();
    order();
    const second = staff("w2", "张工", "liaison");
    ordered(act(desk, { do: "dispatch", staffId: workerId }));
    expect(codeOf(act(desk, { do: "dispatch", staffId: second }))).toBe("already");
    ordered(act(desk, { do: "dispatch", staffId: second, override: true }));
    expect(requests.get(1)?.assigneeId).toBe(second);
    expect(told("w").at(-1)!.text).toContain("不用您办了");
    expect(told("w2").at(-1)!.text).toContain("有一张单子派给您");
    expect(told("m").at(-1)!.text).toContain("改由张同志来办");
    expect(codeOf(act(desk, { do: "dispatch", staffId: 99, override: true }))).toBe("gone");
    expect(requests.work(second).map(({ id }) => id)).toEqual([1]);
    expect(requests.work(workerId)).toEqual([]);
  });

  it("has a bad rating followed up", () => {
    const { order, act, desk, person, followUps } = setUp();
    order();
    for (const step of ["accept", "finish"] as const) ordered(act(desk, { do: step }));
    ordered(act(person, { do: "rate", stars: 2 }));
    ordered(act(person, { do: "rate", stars: 2, word: "来晚了" }));
    expect(codeOf(act(person, { do: "rate", stars: 2, word: "再说一句" }))).toBe("already");
    expect(followUps.map(({ words }) => words)).toEqual([
      "只打了 2 分，请回访。",
      "只打了 2 分，请回访。对方说：来晚了",
    ]);
  });

  it("starts the time anew when an order is reopened", () => {
    const { order, act, desk, person, setClock, told } = setUp();
    order();
    for (const step of ["accept", "finish"] as const) ordered(act(desk, { do: step }));
    setClock(at(26, 9));
    const request = ordered(act(person, { do: "reopen", reason: "又漏了" }));
    expect(request).toMatchObject({
      status: "accepted",
      reopened: 1,
      arriveBy: at(26, 15, 30),
      finishBy: at(27, 10, 30),
    });
    expect(told("d").at(-1)!.text).toContain("这张单子要重新办");
    expect(told("d").at(-1)!.text).not.toContain("又漏了");
  });

  it("reopens for as long as before, when the catalogue has lost the item", () => {
    const { order, act, desk, person, loseItems, setClock } = setUp();
    order();
    for (const step of ["accept", "finish"] as const) ordered(act(desk, { do: step }));
    loseItems();
    setClock(at(26, 9));
    expect(ordered(act(person, { do: "reopen", reason: "又漏了" }))).toMatchObject({
      item: "repair",
      arriveBy: null,
      finishBy: at(27, 10, 30),
    });
  });

  it("changes time and place, with new deadlines, and refuses times that cannot be had", () => {
    const { member, requests, order: _, draftFor, act } = setUp();
    const id = member("x");
    const who: Actor = { kind: "member", memberId: id };
    requests.vouchers.issue(OPERATOR, id, "serviceVoucher", 10_000);
    const wanted = { from: at(24, 8, 30), to: at(24, 12) };
    const { id: order } = ordered(requests.submit(who, draftFor(id, { itemId: "clean", wanted })));
    const change = (span: { from: number; to: number }) =>
      act(who, { do: "change", wanted: span, address: "泰山路9号" }, undefined, order);
    expect(codeOf(change({ from: at(22, 9), to: at(22, 11) }))).toBe("past");
    expect(requests.detail(who, order).address).toBe("泰山路1号3栋201");
    expect(ordered(change({ from: at(26, 8, 30), to: at(26, 12) }))).toMatchObject({ arriveBy: at(26, 12) });
    expect(requests.detail(who, order).address).toBe("泰山路9号");
  });

  it("urges once a day of the bureau", () => {
    const { order, act, person, told, setClock } = setUp();
    order();
    const before = told("d").length;
    ordered(act(person, { do: "urge" }));
    expect(codeOf(act(person, { do: "urge" }))).toBe("onceADay");
    expect(told("d")).toHaveLength(before + 1);
    // Midnight in Shanghai, still the same day in Greenwich.
    setClock(at(24, 0, 1));
    expect(codeOf(act(person, { do: "urge" }))).toBeUndefined();
  });

  it("lets a stranger's order be linked to a member, who then has it", () => {
    const { requests, draftFor, memberId, desk, worker, told, workerId } = setUp();
    requests.skills.set(OPERATOR, workerId, "repair");
    const stranger = { kind: "stranger", channel: "telegram", chatId: "s" } as const;
    const detail = {
      contactName: "李四",
      phone: "13911112222",
      address: "天台路",
      needs: [],
      answers: {},
      words: "",
    };
    const chat = { channel: "telegram", chatId: "s" };
    const { id } = ordered(requests.submit(stranger, draftFor(undefined, { ...chat, detail })));
    expect(codeOf(requests.linkMember(worker, id, memberId))).toBe("notAllowed");
    expect(codeOf(requests.linkMember(desk, id, 99))).toBe("gone");
    expect(ordered(requests.linkMember(desk, id, memberId))).toMatchObject({
      memberId,
      callBack: false,
      offeredTo: workerId,
    });
    expect(codeOf(requests.linkMember(desk, id, memberId))).toBe("already");
    expect(told("s").at(-1)!.text).toContain("核对好了");
    expect(codeOf(requests.act(stranger, id, { do: "urge" }))).toBeUndefined();
    expect(codeOf(requests.act({ ...stranger, chatId: "t" }, id, { do: "cancel" }))).toBe("notAllowed");
    expect(requests.of(memberId).map((one) => one.id)).toEqual([id]);
  });

  it("keeps photos with the step they came with", () => {
    const { order, act, desk, requests, person, pass } = setUp();
    order();
    pass(DAY_MS);
    const attachment = { kind: "photo", fileId: "f1" } as const;
    ordered(act(desk, { do: "note", text: "", attachments: [{ channel: "telegram", attachment }] }));
    expect(requests.attachments(person, 1)).toEqual([{ channel: "telegram", attachment, at: at(24, 9) }]);
  });
});
