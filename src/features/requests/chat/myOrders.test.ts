import { describe, expect, it } from "vitest";
import type { RequestAction } from "../types.ts";
import { MINUTE_MS, OPERATOR } from "./conversationBureau.fixture.ts";
import { setUpOrders } from "./conversationOrders.fixture.ts";

const LEAK = "我家水管漏了下午能来人吗";
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A member with one order, a plumber on Telegram, a dispatcher on the web. */
async function setUpOrder() {
  const bureau = setUpOrders();
  const memberId = bureau.member("elder");
  bureau.requests.vouchers.issue(OPERATOR, memberId, "serviceVoucher", 100_000);
  const plumber = bureau.staff("1", "李敏", ["liaison"], "telegram", "天元区");
  bureau.staff("2", "赵强", ["dispatcher"], "web");
  bureau.requests.skills.set(OPERATOR, plumber, "plumbing", "天元区");
  await bureau.talk.say("web:elder", LEAK, "厨房水池下面漏", "没有", "确认");
  const [order] = bureau.orders();
  const act = (action: RequestAction) => {
    const done = bureau.requests.act(OPERATOR, order!.id, action);
    if (!done.ok) throw new Error(done.refusal.words);
  };
  /** The order done by the plumber. */
  const finish = () => {
    act({ do: "dispatch", staffId: plumber, override: true });
    act({ do: "setOut" });
    act({ do: "finish" });
  };
  return { ...bureau, memberId, plumber, id: order!.id, number: order!.number, act, finish };
}

describe("我的服务单", () => {
  it("lists open orders first, and shows one with what happened and what can be done", async () => {
    const { talk, choices, id, number } = await setUpOrder();
    const list = await talk.say("web:elder", "我的服务单");
    expect(list).toContain(`${number}　水电维修`);
    expect(await choices("web:elder", "查单")).toContain(`order:${id}`);
    const shown = await talk.tap("web:elder", `order:${id}`);
    expect(shown).toContain("2026年11月23日 09:00　下单");
    expect(await choices("web:elder", { action: `order:${id}` })).toEqual(
      expect.arrayContaining([`order:urge:${id}`, `order:time:${id}`, `order:cancel:${id}`]),
    );
  });

  it("is empty for somebody who has none, and leads to the menu", async () => {
    const { talk, choices } = setUpOrders();
    expect(await talk.say("web:x", "我的服务单")).toContain("现在没有服务单");
    expect(await choices("web:x", "我的单子")).toEqual(["svc"]);
  });

  it("shows and does nothing to another's order", async () => {
    const bureau = await setUpOrder();
    const { talk, id } = bureau;
    bureau.member("other", { name: "陈老" });
    for (const to of ["web:other", "web:nobody", "telegram:1234"]) {
      for (const action of ["", "cancel:", "cancel!:", "urge:", "again:", "reopen:", "time:", "rate:"]) {
        const said = await talk.tap(to, `order:${action}${id}`);
        expect(said, `${to} ${action}`).toMatch(/不是您的|不能办/);
        expect(said).not.toContain("水电");
      }
      expect(await talk.tap(to, `rate:${id}:5`)).toContain("不能办");
    }
    expect(bureau.requests.get(id)!.version).toBe(bureau.requests.timeline(OPERATOR, id).length);
    expect(bureau.requests.get(id)!.status).toBe("submitted");
  });

  it("asks once before it cancels, and gives the voucher back", async () => {
    const { talk, id, requests, memberId } = await setUpOrder();
    expect(await talk.tap("web:elder", `order:cancel:${id}`)).toContain("确定取消");
    expect(requests.get(id)!.status).toBe("submitted");
    expect(await talk.tap("web:elder", `order:cancel!:${id}`)).toContain("已经取消");
    expect(requests.get(id)!.status).toBe("cancelled");
    expect(requests.vouchers.balances(memberId)).toMatchObject([{ balance: 100_000, held: 0 }]);
    expect(await talk.tap("web:elder", `order:cancel!:${id}`)).toContain("不能这样办");
  });

  it("urges once a day", async () => {
    const { talk, id, pass } = await setUpOrder();
    expect(await talk.tap("web:elder", `order:urge:${id}`)).toContain("替您催了");
    expect(await talk.tap("web:elder", `order:urge:${id}`)).toContain("已经替您催过");
    pass(DAY_MS);
    expect(await talk.tap("web:elder", `order:urge:${id}`)).toContain("替您催了");
  });

  it("changes the time in words, and asks again for one that cannot be read or had", async () => {
    const { talk, id, requests } = await setUpOrder();
    expect(await talk.tap("web:elder", `order:time:${id}`)).toContain("改到什么时间");
    expect(await talk.say("web:elder", "昨天下午")).toContain("已经过了");
    expect(await talk.say("web:elder", "高龄补贴有多少")).toContain("政策：");
    expect(await talk.say("web:elder", "后天上午")).toContain("时间改成后天（11月25日");
    expect(requests.get(id)!.wanted!.from).toBe(Date.UTC(2026, 10, 25, 0, 30));
  });

  it("orders the same again", async () => {
    const { talk, id } = await setUpOrder();
    expect(await talk.tap("web:elder", `order:again:${id}`)).toContain("水电维修");
  });

  it("takes stars by one tap, and a word if they like", async () => {
    const { talk, id, requests, finish, sentTo, sent } = await setUpOrder();
    finish();
    expect(sentTo("web:elder").at(-1)!.actions).toContain(`rate:${id}:5`);
    expect(await talk.tap("web:elder", `rate:${id}:5`)).toContain("打了 5 分");
    expect(requests.get(id)).toMatchObject({ status: "rated", rating: 5 });
    expect(await talk.say("web:elder", "师傅很仔细")).toContain("您说的记下了");
    expect(await talk.say("web:elder", "谢谢")).toContain("政策：");
    expect(await talk.tap("web:elder", `rate:${id}:1`)).toContain("已经评过分了");
    expect(sent().filter(({ key }) => key.includes("followUp"))).toEqual([]);
  });

  it("takes stars in words, and lets the word be skipped", async () => {
    const { talk, id, requests, finish, sent } = await setUpOrder();
    expect(await talk.say("web:elder", "五星好评")).toContain("政策：");
    finish();
    expect(await talk.say("web:elder", "我打2分")).toContain("很抱歉");
    expect(await talk.tap("web:elder", "ord:noword")).toContain("谢谢您");
    expect(requests.get(id)!.rating).toBe(2);
    expect(sent().filter(({ key }) => key.includes("followUp"))).toHaveLength(1);
  });

  it("opens an order again with a reason, within seven days", async () => {
    const { talk, id, requests, finish, pass } = await setUpOrder();
    finish();
    expect(await talk.tap("web:elder", `order:reopen:${id}`)).toContain("哪里还没有办好");
    expect(await talk.say("web:elder", "取消")).toContain("不重开");
    await talk.tap("web:elder", `order:reopen:${id}`);
    expect(await talk.say("web:elder", "还在滴水")).toContain("重新开了");
    expect(requests.get(id)!.reopened).toBe(1);
    finish();
    pass(8 * DAY_MS);
    expect(await talk.tap("web:elder", `order:reopen:${id}`)).toContain("超过 7 天");
  });

  it("gives an answer to a tap on an order that somebody else has just cancelled", async () => {
    const { talk, id, act } = await setUpOrder();
    const tapped = await talk.turnOf("web:elder", { action: `order:cancel!:${id}` });
    act({ do: "cancel", reason: "重复" });
    expect(tapped.commit).toThrow("重新读一次");
    expect(await talk.tap("web:elder", `order:cancel!:${id}`)).toContain("不能这样办");
  });

  it("shows a stranger the orders of their own chat only", async () => {
    const bureau = setUpOrders();
    await bureau.talk.say("web:x", "请派个师傅来修水龙头", "关不紧", "明天上午", "陈建国");
    await bureau.talk.say("web:x", "13911112222", "天元区黄河北路6号1栋502", "没有", "确认");
    const [order] = bureau.orders();
    expect(await bureau.talk.say("web:x", "我的服务单")).toContain(order!.number);
    expect(await bureau.talk.tap("web:x", `order:${order!.id}`)).toContain("下单");
    expect(await bureau.talk.say("web:y", "我的服务单")).toContain("没有服务单");
  });
});

describe("liaisons in a messenger", () => {
  it("take an offer by one tap, and go step by step; address and telephone stay at home", async () => {
    const bureau = await setUpOrder();
    const { talk, id, number, requests, choices, plumber } = bureau;
    expect(bureau.sentTo("telegram:1")[0]!.actions).toContain(`offer:take:${id}`);
    expect(await talk.say("telegram:1", "/work")).toContain("等您回复");
    const taken = await talk.tap("telegram:1", `offer:take:${id}`);
    expect(taken).toContain("归您办");
    expect(taken).not.toContain("泰山路");
    expect(taken).not.toContain("13800001234");
    expect(requests.get(id)).toMatchObject({ status: "dispatched", assigneeId: plumber });
    expect(await talk.tap("telegram:1", `offer:take:${id}`)).toContain("已经接了");
    expect(await choices("telegram:1", "我的任务")).toEqual([`work:out:${id}`, `work:show:${id}`]);
    expect(await talk.tap("telegram:1", `work:out:${id}`)).toContain("在路上");
    expect(await talk.tap("telegram:1", `work:arrive:${id}`)).toContain("记下了");
    const photo = { kind: "photo", fileId: "p1" } as const;
    expect(await talk.say("telegram:1", { action: `work:note:${id}` }, { files: [photo] })).toContain(
      "记下了",
    );
    // What came over the same messenger is shown again; on another channel it is only counted.
    const [seen] = await talk.send("telegram:1", { action: `work:show:${id}` });
    expect(seen!.files).toEqual([photo]);
    expect(await talk.tap("telegram:1", `work:done:${id}`)).toContain("辛苦");
    expect(requests.get(id)!.status).toBe("done");
    expect(bureau.sentTo("web:elder").filter(({ text }) => text.includes(number)).length).toBeGreaterThan(2);
  });

  it("refuse an offer; it goes to the desk, where nobody else is", async () => {
    const { talk, id, requests, sentTo } = await setUpOrder();
    expect(await talk.tap("telegram:1", `offer:refuse:${id}`)).toContain("问别人");
    expect(requests.get(id)!.offeredTo).toBeNull();
    expect(await talk.tap("telegram:1", `offer:take:${id}`)).toContain("转给别人");
    expect(sentTo("web:2").length).toBeGreaterThan(0);
    expect(await talk.say("telegram:1", "/work")).toContain("没有派给您的任务");
  });

  it("cannot do anything to orders that are not theirs, nor see whose they are", async () => {
    const bureau = await setUpOrder();
    const { talk, id } = bureau;
    bureau.staff("3", "孙平", ["liaison"]);
    for (const verb of ["offer:take", "offer:refuse", "work:out", "work:done", "work:note", "work:show"]) {
      const said = await talk.tap("telegram:3", `${verb}:${id}`);
      expect(said, verb).not.toContain("王大明");
      expect(said, verb).not.toContain("水电");
      expect(await talk.tap("web:elder", `${verb}:${id}`), verb).toContain("只给工作人员用");
    }
    expect(await talk.tap("telegram:3", `order:${id}`)).toContain("不归您办");
    expect(bureau.requests.get(id)!.status).toBe("submitted");
  });
});

describe("the desk in a messenger", () => {
  it("lists what is open and late, shows one with its address and writes the look down", async () => {
    const bureau = await setUpOrder();
    const { talk, id, members, memberId } = bureau;
    bureau.pass(2 * DAY_MS);
    expect(await talk.say("web:2", "/orders")).toContain("其中超时 1 件");
    const looks = () =>
      members.audit.of(`member:${memberId}`, 50).filter(({ action }) => action === "member.read");
    const before = looks().length;
    const shown = await talk.tap("web:2", `order:${id}`);
    expect(shown).toContain("13800001234");
    expect(shown).toContain("泰山路");
    expect(looks()).toHaveLength(before + 1);
    expect(await talk.say("telegram:1", "/orders")).not.toContain("超时");
  });

  it("accepts once, and declines with a reason that the person reads", async () => {
    const { talk, id, requests, sentTo } = await setUpOrder();
    expect(await talk.tap("web:elder", `desk:accept:${id}`)).toContain("只给工作人员用");
    expect(await talk.tap("telegram:1", `desk:decline:${id}`)).toContain("不能办");
    expect(await talk.tap("web:2", `desk:accept:${id}`)).toContain("接单了");
    expect(await talk.tap("web:2", `desk:accept:${id}`)).toContain("不能这样办");
    expect(await talk.tap("web:2", `desk:decline:${id}`)).toContain("为什么办不了");
    expect(await talk.say("web:2", "嗯")).toContain("为什么办不了");
    expect(await talk.say("web:2", "配件停产了")).toContain("告诉对方");
    expect(requests.get(id)!.status).toBe("declined");
    expect(sentTo("web:elder").at(-1)!.text).toContain("配件停产了");
  });
});
