import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTelegramServer, type TelegramServer } from "../../testing/telegramServer.ts";
import { createTelegram, type TelegramChannel, type TelegramParts } from "./channel.ts";
import { staffCommands } from "./commandMenus.ts";
import { LOG } from "./text.ts";

let server: TelegramServer;
const opened: TelegramChannel[] = [];

beforeEach(async () => {
  server = await startTelegramServer();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((channel) => channel.stop()));
  await server.close();
});

function open(staffChats: TelegramParts["staffChats"] = () => []) {
  const warned: string[] = [];
  const channel = createTelegram({
    config: { mode: "polling", token: server.token, apiRoot: server.apiRoot, dutyChatId: undefined },
    receive: async () => undefined,
    queue: async () => undefined,
    staffChats,
    publicUrl: undefined,
    log: { info: () => undefined, warn: (_, message) => void warned.push(message), error: () => undefined },
    clock: () => 0,
    timing: { firstRetryMs: 5, lastRetryMs: 20 },
  });
  opened.push(channel);
  return { channel, warned };
}

const names = (commands: readonly { command: string }[]) => commands.map(({ command }) => command);
const menuCalls = () => server.calls.filter(({ method }) => method.endsWith("MyCommands"));
const menusSet = (count: number) => server.waitUntil(`${count} menus`, () => menuCalls().length === count);
const EVERYONE = ["start", "help", "study", "notices", "my", "human", "cancel"];

describe("the menu of commands", () => {
  it("gives retirees theirs, and each of staff those of their roles", async () => {
    const { channel, warned } = open(() => [
      { chatId: "71", roles: ["viewer"] },
      { chatId: "72", roles: ["liaison"] },
    ]);
    await channel.start();
    await menusSet(3);
    expect(menuCalls().map(({ payload }) => [payload["scope"], names(payload["commands"] as [])])).toEqual([
      [{ type: "all_private_chats" }, EVERYONE],
      [{ type: "chat", chat_id: 71 }, EVERYONE],
      [{ type: "chat", chat_id: 72 }, [...EVERYONE, "urgent", "work", "calls"]],
    ]);
    expect(warned).toEqual([]);
  });

  it("offers the call list to those who telephone", () => {
    const withCalls = (["admin", "editor", "dispatcher", "liaison", "viewer"] as const).filter((role) =>
      names(staffCommands([role])).includes("calls"),
    );
    expect(withCalls).toEqual(["admin", "dispatcher", "liaison"]);
    const withAnnounce = (["admin", "dispatcher", "editor", "liaison", "viewer"] as const).filter((role) =>
      names(staffCommands([role])).includes("announce"),
    );
    expect(withAnnounce).toEqual(["admin", "editor"]);
  });

  it("changes a menu when roles change, and gives back everyone's when they end", async () => {
    const { channel } = open();
    await channel.setStaffCommands("71", ["admin"]);
    await channel.setStaffCommands("71", undefined);
    expect(menuCalls().map(({ method, payload }) => [method, payload["scope"]])).toEqual([
      ["setMyCommands", { type: "chat", chat_id: 71 }],
      ["deleteMyCommands", { type: "chat", chat_id: 71 }],
    ]);
  });

  it("does not bring back, while starting, a menu that is taken away meanwhile", async () => {
    const chats = Array.from({ length: 5 }, (_, n) => ({
      chatId: String(70 + n),
      roles: ["admin"] as const,
    }));
    const { channel } = open(() => chats);
    await channel.start();
    await menusSet(2);
    await channel.setStaffCommands("74", undefined);
    expect(menuCalls().at(-1)).toMatchObject({ method: "deleteMyCommands" });
    expect(menuCalls().length).toBe(7);
  });

  it("only warns when one fails, and sets the others", async () => {
    server.fail("setMyCommands", { kind: "error", code: 500 });
    server.fail("setMyCommands", { kind: "error", code: 400, description: "Bad Request: chat not found" });
    const { channel, warned } = open(() => [
      { chatId: "71", roles: ["admin"] },
      { chatId: "72", roles: ["admin"] },
    ]);
    await channel.start();
    await menusSet(3);
    await server.waitUntil("polling", () => server.calls.some(({ method }) => method === "getUpdates"));
    expect(warned).toEqual([LOG.commandsFailed, LOG.commandsFailed]);
  });

  it("waits as long as Telegram asks, and tries once more", async () => {
    server.fail("setMyCommands", { kind: "error", code: 429, retryAfter: 1 });
    const { channel, warned } = open();
    await channel.setStaffCommands("71", ["admin"]);
    expect(menuCalls().length).toBe(2);
    expect(warned).toEqual([]);
  });

  it("only warns when the staff cannot be read", async () => {
    const { channel, warned } = open(() => {
      throw new Error("database is locked");
    });
    await channel.start();
    await server.waitUntil("warned", () => warned.length === 1);
    expect(warned).toEqual([LOG.commandsFailed]);
  });
});
