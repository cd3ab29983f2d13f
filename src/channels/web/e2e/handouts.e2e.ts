/** Files, and messages that are changed, in a real browser. */
import type { AddressInfo } from "node:net";
import { AxeBuilder } from "@axe-core/playwright";
import { type ServerType, serve } from "@hono/node-server";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { paragraph, type Reply } from "../../../dialogue/message.ts";
import { launchBrowser } from "../../../testing/browser.ts";
import { type FakeConversation, fakeConversation } from "../fakeConversation.ts";
import { createChatPage } from "../index.tsx";
import { SEND } from "../text.ts";

/** One transparent pixel. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
const say = (words: string): Reply => ({ blocks: [paragraph(words)], choices: [] });

let browser: Browser;
let fake: FakeConversation;
let server: ServerType;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  fake = fakeConversation();
  server = await new Promise<ServerType>((resolve) => {
    const app = createChatPage(fake.parts);
    const listening = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: 0 }, () => resolve(listening));
  });
});
afterEach(async () => {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
});

async function ask() {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await page.getByRole("textbox").fill("几点开会");
  await page.getByRole("button", { name: SEND }).click();
  return page;
}

describe("the chat page", () => {
  it("shows what was corrected and taken back where it stood, without a reload", async () => {
    fake.answerWith(() => say("三点开会"));
    const page = await ask();
    await page.getByText("三点开会").waitFor();
    fake.change(1, say("四点开会"));
    await page.getByText("四点开会").waitFor();
    expect(await page.getByText("三点开会").count()).toBe(0);
    expect(await page.locator(".said").count()).toBe(2);
    fake.change(1, say("这条通知已经撤回"));
    await page.getByText("这条通知已经撤回").waitFor();
    expect(await page.locator(".said").count()).toBe(2);
    await page.context().close();
  });

  it("shows a picture with its name, and leads to a document by a button large enough to hit", async () => {
    fake.files.set(`7-${"m".repeat(22)}`, { name: "合影.png", mediaType: "image/png", body: PNG });
    fake.files.set(`8-${"m".repeat(22)}`, {
      name: "材料.pdf",
      mediaType: "application/pdf",
      body: Buffer.from("%PDF-1.4"),
    });
    fake.answerWith(() => ({
      ...say("材料在下面"),
      files: [
        { kind: "photo", stored: 7, name: "合影.png", mediaType: "image/png", bytes: PNG.length },
        { kind: "document", stored: 8, name: "材料.pdf", mediaType: "application/pdf", bytes: 8 },
      ],
      links: [{ label: "看地图", url: "https://map.example.cn/" }],
    }));
    const page = await ask();
    const picture = page.getByRole("img", { name: "合影.png" });
    await picture.waitFor();
    await expect
      .poll(() => page.evaluate<number>("document.querySelector('.picture img').naturalWidth"))
      .toBe(1);
    const button = page.getByRole("link", { name: /材料\.pdf/ });
    expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await page.context().close();
  });
});
