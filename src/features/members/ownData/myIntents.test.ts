import { describe, expect, it } from "vitest";
import { replyText } from "../../../dialogue/index.ts";
import { account, DAY_MS, inventedIdNumber, OPERATOR, staffActor } from "../people.fixture.ts";
import { actionsOf, setUpTalk } from "../talk.fixture.ts";
import { MY } from "../text.ts";

const SECRETS = { phone: "13800001234", address: "测试路一号", health: "测试健康情况" };

function setUp(options: Parameters<typeof setUpTalk>[0] = {}) {
  const talk = setUpTalk(options);
  const idNumber = inventedIdNumber(1);
  const memberId = talk.addMember({
    name: "测试甲",
    idNumber,
    tags: ["测试困难"],
    unit: "测试单位",
    ...SECRETS,
  });
  for (const channel of ["web", "telegram"]) {
    talk.bindNow(account("a", channel), { memberId }, { name: "测试甲", lastFour: "1234" });
  }
  const grantId = talk.members.grant(OPERATOR, {
    memberId,
    name: "测试女",
    phone: "13700004321",
    relation: "女儿",
  });
  talk.bindNow(account("p", "web"), { proxyGrantId: grantId }, { name: "测试女", lastFour: "4321" });
  return { ...talk, memberId, grantId, idNumber };
}

const reads = ({ members, memberId }: ReturnType<typeof setUp>) =>
  members.audit.of(`member:${memberId}`, 100).filter(({ action }) => action === "member.read");

describe("我的资料", () => {
  it.each(["我的", "我的资料", "/my", "查我的资料"])("is shown at %s, in plain words", async (words) => {
    const talk = setUp();
    const text = await talk.say("a", words);
    for (const part of [
      "测试甲",
      "类别：退休",
      "13800001234",
      talk.idNumber,
      "测试路一号",
      "测试健康情况",
      "测试女（女儿）",
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain("网页，2026年3月2日 起");
  });

  it("writes each look at sealed fields down, once", async () => {
    const talk = setUp();
    await talk.killedAfter("a", "我的资料");
    expect(reads(talk)).toHaveLength(0);
    await talk.send("a", "我的资料");
    expect(reads(talk)).toHaveLength(1);
  });

  it("names sealed fields and marks only as on file where the channel is abroad, and opens none of them", async () => {
    const talk = setUp({ publicUrl: "https://example.org" });
    const replies = await talk.send("a", "我的资料", "telegram");
    const text = replies.map(replyText).join("\n");
    for (const secret of [...Object.values(SECRETS), talk.idNumber, "测试困难"])
      expect(text).not.toContain(secret);
    expect(text).toContain("住址：已登记");
    expect(text).toContain(MY.notHere);
    expect(actionsOf(replies)).toContain("my:export");
    expect(reads(talk)).toHaveLength(0);
  });

  it("offers a printed copy where no page can be reached", async () => {
    const talk = setUp();
    const replies = await talk.send("a", "我的资料", "telegram");
    expect(replies.map(replyText).join()).toContain(MY.noPage);
    expect(actionsOf(replies)).not.toContain("my:export");
    expect(replyText((await talk.send("a", { action: "my:export" }, "telegram"))[0]!)).toBe(MY.noPageExport);
  });

  it("shows a proxy the member's data, named as such, without erasure", async () => {
    const talk = setUp();
    const replies = await talk.send("p", "我的资料");
    expect(replyText(replies[0]!)).toContain("测试甲的资料（您的身份：女儿，代办人）");
    expect(actionsOf(replies)).not.toContain("my:erase");
    expect(await talk.say("p", { action: "my:erase" })).toContain("由本人来办");
    expect(await talk.say("p", { action: "my:proxies" })).toBe(MY.onlySelf);
  });

  it("asks a proxy of several for whom, once", async () => {
    const talk = setUp();
    const second = talk.addMember({ name: "测试丁", phone: "13600009999" });
    talk.members.grant(OPERATOR, {
      memberId: second,
      name: "测试女",
      phone: "13700004321",
      relation: "侄女",
    });
    const asked = await talk.send("p", "我的资料");
    expect(actionsOf(asked)).toEqual([`actfor:${talk.memberId}`, `actfor:${second}`]);
    await talk.send("p", { action: `actfor:${second}` });
    expect(await talk.say("p", "我的资料")).toContain("测试丁的资料");
  });

  it("tells staff of their own registration", async () => {
    const talk = setUp();
    const staffId = talk.members.addStaff(OPERATOR, {
      name: "测试员",
      roles: ["admin"],
      phone: "13500007777",
    });
    talk.bindNow(account("s", "web"), { staffId }, { name: "测试员", lastFour: "7777" });
    expect(await talk.say("s", "我的")).toContain("测试员，您登记为工作人员，岗位：管理员");
  });
});

describe("谁看过我的资料", () => {
  it("tells date, person, fields and purpose in plain words", async () => {
    const talk = setUp();
    const staffId = talk.members.addStaff(OPERATOR, { name: "测试员", roles: ["dispatcher"] });
    talk.pass(DAY_MS);
    talk.members.reveal(staffActor(staffId, "dispatcher"), talk.memberId, ["phone", "address"], "上门");
    const [newest] = (await talk.say("a", "谁看过我的资料")).split("\n\n").slice(1);
    expect(newest).toBe("2026年3月3日 09:00　测试员（工作人员）看了：手机、住址。用途：上门");
    await talk.send("p", "我的资料");
    expect(await talk.say("a", { action: "my:seen" })).toContain("测试女（代办人）看了");
    expect(await talk.say("p", { action: "my:seen" })).toMatch(/^为测试甲办：/);
  });
});

describe("解除代办", () => {
  it("asks once more, and then the proxy can do nothing", async () => {
    const talk = setUp();
    await talk.say("a", { action: "my:proxies" });
    expect(await talk.say("a", { action: `my:revoke:${talk.grantId}` })).toContain(
      "真的要解除测试女（女儿）的代办吗",
    );
    expect(talk.members.grantsOf(talk.memberId)).toHaveLength(1);
    expect(await talk.say("a", { action: `my:revoke!:${talk.grantId}` })).toBe(MY.proxyEnded);
    expect(talk.members.grantsOf(talk.memberId)).toHaveLength(0);
    expect(await talk.say("p", "我的资料")).toContain(MY.stranger);
    expect(await talk.say("a", { action: `my:revoke!:${talk.grantId}` })).toBe(MY.proxyGone);
  });

  it("cannot end another member's grant", async () => {
    const talk = setUp();
    const other = talk.addMember({ name: "测试丁", phone: "13600009999" });
    const foreign = talk.members.grant(OPERATOR, { memberId: other, name: "测试侄", relation: "侄子" });
    expect(await talk.say("a", { action: `my:revoke!:${foreign}` })).toBe(MY.proxyGone);
    expect(talk.members.grantsOf(other)).toHaveLength(1);
  });
});

describe("解除绑定", () => {
  it("ends the binding of this account alone", async () => {
    const talk = setUp();
    expect(await talk.say("a", "解除绑定")).toContain(MY.askUnbind);
    expect(await talk.say("a", { action: "my:unbind:self" })).toBe(MY.unbound);
    expect(talk.members.speakerOf(account("a", "web")).self).toBeUndefined();
    expect(talk.members.speakerOf(account("a", "telegram")).self).toBeDefined();
  });

  it("lets a proxy give up", async () => {
    const talk = setUp();
    await talk.say("p", { action: "my:unbind:proxy" });
    expect(talk.members.speakerOf(account("p", "web")).represents).toEqual([]);
  });

  it("does nothing for an account that is not bound that way", async () => {
    const talk = setUp();
    expect(await talk.say("p", { action: "my:unbind:staff" })).toBe(MY.nothingToUnbind);
    expect(talk.members.speakerOf(account("p", "web")).represents).toHaveLength(1);
  });
});
