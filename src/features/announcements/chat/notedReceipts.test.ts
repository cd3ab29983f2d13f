import readSheets from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import { createCalls } from "../../../delivery/index.ts";
import { createDialogue, FRESH, type Role, replyText } from "../../../dialogue/index.ts";
import { tables } from "../../../store/index.ts";
import { createCallDesk, createCallIntents } from "../../members/index.ts";
import { createKeptAnnouncements } from "../receipts/kept.ts";
import { HOUR_MS, OPERATOR, setUpChat } from "./chatTalk.fixture.ts";
import { createSpokenReceipts } from "./notedReceipts.ts";

/** An announcement to a member of this liaison's whom no messenger reaches. */
async function setUpCall() {
  const chat = setUpChat();
  const { store, box, clock, members, announcements } = chat;
  const calls = createCalls(store, box, clock);
  const desk = createCallDesk(members, calls, [createSpokenReceipts({ announcements, members })]);
  const liaisonId = chat.staff("liaison", "赵联络", "liaison");
  const memberId = members.add(OPERATOR, { name: "王大明", category: "退休", liaisonId });
  const id = await chat.sent({ needsConfirmation: true });
  const callsOf = () =>
    store.records
      .select()
      .from(tables.callTask)
      .all()
      .map(({ outcome, doneBy }) => ({ outcome, doneBy }));
  const confirmedBy = () =>
    store.records
      .select()
      .from(tables.announcementRecipient)
      .all()
      .find((row) => row.memberId === memberId)?.confirmedBy;
  return { ...chat, desk, liaisonId, memberId, id, callsOf, confirmedBy, got: `ann:${id}:got:${memberId}` };
}

describe("收到 said on the telephone", () => {
  it("is a button of the call", async () => {
    const { desk, members, got, clock } = await setUpCall();
    const intents = createCallIntents({ desk, mayCarryPersonal: () => true });
    const speaker = members.speakerOf({ channel: "web", accountId: "liaison" });
    const message = { channel: "web", chatId: "liaison", messageId: "1", at: clock(), text: "/calls" };
    const { replies } = await createDialogue(intents, []).respond(message, FRESH, { speaker });
    expect(replyText(replies[0]!)).toMatch(/请答应我一声。\n\n对方怎么说，请点一下：$/);
    expect(replies[0]!.choices.slice(0, 2)).toMatchObject([
      { label: "收到", action: got },
      { label: "通知到了" },
    ]);
  });

  it("is noted with the member's name, by whom, and settles the call as told", async () => {
    const { say, labels, got, id, memberId, liaisonId, confirmedBy, callsOf, announcements, members } =
      await setUpCall();
    expect(await say("liaison", { action: got })).toBe("记下了：王大明已经收到。");
    expect(labels("liaison")).toEqual(["下一个电话"]);
    expect(confirmedBy()).toBe(`staff:${liaisonId}`);
    expect(callsOf()).toEqual([{ outcome: "told", doneBy: `staff:${liaisonId}` }]);
    expect(announcements.progress(OPERATOR, id)).toMatchObject({ confirmed: 1, called: 1, callFailed: 0 });
    expect(members.audit.of(`announcement:${id}`, 1)[0]).toMatchObject({
      action: "announcement.confirm",
      actor: `staff:${liaisonId}`,
      detail: { memberId },
    });
  });

  it("is noted once, however often it is tapped", async () => {
    const chat = await setUpCall();
    await chat.say("liaison", { action: chat.got });
    expect(await chat.say("liaison", { action: chat.got })).toBe("之前已经记下王大明收到了，不用再点。");
    expect(chat.callsOf()).toHaveLength(1);
    expect(chat.announcements.progress(OPERATOR, chat.id).confirmed).toBe(1);
  });

  it("settles the call about a correction, too", async () => {
    const { announcements, carryOn, pass, say, got, id, desk, callsOf, confirmedBy } = await setUpCall();
    desk.settle(OPERATOR, desk.list(OPERATOR)[0]!.id, "told");
    announcements.correct(OPERATOR, id, { body: "改到下周三。", reason: "日子写错了" });
    pass(HOUR_MS);
    await carryOn();
    expect(desk.list(OPERATOR)).toMatchObject([{ choices: [{ action: got }] }]);
    expect(await say("liaison", { action: got })).toContain("记下了");
    expect(desk.list(OPERATOR)).toEqual([]);
    expect(callsOf().map(({ outcome }) => outcome)).toEqual(["told", "told"]);
    expect(confirmedBy()).toMatch(/^staff:/);
  });

  it("is not noted for somebody it did not go to, or who has died since", async () => {
    const { say, members, memberId, got, confirmedBy, liaisonId, id } = await setUpCall();
    const later = members.add(OPERATOR, { name: "李四", category: "退休", liaisonId });
    expect(await say("liaison", { action: `ann:${id}:got:${later}` })).toContain("没有发给这位老同志");
    members.setStatus(OPERATOR, memberId, "deceased", "2026-11-24");
    expect(await say("liaison", { action: got })).toContain("没有发给这位老同志");
    expect(confirmedBy()).toBeNull();
  });

  it("is told apart from a tap of their own, in the receipts and in the member's data", async () => {
    const chat = await setUpCall();
    await chat.say("liaison", { action: chat.got });
    const [sheet] = await readSheets(await chat.announcements.exportReceipts(OPERATOR, chat.id));
    expect(sheet!.data[1]).toContain("本人，在电话里说的");
    expect(createKeptAnnouncements(chat).sections(chat.memberId)).toMatchObject([
      { lines: [expect.stringMatching(/在电话里说收到$/)] },
    ]);
  });
});

describe("who may note 收到", () => {
  it.each<[string, Role, boolean, readonly string[]]>([
    ["another liaison", "liaison", false, ["下一个电话"]],
    ["a dispatcher", "dispatcher", true, ["下一个电话"]],
    ["an editor", "editor", true, []],
    ["an admin", "admin", true, ["下一个电话"]],
    ["a viewer", "viewer", false, []],
  ])("%s", async (_who, role, noted, next) => {
    const { staff, say, labels, got, confirmedBy, callsOf } = await setUpCall();
    const staffId = staff("other", "钱同志", role);
    const said = await say("other", { action: got });
    expect(confirmedBy()).toBe(noted ? `staff:${staffId}` : null);
    expect(callsOf()[0]!.outcome).toBe(noted ? "told" : null);
    expect(labels("other")).toEqual(next);
    if (!noted) expect(said).toContain("不归您联络");
    expect(said.includes("王大明")).toBe(noted);
  });

  it("is not a proxy of somebody else, nor a stranger", async () => {
    const { proxy, member, say, got, confirmedBy } = await setUpCall();
    proxy(member("b", { name: "李四" }), "proxy");
    for (const to of ["proxy", "stranger"]) {
      expect(await say(to, { action: got })).toContain("不能替这位老同志");
    }
    expect(confirmedBy()).toBeNull();
  });
});

describe("收到 at the command line", () => {
  it("is taken by the call's number", async () => {
    const { desk, confirmedBy } = await setUpCall();
    const [call] = desk.list(OPERATOR);
    expect(desk.answer(OPERATOR, call!.id, "yes")).toEqual({ kind: "otherWord", words: ["got"] });
    expect(desk.answer(OPERATOR, call!.id, "got")).toEqual({
      kind: "noted",
      words: "记下了：王大明已经收到。",
    });
    expect(confirmedBy()).toBe("operator:test");
    expect(desk.answer(OPERATOR, call!.id, "got")).toEqual({ kind: "noCall" });
  });
});
