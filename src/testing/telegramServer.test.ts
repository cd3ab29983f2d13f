import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createBudget } from "./telegramBudget.ts";
import { startTelegramServer, type TelegramServer } from "./telegramServer.ts";

describe("the budget", () => {
  it("turns away the 31st of any second, counting only what it took", () => {
    const budget = createBudget({ perSecond: 30, perChatMs: 1000 });
    for (let n = 0; n < 30; n += 1) expect(budget.arrive(`c${n}`, n * 10)).toBeUndefined();
    expect(budget.arrive("x", 999)).toBe(1);
    expect(budget.arrive("x", 1000)).toBeUndefined();
    // The second message came at 10: until 1010 the window is full again.
    expect(budget.arrive("y", 1009)).toBe(1);
    expect(budget.arrive("y", 1010)).toBeUndefined();
  });

  it("turns away the second within the interval of one chat and says, rounded up, how long", () => {
    const budget = createBudget({ perSecond: 30, perChatMs: 2500 });
    expect(budget.arrive("a", 0)).toBeUndefined();
    expect(budget.arrive("a", 1)).toBe(3);
    expect(budget.arrive("a", 1500)).toBe(1);
    expect(budget.arrive("b", 1500)).toBeUndefined();
    expect(budget.arrive("a", 2500)).toBeUndefined();
  });

  it("forgives what is within its tolerance", () => {
    const budget = createBudget({ perSecond: 1, perChatMs: 1000, toleranceMs: 20 });
    expect(budget.arrive("a", 0)).toBeUndefined();
    expect(budget.arrive("a", 979)).toBe(1);
    expect(budget.arrive("a", 980)).toBeUndefined();
  });
});

describe("the server", () => {
  let server: TelegramServer;

  beforeEach(async () => {
    server = await startTelegramServer();
  });
  afterEach(() => server.close());

  async function call(method: string, payload: object) {
    const response = await fetch(`${server.apiRoot}/bot${server.token}/${method}`, {
      method: "POST",
      body: JSON.stringify(payload),
    });
    return (await response.json()) as Record<string, unknown>;
  }

  const send = (payload: object) => call("sendMessage", { chat_id: 5, text: "您好", ...payload });
  const inline = (...buttons: object[]) => ({ reply_markup: { inline_keyboard: [buttons] } });

  it("answers 429 with retry_after when too fast, keeps no such message, and counts it", async () => {
    server.enforceLimits({ perSecond: 30, perChatMs: 60_000 });
    expect(await send({})).toMatchObject({ ok: true });
    expect(await send({})).toMatchObject({ ok: false, error_code: 429, parameters: { retry_after: 60 } });
    expect(server.sent.length).toBe(1);
    expect(server.limited).toBe(1);
  });

  it("answers 403 to what is sent to someone who blocked the bot", async () => {
    server.block(5);
    expect(await send({})).toMatchObject({ error_code: 403 });
    expect(await send({ chat_id: 6 })).toMatchObject({ ok: true });
    server.block(5, false);
    expect(await send({})).toMatchObject({ ok: true });
  });

  it("reads buttons, links and keyboards of words, and when a message came", async () => {
    const before = Date.now();
    await send(inline({ text: "看", callback_data: "a" }, { text: "开", url: "https://example.cn/x" }));
    await send({ reply_markup: { keyboard: [[{ text: "发", request_contact: true }], [{ text: "不" }]] } });
    const [first, second] = server.sentTo(5);
    expect(first).toMatchObject({
      buttons: [{ label: "看", action: "a" }],
      links: [{ label: "开", url: "https://example.cn/x" }],
    });
    expect(first).not.toHaveProperty("keyboard");
    expect(second?.keyboard).toEqual([[{ label: "发", contact: true }], [{ label: "不", contact: false }]]);
    expect(first?.at).toBeGreaterThan(before - 1000);
    expect(second?.at).toBeGreaterThanOrEqual(first?.at ?? Number.NaN);
  });

  it.each([
    ["a host without a dot", inline({ text: "开", url: "http://localhost:8080/x" })],
    ["an action of 65 bytes", inline({ text: "看", callback_data: "a".repeat(65) })],
    ["a button that does nothing", inline({ text: "看" })],
    ["a button without words", { reply_markup: { keyboard: [[{ text: " " }]] } }],
    [
      "a phone asked for in a group",
      {
        chat_id: -5,
        reply_markup: { keyboard: [[{ text: "发", request_contact: true }]] },
      },
    ],
    ["a bare <", { text: "1 < 2", parse_mode: "HTML" }],
    ["nothing to see", { text: " " }],
  ])("refuses %s", async (_, payload) => {
    expect(await send(payload)).toMatchObject({ ok: false, error_code: 400 });
    expect(server.sent).toEqual([]);
  });

  it("edits and deletes what it has, once", async () => {
    await send({});
    const edit = { chat_id: 5, message_id: 1, text: "改了" };
    expect(await call("editMessageText", edit)).toMatchObject({ ok: true });
    expect(await call("editMessageText", edit)).toMatchObject({ error_code: 400 });
    expect(server.sentTo(5).map(({ text }) => text)).toEqual(["改了"]);
    expect(await call("editMessageText", { ...edit, chat_id: 6 })).toMatchObject({ error_code: 400 });
    expect(await call("deleteMessage", { chat_id: 5, message_id: 1 })).toMatchObject({ ok: true });
    expect(server.sent[0]?.deleted).toBe(true);
    expect(await call("deleteMessage", { chat_id: 5, message_id: 1 })).toMatchObject({ error_code: 400 });
  });

  it("deletes nothing that is older than 48 hours, and edits it all the same", async () => {
    await send({});
    server.pass(48 * 60 * 60_000 + 1);
    const old = { chat_id: 5, message_id: 1 };
    expect(await call("deleteMessage", old)).toMatchObject({
      error_code: 400,
      description: "Bad Request: message can't be deleted for everyone",
    });
    expect(await call("editMessageText", { ...old, text: "改了" })).toMatchObject({ ok: true });
    expect(await call("editMessageText", { ...old, message_id: 9, text: "改了" })).toMatchObject({
      description: "Bad Request: message to edit not found",
    });
  });

  it("takes a file up with a form, gives it an id, and shows it again by that as the same kind only", async () => {
    const form = new FormData();
    form.set("chat_id", "5");
    form.set("document", "attach://f1");
    form.set("f1", new Blob(["材料\r\n--x"]), "材料.txt");
    const url = `${server.apiRoot}/bot${server.token}/sendDocument`;
    const first = (await (await fetch(url, { method: "POST", body: form })).json()) as object;
    expect(first).toMatchObject({ result: { document: { file_id: "file-1", file_name: "材料.txt" } } });
    expect(server.uploads.map(({ body }) => body.toString())).toEqual(["材料\r\n--x"]);
    const again = { chat_id: 5, document: "file-1", photo: "file-1" };
    expect(await call("sendDocument", again)).toMatchObject({ ok: true });
    expect(await call("sendPhoto", again)).toMatchObject({ error_code: 400 });
    expect(await call("editMessageText", { chat_id: 5, message_id: 1, text: "改" })).toMatchObject({
      error_code: 400,
    });
    expect(await call("editMessageCaption", { chat_id: 5, message_id: 1, caption: "改" })).toMatchObject({
      ok: true,
    });
    server.forgetFile("file-1");
    expect(await call("sendDocument", again)).toMatchObject({ error_code: 400 });
  });

  it("gives out what a person sent, up to 20 MB, to whoever has the token", async () => {
    server.keepFile("small", "documents/a b", Buffer.from("材料"));
    server.keepFile("large", "documents/large", Buffer.alloc(20 * 1024 * 1024 + 1));
    expect(await call("getFile", { file_id: "small" })).toMatchObject({
      result: { file_path: "documents/a b" },
    });
    expect(await call("getFile", { file_id: "large" })).toMatchObject({
      description: "Bad Request: file is too big",
    });
    const get = (token: string) => fetch(`${server.apiRoot}/file/bot${token}/documents/a%20b`);
    expect(await (await get(server.token)).text()).toBe("材料");
    expect((await get("1:wrong")).status).toBe(404);
  });

  it("knows files and menus", async () => {
    expect(await call("getFile", { file_id: "f" })).toMatchObject({ result: { file_id: "f" } });
    expect(await call("getFile", {})).toMatchObject({ error_code: 400 });
    expect(await call("deleteMyCommands", {})).toMatchObject({ ok: true });
  });
});
