import { describe, expect, it } from "vitest";
import { at, DAY_MS, HOUR_MS, MINUTE_MS, OPERATOR } from "./bureau.fixture.ts";
import { NEAR_MISSES } from "./nearMisses.fixture.ts";
import { setUpTalk } from "./talk.fixture.ts";

describe("学习活动", () => {
  it("lists what is coming, soonest first, each with one's own answer and a button", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    const later = talk.session([elder], { title: "参观博物馆", startsAt: at("2026-12-04") });
    const soon = talk.session([elder]);
    talk.put(soon, elder, { answer: "accepted" });
    const said = await talk.say("web:elder", "这个月有什么学习");
    expect(said).toContain("您近期的学习活动");
    expect(said).toMatch(/11月27日（星期五）下午3点到4点半\n学习全会精神　参加/);
    expect(said).toMatch(/12月4日（星期五）.*\n参观博物馆　还没答复/);
    expect(await talk.choices("web:elder", "学习活动")).toEqual([
      `study:${soon}::${elder}`,
      `study:${later}::${elder}`,
      `study:record:${elder}`,
      `quiz:list:${elder}`,
    ]);
  });

  it("shows five at a time, and the rest on the next page", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    for (let day = 1; day <= 7; day++) {
      talk.session([elder], { title: `第${day}课`, startsAt: at(`2026-12-0${day}`) });
    }
    const first = await talk.say("web:elder", "/study");
    expect(first).toContain("第5课");
    expect(first).not.toContain("第6课");
    expect(first).toContain("后面还有 2 场");
    const second = await talk.tap("web:elder", `study:list:${elder}:1`);
    expect(second).toContain("第7课");
    expect(second).not.toContain("第5课");
    expect(await talk.tap("web:elder", `study:list:${elder}:9`)).toContain("没有别的活动了");
  });

  it("says kindly that there is nothing, and what to do", async () => {
    const talk = setUpTalk();
    talk.person("web:elder");
    expect(await talk.say("web:elder", "有什么活动")).toContain("现在没有安排好的学习活动");
    expect(await talk.choices("web:elder", "活动")).toContain("human");
  });

  it("asks strangers to register, and offers a human", async () => {
    const talk = setUpTalk();
    expect(await talk.say("web:nobody", "学习活动")).toContain("还没有登记");
    expect(await talk.choices("web:nobody", "学习活动")).toEqual(["bind", "human"]);
    expect(await talk.say("web:nobody", "我的学习记录")).toContain("还没有登记");
  });

  it("tells staff that it is for members", async () => {
    const talk = setUpTalk();
    talk.staff("web:desk", "赵强");
    expect(await talk.say("web:desk", "学习活动")).toContain("没有登记为老同志");
  });

  it("gives secretaries a way to their branch", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    expect(await talk.choices("web:elder", "学习活动")).not.toContain("branch");
    talk.members.setSecretary(OPERATOR, talk.branches.first.id, elder);
    expect(await talk.choices("web:elder", "学习活动")).toContain("branch");
  });

  it("asks a proxy of two for whom, and names the member afterwards", async () => {
    const talk = setUpTalk();
    const [father, mother] = [talk.person("web:f", "王大明"), talk.person("web:m", "李桂芳")];
    talk.proxy(father, "telegram:p");
    talk.proxy(mother, "telegram:p");
    talk.session([mother]);
    expect(await talk.choices("telegram:p", "学习活动")).toEqual([
      `study:list:${father}`,
      `study:list:${mother}`,
    ]);
    expect(await talk.tap("telegram:p", `study:list:${mother}`)).toContain("李桂芳近期的学习活动");
    expect(await talk.tap("telegram:p", `study:list:${father}`)).toContain("王大明现在没有安排好");
    // Whose list it is can be changed from each.
    expect(await talk.choices("telegram:p", { action: `study:list:${father}` })).toContain(
      `study:list:${mother}`,
    );
  });

  it("leaves to policy what only comes close, also while an invitation is open", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    talk.session([elder], { pickUp: true });
    for (const text of NEAR_MISSES) expect(await talk.say("web:elder", text), text).toContain("政策：");
  });
});

describe("one session", () => {
  it("says what, when, where, whom to ask and one's own answer, with calendar and map", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    const id = talk.session([elder], { contact: "刘书记", note: "请带老花镜", capacity: 30 });
    const [card] = await talk.send("web:elder", { action: `study:${id}` });
    const said = await talk.tap("web:elder", `study:${id}::${elder}`);
    for (const words of [
      "学习全会精神",
      "形式：学习",
      "时间：11月27日（星期五）下午3点到4点半",
      "地点：天元区老党员之家第1会议室",
      "地址：天元区泰山路1号",
      "组织的支部：第一支部",
      "联系人：刘书记",
      "说明：请带老花镜",
      "名额：30 人",
      "您参加吗？",
    ]) {
      expect(said).toContain(words);
    }
    expect(card!.choices.map(({ label }) => label)).toEqual(["参加", "请假", "晚点再说", "学习活动"]);
    expect(card!.links).toEqual([
      { label: "加到日历", path: talk.calendar.sessionPath(id) },
      { label: "看地图", url: expect.stringContaining("uri.amap.com") },
    ]);
  });

  it("names the nearest days, over the month's end and over the leap day", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    const id = talk.session([elder], { startsAt: at("2026-12-01") });
    const when = async (today: string, time = "09:00") => {
      talk.setClock(at(today, time));
      return /时间：(.*)/.exec(await talk.tap("web:elder", `study:${id}::${elder}`))![1];
    };
    expect(await when("2026-11-28")).toBe("12月1日（星期二）下午3点到4点半");
    expect(await when("2026-11-29")).toBe("后天，12月1日（星期二）下午3点到4点半");
    expect(await when("2026-11-30", "23:59")).toBe("明天，12月1日（星期二）下午3点到4点半");
    expect(await when("2026-12-01", "00:00")).toBe("今天，12月1日（星期二）下午3点到4点半");
    const leap = talk.session([elder], { startsAt: at("2028-02-29") });
    talk.setClock(at("2028-02-28"));
    expect(await talk.tap("web:elder", `study:${leap}::${elder}`)).toContain("明天，2月29日（星期二）");
  });

  it("offers what fits the moment", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    const id = talk.session([elder], { materials: [{ title: "讲义", url: "https://example.org/a" }] });
    const verbs = async () =>
      (await talk.choices("web:elder", { action: `study:${id}::${elder}` }))
        .map((action) => action.split(":")[2])
        .filter((verb) => verb !== undefined);
    const start = at("2026-11-27");
    expect(await verbs()).toEqual(["yes", "no", "later", "files"]);
    talk.put(id, elder, { answer: "later" });
    expect(await verbs()).toEqual(["yes", "no", "files"]);
    talk.put(id, elder, { answer: "accepted" });
    expect(await verbs()).toEqual(["no", "files"]);
    talk.put(id, elder, { answer: "declined" });
    expect(await verbs()).toEqual(["yes", "files"]);
    talk.setClock(start - 60 * MINUTE_MS);
    expect(await verbs()).toEqual(["sign", "yes", "files"]);
    talk.setClock(start);
    expect(await verbs()).toEqual(["sign", "files"]);
    talk.setClock(start + 90 * MINUTE_MS);
    expect(await verbs()).toEqual(["sign", "files", "makeup"]);
    talk.setClock(start + 151 * MINUTE_MS);
    expect(await verbs()).toEqual(["files", "makeup"]);
    talk.put(id, elder, { madeUpAt: start + DAY_MS });
    expect(await verbs()).toEqual(["files", "write"]);
    talk.put(id, elder, { madeUpAt: null, attendedAt: start, attendedVia: "tick" });
    expect(await verbs()).toEqual(["files", "write"]);
  });

  it("says why a cancelled one is off, and takes no answer", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    const id = talk.session([elder]);
    talk.sessions.cancel(OPERATOR, id, "下大雨");
    const [card] = await talk.send("web:elder", { action: `study:${id}::${elder}` });
    expect(await talk.tap("web:elder", `study:${id}::${elder}`)).toContain("取消了。原因：下大雨");
    expect(card!.choices.map(({ action }) => action)).toEqual(["study"]);
    expect(card!.links).toBeUndefined();
    expect(await talk.tap("web:elder", `study:${id}:yes:${elder}`)).toContain("已经取消了");
  });

  it("shows and does nothing for anybody else, whatever the button says", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    const id = talk.session([elder]);
    talk.person("web:other", "陈老");
    talk.staff("web:desk", "赵强");
    const verbs = ["", "yes", "no", "later", "ride", "noride", "sign", "files", "makeup", "madeup", "write"];
    for (const to of ["web:other", "web:nobody", "web:desk"]) {
      for (const verb of verbs) {
        const said = await talk.tap(to, `study:${id}:${verb}:${elder}`);
        expect(said, `${to} ${verb}`).toMatch(/不在您名下|还没有登记|没有登记为老同志/);
        expect(said).not.toContain("全会");
      }
      expect(await talk.tap(to, `study:list:${elder}`)).toMatch(/不在您名下|没有登记/);
      expect(await talk.tap(to, `study:record:${elder}:2026`)).toMatch(/不在您名下|没有登记/);
      expect(await talk.tap(to, `study:sign:${elder}:${talk.codeOf(id)}`)).not.toContain("签到好了");
    }
    expect(talk.invitee(id, elder)).toMatchObject({ answer: null, attendedAt: null });
    // Who was not invited learns nothing of it by its number.
    expect(await talk.tap("web:other", `study:${id}`)).toContain("没有找到这场活动");
  });

  it("leaves buttons that are not ours to the kernel", async () => {
    const talk = setUpTalk();
    talk.person("web:elder");
    for (const action of ["study:1:fly:2", "study:x", "study:1:yes:2:3", "study:list:1:2:3"]) {
      expect(await talk.tap("web:elder", action), action).toContain("这个按钮已经用不上了");
    }
  });
});

describe("我的学习记录", () => {
  it("says the year in words, newest first, and leads to last year and back", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    const [came, missed, excused] = [
      talk.session([elder], { title: "第一课", startsAt: at("2026-11-25") }),
      talk.session([elder], { title: "第二课", startsAt: at("2026-11-26") }),
      talk.session([elder], { title: "第三课", startsAt: at("2026-11-27") }),
    ];
    talk.put(came, elder, { attendedAt: at("2026-11-25"), attendedVia: "tick", answer: "accepted" });
    talk.put(excused, elder, { answer: "declined" });
    talk.setClock(at("2026-12-31", "23:59"));
    const said = await talk.say("web:elder", "我的学习记录");
    expect(said).toContain("您 2026 年的学习记录");
    expect(said).toContain("请您去的活动 3 场，到会 1 场。");
    expect(said).toContain("测试竞答");
    expect(said).toMatch(/第三课　请假[\s\S]*第二课　没有到会[\s\S]*第一课　到会/);
    expect(await talk.choices("web:elder", "学习记录")).toEqual([
      `study:${excused}::${elder}`,
      `study:${missed}::${elder}`,
      `study:${came}::${elder}`,
      `study:record:${elder}:2025`,
      "study",
    ]);
    expect(await talk.tap("web:elder", `study:record:${elder}:2025`)).toContain("2025 年还没有学习记录");
    expect(await talk.choices("web:elder", "去年的学习记录")).toEqual([`study:record:${elder}`, "study"]);
    // A minute later it is another year.
    talk.pass(MINUTE_MS);
    expect(await talk.say("web:elder", "我的学习记录")).toContain("2027 年还没有学习记录");
    expect(await talk.say("web:elder", "去年的学习记录")).toContain("到会 1 场");
  });

  it("refuses a year that cannot be, with words", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    expect(await talk.tap("web:elder", `study:record:${elder}:9999`)).toContain("年份应在");
  });

  it("is a proxy's to see only while they are one", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    const grant = talk.proxy(elder, "telegram:p");
    expect(await talk.say("telegram:p", "我的学习记录")).toContain("王大明 2026 年的学习记录");
    talk.members.revokeGrant(OPERATOR, grant);
    talk.pass(HOUR_MS);
    expect(await talk.tap("telegram:p", `study:record:${elder}:2026`)).toContain("还没有登记");
  });
});
