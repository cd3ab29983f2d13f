import { describe, expect, it } from "vitest";
import type { Reply } from "../../dialogue/message.ts";
import { fakeConversation } from "./fakeConversation.ts";
import { visitor } from "./fakeVisitor.ts";
import { ATTEND_READY, ATTEND_WRONG, CODE_READY, CODE_WRONG } from "./text.ts";

describe("a card's link", () => {
  it("opens the chat page with the code in the box, and sends nothing", async () => {
    const fake = fakeConversation();
    const person = visitor(fake);
    const response = await person.get("/i/123456789");
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("/?code=123456789#ask");
    const page = await (await person.get("/?code=123456789")).text();
    expect(page).toMatch(/<textarea[^>]*>绑定 123 456 789<\/textarea>/);
    expect(page).toContain(CODE_READY);
    expect(fake.received).toEqual([]);
  });

  it.each(["12345678", "1234567890", "abcdefghi", "%3Cscript%3E"])(
    "with %s says what to do",
    async (code) => {
      const response = await visitor(fakeConversation()).get(`/i/${code}`);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain(CODE_WRONG);
    },
  );

  it("puts nothing into the box but a code", async () => {
    const page = await (await visitor(fakeConversation()).get("/?code=%3Cscript%3E")).text();
    expect(page).not.toContain(CODE_READY);
    expect(page).toMatch(/<textarea[^>]*><\/textarea>/);
  });
});

describe("the link shown where a session is held", () => {
  it("opens the chat page with the code in the box, and sends nothing", async () => {
    const fake = fakeConversation();
    const person = visitor(fake);
    const response = await person.get("/s/0417");
    expect([response.status, response.headers.get("location")]).toEqual([303, "/?attend=0417#ask"]);
    const page = await (await person.get("/?attend=0417")).text();
    expect(page).toMatch(/<textarea[^>]*>签到 0417<\/textarea>/);
    expect(page).toContain(ATTEND_READY);
    expect(fake.received).toEqual([]);
  });

  it.each(["041", "04171", "abcd"])("with %s says what to do", async (code) => {
    const person = visitor(fakeConversation());
    const response = await person.get(`/s/${code}`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain(ATTEND_WRONG);
    expect(await (await person.get(`/?attend=${code}`)).text()).not.toContain(ATTEND_READY);
  });
});

describe("a reply with links, from staff", () => {
  it("shows the links as buttons and who wrote it", async () => {
    const fake = fakeConversation();
    const person = visitor(fake);
    await person.get("/");
    await person.post(
      { text: "导出" },
      { origin: "http://localhost", host: "localhost", accept: "application/json" },
    );
    const reply: Reply = {
      blocks: [],
      choices: [],
      links: [{ label: "打开我的资料", path: "/download/x" }],
      from: "工作人员 测试员",
    };
    fake.answer(reply);
    const page = await (await person.get("/")).text();
    expect(page).toContain('href="/download/x">打开我的资料</a>');
    expect(page).toContain("工作人员 测试员");
  });
});
