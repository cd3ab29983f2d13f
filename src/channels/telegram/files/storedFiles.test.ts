import { describe, expect, it } from "vitest";
import { createDispatcher } from "../../../delivery/index.ts";
import { outboxTable } from "../../../delivery/outbox.repo.ts";
import { paragraph, type Reply } from "../../../dialogue/message.ts";
import { type Opened, openTelegram } from "../../../testing/openedTelegram.ts";
import { FILE_GONE } from "../text.ts";

const live = new AbortController().signal;
const bytes = (text: string) => Buffer.from(text, "latin1");
const PDF = bytes("%PDF-1.7 \r\n--boundary\r\n材料");
const PNG = bytes("\x89PNG\r\n\x1a\nrest");
const GIF = bytes("GIF89arest");

/** A reply with a file from the shelf, and how its second part is sent. */
function withFile({ shelf, channel }: Opened, name: string, body: Buffer) {
  const { id, ...face } = shelf.keep({ name, body }, "staff:1");
  const reply: Reply = {
    blocks: [paragraph("材料在下面。")],
    choices: [],
    files: [{ stored: id, ...face }],
  };
  return { id, reply, send: (chatId: string) => channel.sender.send(chatId, reply, 1, live) };
}

const shown = ({ server }: Opened) => server.sent.map(({ chatId, text }) => `${chatId} ${text}`);

describe("a file that we keep", () => {
  it("goes up once, under its name and whole, and from then on by its id", async () => {
    const opened = await openTelegram();
    const { id, reply, send } = withFile(opened, "学习材料 1.pdf", PDF);
    expect(opened.channel.sender.parts(reply)).toBe(2);
    for (const chatId of ["1", "2", "3"]) expect(await send(chatId)).toMatch(/^\d+$/);
    const { uploads } = opened.server;
    expect(uploads.map(({ kind, name }) => [kind, name])).toEqual([["document", "学习材料 1.pdf"]]);
    expect(uploads[0]!.body.equals(PDF)).toBe(true);
    expect(shown(opened)).toEqual(["1 [document file-1]", "2 [document file-1]", "3 [document file-1]"]);
    expect(opened.shelf.remoteId(id, "telegram")).toBe("document:file-1");
  });

  it("goes up once for many people, handed out by the dispatcher", async () => {
    const opened = await openTelegram();
    const { store, box, server } = opened;
    const { reply } = withFile(opened, "照片.png", PNG);
    const outbox = outboxTable(store.records);
    const body = box.seal(JSON.stringify(reply));
    for (let n = 1; n <= 20; n++) {
      outbox.insert({
        channel: "telegram",
        chatId: String(n),
        lane: "push",
        body,
        uniqueKey: `k${n}`,
        createdAt: Date.now(),
        dueAt: 0,
      });
    }
    const silent = () => undefined;
    const dispatcher = createDispatcher({
      store,
      box,
      senders: [opened.channel.sender],
      clock: Date.now,
      random: () => 0.5,
      log: { info: silent, warn: silent, error: silent },
    });
    dispatcher.start();
    await server.waitForSent(40, 20_000);
    await expect.poll(() => outbox.sizes().outboxPending).toBe(0);
    await dispatcher.stop();
    expect(server.uploads).toHaveLength(1);
    expect(
      new Set(server.sent.filter(({ file }) => file !== undefined).map(({ chatId }) => chatId)).size,
    ).toBe(20);
  }, 30_000);

  it("goes up once when two people are sent it at the same moment", async () => {
    const opened = await openTelegram();
    const { send } = withFile(opened, "照片.png", PNG);
    await Promise.all([send("1"), send("2")]);
    expect(opened.server.uploads).toHaveLength(1);
    expect(opened.server.sent).toHaveLength(2);
  });

  it("holds up others while it is on its way, and nobody afterwards", async () => {
    const opened = await openTelegram();
    const { reply, send } = withFile(opened, "照片.png", PNG);
    const { sender } = opened.channel;
    expect(sender.holdUp?.(reply, 1)).toBeUndefined();
    const sending = send("1");
    expect(sender.holdUp?.(reply, 0)).toBeUndefined();
    const wait = sender.holdUp?.(reply, 1);
    expect(wait).toBeInstanceOf(Promise);
    await sending;
    await wait;
    expect(sender.holdUp?.(reply, 1)).toBeUndefined();
  });

  it("goes up again when Telegram knows the id no more", async () => {
    const opened = await openTelegram();
    const { id, send } = withFile(opened, "照片.png", PNG);
    await send("1");
    opened.server.forgetFile("file-1");
    await send("2");
    await send("3");
    expect(opened.server.uploads).toHaveLength(2);
    expect(opened.shelf.remoteId(id, "telegram")).toBe("photo:file-2");
    expect(shown(opened)).toEqual(["1 [photo file-1]", "2 [photo file-2]", "3 [photo file-2]"]);
  });

  it("goes up with the next person when the first has blocked us, and that one's failure is told", async () => {
    const opened = await openTelegram();
    const { send } = withFile(opened, "照片.png", PNG);
    opened.server.block("1");
    await expect(send("1")).rejects.toMatchObject({ kind: "blocked" });
    await send("2");
    expect(shown(opened)).toEqual(["2 [photo file-1]"]);
  });

  it("goes as a document where Telegram takes no photo of it, for everyone after too", async () => {
    const opened = await openTelegram();
    const { send } = withFile(opened, "长图.png", PNG);
    opened.server.fail("sendPhoto", {
      kind: "error",
      code: 400,
      description: "Bad Request: PHOTO_INVALID_DIMENSIONS",
    });
    await send("1");
    await send("2");
    expect(opened.server.calls.map(({ method }) => method)).toEqual([
      "sendPhoto",
      "sendDocument",
      "sendDocument",
    ]);
    expect(opened.server.uploads).toHaveLength(1);
  });

  it("is remembered as what Telegram made of it", async () => {
    const opened = await openTelegram();
    const { id, send } = withFile(opened, "动图.gif", GIF);
    // Telegram makes an animation of a moving picture that comes as a document.
    opened.shelf.remember(id, "telegram", "animation:a1");
    await send("1");
    expect(opened.server.calls.map(({ method }) => method)).toEqual(["sendAnimation"]);
  });

  it("becomes a line of text where it is gone, or Telegram will have none of it", async () => {
    const opened = await openTelegram();
    const { reply, send } = withFile(opened, "材料.pdf", PDF);
    const gone: Reply = { ...reply, files: [{ ...reply.files![0]!, stored: 99 } as never] };
    await opened.channel.sender.send("1", gone, 1, live);
    opened.server.fail("sendDocument", { kind: "error", code: 400, description: "Bad Request: something" });
    await send("2");
    expect(shown(opened)).toEqual([`1 ${FILE_GONE}`, `2 ${FILE_GONE}`]);
    await send("3");
    expect(shown(opened)[2]).toBe("3 [document file-1]");
  });

  it.each([
    ["uncertain", { kind: "dropAfter" }],
    ["uncertain", { kind: "silence" }],
    ["transport", { kind: "error", code: 502 }],
  ] as const)("fails as any send does: %s", async (kind, failure) => {
    const opened = await openTelegram({ timing: { requestMs: 100, uploadMs: 300 } });
    const { send, reply } = withFile(opened, "材料.pdf", PDF);
    opened.server.fail("sendDocument", failure);
    await expect(send("1")).rejects.toMatchObject({ kind });
    expect(opened.channel.sender.holdUp?.(reply, 1)).toBeUndefined();
    await send("2");
  });
});
