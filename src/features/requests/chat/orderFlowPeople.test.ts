import { describe, expect, it } from "vitest";
import { OPERATOR } from "./conversationBureau.fixture.ts";
import { setUpOrders } from "./conversationOrders.fixture.ts";

const LEAK = "我家水管漏了下午能来人吗";

describe("for whom", () => {
  it("asks a proxy of several first, names the member, and orders for that one", async () => {
    const bureau = setUpOrders();
    const father = bureau.member("a", { name: "王大明" });
    const mother = bureau.member("b", { name: "李秀英" });
    bureau.proxy(father, "9");
    bureau.proxy(mother, "9");
    const { talk, orders } = bureau;
    expect(await talk.say("telegram:9", LEAK)).toContain("为谁办");
    expect(await talk.tap("telegram:9", `actfor:${mother}`)).toContain("李秀英");
    await talk.say("telegram:9", "厨房漏水", "没有");
    const summary = await talk.tap("telegram:9", "ord:novoucher");
    expect(summary).toContain("为谁：李秀英");
    expect(summary).toContain("李秀英登记的住址");
    expect(summary).not.toContain("泰山路");
    await talk.say("telegram:9", "确认");
    expect(orders()).toMatchObject([{ memberId: mother, channel: "telegram", chatId: "9" }]);
    const number = orders()[0]!.number;
    for (const to of ["telegram:9", "web:b"]) {
      expect(
        bureau.sentTo(to).filter(({ text }) => text.includes(number)),
        to,
      ).toHaveLength(1);
    }
    expect(bureau.sentTo("web:a")).toEqual([]);
  });

  it("orders nothing for a member whose proxy was revoked meanwhile", async () => {
    const bureau = setUpOrders();
    const father = bureau.member("a");
    bureau.proxy(father, "9");
    await bureau.talk.say("telegram:9", LEAK, "漏水");
    bureau.members.revokeGrant(OPERATOR, bureau.members.grantsOf(father)[0]!.grantId);
    expect(await bureau.talk.say("telegram:9", "没有")).toContain("不能替这位老同志办事");
    expect(bureau.orders()).toEqual([]);
  });

  it("asks somebody unknown for name, phone and address one by one, and marks the order for a call-back", async () => {
    const { talk, orders, requests } = setUpOrders();
    expect(await talk.say("web:x", LEAK, "厨房漏水")).toContain("全名");
    expect(await talk.say("web:x", "我叫陈建国")).toContain("电话号码");
    expect(await talk.say("web:x", "12345")).toContain("好像不对");
    expect(await talk.say("web:x", "13911112222")).toContain("上门地址");
    expect(await talk.say("web:x", "天元区黄河北路6号1栋502")).toContain("还有什么要提前知道");
    const summary = await talk.say("web:x", "家里养狗");
    expect(summary).toContain("陈建国，电话 13911112222");
    expect(summary).toContain("先打电话找您核对");
    await talk.say("web:x", "确认");
    const [order] = orders();
    expect(order).toMatchObject({ callBack: true, memberId: null, district: "天元区" });
    const actor = { kind: "stranger", channel: "web", chatId: "x" } as const;
    expect(requests.detail(actor, order!.id)).toMatchObject({ contactName: "陈建国", phone: "13911112222" });
  });

  it("does not echo on a messenger abroad what a stranger typed, and names the page instead", async () => {
    const { talk } = setUpOrders();
    await talk.say("telegram:5", LEAK);
    const [reply] = await talk.send("telegram:5", "厨房漏水，我腿断了");
    expect(reply!.links).toEqual([{ label: "到网页上下单", path: "/" }]);
    const place = "天元区黄河北路6号1栋502";
    const summary = await talk.say("telegram:5", "陈建国", "13911112222", place, "坐轮椅");
    expect(summary).toContain("水电维修");
    for (const secret of ["陈建国", "13911112222", "黄河北路", "轮椅", "腿断"]) {
      expect(summary).not.toContain(secret);
    }
  });
});
