import { describe, expect, it } from "vitest";
import { NotAllowed } from "../../members/index.ts";
import { StudyError } from "../types.ts";
import { memberActor, OPERATOR, setUpStudy } from "./attending.fixture.ts";

const LINKS = { publicUrl: "https://jinqiu.example/", botUsername: "@jinqiu_bot" };

describe("the sheet at the door", () => {
  it("shows what, when, where and the four digits, and fetches nothing", async () => {
    const { attending, session, secretaryId } = setUpStudy();
    const id = session({ code: "0407", title: "主题党日", place: "神农城会议室" });
    const page = await attending.doorSheet(memberActor(secretaryId), id, LINKS);
    expect(page).toContain("<h1>主题党日</h1>");
    expect(page).toContain("11月27日（星期五）下午3点到4点半");
    expect(page).toContain("神农城会议室");
    expect(page).toContain('<p class="code">0407</p>');
    expect(page).toContain("签到 0407");
    expect(page).not.toMatch(/(src|href)=/);
  });

  it("has a QR code for the page and one for the bot, of links with the code", async () => {
    const { attending, session } = setUpStudy();
    const page = async (code: string, links: typeof LINKS | object = LINKS) =>
      attending.doorSheet(OPERATOR, session({ code }), links);
    const svgs = (html: string) => html.match(/<svg.*?<\/svg>/gs) ?? [];
    const { default: QRCode } = await import("qrcode");
    const svgOf = async (url: string) =>
      (await QRCode.toString(url, { type: "svg", errorCorrectionLevel: "M", margin: 4 })).trim();
    expect(svgs(await page("0407"))).toEqual([
      await svgOf("https://jinqiu.example/s/0407"),
      await svgOf("https://t.me/jinqiu_bot?start=q0407"),
    ]);
    expect(svgs(await page("0407", { publicUrl: LINKS.publicUrl }))).toHaveLength(1);
    const bare = await page("0407", {});
    expect(svgs(bare)).toEqual([]);
    expect(bare).not.toContain("扫码");
  });

  it("escapes what was entered", async () => {
    const { attending, session } = setUpStudy();
    const id = session({ title: `<script>"学习"</script>`, place: "一楼 & 二楼" });
    const page = await attending.doorSheet(OPERATOR, id, {});
    expect(page).toContain("&lt;script&gt;&quot;学习&quot;&lt;/script&gt;");
    expect(page).toContain("一楼 &amp; 二楼");
    expect(page).not.toContain("<script");
  });

  it("is made for who runs the session, and not for a cancelled one", async () => {
    const { attending, session, memberId } = setUpStudy();
    await expect(attending.doorSheet(memberActor(memberId), session(), LINKS)).rejects.toThrow(NotAllowed);
    const cancelled = session({ status: "cancelled" });
    await expect(attending.doorSheet(OPERATOR, cancelled, LINKS)).rejects.toThrow(StudyError);
  });
});
