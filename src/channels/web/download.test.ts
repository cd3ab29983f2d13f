import { describe, expect, it } from "vitest";
import { attachment } from "./download.tsx";
import { fakeConversation } from "./fakeConversation.ts";
import { OWN_PAGE } from "./fakeVisitor.ts";
import { createChatPage } from "./index.tsx";
import { DOWNLOAD_ASK, DOWNLOAD_GONE, downloadWrong, NOT_OUR_PAGE } from "./text.ts";

const TOKEN = "t".repeat(43);

function setUp() {
  const fake = fakeConversation();
  fake.downloads.set(TOKEN, { digits: "1234", name: "我的资料.html", text: "<p>资料</p>", wrong: 0 });
  const app = createChatPage(fake.parts);
  return {
    get: (token = TOKEN) => app.request(`/download/${token}`),
    post: (digits: string, token = TOKEN, headers: Record<string, string> = OWN_PAGE) =>
      app.request(`/download/${token}`, { method: "POST", body: new URLSearchParams({ digits }), headers }),
  };
}

describe("the page of a download", () => {
  it("asks for the last four digits and hands nothing out before", async () => {
    const response = await setUp().get();
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toContain(DOWNLOAD_ASK);
    expect(page).not.toContain("资料</p>");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("referrer-policy")).toBe("same-origin");
  });

  it("hands the file out as an attachment, kept in no cache and run by no browser", async () => {
    const response = await setUp().post("1234");
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("<p>资料</p>");
    expect(response.headers.get("content-disposition")).toBe(
      "attachment; filename=\"____.html\"; filename*=UTF-8''%E6%88%91%E7%9A%84%E8%B5%84%E6%96%99.html",
    );
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'self'");
  });

  it("tells how many tries are left, and ends after too many", async () => {
    const page = setUp();
    const wrong = await page.post("0000");
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain(downloadWrong(2));
    await page.post("0000");
    expect(await (await page.post("0000")).text()).toContain(DOWNLOAD_GONE);
    expect((await page.post("1234")).status).toBe(404);
  });

  it.each(["x", "u".repeat(43), "..%2f..", "t".repeat(500)])("knows nothing of %s", async (token) => {
    const { get, post } = setUp();
    expect((await get(token)).status).toBe(404);
    expect((await post("1234", token)).status).toBe(404);
  });

  it("refuses a form from elsewhere", async () => {
    const foreign = await setUp().post("1234", TOKEN, { origin: "https://evil.example", host: "localhost" });
    expect(foreign.status).toBe(403);
    expect(await foreign.text()).toContain(NOT_OUR_PAGE);
  });
});

describe("the name of an attachment", () => {
  it("cannot break out of its header", () => {
    expect(attachment('a"\r\nX-Evil: 1.html')).toBe(
      "attachment; filename=\"a___X-Evil__1.html\"; filename*=UTF-8''a%22%0D%0AX-Evil%3A%201.html",
    );
  });
});
