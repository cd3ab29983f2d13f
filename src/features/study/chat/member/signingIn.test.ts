import { describe, expect, it } from "vitest";
import { at, HOUR_MS, MINUTE_MS } from "./bureau.fixture.ts";
import { setUpTalk } from "./talk.fixture.ts";

const START = at("2026-11-27");

/** A member with a session that is on. */
function setUpPlace() {
  const talk = setUpTalk();
  const elder = talk.person("web:elder");
  const id = talk.session([elder]);
  talk.setClock(START);
  const code = talk.codeOf(id);
  const wrong = String((Number(code) + 1) % 10_000).padStart(4, "0");
  return { ...talk, elder, id, code, wrong };
}

describe("signing in", () => {
  it.each([
    ["签到 1234", "code"],
    ["签到1234。", "code"],
    ["1234", "code"],
    ["１２３４", "code"],
    ["/start q1234", "qr"],
  ])("takes the code as it comes: %s", async (written, via) => {
    const talk = setUpPlace();
    const text = written.replace(/1234|１２３４/, talk.code);
    expect(await talk.say("web:elder", text)).toBe("您在「学习全会精神」签到好了。");
    expect(talk.invitee(talk.id, talk.elder)).toMatchObject({ attendedAt: START, attendedVia: via });
    expect(await talk.say("web:elder", text)).toContain("已经签过到了");
  });

  it("asks for the code after 签到, and takes the four digits", async () => {
    const talk = setUpPlace();
    expect(await talk.say("web:elder", "签到")).toContain("四位签到码");
    expect(await talk.say("web:elder", "12")).toContain("四位数字");
    expect(await talk.say("web:elder", "高龄补贴有多少")).toContain("政策：高龄补贴有多少\n\n请写现场公布");
    expect(await talk.say("web:elder", talk.code)).toContain("签到好了");
    // It is over: four digits are no answer any more.
    expect(await talk.say("web:elder", "取消")).toContain("还想问什么");
  });

  it("can be cancelled, and lapses after an hour", async () => {
    const talk = setUpPlace();
    await talk.say("web:elder", "签到");
    expect(await talk.say("web:elder", "取消")).toContain("先不签到");
    await talk.say("web:elder", "签到");
    talk.pass(HOUR_MS + MINUTE_MS);
    expect(await talk.say("web:elder", "你好")).toContain("刚才的签到没有做完");
  });

  it("counts wrong codes, bare ones too, and stops listening after five", async () => {
    const talk = setUpPlace();
    expect(await talk.say("web:elder", talk.wrong)).toContain("还可以试 4 次");
    expect(await talk.say("web:elder", `签到 ${talk.wrong}`)).toContain("还可以试 3 次");
    await talk.say("web:elder", talk.wrong, talk.wrong);
    expect(await talk.say("web:elder", talk.wrong)).toContain("用完了");
    expect(await talk.say("web:elder", `签到 ${talk.code}`)).toContain("过一个小时再试");
    expect(talk.invitee(talk.id, talk.elder)!.attendedAt).toBeNull();
    talk.pass(HOUR_MS + MINUTE_MS);
    expect(await talk.say("web:elder", `签到 ${talk.code}`)).toContain("签到好了");
  });

  it("leaves four digits alone when nothing is on", async () => {
    const talk = setUpPlace();
    talk.setClock(START - HOUR_MS - MINUTE_MS);
    expect(await talk.say("web:elder", talk.code)).toContain("政策：");
    expect(await talk.say("web:elder", `签到 ${talk.code}`)).toContain("对不上");
    talk.setClock(START - HOUR_MS);
    expect(await talk.say("web:elder", `签到 ${talk.code}`)).toContain("签到好了");
  });

  it("takes whoever was not invited as a guest", async () => {
    const talk = setUpPlace();
    const guest = talk.person("web:guest", "陈老");
    expect(await talk.say("web:guest", talk.code)).toContain("政策：");
    expect(await talk.say("web:guest", `签到 ${talk.code}`)).toContain("按来宾登记");
    expect(talk.invitee(talk.id, guest)).toMatchObject({ guest: true, attendedAt: START });
  });

  it("asks strangers to register", async () => {
    const talk = setUpPlace();
    talk.staff("web:desk", "赵强");
    expect(await talk.say("web:nobody", `签到 ${talk.code}`)).toContain("签到要先登记");
    expect(await talk.choices("web:nobody", "签到")).toEqual(["bind", "human"]);
    expect(await talk.say("web:desk", "签到")).toContain("不用签到");
  });

  it("lets a proxy sign in for the member at their side, and then for the other one", async () => {
    const talk = setUpTalk();
    const [father, mother] = [talk.person("web:f", "王大明"), talk.person("web:m", "李桂芳")];
    talk.proxy(father, "telegram:p");
    talk.proxy(mother, "telegram:p");
    const id = talk.session([father, mother]);
    const code = talk.codeOf(id);
    talk.setClock(START);
    expect(await talk.choices("telegram:p", `签到 ${code}`)).toEqual([
      `study:sign:${father}:${code}`,
      `study:sign:${mother}:${code}`,
    ]);
    const [signed] = await talk.send("telegram:p", { action: `study:sign:${mother}:${code}` });
    expect(signed!.choices).toContainEqual({
      label: "也给王大明签到",
      action: `study:sign:${father}:${code}`,
    });
    expect(talk.invitee(id, mother)!.attendedAt).toBe(START);
    expect(talk.invitee(id, father)!.attendedAt).toBeNull();
    await talk.tap("telegram:p", `study:sign:${father}:${code}`);
    expect(talk.invitee(id, father)!.attendedBy).toMatch(/^proxy:/);
  });

  it("needs no question when only one of two is expected", async () => {
    const talk = setUpTalk();
    const [father, mother] = [talk.person("web:f", "王大明"), talk.person("web:m", "李桂芳")];
    talk.proxy(father, "telegram:p");
    talk.proxy(mother, "telegram:p");
    const id = talk.session([mother]);
    talk.setClock(START);
    expect(await talk.say("telegram:p", "签到", talk.codeOf(id))).toMatch(/^李桂芳在「.*」签到好了/);
  });

  it("starts from the card, for the member of the card", async () => {
    const talk = setUpPlace();
    talk.proxy(talk.elder, "telegram:p");
    expect(await talk.tap("telegram:p", `study:${talk.id}:sign:${talk.elder}`)).toContain("给王大明签到");
    expect(await talk.say("telegram:p", talk.code)).toMatch(/^王大明在「.*」签到好了/);
  });

  it("does not throw another conversation away", async () => {
    const talk = setUpPlace();
    talk.put(talk.id, talk.elder, { attendedAt: START, attendedVia: "tick" });
    await talk.tap("web:elder", `study:${talk.id}:write:${talk.elder}`);
    await talk.say("web:elder", "今天听了很有收获");
    expect(await talk.say("web:elder", "签到")).toContain("写在一起");
    expect(await talk.say("web:elder", `签到 ${talk.code}`)).toContain("已经签过到了");
    expect(await talk.say("web:elder", "回去还要再学习一遍")).toContain("一共 18 个字");
  });
});
