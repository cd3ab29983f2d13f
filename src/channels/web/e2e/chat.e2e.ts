import type { AddressInfo } from "node:net";
import { AxeBuilder } from "@axe-core/playwright";
import { type ServerType, serve } from "@hono/node-server";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { paragraph, type Reply } from "../../../dialogue/message.ts";
import { launchBrowser } from "../../../testing/browser.ts";
import { type FakeConversation, fakeConversation } from "../fakeConversation.ts";
import { createChatPage } from "../index.tsx";
import { EMERGENCY, LONG_NAMES, sampleClauses, THREE_CLAUSES } from "../sampleConversation.ts";
import { DISCONNECTED, EXAMPLES, HUMAN, LISTEN, NOT_SENT, SEND, STOP_LISTENING, WAITING } from "../text.ts";

let browser: Browser;
let fake: FakeConversation;
let server: ServerType;
let address: string;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  fake = fakeConversation(sampleClauses());
  await start(0);
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  await stop();
});

async function start(port: number) {
  server = await new Promise<ServerType>((resolve) => {
    const listening = serve({ fetch: createChatPage(fake.parts).fetch, hostname: "127.0.0.1", port }, () =>
      resolve(listening),
    );
  });
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function stop() {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
}

interface Visit {
  width?: number;
  height?: number;
  look?: string;
  javaScriptEnabled?: boolean;
}

async function visit({ width = 390, height = 844, look, javaScriptEnabled = true }: Visit = {}) {
  const context = await browser.newContext({ viewport: { width, height }, javaScriptEnabled });
  contexts.push(context);
  if (look !== undefined) await context.addCookies([{ name: "jinqiu_look", value: look, url: address }]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (line) => line.type() === "error" && complaints.push(line.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(address);
  return { page, complaints };
}

async function ask(page: Page, words: string) {
  await page.getByRole("textbox").fill(words);
  await page.getByRole("button", { name: SEND }).click();
}

const say = (words: string): Reply => ({ blocks: [paragraph(words)], choices: [] });
const said = (page: Page) => page.locator(".said").count();

/** A page with every kind of reply on it. */
async function fullPage(options: Visit) {
  const { page, complaints } = await visit(options);
  for (const reply of [THREE_CLAUSES, LONG_NAMES, EMERGENCY]) {
    fake.answerWith(() => reply);
    await ask(page, "住院看病的钱怎么报销");
    await page.getByText(reply.choices[0]!.label).waitFor();
  }
  return { page, complaints };
}

const LOOKS: Visit[] = [
  { width: 390, height: 844, look: "22.light" },
  { width: 390, height: 844, look: "32.dark" },
  { width: 1280, height: 800, look: "22.dark" },
  { width: 1280, height: 800, look: "32.light" },
  { width: 320, height: 640, look: "32.light" },
];

describe.each(LOOKS)("at $width×$height in look $look", (look) => {
  it("axe finds nothing and nothing scrolls sideways, on every page", async () => {
    const empty = await visit(look);
    await expectSound(empty.page);
    const full = await fullPage(look);
    await expectSound(full.page);
    await full.page.goto(`${address}/clause/5?whole=1`);
    await expectSound(full.page);
    await full.page.goto(`${address}/clause/999`);
    await expectSound(full.page);
    expect(empty.complaints).toEqual([]);
    expect(full.complaints.filter((complaint) => !complaint.includes("404"))).toEqual([]);
  });

  it("every button and link that stands alone is 48 px high or more, the main ones 60", async () => {
    const { page } = await fullPage(look);
    const heights = (selector: string) =>
      page
        .locator(selector)
        .evaluateAll((found) =>
          found
            .map((one) =>
              (one as unknown as { getBoundingClientRect(): { height: number } }).getBoundingClientRect(),
            )
            .map((box) => box.height),
        );
    for (const height of await heights("#ask button, .choices button, .choices a")) {
      expect(height).toBeGreaterThanOrEqual(60);
    }
    for (const height of await heights("header a, main a, main button")) {
      expect(height).toBeGreaterThanOrEqual(48);
    }
  });
});

async function expectSound(page: Page) {
  const tags = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html) }))).toEqual([]);
  const overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
  expect(await page.evaluate(overflow)).toBe(0);
}

describe("asking", () => {
  it("works with the keyboard alone", async () => {
    fake.answerWith(() => THREE_CLAUSES);
    const { page } = await visit();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("看病怎么报销");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator(".assistant").waitFor();
    expect(fake.received.map((message) => message.text)).toEqual(["看病怎么报销"]);
    expect(await page.getByRole("textbox").inputValue()).toBe("");
  });

  it("shows the wait, then the answer, without a reload", async () => {
    const { page } = await visit();
    await page.getByRole("button", { name: EXAMPLES[1] }).click();
    await page.getByText(WAITING).waitFor();
    expect(await page.locator("#welcome").count()).toBe(0);
    fake.answer(say("这样写。"));
    await page.getByText("这样写。").waitFor();
    await page.getByText(WAITING).waitFor({ state: "hidden" });
    expect(await said(page)).toBe(2);
  });

  it("asks for a human and posts a choice's action, once however often it is tapped", async () => {
    fake.answerWith(() => THREE_CLAUSES);
    const { page } = await visit();
    await page.getByRole("button", { name: HUMAN }).dblclick();
    await page.locator(".assistant").waitFor();
    await page.getByRole("button", { name: "这正是我想问的" }).first().click();
    await expect.poll(() => fake.received.map((message) => message.action)).toEqual(["human", "confirm:yes"]);
  });

  it("works without JavaScript", async () => {
    fake.answerWith(() => THREE_CLAUSES);
    const { page } = await visit({ javaScriptEnabled: false });
    await ask(page, "看病怎么报销");
    expect(await page.locator(".clause").count()).toBe(3);
    expect(await page.getByRole("button", { name: LISTEN }).count()).toBe(0);
    await page.getByRole("link", { name: "看全文" }).first().click();
    expect(await page.locator("#current").textContent()).toContain("第三条");
    await page.getByRole("link", { name: "最大" }).click();
    expect(await page.locator("html").getAttribute("data-size")).toBe("32");
    expect(page.url()).toContain("/clause/5");
  });

  it("never runs what people write", async () => {
    fake.answerWith(({ text }) => say(text));
    const { page, complaints } = await visit();
    await ask(
      page,
      `<img src=x onerror="document.title='broken in'"><script>document.title='broken in'</script>`,
    );
    await page.locator(".assistant").waitFor();
    await page.reload();
    expect(await page.title()).not.toBe("broken in");
    expect(await page.locator(".said img, .said script").count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});

describe("a broken line", () => {
  it("neither doubles nor loses what was said meanwhile", async () => {
    fake.answerWith(() => say("第一答"));
    const { page } = await visit();
    await ask(page, "第一问");
    await page.getByText("第一答").waitFor();
    const { port } = new URL(address);
    await stop();
    await page.getByText(DISCONNECTED).waitFor();
    fake.answer(say("断线时的回答"));
    await start(Number(port));
    await page.getByText("断线时的回答").waitFor();
    fake.answerWith(() => say("第二答"));
    await ask(page, "第二问");
    await page.getByText("第二答").waitFor();
    const shown = await page.locator(".said .words").allTextContents();
    expect(shown).toEqual(["第一问", "第一答", "断线时的回答", "第二问", "第二答"]);
  });

  it("keeps the words in the box when they could not be sent, and says so", async () => {
    const { page } = await visit();
    await stop();
    await ask(page, "没发出去的话");
    await page.getByText(NOT_SENT).waitFor();
    expect(await page.getByRole("textbox").inputValue()).toBe("没发出去的话");
    await start(Number(new URL(address).port));
    fake.answerWith(() => say("收到"));
    await page.getByRole("button", { name: SEND }).click();
    await page.getByText("收到").waitFor();
    expect(await said(page)).toBe(2);
  });
});

describe("the look", () => {
  it("changes in place, keeps what is being written, and is remembered", async () => {
    const { page } = await visit();
    await page.getByRole("textbox").fill("写到一半");
    const remembered = page.waitForResponse(/\/look/);
    await page.getByRole("link", { name: "最大" }).click();
    await remembered;
    const dark = page.waitForResponse(/\/look/);
    await page.getByRole("link", { name: "深色" }).click();
    await dark;
    expect(await page.getByRole("textbox").inputValue()).toBe("写到一半");
    await page.reload();
    const fontSize = await page.evaluate(
      "getComputedStyle(document.querySelector('.hint').parentElement).fontSize",
    );
    expect(fontSize).toBe("32px");
    expect(await page.locator("html").getAttribute("data-scheme")).toBe("dark");
  });

  it("follows from the browser's speech whether a reply can be heard", async () => {
    fake.answerWith(() => THREE_CLAUSES);
    const { page } = await visit();
    await page.addInitScript(`
      window.spoken = [];
      window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
      Object.defineProperty(window, "speechSynthesis", {
        value: { speak: (one) => spoken.push(one.text), cancel: () => { spoken.length = 0; } },
      });`);
    await page.reload();
    await ask(page, "看病怎么报销");
    await page.getByRole("button", { name: LISTEN }).click();
    const spoken = (await page.evaluate("window.spoken")) as string[];
    expect(spoken.join("")).toContain("出院时带上身份证和医保凭证");
    await page.getByRole("button", { name: STOP_LISTENING }).click();
    expect(await page.evaluate("window.spoken")).toEqual([]);
  });
});
