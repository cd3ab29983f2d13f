/** `npm run -s test:proof`: what the real process does when its database cannot be written. */
import { chmodSync, chownSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { ERROR_LEVEL, startRealProcess } from "../realProcess.ts";
import { privateText, startTelegramServer, type TelegramServer } from "../telegramServer.ts";
import { ADMIN_CHAT, codeOf, type Drill, memberChat, prepareDrill, question } from "./drill.ts";
import { lookInto } from "./evidence.repo.ts";
import { limitedFiles, smallFileSystem, type TightPlace } from "./fullDisk.ts";

const HURRY_MS = 20_000;
/** Polling waits up to a minute after failures to store. */
const RECOVERY_MS = 120_000;
const CHATS = 60;
const NOBODY = 65_534;

describe("a full disk", () => {
  it.each([
    ["no file may grow any more", limitedFiles],
    ["the file system is full", smallFileSystem],
  ])("raises the alarm, confirms nothing that is not stored, and catches up: %s", async (_, make) => {
    const place = make();
    if (place === undefined) {
      process.stdout.write("full file system: not tried, nothing may be mounted here\n");
      return;
    }
    const server = await startTelegramServer();
    const { drill, life, url } = await startIn(place, server);
    const crowd = createAskers(server);
    crowd.ask(5);
    await crowd.answered(5, HURRY_MS);

    place.fill(life.pid, drill.databasePath);
    const alarmed = life.logged("an alert", ({ alert }) => alert === "storage", HURRY_MS * 2);
    const asking = setInterval(() => crowd.ask(3), 100);
    await alarmed.finally(() => clearInterval(asking));
    const health = await fetch(`${url}/healthz`);
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({
      status: "storage",
      trouble: expect.stringContaining("磁盘"),
    });
    await server.waitUntil(
      "the administrator is told",
      () => server.sentTo(ADMIN_CHAT).some(({ text }) => text.includes("警报")),
      HURRY_MS,
    );
    // In the midst of it, time and again: what Telegram was told to forget is stored.
    for (let look = 0; look < 20; look += 1) {
      crowd.ask(1);
      expect(crowd.confirmedUnstored(drill)).toEqual([]);
      await pass(250);
    }
    expect(server.pending().length, "the last ones cannot have been stored").toBeGreaterThan(0);
    expect(life.ended).toBeUndefined();

    place.makeRoom(life.pid);
    await crowd.answered(crowd.asked, RECOVERY_MS);
    await server.waitUntil(
      "the administrator is told that it is over",
      () => server.sentTo(ADMIN_CHAT).some(({ text }) => text.includes("又能写了")),
      HURRY_MS,
    );
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(server.pending()).toEqual([]);
    crowd.expectEachAnsweredOnce();
    const told = server.sentTo(ADMIN_CHAT).map(({ text }) => text);
    process.stdout.write(
      `full disk: ${crowd.asked} messages, the administrator was told: ${told.length} times\n`,
    );
    expect(await life.stop()).toBe(0);
  });
});

describe("a database that may not be written", () => {
  it.skipIf(process.getuid?.() !== 0)(
    "does not end the process: it says so at the port and in the log, and starts by itself once that is mended",
    async () => {
      const server = await startTelegramServer();
      onTestFinished(() => server.close());
      const drill = await prepareDrill({ server });
      onTestFinished(() => rmSync(drill.folder, { recursive: true, force: true }));
      const files = readdirSync(drill.folder, { recursive: true, encoding: "utf8" });
      for (const name of ["", ...files]) chownSync(join(drill.folder, name), NOBODY, NOBODY);
      const setModes = (folder: number, file: number) => {
        chmodSync(drill.folder, folder);
        chmodSync(drill.databasePath, file);
      };
      setModes(0o555, 0o444);
      const port = "18473";
      const life = startRealProcess({ ...drill, settings: { ...drill.settings, PORT: port }, uid: NOBODY });
      onTestFinished(() => life.kill());
      await life.logged("an error", ({ level }) => level === ERROR_LEVEL, HURRY_MS);
      const health = await fetchOnceUp(`http://127.0.0.1:${port}/healthz`);
      expect(health.status).toBe(503);
      expect(await health.json()).toEqual({ status: "storage", fault: "readOnly" });
      const page = await fetch(`http://127.0.0.1:${port}/`);
      expect(page.status).toBe(503);
      expect(await page.text()).toContain("暂停服务");
      server.push(privateText(memberChat(0), question(1)));
      expect(life.ended).toBeUndefined();

      setModes(0o755, 0o644);
      expect(await life.ready()).toContain(port);
      await server.waitUntil("the message is answered", () => server.sent.length === 1, HURRY_MS);
      expect(server.sent[0]?.text).toContain(codeOf(1));
      expect(await life.stop()).toBe(0);
    },
  );
});

async function startIn(place: TightPlace, server: TelegramServer) {
  onTestFinished(() => place.remove());
  onTestFinished(() => server.close());
  const drill = await prepareDrill({ server, below: place.folder });
  const life = startRealProcess(drill);
  onTestFinished(() => life.kill());
  return { drill, life, url: await life.ready() };
}

/** People who ask one question each time, and what became of it. */
function createAskers(server: TelegramServer) {
  const ids: number[] = [];
  const repliesTo = (article: number) =>
    server.sent.filter(({ text }) => text.includes(codeOf(article))).length;
  return {
    get asked() {
      return ids.length;
    },
    ask(amount: number) {
      for (let n = 0; n < amount; n += 1) {
        ids.push(...server.push(privateText(memberChat(ids.length % CHATS), question(ids.length + 1))));
      }
    },
    answered: (amount: number, timeoutMs: number) =>
      server.waitUntil(`${amount} answers`, () => new Set(codesOf(server)).size >= amount, timeoutMs),
    confirmedUnstored(drill: Drill): number[] {
      const pending = new Set(server.pending());
      const stored = lookInto(drill.databasePath, (evidence) => evidence.updateIds());
      return ids.filter((id) => !pending.has(id) && !stored.has(id));
    },
    expectEachAnsweredOnce() {
      const wrong = ids.flatMap((_, i) => (repliesTo(i + 1) === 1 ? [] : [codeOf(i + 1)]));
      expect(wrong).toEqual([]);
      expect(codesOf(server).length).toBe(ids.length);
    },
  };
}

/** The codes told so far, to everyone, in order of arrival. */
function codesOf({ sent }: TelegramServer): string[] {
  return sent.flatMap(({ text }) => /K\d{4}/.exec(text)?.[0] ?? []);
}

/** It logs first and listens then. */
async function fetchOnceUp(url: string): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetch(url);
    } catch (error) {
      if (attempt === 50) throw error;
      await pass(100);
    }
  }
}

function pass(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
