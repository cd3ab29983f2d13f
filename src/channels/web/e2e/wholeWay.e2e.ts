/**
 * A retiree's whole way on the page of the real service: from the card to the recall of a notice. The steps follow each
 * other; each is looked at on a telephone and on a desk's screen.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../../../testing/browser.ts";
import { type BureauAtWork, DESK, openBureau, RETIREE } from "../../../testing/bureauAtWork.ts";
import { DISCONNECTED, DOWNLOAD_OPEN, SEND } from "../text.ts";

const SCREENS = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
] as const;
/** Where pictures for the eye are left; none unless told. */
const PICTURES = process.env["SCREENSHOTS"];
const TITLE = "关于组织市直机关离退休干部参加2026年度健康体检和秋季集中学习的通知（第二批）";
const MINUTE_MS = 60_000;

let browser: Browser;
let context: BrowserContext;
let page: Page;
let bureau: BureauAtWork;
let sessionId: number;
let announcementId: number;
const complaints: string[] = [];

beforeAll(async () => {
  [browser, bureau] = await Promise.all([launchBrowser(), openBureau()]);
  context = await browser.newContext({ viewport: SCREENS[0] });
  page = await context.newPage();
  page.on("console", (line) => line.type() === "error" && complaints.push(line.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
});
afterAll(async () => {
  await browser.close();
  await bureau.remove();
});

/** What the assistant said last, of what the test waited for: its buttons are the ones to tap. */
let heard: Locator;
const tap = (label: string) => heard.getByRole("button", { name: label, exact: true }).click();

async function write(words: string) {
  await page.getByRole("textbox").fill(words);
  await page.getByRole("button", { name: SEND }).click();
}

/** Does something, and waits for one more reply with these words: a reminder may come in between at any time. */
async function hear(act: () => Promise<unknown>, words: string | RegExp) {
  const replies = page.locator(".said.assistant").filter({ hasText: words });
  const before = await replies.count();
  await act();
  heard = replies.nth(before);
  await heard.waitFor();
}

/** What was queued beside the process goes out. */
const arrive = (words: string) => hear(() => bureau.stir(), words);

/** Looks at what is on the page by now: all that was said before stands above it. */
async function expectSound(name: string, { axe = false } = {}) {
  for (const screen of SCREENS) {
    await page.setViewportSize(screen);
    if (PICTURES !== undefined) {
      await page.locator(".said").last().or(page.locator("main")).last().scrollIntoViewIfNeeded();
      await page.screenshot({ path: join(PICTURES, `${name}-${screen.width}.png`) });
    }
    expect(await page.evaluate(SIDEWAYS), `${name} scrolls sideways`).toBe(0);
    expect(await page.evaluate(SMALL), `${name} has targets that are too small`).toEqual([]);
    if (!axe) continue;
    const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
    expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.html) }))).toEqual([]);
  }
  await page.setViewportSize(SCREENS[0]);
}

const WCAG = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
/** Buttons and links that stand alone and are lower than 48 px, or than 60 where they are what is to be tapped. */
const SMALL = `[...document.querySelectorAll("header a, main a, main button")].flatMap((one) => {
  const { height } = one.getBoundingClientRect();
  const least = one.closest("#ask, .choices") === null ? 48 : 60;
  return height > 0 && height < least ? [one.textContent.trim() + " " + height] : [];
})`;

describe("a retiree on the page", () => {
  it("is bound by the card's link", async () => {
    await page.goto(`${bureau.url}/i/${bureau.invitation}`);
    await expectSound("01-invited");
    await hear(() => page.getByRole("button", { name: SEND }).click(), /姓名|名字/);
    await hear(() => write(RETIREE.name), /四位/);
    await hear(() => write(RETIREE.phone.slice(-4)), /同意/);
    await expectSound("02-consent");
    await hear(() => tap("同意"), "登记好了");
    expect(bureau.desk.members.accountsOf(bureau.memberId)).toHaveLength(1);
  });

  it("is invited, and accepts by one tap", async () => {
    const { sessions, store } = bureau.desk;
    const startsAt = Date.now() + 50 * MINUTE_MS;
    sessionId = sessions.create(DESK, {
      title: "学习贯彻党的二十届四中全会精神暨秋季主题党日集中学习会",
      form: "学习",
      startsAt,
      endsAt: startsAt + 90 * MINUTE_MS,
      where: { homeId: bureau.homeId, room: "二楼会议室" },
      audience: { version: 1, branchIds: [bureau.branchId] },
      branchId: bureau.branchId,
      pickUp: true,
      contact: "老干部局组织科",
      materials: [{ title: "学习提纲", url: "https://example.org/outline" }],
    });
    while ((await store.commit(() => sessions.tick())) > 0);
    await arrive("秋季主题党日");
    await expectSound("03-invitation");
    await hear(() => tap("参加"), "记下了");
    await expectSound("04-accepted");
    await hear(() => tap("不用接送"), "不用接送");
    expect(sessions.counts(sessionId)).toMatchObject({ accepted: 1, unanswered: 0 });
  });

  it("opens the card and takes the entry for the calendar along", async () => {
    await hear(() => write("学习活动"), "近期的学习活动");
    await expectSound("05-list");
    await hear(() => heard.getByRole("button", { name: /学习贯彻/ }).click(), "二楼会议室");
    await expectSound("06-card");
    const download = page.waitForEvent("download");
    await heard.getByRole("link", { name: "加到日历" }).click();
    const entry = readFileSync(await (await download).path(), "utf8");
    expect(entry).toMatch(/^METHOD:PUBLISH\r$/m);
    expect(entry).toMatch(/^SEQUENCE:0\r$/m);
    expect((await download).suggestedFilename()).toMatch(/\.ics$/);
    expect(await heard.getByRole("link", { name: "看地图" }).getAttribute("href")).toMatch(/^https:/);
  });

  it("signs in by the code that hangs at the door", async () => {
    const { code } = bureau.desk.sessions.get(sessionId)!;
    await page.goto(`${bureau.url}/s/${code}`);
    expect(await page.getByRole("textbox").inputValue()).toBe(`签到 ${code}`);
    await expectSound("07-door");
    await hear(() => page.getByRole("button", { name: SEND }).click(), "签到好了");
    await expectSound("08-signed-in");
    expect(bureau.desk.sessions.counts(sessionId).attended).toBe(1);
  });

  it("answers the first question of the quiz, and reads the clause that settles it", async () => {
    await hear(() => write("知识竞答"), "政策知识竞答");
    await expectSound("09-quizzes");
    if ((await heard.getByRole("button", { name: "开始答题" }).count()) === 0)
      await hear(() => heard.getByRole("button", { name: /政策知识竞答/ }).click(), "一共 10 道题");
    await hear(() => tap("开始答题"), "第 1 题，共 10 题");
    await expectSound("10-question");
    await hear(() => write("A"), /答对了|没有答对|选好了/);
    if ((await heard.getByRole("button", { name: "选好了" }).count()) > 0) {
      await hear(() => write("AB"), /答对了|没有答对/);
    }
    await heard.locator(".clause").waitFor();
    await expectSound("11-judged");
  });

  it("gets an announcement with a picture and a document, and taps 收到", async () => {
    const { announcements, files } = bureau.desk;
    const [picture, document] = await drawn();
    announcementId = announcements.create(DESK, {
      title: TITLE,
      body: "体检时间：11 月 30 日至 12 月 4 日，每天早上 8 点到 10 点。\n地点：市人民医院体检中心三楼。\n请空腹来，带上身份证。",
      audience: { version: 1, memberIds: [bureau.memberId] },
      needsConfirmation: true,
      fileIds: [
        files.keep({ name: "体检中心路线图.png", body: picture }, "desk").id,
        files.keep(
          {
            name: "2026年度离退休干部健康体检项目和注意事项（含早餐安排和接送车辆时刻表）.pdf",
            body: document,
          },
          "desk",
        ).id,
      ],
      clause: { title: "株洲市离退休干部就医绿色通道服务办法", article: "第十条" },
      url: "https://example.org/notice",
    });
    announcements.release(DESK, announcementId);
    await announcements.carryOn(new AbortController().signal);
    await arrive("市人民医院体检中心三楼");
    const image = heard.getByRole("img", { name: "体检中心路线图.png" });
    await image.scrollIntoViewIfNeeded();
    await expect
      .poll(() => page.evaluate<number>("[...document.querySelectorAll('.picture img')].at(-1).naturalWidth"))
      .toBe(1200);
    await expectSound("12-announcement", { axe: true });
    await hear(() => tap("收到"), "记下了");
    expect(announcements.progress(DESK, announcementId).confirmed).toBe(1);
  });

  it("sees the correction where the notice stood, without a reload", async () => {
    const { announcements } = bureau.desk;
    const notice = page
      .locator(".said", { has: page.getByRole("img", { name: "体检中心路线图.png" }) })
      .first();
    announcements.correct(DESK, announcementId, {
      body: "地点改到老干部活动中心二楼，时间不变。",
      reason: "医院三楼检修",
    });
    await announcements.carryOn(new AbortController().signal);
    await arrive("医院三楼检修");
    await notice.getByText("老干部活动中心二楼").waitFor();
    expect(await page.getByText("市人民医院体检中心三楼").count()).toBe(0);
    await expectSound("13-corrected");
  });

  it("shows by itself what was corrected while the line was broken", async () => {
    const { announcements } = bureau.desk;
    await bureau.close();
    await page.getByText(DISCONNECTED).waitFor();
    await expectSound("14-disconnected");
    const box = page.getByRole("textbox");
    await box.fill("我想问一下体检");
    await box.scrollIntoViewIfNeeded();
    announcements.correct(DESK, announcementId, {
      body: "地点还是市人民医院，改在一楼大厅集合。",
      reason: "检修提前完工",
    });
    await announcements.carryOn(new AbortController().signal);
    await bureau.open();
    await page.getByText("改在一楼大厅集合").first().waitFor();
    await page.getByText("检修提前完工").first().waitFor();
    expect(await page.getByText("老干部活动中心二楼").count()).toBe(0);
    expect(await box.inputValue()).toBe("我想问一下体检");
    const { y } = (await box.boundingBox())!;
    expect(y, "the box stays before whoever writes in it").toBeLessThan(SCREENS[0].height);
    expect(y).toBeGreaterThanOrEqual(0);
  });

  it("shows what was taken back while the page was closed", async () => {
    const { announcements } = bureau.desk;
    await page.goto("about:blank");
    announcements.recall(DESK, announcementId, "体检推迟，时间另行通知");
    await announcements.carryOn(new AbortController().signal);
    await bureau.stir();
    await page.goto(bureau.url);
    await page.getByText("体检推迟，时间另行通知").first().waitFor();
    await expect.poll(() => page.getByText("这条通知已经撤回").count()).toBeGreaterThan(0);
    expect(await page.getByText("改在一楼大厅集合").count()).toBe(0);
    expect(await page.getByRole("img").count()).toBe(0);
    await expectSound("15-recalled", { axe: true });
  });

  it("takes the own data along, with the last four digits", async () => {
    await hear(() => write("我的资料"), RETIREE.name);
    // The quiz under way asks its question again, below: what was asked for stays before the eyes.
    await page.locator(".said").last().getByText("接着答").waitFor();
    expect((await heard.boundingBox())!.y).toBeGreaterThanOrEqual(-1);
    await expectSound("16-own-data");
    await hear(() => tap("导出我的资料"), /半小时|三十分钟|30/);
    await expectSound("17-export");
    await heard.getByRole("link").first().click();
    await page.getByRole("textbox").waitFor();
    await expectSound("18-last-four", { axe: true });
    await page.getByRole("textbox").fill("0000");
    await page.getByRole("button", { name: DOWNLOAD_OPEN }).click();
    await page.getByText("对不上").waitFor();
    await expectSound("19-wrong-four", { axe: true });
    await page.getByRole("textbox").fill(RETIREE.phone.slice(-4));
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: DOWNLOAD_OPEN }).click();
    const file = readFileSync(await (await download).path(), "utf8");
    expect(file).toContain(RETIREE.name);
    expect(file).toContain(TITLE);
  });

  it("has met no error of the page, but for the broken line and the wrong digits", () => {
    expect(complaints.filter((words) => !/ net::ERR_|status of 422/.test(words))).toEqual([]);
  });
});

/** A picture of a usual size, and a document. */
async function drawn(): Promise<[Buffer, Buffer]> {
  const studio = await browser.newPage({ viewport: { width: 1200, height: 1600 } });
  await studio.setContent(
    "<body style='background:linear-gradient(#cde,#fed);font:60px sans-serif'><h1>体检中心</h1><p>三楼，出电梯右转</p>",
  );
  const made: [Buffer, Buffer] = [
    await studio.screenshot({ type: "png" }),
    await studio.pdf({ format: "A4" }),
  ];
  await studio.close();
  return made;
}
