import { describe, expect, it } from "vitest";
import { MINUTE_MS, OPERATOR } from "./conversationBureau.fixture.ts";
import { setUpOrders } from "./conversationOrders.fixture.ts";

const LEAK = "我家水管漏了下午能来人吗";
const DAY_MS = 24 * 60 * MINUTE_MS;
const PHOTO = { kind: "photo", fileId: "f1", bytes: 1000 } as const;

/** A member with enough on the voucher. */
function setUpMember() {
  const bureau = setUpOrders();
  const memberId = bureau.member("elder");
  bureau.requests.vouchers.issue(OPERATOR, memberId, "serviceVoucher", 100_000);
  return { ...bureau, memberId };
}

describe("ordering in words", () => {
  it("asks only what was not said, reads the summary back, and orders on 确认下单", async () => {
    const { talk, orders, sentTo, requests, memberId } = setUpMember();
    expect(await talk.say("web:elder", LEAK)).toContain("哪里坏了");
    expect(await talk.say("web:elder", "厨房水池下面一直滴水")).toContain("还有什么要提前知道");
    const summary = await talk.tap("web:elder", "ord:skip");
    expect(summary).toContain("水电维修");
    expect(summary).toContain("今天（11月23日，星期一）下午2点到6点");
    expect(summary).toContain("您登记的住址");
    expect(summary).toContain("厨房水池下面一直滴水");
    expect(summary).toContain("〔示例〕费用：用服务券 60 元");
    expect(orders()).toEqual([]);
    expect(await talk.tap("web:elder", "ord:ok")).toBe("");
    const [order] = orders();
    expect(order).toMatchObject({ itemId: "plumbing", status: "submitted", memberId, source: "chat" });
    expect(sentTo("web:elder").filter(({ text }) => text.includes(order!.number))).toHaveLength(1);
    expect(requests.detail({ kind: "member", memberId }, order!.id)).toMatchObject({
      contactName: "王大明",
      phone: "13800001234",
      address: "天元区泰山路1号3栋201",
      answers: { trouble: "厨房水池下面一直滴水" },
      words: LEAK,
    });
  });

  it("orders once, though 确认下单 is tapped twice and the button stays", async () => {
    const { talk, orders } = setUpMember();
    await talk.say("web:elder", LEAK, "漏水", "没有", "确认");
    expect(orders()).toHaveLength(1);
    expect(await talk.tap("web:elder", "ord:ok")).toContain("已经下好，或者取消了");
    expect(orders()).toHaveLength(1);
  });

  it("leaves policy questions to the policy, and asks its open question again after them", async () => {
    const { talk, orders } = setUpMember();
    expect(await talk.say("web:elder", "医药费怎么报销")).toContain("政策：");
    await talk.say("web:elder", LEAK, "水管接头漏水");
    for (const question of ["住院能报销多少", "高龄补贴是什么标准？", "我的医保卡丢在公交车上了"]) {
      const said = await talk.say("web:elder", question);
      expect(said, question).toContain(`政策：${question}`);
      expect(said, question).toContain("还有什么要提前知道");
    }
    await talk.say("web:elder", "没有", "确认");
    expect(orders()).toHaveLength(1);
  });

  it("goes on after a restart, and lapses after a day, saying so", async () => {
    const { talk, orders, pass } = setUpMember();
    await talk.say("web:elder", LEAK);
    pass(23 * 60 * MINUTE_MS);
    expect(await talk.say("web:elder", "厨房漏水")).toContain("这个时间");
    pass(DAY_MS + 1);
    const said = await talk.say("web:elder", "明天上午");
    expect(said).toContain("放了一天，已经作废");
    expect(said).toContain("政策：");
    expect(orders()).toEqual([]);
  });

  it("is cancelled at any step", async () => {
    const { talk, orders } = setUpMember();
    await talk.say("web:elder", LEAK, "漏水");
    expect(await talk.say("web:elder", "取消")).toContain("这张单子不下了");
    expect(await talk.say("web:elder", "没有")).toContain("政策：");
    expect(orders()).toEqual([]);
  });

  it("lets one thing be changed, and asks that one only", async () => {
    const { talk, orders } = setUpMember();
    await talk.say("web:elder", LEAK, "漏水", "没有");
    expect(await talk.tap("web:elder", "ord:edit")).toContain("要改哪一样");
    expect(await talk.tap("web:elder", "ord:edit:time")).toContain("什么时间");
    expect(await talk.say("web:elder", "后天上午")).toContain("后天（11月25日，星期三）上午8点半到");
    expect(await talk.say("web:elder", "改成大后天下午")).toContain("11月26日（星期四）下午2点");
    await talk.tap("web:elder", "ord:edit");
    expect(await talk.tap("web:elder", "ord:edit:place")).toContain("上门地址");
    expect(await talk.say("web:elder", "芦淞区建设中路8号2栋301")).toContain("芦淞区建设中路8号2栋301");
    await talk.say("web:elder", "对");
    expect(orders()[0]).toMatchObject({ district: "芦淞区" });
  });

  it("answers a time that cannot be had with the next one that can", async () => {
    const { talk, choices } = setUpMember();
    await talk.say("web:elder", "水龙头坏了，请派个师傅来修", "关不紧");
    expect(await talk.say("web:elder", "昨天上午")).toMatch(/已经过了/);
    expect(await talk.say("web:elder", "明天凌晨三点")).toContain("这个时间");
    expect(await talk.say("web:elder", "嗯哪")).toContain("没看明白");
    expect(await choices("web:elder", "啊呀")).toContain("human");
    expect(await talk.say("web:elder", "明天上午行吗")).toContain("还有什么要提前知道");
  });

  it("offers only times that can be had", async () => {
    const { talk, choices } = setUpMember();
    await talk.say("web:elder", "水龙头坏了，请派个师傅来修");
    const taps = await choices("web:elder", "关不紧");
    const times = taps.filter((action) => /^ord:time:\d/.test(action));
    expect(times).toHaveLength(3);
    for (const action of times) expect(Buffer.byteLength(action)).toBeLessThanOrEqual(64);
    expect(await talk.tap("web:elder", times[0]!)).toContain("还有什么要提前知道");
    expect(await talk.tap("web:elder", times[1]!)).toContain("前面一问的");
  });

  it("refuses a place outside the districts, and asks for another", async () => {
    const { talk } = setUpMember();
    expect(await talk.say("web:elder", "我住长沙市雨花区的崽屋里水管漏了，请派人来修")).toContain("长沙");
    expect(await talk.say("web:elder", "漏水", "明天上午")).toContain("上门地址");
  });

  it("keeps what a ramble says and asks for the rest in one sentence", async () => {
    const { talk, orders } = setUpMember();
    const ramble = `我家水管漏了，请派个师傅来修，明天上午就行。${"我们这栋楼是老房子了，住了三十多年。".repeat(25)}`;
    const said = await talk.say("web:elder", ramble);
    expect(said).toContain("您写得很细");
    expect(said).toContain("哪里坏了");
    expect(await talk.say("web:elder", "厨房".repeat(250))).toContain("您写得很细");
    expect(await talk.say("web:elder", "厨房水管", "没有")).toContain("明天（11月24日，星期二）上午");
    await talk.say("web:elder", "确认下单");
    expect(orders()).toHaveLength(1);
  });

  it("asks which, where several services are alike", async () => {
    const { talk, choices } = setUpMember();
    const taps = await choices("web:elder", "请派个人来修水管，再修冰箱");
    expect(taps).toEqual(expect.arrayContaining(["svc:item:plumbing", "svc:item:appliance-repair"]));
    expect(await talk.tap("web:elder", "svc:item:plumbing")).toContain("哪里坏了");
  });

  it("takes a written label for its button, and lets words for other things through", async () => {
    const { talk, orders } = setUpMember();
    await talk.say("web:elder", LEAK);
    const mine = await talk.say("web:elder", "我的服务单");
    expect(mine).toContain("现在没有服务单");
    expect(mine).toContain("哪里坏了");
    await talk.say("web:elder", "漏水", "家里养狗", "修改");
    expect(await talk.say("web:elder", "时间")).toContain("什么时间");
    expect(await talk.say("web:elder", "明天下午")).toContain("明天（11月24日，星期二）下午2点到6点");
    await talk.say("web:elder", "确认下单");
    expect(orders()).toHaveLength(1);
  });

  it("says so when no service was recognised", async () => {
    const { talk } = setUpMember();
    expect(await talk.say("web:elder", "请派个师傅来我家里看看")).toContain("没有认出来");
  });

  it("keeps a half-made order when another service is mentioned", async () => {
    const { talk } = setUpMember();
    await talk.say("web:elder", LEAK, "漏水");
    const said = await talk.say("web:elder", "麻烦请个师傅上门给我理发，头发长了");
    expect(said).toContain("先下完这一张");
    expect(said).toContain("还有什么要提前知道");
  });
});

describe("files with an order", () => {
  it("are kept whatever is asked, and the question is asked again", async () => {
    const { talk, orders, requests, memberId } = setUpMember();
    await talk.say("web:elder", LEAK);
    const said = await talk.say("web:elder", { files: [PHOTO] });
    expect(said).toContain("照片收到了");
    expect(said).toContain("哪里坏了");
    const voice = { kind: "voice", fileId: "v1", seconds: 4 } as const;
    expect(await talk.say("web:elder", { files: [voice] })).toContain("语音收到了");
    expect(await talk.say("web:elder", { files: [{ ...PHOTO, bytes: 0 }] })).toContain("是空的");
    expect(await talk.say("web:elder", { files: [{ kind: "other" }] })).toContain("看不懂");
    await talk.say("web:elder", { files: [{ ...PHOTO, fileId: "f2" }], text: "水池下面漏" }, "没有", "确认");
    const [order] = orders();
    expect(requests.attachments({ kind: "member", memberId }, order!.id)).toHaveLength(3);
  });

  it("answer a question that asks for a picture", async () => {
    const { talk } = setUpMember();
    await talk.say("web:elder", { action: "svc:item:collect-report" }, "在市中心医院");
    const said = await talk.say("web:elder", { files: [PHOTO] });
    expect(said).toContain("照片收到了");
    expect(said).not.toContain("取报告的单子");
  });
});

describe("money and repetition", () => {
  it("asks before it orders the same within a day", async () => {
    const { talk, orders } = setUpMember();
    await talk.say("web:elder", LEAK, "漏水", "没有", "确认");
    expect(await talk.say("web:elder", LEAK, "又漏了", "没有")).toContain("还要再下一张吗");
    expect(await talk.tap("web:elder", "ord:dup:no")).toContain("不再下了");
    expect(orders()).toHaveLength(1);
    await talk.say("web:elder", LEAK, "又漏了", "没有", { action: "ord:dup:yes" }, "确认");
    expect(orders()).toHaveLength(2);
  });

  it("says when the voucher is not enough, and orders without it if they wish", async () => {
    const bureau = setUpOrders();
    const memberId = bureau.member("elder");
    const said = await bureau.talk.say("web:elder", LEAK, "漏水", "没有");
    expect(said).toContain("余额不够");
    expect(await bureau.talk.tap("web:elder", "ord:novoucher")).toContain("不用券");
    await bureau.talk.say("web:elder", "确认");
    expect(bureau.orders()).toHaveLength(1);
    expect(bureau.requests.vouchers.entries(memberId)).toEqual([]);
  });

  it("takes nothing when the voucher was spent between the summary and 确认", async () => {
    const bureau = setUpOrders();
    const memberId = bureau.member("elder");
    bureau.requests.vouchers.issue(OPERATOR, memberId, "serviceVoucher", 6000);
    await bureau.talk.say("web:elder", LEAK, "漏水", "没有");
    const confirmed = await bureau.talk.turnOf("web:elder", { action: "ord:ok" });
    const [voucher] = bureau.requests.vouchers.balances(memberId);
    expect(voucher).toMatchObject({ balance: 6000 });
    const other = { itemId: "appliance-repair", memberId, source: "staff" } as const;
    const detail = { contactName: "王大明", needs: [], answers: {}, words: "" };
    expect(bureau.requests.submit(OPERATOR, { ...other, detail }).ok).toBe(true);
    expect(confirmed.commit).toThrow("重新读一次");
    expect(await bureau.talk.tap("web:elder", "ord:ok")).toContain("余额不够");
    expect(bureau.orders()).toHaveLength(1);
  });
});
