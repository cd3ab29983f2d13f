import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { paragraph, type Reply } from "../../dialogue/message.ts";
import { fakeConversation } from "./fakeConversation.ts";
import { ORIGIN, OWN_PAGE, visitor } from "./fakeVisitor.ts";
import { createChatPage } from "./index.tsx";
import { sampleClauses } from "./sampleConversation.ts";
import { NO_COOKIE, NOT_STORED, tooLong, WAITING, WELCOME_TITLE } from "./text.ts";

const say = (words: string): Reply => ({ blocks: [paragraph(words)], choices: [] });

describe("the chat page", () => {
  it("greets on the first visit with four examples and gives a cookie for 400 days", async () => {
    const response = await visitor(fakeConversation()).get("/");
    const page = await response.text();
    expect(page).toContain(WELCOME_TITLE);
    expect(page.match(/name="text" value="/g)).toHaveLength(4);
    const cookie = response.headers.get("set-cookie");
    expect(cookie).toMatch(/jinqiu_chat=.+Max-Age=34560000.*HttpOnly.*SameSite=Lax/);
    expect(cookie).not.toContain("Secure");
  });

  it("keeps the cookie to https where the page is https", async () => {
    const response = await visitor(fakeConversation()).get("/", { "x-forwarded-proto": "https" });
    expect(response.headers.get("set-cookie")).toContain("Secure");
  });

  it("works without JavaScript: a form is answered with a redirect to a page that holds the answer", async () => {
    const fake = fakeConversation();
    fake.answerWith(() => say("可以向子女要赡养费。"));
    const person = visitor(fake);
    await person.get("/");
    const response = await person.post({ id: "form-1", text: "赡养费怎么要" });
    expect(response.status).toBe(303);
    const location = response.headers.get("location")!;
    const page = await (await person.get(location.split("#")[0]!)).text();
    expect(page).toContain(`id="${location.split("#")[1]}"`);
    expect(page).toContain("赡养费怎么要");
    expect(page).toContain("可以向子女要赡养费。");
    expect(page).not.toContain(WELCOME_TITLE);
  });

  it("shows that a question is being looked up while it has no answer", async () => {
    const fake = fakeConversation();
    const person = visitor(fake);
    await person.get("/");
    await person.post({ text: "问" }, { ...OWN_PAGE, accept: "application/json" });
    expect(await (await person.get("/")).text()).toMatch(new RegExp(`role="status"[^>]*>${WAITING}`));
    fake.answer(say("答"));
    expect(await (await person.get("/")).text()).not.toMatch(new RegExp(`role="status"[^>]*>${WAITING}`));
  });

  it("escapes what people and replies say, in text, attributes and the draft", async () => {
    const fake = fakeConversation();
    const evil = `"><script>alert(1)</script>`;
    fake.answerWith(() => ({ blocks: [paragraph(evil)], choices: [{ label: evil, action: evil }] }));
    const person = visitor(fake);
    await person.get("/");
    await person.post({ text: evil });
    const page = await (await person.get("/")).text();
    const refused = await (await person.post({ text: evil.repeat(100) })).text();
    for (const markup of [page, refused]) {
      expect(markup).not.toContain("<script>");
      expect(markup).toContain("&lt;script&gt;");
    }
  });

  it("stores the same form once, and other words under an old form id as a new message", async () => {
    const fake = fakeConversation();
    fake.answerWith(() => say("好"));
    const person = visitor(fake);
    await person.get("/");
    await person.post({ id: "form-1", text: "第一问" });
    await person.post({ id: "form-1", text: "第一问" });
    await person.post({ id: "form-1", text: "第二问" });
    await person.post({ id: "form-1", action: "human" });
    expect(fake.received.map((message) => [message.text, message.action])).toEqual([
      ["第一问", undefined],
      ["第二问", undefined],
      ["", "human"],
    ]);
    expect(fake.received[0]).toMatchObject({ channel: "web", at: 1_700_000_000_000 });
  });

  it("says how long a text is that is too long, keeps it in the box and stores nothing", async () => {
    const fake = fakeConversation();
    const person = visitor(fake);
    const response = await person.post({ text: "长".repeat(2001) });
    const page = await response.text();
    expect(response.status).toBe(422);
    expect(page).toContain(tooLong(2001, 2000));
    expect(page).toContain(`${"长".repeat(2001)}</textarea>`);
    expect(fake.received).toEqual([]);
    fake.answerWith(() => say("好"));
    expect((await person.post({ text: "长".repeat(2000) })).status).toBe(303);
  });

  it("says what to do when nothing was written or far too much", async () => {
    const person = visitor(fakeConversation());
    const empty = await person.post({ text: " \r\n " });
    expect([empty.status, await empty.text()]).toEqual([422, expect.stringContaining("您还没有写字")]);
    const huge = await person.post({ text: "长".repeat(20_000) });
    expect([huge.status, await huge.text()]).toEqual([413, expect.stringContaining("请分几次发送")]);
  });

  it("keeps the words when they could not be stored, and says so", async () => {
    const fake = fakeConversation();
    fake.breakDown();
    const response = await visitor(fake).post({ id: "form-1", text: "存不下的话" });
    const page = await response.text();
    expect(response.status).toBe(503);
    expect(page).toContain(NOT_STORED);
    expect(page).toContain("存不下的话</textarea>");
    expect(page).toContain(`value="form-1"`);
    expect(fake.reported).toHaveLength(1);
    expect(fake.listeners()).toBe(0);
  });

  it("begins a new conversation when the cookie was tampered with", async () => {
    const fake = fakeConversation();
    fake.answerWith(() => say("只给本人看"));
    const person = visitor(fake);
    await person.get("/");
    await person.post({ text: "私事" });
    const [chatId, signature] = person.cookies.get("jinqiu_chat")!.split(".");
    for (const forged of [`${chatId}.${signature!.slice(0, -2)}AA`, `${chatId}.`, `${chatId}`, ".", ""]) {
      person.cookies.set("jinqiu_chat", forged);
      const page = await (await person.get("/")).text();
      expect(page).not.toContain("只给本人看");
      expect(page).toContain(WELCOME_TITLE);
      expect(person.cookies.get("jinqiu_chat")).not.toContain(`${chatId}.`);
    }
  });

  it("tells a person whose browser keeps no cookies why no answer is seen", async () => {
    const fake = fakeConversation();
    fake.answerWith(() => say("好"));
    const person = visitor(fake);
    const response = await person.post({ text: "问" });
    person.cookies.clear();
    const path = response.headers.get("location")!.split("#")[0]!;
    expect(await (await person.get(path)).text()).toContain(NO_COOKIE);
  });

  it("refuses forms of other sites and of nobody, and takes those of its own page", async () => {
    const fake = fakeConversation();
    fake.answerWith(() => say("好"));
    const person = visitor(fake);
    const status = async (headers: Record<string, string>) =>
      (await person.post({ text: "问" }, { host: "localhost", ...headers })).status;
    expect(await status({})).toBe(403);
    expect(await status({ origin: "https://evil.example" })).toBe(403);
    expect(await status({ origin: "null" })).toBe(403);
    expect(await status({ "sec-fetch-site": "cross-site", origin: ORIGIN })).toBe(403);
    expect(await status({ "sec-fetch-site": "same-site" })).toBe(403);
    expect(fake.received).toEqual([]);
    expect(await status({ "sec-fetch-site": "same-origin" })).toBe(303);
    expect(await status({ origin: "https://localhost" })).toBe(303);
    expect(await status({ referer: `${ORIGIN}/` })).toBe(303);
  });

  it("sets the security headers on every response", async () => {
    const fake = fakeConversation(sampleClauses());
    fake.parts.history = () => Promise.reject(new Error("database is locked"));
    const person = visitor(fake);
    const responses = [
      await person.get("/clause/3"),
      await person.get("/clause/999"),
      await person.get("/"),
      await person.get("/"),
      await person.get("/look?size=32"),
      await person.get("/assets/chat.css"),
      await person.get("/assets/none"),
      await person.get("/manifest.webmanifest"),
      await person.get("/events"),
      await person.post({ text: "" }),
      await person.post({ text: "" }, {}),
    ];
    expect(responses.map((response) => response.status)).toEqual([
      200, 404, 200, 500, 303, 200, 404, 200, 200, 500, 403,
    ]);
    for (const response of responses) {
      const policy = response.headers.get("content-security-policy")!;
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("unsafe");
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      expect(response.headers.get("referrer-policy")).toBe("same-origin");
      const isAsset = response.headers.get("content-type")?.match(/css|manifest/) ?? response.status === 404;
      if (!isAsset) expect(response.headers.get("cache-control")).toBe("no-store");
    }
  });

  it("keeps its headers to itself where it is mounted", async () => {
    const main = new Hono();
    main.route("/", createChatPage(fakeConversation().parts));
    main.get("/console", (c) => c.text("console"));
    expect((await main.request("/")).headers.get("x-frame-options")).toBe("DENY");
    expect((await main.request("/console")).headers.get("x-frame-options")).toBeNull();
  });

  it("has neither script nor style in the markup, which the policy would block", async () => {
    const person = visitor(fakeConversation(sampleClauses()));
    for (const path of ["/", "/clause/3?whole=1"]) {
      const page = await (await person.get(path)).text();
      expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
    }
  });

  it("remembers letters and colours, ignores unknown ones and leads back to its own pages only", async () => {
    const person = visitor(fakeConversation());
    expect(await (await person.get("/")).text()).toContain(`data-size="22" data-scheme="light"`);
    const response = await person.get("/look?size=32&back=/clause/3?whole=1");
    expect(response.headers.get("location")).toBe("/clause/3?whole=1");
    for (const back of ["https://evil.example", "//evil.example", "/clause/3/../../x"]) {
      const away = await person.get(`/look?scheme=dark&back=${encodeURIComponent(back)}`);
      expect(away.headers.get("location")).toBe("/");
    }
    await person.get("/look?size=1000");
    expect(await (await person.get("/")).text()).toContain(`data-size="32" data-scheme="dark"`);
  });

  it("lets browsers keep a file for good under its version only", async () => {
    const person = visitor(fakeConversation());
    const page = await (await person.get("/")).text();
    const href = /href="(\/assets\/chat\.css[^"]*)"/.exec(page)![1]!;
    expect((await person.get(href)).headers.get("cache-control")).toContain("immutable");
    expect((await person.get("/assets/chat.css?v=old")).headers.get("cache-control")).toBe("no-cache");
  });

  it("refuses a key too short to sign with", () => {
    expect(() => createChatPage({ ...fakeConversation().parts, cookieKey: Buffer.alloc(31) })).toThrow(
      RangeError,
    );
  });
});
