import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { IncomingMessage } from "../../../dialogue/index.ts";
import { type Actor, staffActor } from "../../members/index.ts";
import { MINUTE_MS, setUpBureau, ZONE } from "../chat/conversationBureau.fixture.ts";
import { createTalk } from "../chat/conversationTalk.fixture.ts";
import { createUrgentRecords, nextAlertAt } from "./urgentRecords.ts";
import { createUrgentTalk } from "./urgentTalk.ts";

const CRY = "救命，我摔倒了，心口好痛";
const DUTY = { channel: "telegram", chatId: "-100" };

function cry(chat: string, text = CRY, channel = "web"): IncomingMessage {
  return { channel, chatId: chat, messageId: text, at: 0, text };
}

function setUp() {
  const bureau = setUpBureau();
  const { members } = bureau;
  /** Made anew, as after a restart. */
  const urgent = () => createUrgentRecords({ ...bureau, timeZone: ZONE, duty: DUTY });
  const by = (to: string): Actor => {
    const [channel = "", accountId = ""] = to.split(":");
    return staffActor(members.speakerOf({ channel, accountId }))!;
  };
  const talk = createTalk(bureau, () => createUrgentTalk({ ...bureau, urgent: urgent(), timeZone: ZONE }));
  return { ...bureau, urgent, by, talk };
}

/** A member with a liaison, a dispatcher, an editor, and a daughter on Telegram. */
function setUpFamily() {
  const bureau = setUp();
  const liaisonId = bureau.staff("1", "李敏", ["liaison"]);
  bureau.staff("2", "赵强", ["dispatcher"]);
  bureau.staff("3", "孙平", ["editor"], "web");
  const memberId = bureau.member("elder", { liaisonId });
  bureau.proxy(memberId, "9");
  return { ...bureau, memberId };
}

describe("an urgent record", () => {
  it("alerts the liaison, the dispatchers, the duty chat and the family at once, also at night", () => {
    const bureau = setUpFamily();
    bureau.pass(14 * 60 * MINUTE_MS);
    bureau.urgent().open(cry("elder"), "120");
    const sent = bureau.sent();
    expect(sent.map(({ to }) => to).sort()).toEqual([
      "telegram:-100",
      "telegram:1",
      "telegram:2",
      "telegram:9",
    ]);
    expect(new Set(sent.map(({ lane }) => lane))).toEqual(new Set(["reply"]));
    expect(bureau.sentTo("telegram:9")[0]!.text).toContain("王大明可能有危险，请马上打电话联系。");
    expect(bureau.sentTo("telegram:1")[0]!.actions).toEqual(["urgent:confirm:1"]);
    expect(bureau.sentTo("telegram:-100")[0]!.actions).toEqual([]);
  });

  it("carries no word about health through a messenger abroad, and the words where they may be read", () => {
    const bureau = setUpFamily();
    bureau.staff("4", "周静", ["dispatcher"], "web");
    bureau.urgent().open(cry("elder"), "120");
    for (const { to, text } of bureau.sent()) {
      expect(text.includes("心口"), to).toBe(to.startsWith("web:"));
      expect(text.includes("该打 120"), to).toBe(to.startsWith("web:"));
    }
  });

  it("has no family for a stranger, and keeps no second record for one chat", () => {
    const bureau = setUpFamily();
    const urgent = bureau.urgent();
    const first = urgent.open(cry("stranger"), "110");
    bureau.pass(MINUTE_MS);
    expect(urgent.open(cry("stranger", "快来人"), "110")).toBe(first);
    expect(urgent.list()).toHaveLength(1);
    expect(bureau.sentTo("telegram:9")).toEqual([]);
    expect(bureau.sentTo("telegram:2").map(({ text }) => text.includes("又求助了一次"))).toEqual([
      false,
      true,
    ]);
  });

  it("takes a flood of cries for one alert, and keeps their words", () => {
    const bureau = setUp();
    bureau.staff("4", "周静", ["dispatcher"], "web");
    const urgent = bureau.urgent();
    for (let i = 0; i < 50; i++) urgent.open(cry("stranger", `救命${i}`), "110");
    expect(bureau.sentTo("web:4")).toHaveLength(1);
    bureau.pass(2 * MINUTE_MS);
    urgent.tick();
    expect(bureau.sentTo("web:4")[1]!.text).toContain("救命49");
  });

  it("repeats every two minutes until someone confirms, over restarts, and asks all staff after the third", () => {
    const bureau = setUpFamily();
    const id = bureau.urgent().open(cry("elder"), "120");
    expect(bureau.urgent().tick()).toBe(0);
    for (let i = 0; i < 3; i++) {
      bureau.pass(2 * MINUTE_MS);
      expect(bureau.urgent().tick()).toBe(1);
      expect(bureau.urgent().tick()).toBe(0);
    }
    expect(bureau.sentTo("telegram:2")).toHaveLength(4);
    expect(bureau.sentTo("web:3")).toHaveLength(1);
    expect(bureau.sentTo("telegram:2")[3]!.text).toContain("已经过去 6 分钟");
    expect(bureau.urgent().confirm(bureau.by("telegram:2"), id)).toBe("confirmed");
    bureau.pass(60 * MINUTE_MS);
    expect(bureau.urgent().tick()).toBe(0);
  });

  it("becomes rarer after thirty alerts and never stops by itself", () => {
    const bureau = setUpFamily();
    const urgent = bureau.urgent();
    const id = urgent.open(cry("elder"), "120");
    for (let i = 0; i < 29; i++) {
      bureau.pass(2 * MINUTE_MS);
      expect(urgent.tick()).toBe(1);
    }
    expect(urgent.get(id)!.alerts).toBe(30);
    bureau.pass(29 * MINUTE_MS);
    expect(urgent.tick()).toBe(0);
    bureau.pass(MINUTE_MS);
    expect(urgent.tick()).toBe(1);
  });

  it("tells everyone who was alerted, and the one in need, that it is seen to and that it is over", () => {
    const bureau = setUpFamily();
    const urgent = bureau.urgent();
    const id = urgent.open(cry("elder"), "120");
    urgent.confirm(bureau.by("telegram:2"), id);
    expect(bureau.sentTo("telegram:1").at(-1)!.text).toContain("工作人员赵强已经确认在处理");
    expect(bureau.sentTo("telegram:9").at(-1)!.text).toContain("工作人员赵强正在处理");
    expect(bureau.sentTo("web:elder").at(-1)!.text).toContain("正在联系您");
    expect(bureau.sentTo("telegram:2")).toHaveLength(1);
    urgent.close(bureau.by("telegram:2"), id, "已送医院");
    expect(bureau.sentTo("telegram:9").at(-1)!.text).toContain("已经处理完");
    expect(bureau.sent().some(({ text }) => text.includes("已送医院"))).toBe(false);
  });

  it("is closed once, with a note, by those who answer for it", () => {
    const bureau = setUpFamily();
    const urgent = bureau.urgent();
    const id = urgent.open(cry("elder"), "120");
    expect(urgent.close(bureau.by("web:3"), id, "没事了")).toBe("notAllowed");
    expect(urgent.close(bureau.by("telegram:1"), id, "  ")).toBe("noNote");
    expect(urgent.close(bureau.by("telegram:1"), id, "已送医院")).toBe("closed");
    expect(urgent.close(bureau.by("telegram:2"), id, "再来一次")).toBe("gone");
    expect(urgent.open(cry("elder"), "120")).not.toBe(id);
  });

  it("loses its words when the member is erased, and stays as a fact", () => {
    const bureau = setUpFamily();
    const urgent = bureau.urgent();
    urgent.open(cry("elder"), "120");
    urgent.erase(bureau.memberId);
    bureau.staff("4", "周静", ["dispatcher"], "web");
    bureau.pass(2 * MINUTE_MS);
    urgent.tick();
    expect(bureau.sentTo("web:4")[0]!.text).not.toContain("心口");
  });

  it("alerts at the hours it should, whatever happens in between", () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant("tick" as const), minutes: fc.integer({ min: 0, max: 40 }) }),
      fc.record({ kind: fc.constant("cry" as const), minutes: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ kind: fc.constant("confirm" as const), minutes: fc.constant(0) }),
      fc.record({ kind: fc.constant("close" as const), minutes: fc.constant(0) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const bureau = setUpFamily();
        let [open, confirmed, alerts, last] = [false, false, 0, 0];
        for (const { kind, minutes } of steps) {
          bureau.pass(minutes * MINUTE_MS);
          const [urgent, now] = [bureau.urgent(), bureau.clock()];
          const id = urgent.list()[0]?.id ?? 0;
          switch (kind) {
            case "cry":
              urgent.open(cry("elder"), "120");
              if (!open) [confirmed, alerts, last] = [false, 1, now];
              else if (now > last) [alerts, last] = [alerts + 1, now];
              open = true;
              break;
            case "tick": {
              const due = open && !confirmed && now >= nextAlertAt(alerts, last);
              expect(urgent.tick()).toBe(due ? 1 : 0);
              if (due) [alerts, last] = [alerts + 1, now];
              break;
            }
            case "confirm":
              expect(urgent.confirm(bureau.by("telegram:2"), id)).toBe(
                !open ? "gone" : confirmed ? "already" : "confirmed",
              );
              confirmed = open;
              break;
            case "close":
              expect(urgent.close(bureau.by("telegram:2"), id, "好了")).toBe(open ? "closed" : "gone");
              open = false;
          }
          expect(urgent.list().map((record) => record.alerts)).toEqual(open ? [alerts] : []);
        }
        const keys = bureau.sent().map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 15 },
    );
  });
});

describe("an urgent record in the chat", () => {
  it("is confirmed by one of two who tap at once; the other learns who was faster", async () => {
    const bureau = setUpFamily();
    bureau.urgent().open(cry("elder"), "120");
    const first = await bureau.talk.turnOf("telegram:1", { action: "urgent:confirm:1" });
    const second = await bureau.talk.turnOf("telegram:2", { action: "urgent:confirm:1" });
    first.commit();
    expect(second.commit).toThrow("重新读一次");
    expect(await bureau.talk.tap("telegram:2", "urgent:confirm:1")).toContain("工作人员李敏已经确认在处理");
    expect(await bureau.talk.tap("telegram:1", "urgent:confirm:1")).toContain("您已经确认过了");
  });

  it("shows telephone and address where they may be shown, to whom they may be shown, and writes that down", async () => {
    const bureau = setUpFamily();
    bureau.staff("4", "周静", ["dispatcher"], "web");
    bureau.urgent().open(cry("elder"), "120");
    const { audit } = bureau.members;
    const reads = () =>
      audit.of(`member:${bureau.memberId}`, 50).filter(({ action }) => action === "member.read").length;
    expect(await bureau.talk.tap("web:4", "urgent:confirm:1")).toContain("13800001234");
    expect(reads()).toBe(1);
    bureau.urgent().close(bureau.by("web:4"), 1, "好了");
    bureau.urgent().open(cry("elder"), "120");
    expect(await bureau.talk.tap("telegram:1", "urgent:confirm:2")).toContain("不经这里传");
    expect(reads()).toBe(1);
    bureau.urgent().close(bureau.by("telegram:1"), 2, "好了");
    bureau.urgent().open(cry("elder"), "120");
    bureau.staff("5", "钱多", ["liaison"], "web");
    const helper = await bureau.talk.tap("web:5", "urgent:confirm:3");
    expect(helper).toContain("不归您联络");
    expect(helper).not.toContain("13800001234");
  });

  it("is confirmed by the family too, by nobody else, and not by the person in danger", async () => {
    const bureau = setUpFamily();
    bureau.member("other", { name: "陈老", phone: "13800001234" });
    bureau.urgent().open(cry("elder"), "120");
    expect(await bureau.talk.tap("web:elder", "urgent:confirm:1")).toContain("只给工作人员和家属用");
    expect(await bureau.talk.tap("web:other", "urgent:confirm:1")).toContain("只给工作人员和家属用");
    expect(await bureau.talk.tap("web:nobody", "urgent:close:1")).toContain("只给工作人员和家属用");
    expect(await bureau.talk.tap("telegram:9", "urgent:confirm:1")).toContain("记下了");
    expect(bureau.sentTo("telegram:1").at(-1)!.text).toContain("家属王小红已经确认在处理");
  });

  it("is closed with a note; an empty one is asked for again", async () => {
    const bureau = setUpFamily();
    const id = bureau.urgent().open(cry("elder"), "120");
    await bureau.talk.tap("telegram:1", "urgent:confirm:1");
    expect(await bureau.talk.tap("web:3", "urgent:close:1")).toContain("由确认处理的人");
    expect(await bureau.talk.say("telegram:1", { action: "urgent:close:1" }, "。")).toContain("请写一句");
    expect(await bureau.talk.say("telegram:1", "已送医院，女儿陪同")).toContain("已经办结");
    expect(bureau.urgent().get(id)).toBeUndefined();
    expect(await bureau.talk.tap("telegram:1", "urgent:close:1")).toContain("已经办结了");
  });

  it("is listed for staff", async () => {
    const bureau = setUpFamily();
    expect(await bureau.talk.say("telegram:2", "/urgent")).toContain("没有紧急情况");
    bureau.urgent().open(cry("elder"), "120");
    expect(await bureau.talk.say("telegram:2", "/urgent")).toContain("王大明");
    expect(await bureau.talk.say("web:elder", "/urgent")).toContain("政策：");
  });
});
