import { describe, expect, it } from "vitest";
import { paragraph, type Reply } from "../../../dialogue/message.ts";
import { fakeConversation } from "../fakeConversation.ts";
import { OWN_PAGE, visitor } from "../fakeVisitor.ts";
import { CALENDAR_MISSING, ENLARGE, FILE_MISSING, fileGone, OUTSIDE } from "../text.ts";

const MAC = "m".repeat(22);

function setUp() {
  const fake = fakeConversation();
  const keep = (id: number, name: string, mediaType: string, body = "内容") =>
    fake.files.set(`${id}-${MAC}`, { name, mediaType, body: Buffer.from(body) });
  return { fake, keep, person: visitor(fake) };
}

describe("a file that we keep", () => {
  it.each([
    ["照片.png", "image/png", "inline"],
    ["语音.ogg", "audio/ogg", "inline"],
    ["材料.pdf", "application/pdf", "inline"],
    ["片.mp4", "video/mp4", "attachment"],
    ["名单.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "attachment"],
    ["说明.txt", "text/plain; charset=utf-8", "attachment"],
  ])("%s is handed out as what it is, and nothing in it runs", async (name, mediaType, disposition) => {
    const { keep, person } = setUp();
    keep(7, name, mediaType);
    const response = await person.get(`/file/7-${MAC}/x`);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("内容");
    const header = (of: string) => response.headers.get(of);
    expect(header("content-type")).toBe(mediaType);
    expect(header("content-disposition")).toContain(`${disposition}; filename=`);
    expect(header("content-disposition")).toContain(encodeURIComponent(name));
    expect(header("x-content-type-options")).toBe("nosniff");
    const policy = header("content-security-policy");
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).not.toContain("script-src");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(header("cache-control")).toBe("private, max-age=300");
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it.each([`7-${MAC.slice(1)}`, `8-${MAC}`, "7", "../7", `7-${MAC}%0d%0a`, "constructor"])(
    "is not found under %s",
    async (idAndMac) => {
      const { keep, person } = setUp();
      keep(7, "材料.pdf", "application/pdf");
      const response = await person.get(`/file/${idAndMac}/x`);
      expect(response.status).toBe(404);
      if (!idAndMac.startsWith("..")) expect(await response.text()).toContain(FILE_MISSING);
    },
  );

  it("stands below its reply: a picture shown with its name, anything else as a link with its size", async () => {
    const { fake, keep, person } = setUp();
    keep(7, "合影 1.png", "image/png");
    keep(8, "材料<1>.pdf", "application/pdf");
    const reply: Reply = {
      blocks: [paragraph("材料")],
      choices: [],
      files: [
        { kind: "photo", stored: 7, name: "合影 1.png", mediaType: "image/png", bytes: 10 },
        { kind: "document", stored: 8, name: "材料<1>.pdf", mediaType: "application/pdf", bytes: 2_300_000 },
        { kind: "document", stored: 9, name: "旧.pdf", mediaType: "application/pdf", bytes: 10 },
        { kind: "photo", fileId: "of-telegram" },
      ],
    };
    fake.answerWith(() => reply);
    await person.get("/");
    await person.post({ text: "材料" }, OWN_PAGE);
    const page = await (await person.get("/")).text();
    const path = `/file/7-${MAC}/${encodeURIComponent("合影 1.png")}`;
    expect(page).toContain(
      `<a class="picture" href="${path}"><img src="${path}" alt="合影 1.png" loading="lazy"/><span class="hint">${ENLARGE}</span></a>`,
    );
    expect(page).toContain("打开文件：材料&lt;1&gt;.pdf（2.2 MB）</a>");
    expect(page).toContain(fileGone("旧.pdf"));
    expect(page).not.toContain("of-telegram");
  });
});

describe("a link that leads outside", () => {
  it("says so, opens beside the page, and is none where it could run a script", async () => {
    const { fake, person } = setUp();
    fake.answerWith(() => ({
      blocks: [],
      choices: [],
      links: [
        { label: "看地图", url: "https://map.example.cn/?q=1&z=2" },
        { label: "坏的", url: "javascript:alert(1)" },
      ],
    }));
    await person.get("/");
    await person.post({ text: "在哪里" }, OWN_PAGE);
    const page = await (await person.get("/")).text();
    expect(page).toContain(
      `href="https://map.example.cn/?q=1&amp;z=2" target="_blank" rel="noopener noreferrer external">看地图${OUTSIDE}</a>`,
    );
    expect(page).toContain("<span>坏的</span>");
    expect(page).not.toContain("javascript:");
  });
});

describe("a calendar", () => {
  const ICS = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n";

  it.each([
    [`/calendar/session/7-${MAC}.ics`, `7-${MAC}`, "no-store"],
    ["/calendar/branch/abc-DEF_1.ics", "abc-DEF_1", "private, max-age=300"],
  ])("%s is handed out whole", async (path, key, cache) => {
    const { fake, person } = setUp();
    fake.calendars.set(key, ICS);
    const response = await person.get(path);
    expect([response.status, await response.text()]).toEqual([200, ICS]);
    expect(response.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe(cache);
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="_+\.ics"/);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it.each(["/calendar/session/7-x.ics", "/calendar/branch/guess.ics"])("%s is not found", async (path) => {
    const response = await setUp().person.get(path);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain(CALENDAR_MISSING);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });
});
