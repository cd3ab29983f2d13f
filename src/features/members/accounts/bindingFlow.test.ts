import { describe, expect, it } from "vitest";
import { replyText } from "../../../dialogue/index.ts";
import { HOUR_MS, inventedIdNumber, OPERATOR } from "../people.fixture.ts";
import { ALARM, actionsOf, setUpTalk } from "../talk.fixture.ts";
import { BINDING, codeLength, MY, NO_SUCH_CODE } from "../text.ts";
import { CONSENT_VERSION } from "./consentWords.ts";

function setUp() {
  const talk = setUpTalk();
  const memberId = talk.addMember({ name: "测试甲", phone: "13800001234" });
  const { code } = talk.members.invite(OPERATOR, { memberId });
  return { ...talk, memberId, code };
}

const consents = ({ store }: { store: ReturnType<typeof setUpTalk>["store"] }) =>
  store.records.query.consent.findMany().sync();

describe("binding a member", () => {
  it("asks for the name, the last four, shows the consent on one screen, and only then binds", async () => {
    const talk = setUp();
    expect(await talk.say("a", talk.code)).toContain(BINDING.askName);
    expect(await talk.say("a", "测试甲")).toContain(BINDING.askPhone);
    const screen = await talk.send("a", "1234");
    expect(replyText(screen[0]!)).toContain("第十三条、第十四条、第十七条、第四十五条、第四十七条");
    expect(actionsOf(screen)).toEqual(["bind:yes", "bind:no"]);
    expect(talk.members.speakerOf({ channel: "web", accountId: "a" }).self).toBeUndefined();

    const welcome = await talk.send("a", { action: "bind:yes" });
    expect(replyText(welcome[0]!)).toContain("测试甲，登记好了");
    expect(welcome[0]!.menu).toBe(true);
    expect(talk.members.speakerOf({ channel: "web", accountId: "a" }).self?.memberId).toBe(talk.memberId);
    expect(consents(talk)).toMatchObject([{ memberId: talk.memberId, version: CONSENT_VERSION }]);
    expect(talk.bound).toMatchObject([{ forWhom: "member", memberId: talk.memberId, name: "测试甲" }]);
  });

  it.each(["123 456 789", "１２３-４５６-７８９"])(
    "takes the code however it is grouped: %s",
    async (shape) => {
      const talk = setUp();
      const digits = [...talk.code];
      const written = shape.replace(/[0-9０-９]/gu, () => digits.shift()!);
      expect(await talk.say("a", written)).toContain(BINDING.askName);
    },
  );

  it.each(["/start ", "绑定 ", "绑定：", "登记码是"])("takes the code after %s", async (before) => {
    const talk = setUp();
    expect(await talk.say("a", `${before}${talk.code}`)).toContain(BINDING.askName);
  });

  it("takes the code from a button", async () => {
    const talk = setUp();
    expect(await talk.say("a", { action: `bind:${talk.code}` })).toContain(BINDING.askName);
  });

  it("asks for the code when somebody only wants to be bound, and says how long it is", async () => {
    const talk = setUp();
    expect(await talk.say("a", "绑定")).toContain(BINDING.askCode);
    expect(await talk.say("a", "12345678")).toContain(codeLength(8));
    expect(await talk.say("a", talk.code)).toContain(BINDING.askName);
  });

  it("binds nothing without consent, and keeps nothing", async () => {
    const talk = setUp();
    expect(await talk.say("a", talk.code, "测试甲", "1234", "不同意")).toContain(BINDING.declined);
    expect(talk.members.speakerOf({ channel: "web", accountId: "a" }).self).toBeUndefined();
    expect(consents(talk)).toEqual([]);
    expect(await talk.say("a", "医保卡丢了怎么办")).toBe("政策：医保卡丢了怎么办");
    expect(await talk.say("a", talk.code, "测试甲", "1234", "同意")).toContain("登记好了");
  });

  it("does not take 好的 for consent", async () => {
    const talk = setUp();
    const replies = await talk.say("a", talk.code, "测试甲", "1234", "好的");
    expect(replies).toContain(BINDING.chooseButton);
    expect(consents(talk)).toEqual([]);
  });

  it("starts again with the name after a wrong answer, tells how many tries are left, and counts for good", async () => {
    const talk = setUp();
    const words = await talk.say("a", talk.code, "测试甲", "9999");
    expect(words).toContain("还可以试 4 次");
    expect(words).toContain(BINDING.askName);
    expect(await talk.say("a", "测试乙", "1234")).toContain("还可以试 3 次");
    expect(await talk.say("a", "测试甲", "1234", "同意")).toContain("登记好了");
  });

  it("locks the code after five wrong answers, also over several accounts", async () => {
    const talk = setUp();
    for (const account of ["a", "b", "c", "d"]) await talk.say(account, talk.code, "测试甲", "9999");
    expect(await talk.say("e", talk.code, "测试甲", "9999")).toContain(BINDING.locked);
    expect(await talk.say("f", talk.code)).toContain(NO_SUCH_CODE.locked);
  });

  it("asks for the identity number's last four where no phone is stored, X and all", async () => {
    const talk = setUpTalk();
    let sequence = 0;
    let idNumber = inventedIdNumber(sequence);
    while (!idNumber.endsWith("X")) idNumber = inventedIdNumber(++sequence);
    const memberId = talk.members.add(OPERATOR, { name: "测试丙", category: "离休", idNumber });
    const { code } = talk.members.invite(OPERATOR, { memberId });
    expect(await talk.say("a", code, "测试丙")).toContain(BINDING.askIdNumber);
    expect(await talk.say("a", idNumber.slice(-4).toLowerCase(), "同意")).toContain("登记好了");
  });

  it("takes the account's own shared number on a channel that vouches for it, nobody else's", async () => {
    const talk = setUp();
    await talk.send("a", talk.code, "telegram");
    const asked = await talk.send("a", "测试甲", "telegram");
    expect(actionsOf(asked)).toContain("contact");
    const other = await talk.send("a", { contact: "+86 138 0000 1234", own: false }, "telegram");
    expect(replyText(other[0]!)).toContain(BINDING.notOwnContact);
    const own = await talk.send("a", { contact: "+86 138 0000 1234", own: true }, "telegram");
    expect(actionsOf(own)).toContain("bind:yes");
    expect(replyText(own[0]!)).toContain("服务器在境外");
  });

  it("tells what is wrong with a code and what to do", async () => {
    const talk = setUp();
    expect(await talk.say("a", "999999999")).toBe(NO_SUCH_CODE.unknown);
    talk.pass(15 * 24 * HOUR_MS);
    expect(await talk.say("a", talk.code)).toBe(NO_SUCH_CODE.expired);
    const fresh = talk.members.invite(OPERATOR, { memberId: talk.memberId });
    talk.members.revokeInvitation(OPERATOR, fresh.id);
    expect(await talk.say("a", fresh.code)).toBe(NO_SUCH_CODE.revoked);
    const used = talk.members.invite(OPERATOR, { memberId: talk.memberId });
    await talk.say("a", used.code, "测试甲", "1234", "同意");
    expect(await talk.say("b", used.code)).toBe(NO_SUCH_CODE.used);
  });

  it("counts wrong codes: the sixth within an hour is not even looked up", async () => {
    const talk = setUp();
    for (let i = 0; i < 5; i++) await talk.say("a", `90000000${i}`);
    expect(await talk.say("a", talk.code)).toMatch(/请过 60 分钟再试/);
    expect(await talk.say("b", talk.code)).toContain(BINDING.askName);
  });

  it("counts nothing when the process is killed before the reply is committed", async () => {
    const talk = setUp();
    for (let i = 0; i < 7; i++) await talk.killedAfter("a", "999999999");
    expect(await talk.say("a", talk.code)).toContain(BINDING.askName);
    await talk.say("a", "测试甲");
    for (let i = 0; i < 7; i++) await talk.killedAfter("a", "9999");
    expect(await talk.say("a", "9999")).toContain("还可以试 4 次");
  });
});

describe("what comes in between", () => {
  it("answers a question at every step and asks its own again", async () => {
    const talk = setUp();
    const question = "医保卡丢了怎么办";
    await talk.say("a", talk.code);
    expect(await talk.say("a", question)).toBe(`政策：${question}\n\n${BINDING.askName}`);
    await talk.say("a", "测试甲");
    const atLastFour = await talk.say("a", question);
    expect(atLastFour).toContain(`政策：${question}`);
    expect(atLastFour).toContain(BINDING.askPhone);
    await talk.say("a", "一二三四");
    const atConsent = await talk.say("a", question);
    expect(atConsent).toContain(`政策：${question}`);
    expect(atConsent).not.toContain("境外");
    expect(await talk.say("a", "同意")).toContain("登记好了");
  });

  it("takes an introduction for a name although it sounds like danger to a classifier", async () => {
    const talk = setUpTalk({}, [{ ...ALARM, matches: ({ text }) => text.startsWith("我") }]);
    const memberId = talk.addMember({ name: "王大明", phone: "13800001234" });
    const { code } = talk.members.invite(OPERATOR, { memberId });
    expect(await talk.say("a", "我叫王大明")).toBe("警报");
    expect(await talk.say("a", code, "我叫不醒老伴")).toBe("警报");
    expect(await talk.say("a", "我叫王大明")).toContain(BINDING.askPhone);
    expect(await talk.say("a", "我不记得了")).toContain(BINDING.forgotten);
    expect(await talk.say("a", "1234", "同意")).toContain("登记好了");
  });

  it("lets the name be written anew", async () => {
    const talk = setUp();
    expect(await talk.say("a", talk.code, "测试假", { action: "bind:name" })).toBe(BINDING.askName);
    expect(await talk.say("a", "我叫测试甲", "尾号1234", "同意")).toContain("登记好了");
  });

  it("says that four are wanted, and helps who does not remember", async () => {
    const talk = setUp();
    expect(await talk.say("a", talk.code, "1234")).toContain(BINDING.nameFirst);
    expect(await talk.say("a", "测试甲", "123")).toContain(BINDING.fourDigits);
    expect(await talk.say("a", "我不记得了")).toContain(BINDING.forgotten);
    expect(await talk.say("a", "138 0000 1234", "同意")).toContain("登记好了");
  });

  it("begins anew with a new code", async () => {
    const talk = setUp();
    const other = talk.addMember({ name: "测试乙", phone: "13900005678" });
    const second = talk.members.invite(OPERATOR, { memberId: other });
    expect(await talk.say("a", talk.code, "测试甲", second.code)).toContain(BINDING.askName);
    expect(await talk.say("a", "测试乙", "5678", "同意")).toContain("测试乙，登记好了");
  });

  it("lapses after an hour, saying so", async () => {
    const talk = setUp();
    await talk.say("a", talk.code);
    talk.pass(2 * HOUR_MS);
    expect(await talk.say("a", "测试甲")).toContain(BINDING.lapsed);
  });

  it("says so when the invitation is taken back on the way", async () => {
    const talk = setUp();
    await talk.say("a", talk.code, "测试甲", "1234");
    talk.members.invite(OPERATOR, { memberId: talk.memberId });
    expect(await talk.say("a", "同意")).toContain(BINDING.gone);
  });
});

describe("binding proxies and staff", () => {
  it("binds a proxy, acts for the member at once, and names who is to be told", async () => {
    const talk = setUp();
    const { memberId } = talk;
    const grantId = talk.members.grant(OPERATOR, {
      memberId,
      name: "测试女",
      phone: "13700004321",
      relation: "女儿",
    });
    const { code } = talk.members.invite(OPERATOR, { proxyGrantId: grantId });
    const words = await talk.say("p", code, "测试女", "4321", "同意");
    expect(words).toContain("现在您替测试甲办事");
    expect(talk.members.speakerOf({ channel: "web", accountId: "p" }).actingFor?.memberId).toBe(memberId);
    expect(talk.bound).toMatchObject([{ forWhom: "proxy", represents: [{ memberId, relation: "女儿" }] }]);
  });

  it("acts for the newest member after a second grant, and says how to switch", async () => {
    const talk = setUp();
    const second = talk.addMember({ name: "测试丁", phone: "13600009999" });
    for (const [memberId, relation] of [
      [talk.memberId, "女儿"],
      [second, "侄女"],
    ] as const) {
      const grant = { memberId, name: "测试女", phone: "13700004321", relation };
      const proxyGrantId = talk.members.grant(OPERATOR, grant);
      const { code } = talk.members.invite(OPERATOR, { proxyGrantId });
      await talk.say("p", code, "测试女", "4321", "同意");
    }
    expect(talk.members.speakerOf({ channel: "web", accountId: "p" }).represents).toHaveLength(2);
    expect(await talk.say("p", "换人")).toContain("为谁办");
    expect(await talk.say("p", { action: `actfor:${second}` })).toContain("现在为测试丁办");
    expect(await talk.say("p", "我的资料")).toContain("测试丁的资料");
    expect(await talk.say("p", { action: "actfor:9999" })).toContain("不能替这位老人办事");
  });

  it("binds staff, names their roles, and tells the channel", async () => {
    const told: unknown[] = [];
    const talk = setUpTalk({ onStaffBound: (account, roles) => told.push({ account, roles }) });
    const staffId = talk.members.addStaff(OPERATOR, {
      name: "测试员",
      roles: ["liaison"],
      phone: "13500007777",
    });
    const { code } = talk.members.invite(OPERATOR, { staffId });
    const words = await talk.say("s", code, "测试员", "7777", "同意");
    expect(words).toContain("岗位：联络员");
    expect(words).toContain("/calls");
    expect(told).toEqual([{ account: { channel: "web", accountId: "s" }, roles: ["liaison"] }]);
  });
});

describe("a stranger", () => {
  it("hears how to be bound when asking for their data", async () => {
    const talk = setUp();
    const replies = await talk.send("x", "我的资料");
    expect(replyText(replies[0]!)).toContain(MY.howTo);
    expect(actionsOf(replies)).toEqual(["bind", "human"]);
  });
});
