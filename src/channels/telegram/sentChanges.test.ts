import { describe, expect, it } from "vitest";
import type { Posted } from "../../delivery/sender.ts";
import { paragraph, type Reply } from "../../dialogue/message.ts";
import { type Opened, openTelegram } from "../../testing/openedTelegram.ts";
import { SURPLUS, WITHDRAWN } from "./text.ts";

const live = new AbortController().signal;
const HOURS_MS = 60 * 60_000;
const say = (...lines: string[]): Reply => ({ blocks: lines.map(paragraph), choices: [] });
const NOTICE = say("这条通知已经撤回。");
const LONG = say("甲".repeat(3900), "乙".repeat(3900), "丙".repeat(3900));

async function post({ channel }: Opened, reply: Reply): Promise<Posted> {
  const receipts: string[] = [];
  for (let part = 0; part < channel.sender.parts(reply); part++)
    receipts.push((await channel.sender.send("5", reply, part, live))!);
  return { reply, receipts };
}

/** Does all steps of an edit; the ids that are left. */
async function edit({ channel }: Opened, sent: Posted, reply: Reply): Promise<string[]> {
  const changes = channel.sender.changes!;
  const left: string[] = [];
  for (let step = 0; step < changes.editSteps(sent, reply); step++)
    left.push(...(await changes.edit("5", sent, reply, step, live)));
  return left;
}

const remove = ({ channel }: Opened, sent: Posted) => channel.sender.changes!.remove("5", sent, NOTICE, live);
/** What the person sees now, cut short. */
const seen = ({ server }: Opened) =>
  server
    .sentTo(5)
    .filter(({ deleted }) => deleted !== true)
    .map(({ text, caption }) => (caption ?? text).slice(0, 20));

describe("an edit", () => {
  it("changes the words in their place, and the buttons with them", async () => {
    const opened = await openTelegram();
    const sent = await post(opened, { ...say("三点"), choices: [{ label: "参加", action: "a" }] });
    expect(await edit(opened, sent, { ...say("四点"), choices: [{ label: "请假", action: "b" }] })).toEqual([
      "1",
    ]);
    expect(seen(opened)).toEqual(["四点"]);
    expect(opened.server.sent[0]?.buttons).toEqual([{ label: "请假", action: "b" }]);
    expect(opened.server.calls.at(-1)?.payload["link_preview_options"]).toEqual({ is_disabled: true });
    await edit(opened, { ...sent, reply: say("四点") }, say("四点"));
    expect(opened.server.sent[0]?.buttons).toEqual([]);
  });

  it("may be repeated: the same words again are a success, and so is a message that the person deleted", async () => {
    const opened = await openTelegram();
    const sent = await post(opened, say("三点"));
    await edit(opened, sent, say("四点"));
    expect(await edit(opened, sent, say("四点"))).toEqual(["1"]);
    await remove(opened, sent);
    await edit(opened, sent, say("五点"));
    expect(seen(opened)).toEqual([]);
  });

  it("deletes what is left over, and says so where it can no longer be deleted", async () => {
    const opened = await openTelegram();
    const first = await post(opened, LONG);
    expect(await edit(opened, first, say("短"))).toEqual(["1"]);
    expect(seen(opened)).toEqual(["短"]);
    const second = await post(opened, LONG);
    opened.server.pass(49 * HOURS_MS);
    expect(await edit(opened, second, say("也短"))).toEqual(["4", "5", "6"]);
    expect(seen(opened)).toEqual(["短", "也短", SURPLUS, SURPLUS]);
  });

  it("adds what it has more", async () => {
    const opened = await openTelegram();
    const sent = await post(opened, say("短"));
    expect(await edit(opened, sent, LONG)).toEqual(["1", "2", "3"]);
    expect(seen(opened).map((text) => text[0])).toEqual(["甲", "乙", "丙"]);
  });

  it("leaves files where they are", async () => {
    const opened = await openTelegram();
    const files = [{ kind: "photo", fileId: "p1" }] as const;
    const sent = await post(opened, { ...say("三点"), files });
    expect(await edit(opened, sent, say("四点"))).toEqual(["1", "2"]);
    expect(seen(opened)).toEqual(["四点", "[photo p1]"]);
  });

  it("has nothing to do for what is gone, and is refused where the person blocked us or the words are faulty", async () => {
    const opened = await openTelegram();
    const { channel, server } = opened;
    expect(channel.sender.changes!.editSteps({ reply: say("三点"), receipts: [] }, say("四点"))).toBe(0);
    const sent = await post(opened, say("三点"));
    await expect(edit(opened, sent, say(" "))).rejects.toMatchObject({ kind: "refused" });
    server.fail("editMessageText", {
      kind: "error",
      code: 403,
      description: "Forbidden: bot was blocked by the user",
    });
    await expect(edit(opened, sent, say("四点"))).rejects.toMatchObject({ kind: "blocked" });
    server.fail("editMessageText", { kind: "error", code: 429, retryAfter: 7 });
    await expect(edit(opened, sent, say("四点"))).rejects.toMatchObject({ retryAfterSeconds: 7 });
  });

  it("is refused for a message with a keyboard of words, which Telegram does not edit", async () => {
    const opened = await openTelegram();
    const sent = await post(opened, { ...say("三点"), menu: true });
    await expect(edit(opened, sent, say("四点"))).rejects.toMatchObject({ kind: "refused" });
  });
});

describe("a removal", () => {
  it("takes every part away, files too, and may be repeated", async () => {
    const opened = await openTelegram();
    const sent = await post(opened, { ...LONG, files: [{ kind: "photo", fileId: "p1" }] });
    expect(sent.receipts).toHaveLength(4);
    expect(await remove(opened, sent)).toEqual([]);
    expect(seen(opened)).toEqual([]);
    expect(await remove(opened, sent)).toEqual([]);
  });

  it("says that it was recalled where Telegram no longer deletes: once in full, below a file too", async () => {
    const opened = await openTelegram();
    const files = [{ kind: "document", fileId: "d1" }] as const;
    const sent = await post(opened, { ...LONG, choices: [{ label: "收到", action: "a" }], files });
    opened.server.pass(49 * HOURS_MS);
    expect(await remove(opened, sent)).toEqual(["1", "2", "3", "4"]);
    const words = ["这条通知已经撤回。", WITHDRAWN, WITHDRAWN, WITHDRAWN];
    expect(seen(opened)).toEqual(words);
    expect(opened.server.sent.flatMap(({ buttons }) => buttons)).toEqual([]);
    expect(await remove(opened, sent)).toEqual(["1", "2", "3", "4"]);
    expect(seen(opened)).toEqual(words);
  });

  it("fails as a send does when Telegram is away", async () => {
    const opened = await openTelegram();
    const sent = await post(opened, say("三点"));
    opened.server.fail("deleteMessage", { kind: "error", code: 500 });
    await expect(remove(opened, sent)).rejects.toMatchObject({ kind: "transport" });
    expect(seen(opened)).toEqual(["三点"]);
  });
});
