import { describe, expect, it } from "vitest";
import { parsePolicy } from "./parse.ts";
import { PolicyParseError } from "./parseError.ts";
import type { MetadataOverride } from "./policyDocument.ts";

const HOME = "湖南省株洲市";

function parse(
  text: string,
  { file = "通知.md", override }: { file?: string; override?: MetadataOverride } = {},
) {
  return parsePolicy(file, new TextEncoder().encode(text), {
    homeRegion: HOME,
    ...(override && { override }),
  });
}

async function metadataOf(text: string, options?: { file?: string; override?: MetadataOverride }) {
  return (await parse(text, options)).metadata;
}

const NOTICE = [
  "关于做好离退休干部服务工作的通知",
  "株老干发〔2026〕5号",
  "各县市区委老干部局：",
  "一、本通知自2026年4月1日起施行。",
  "中共株洲市委老干部局",
  "2026年3月5日",
].join("\n");

describe("titles", () => {
  it("joins several # headings with a space", async () => {
    expect((await metadataOf("# 中华人民共和国民法典\n\n# 继承编\n\n第一条 甲。")).title).toBe(
      "中华人民共和国民法典 继承编",
    );
  });

  it("joins a title that is broken over two lines, and takes （试行） with it", async () => {
    const text = "关于做好易地安置离休干部医药费\n担保与直接结算工作的通知\n（试行）\n（示例文本）\n一、甲。";
    expect((await metadataOf(text)).title).toBe(
      "关于做好易地安置离休干部医药费担保与直接结算工作的通知（试行）",
    );
  });

  it("passes over letterhead, 文号, date and bracketed lines above it", async () => {
    const text = "中共株洲市委老干部局文件\n株老干发〔2026〕5号\n（2026年3月5日）\n关于某事的通知\n一、甲。";
    expect(await metadataOf(text)).toMatchObject({
      title: "关于某事的通知",
      docNumber: "株老干发〔2026〕5号",
    });
  });

  it("keeps the marks of a title within the title", async () => {
    expect((await metadataOf("浙江省实施《中华人民共和国老年人权益保障法》办法\n第一条 甲。")).title).toBe(
      "浙江省实施《中华人民共和国老年人权益保障法》办法",
    );
  });

  it("falls back to the file's name", async () => {
    const text = "年满八十周岁的离休干部可以申请服务，不需要本人到场。";
    expect((await metadataOf(text, { file: "子/服务说明(2026-01-02).txt" })).title).toBe("服务说明");
  });
});

describe("文号", () => {
  it.each([
    "株老干发〔2026〕5号",
    "株老干发[2026]5号",
    "株老干发【2026】5号",
    "（株老干发（2026）第5号）",
    "株老干发(2026) 5 号",
  ])("reads %s", async (line) => {
    expect((await metadataOf(`关于某事的通知\n${line}\n一、甲。`)).docNumber).toBe("株老干发〔2026〕5号");
  });

  it("does not take another text's 文号 from the body or the title", async () => {
    const text = "关于转发株老干发〔2026〕5号文件的通知\n根据株老干发〔2026〕6号文件，通知如下。\n一、甲。";
    expect((await metadataOf(text)).docNumber).toBeUndefined();
  });
});

describe("dates", () => {
  it("takes a notice's date and issuer from its foot", async () => {
    expect(await metadataOf(NOTICE)).toMatchObject({
      issuer: "中共株洲市委老干部局",
      issuedOn: "2026-03-05",
      effectiveOn: "2026-04-01",
      region: HOME,
      audience: ["全体"],
      sample: false,
    });
  });

  it("reads Chinese numerals, and signer and date on one line", async () => {
    const text = "关于某事的通知\n一、甲。\n株洲市民政局 二〇二六年三月十五日";
    expect(await metadataOf(text)).toMatchObject({ issuer: "株洲市民政局", issuedOn: "2026-03-15" });
  });

  it("joins several signers", async () => {
    const text = "关于某事的通知\n一、甲。\n中共株洲市委组织部 中共株洲市委老干部局\n2026年3月5日";
    expect((await metadataOf(text)).issuer).toBe("中共株洲市委组织部、中共株洲市委老干部局");
  });

  it("reads a head in one pair of brackets", async () => {
    const text = [
      "中华人民共和国某法",
      "（1996年8月29日第八届全国人民代表大会常务委员会第二十一次会议通过 根据2009年8月27日第十一届全国人民代表大会常务委员会第十次会议《关于修改部分法律的决定》第一次修正 2012年12月28日第十一届全国人民代表大会常务委员会第三十次会议修订）",
      "第一条 甲。",
      "第二条 本法自2013年7月1日起施行。",
    ].join("\n");
    expect(await metadataOf(text)).toMatchObject({
      issuer: "全国人民代表大会常务委员会",
      adoptedOn: "1996-08-29",
      issuedOn: "1996-08-29",
      amendedOn: "2012-12-28",
      effectiveOn: "2013-07-01",
      region: "全国",
    });
  });

  it("does not take another law's day for its own", async () => {
    const text =
      "某办法\n第一条 《某条例》自2010年1月1日起施行前的，从其规定。\n第二条 “自2011年1月1日起施行”的说法不再使用。";
    expect((await metadataOf(text)).effectiveOn).toBeUndefined();
  });

  it("takes 自印发之日起施行 for the day of issue, also one that staff state", async () => {
    const text = "关于某事的通知\n一、本通知自印发之日起施行。\n株洲市民政局\n2026年3月15日";
    expect((await metadataOf(text)).effectiveOn).toBe("2026-03-15");
    expect((await metadataOf(text, { override: { issuedOn: "2026-03-16" } })).effectiveOn).toBe("2026-03-16");
  });

  it("counts a term of years to its last day, and reads 有效期至", async () => {
    expect((await metadataOf("某办法\n第一条 本办法自2026年7月1日起施行，有效期5年。")).expiresOn).toBe(
      "2031-06-30",
    );
    expect((await metadataOf("某办法\n第一条 本办法有效期至2027年12月31日。")).expiresOn).toBe("2027-12-31");
    expect((await metadataOf("某办法\n第一条 证件有效期3年。")).expiresOn).toBeUndefined();
  });

  it("takes the day in the file's name only when the head has none", async () => {
    const file = "某条例(2016-01-29).md";
    expect((await metadataOf("# 上海市某条例\n第一条 甲。", { file })).issuedOn).toBe("2016-01-29");
    expect((await metadataOf("# 上海市某条例\n2015年1月1日 公布\n第一条 甲。", { file })).issuedOn).toBe(
      "2015-01-01",
    );
  });

  it("passes over days that no calendar has", async () => {
    expect((await metadataOf("# 某条例\n2026年2月30日 公布\n第一条 甲。")).issuedOn).toBeUndefined();
  });
});

describe("region and audience", () => {
  it.each([
    ["国务院关于某事的规定\n一、甲。", "全国"],
    ["民政部关于某事的通知\n一、甲。", "全国"],
    ["浙江省某条例\n第一条 甲。", "浙江省"],
    ["威海市某条例\n第一条 甲。", "山东省威海市"],
    ["关于组织老同志赴上海参观的通知\n一、甲。\n中共株洲市委老干部局\n2026年3月5日", HOME],
    ["关于做好杭州市某事的通知\n一、甲。\n市委老干部局\n2026年3月5日", "浙江省杭州市"],
    ["关于某事的通知\n一、甲。", HOME],
    ["某某保险条例\n第一条 甲。", "全国"],
  ])("reads the region of %j", async (text, region) => {
    expect((await metadataOf(text)).region).toBe(region);
  });

  it.each([
    ["关于某事的通知\n一、适用范围：离休干部。", ["离休"]],
    ["关于离休干部医药费的通知\n一、甲。", ["离休"]],
    ["离退休干部服务办法\n一、甲。", ["全体"]],
    ["关于离休干部和退休干部服务的通知\n一、甲。", ["全体"]],
    ["关于国有企业退休人员移交的通知\n一、甲。", ["国企退休"]],
    ["关于某事的通知\n一、适用范围：国企退休党员。", ["国企退休"]],
  ])("reads the audience of %j", async (text, audience) => {
    expect((await metadataOf(text)).audience).toEqual(audience);
  });
});

describe("repeals", () => {
  it("reads titles, 文号 and the day of issue from the sentence that repeals", async () => {
    const text = [
      "某办法",
      "第一条 根据《某法》制定本办法。",
      "第二条 本办法自2002年7月1日起施行。国务院1997年3月17日批准，国家旅游局1997年7月1日发布的《甲办法》、《实施《乙法》办法》（株老干发〔2023〕21号）同时废止。",
    ].join("\n");
    expect((await metadataOf(text)).repeals).toEqual([
      { title: "甲办法", issuedOn: "1997-07-01" },
      { title: "实施《乙法》办法", docNumber: "株老干发〔2023〕21号" },
    ]);
  });

  it("does not take the text's own first day for that of the repealed one", async () => {
    expect((await metadataOf("某法\n第一条 本法自2004年1月1日起施行，《某条例》同时废止。")).repeals).toEqual(
      [{ title: "某条例" }],
    );
  });
});

describe("what staff state", () => {
  const FRONT = `---\ntitle: 前面写的\nregion: 杭州\naudience: [离休, 退休]\nissuedOn: 2026-01-02\n---\n${NOTICE}`;

  it("puts front matter over what is read, and library.csv over both", async () => {
    expect(await metadataOf(FRONT)).toMatchObject({
      title: "前面写的",
      region: "浙江省杭州市",
      audience: ["离休", "退休"],
      issuedOn: "2026-01-02",
      docNumber: "株老干发〔2026〕5号",
    });
    expect(await metadataOf(FRONT, { override: { title: "表里写的" } })).toMatchObject({
      title: "表里写的",
      issuedOn: "2026-01-02",
    });
  });

  it("keeps front matter as a head segment, so that nothing is lost", async () => {
    const { segments, text } = await parse(FRONT);
    expect(segments[0]).toMatchObject({ kind: "head", label: null });
    expect(segments[0]?.text.startsWith("---\ntitle: 前面写的")).toBe(true);
    expect(
      segments
        .map((s) => s.text)
        .join("")
        .replace(/\s/g, ""),
    ).toBe(text.replace(/\s/g, ""));
  });

  it.each([
    ["---\ntitle: x\nissuedOn: 昨天\n---\n正文。", 3, "issuedOn"],
    ["---\ntitel: x\n---\n正文。", 2, "titel"],
    ["---\ntitle: [a\n---\n正文。", 2, "不规范"],
    ["---\ntitle:\n  a: b\n---\n正文。", 2, "title"],
  ])("names the line of the fault in %j", async (text, line, named) => {
    const error: unknown = await parse(text).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PolicyParseError);
    expect((error as PolicyParseError).line).toBe(line);
    expect((error as PolicyParseError).reason).toContain(named);
  });

  it("takes --- between paragraphs for a rule, not for front matter", async () => {
    expect((await metadataOf(`---\n一句话\n---\n${NOTICE}`)).issuedOn).toBe("2026-03-05");
  });
});
