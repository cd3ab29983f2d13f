/** The parser over real laws and the bundled samples. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { parsePolicy } from "./parse.ts";
import type { PolicyDocument } from "./policyDocument.ts";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const SAMPLES = join(ROOT, "data/policies");
const REAL = join(ROOT, "../shared/policies");
const hasReal = existsSync(REAL);
if (!hasReal) console.info(`skipped: the real policies are not at ${REAL}`);

async function parseFolder(folder: string): Promise<Map<string, PolicyDocument>> {
  const files = readdirSync(folder).filter(
    (name) => /\.(md|txt|html|docx)$/.test(name) && !/^readme/i.test(name),
  );
  const documents = await Promise.all(
    files.map((name) => parsePolicy(name, readFileSync(join(folder, name)), { homeRegion: "湖南省株洲市" })),
  );
  return new Map(documents.map((document) => [document.file.replace(/\.[^.]+$/, ""), document]));
}

function expectNothingLost(documents: Map<string, PolicyDocument>): void {
  for (const { file, text, segments } of documents.values()) {
    const kept = segments.map((segment) => segment.text).join("");
    expect(kept.replace(/\s/g, ""), file).toBe(text.replace(/\s/g, ""));
  }
}

function expectLabelsUnique(documents: Map<string, PolicyDocument>): void {
  for (const { file, segments } of documents.values()) {
    const labels = segments.flatMap(({ label }) => (label === null ? [] : [label]));
    expect(new Set(labels).size, file).toBe(labels.length);
  }
}

const clausesOf = (document: PolicyDocument | undefined) =>
  document!.segments.filter(({ kind }) => kind === "clause");

describe("the bundled samples", () => {
  let samples: Map<string, PolicyDocument>;
  beforeAll(async () => {
    samples = await parseFolder(SAMPLES);
  });

  it("loses nothing of any of them, and no two clauses share a label", () => {
    expect(samples.size).toBeGreaterThanOrEqual(17);
    expectNothingLost(samples);
    expectLabelsUnique(samples);
  });

  it("reads all as samples of the bureau, with 文号, date and first day", () => {
    for (const { metadata, file } of samples.values()) {
      expect(metadata, file).toMatchObject({
        sample: true,
        issuer: "中共株洲市委老干部局",
        region: "湖南省株洲市",
        docNumber: expect.stringMatching(/^株(老干|组联)[发办]?〔20\d\d〕\d+号$/) as string,
        issuedOn: expect.stringMatching(/^20\d\d-\d\d-\d\d$/) as string,
        effectiveOn: expect.stringMatching(/^20\d\d-\d\d-\d\d$/) as string,
      });
    }
  });

  it("reads the same from Markdown, text, HTML and Word", () => {
    expect(samples.get("一人一策服务台账管理办法")?.metadata.title).toBe(
      "离退休干部“一人一策”服务台账管理办法",
    );
    expect(clausesOf(samples.get("一人一策服务台账管理办法"))).toHaveLength(19);
    expect(clausesOf(samples.get("线上点单服务目录")).map(({ label }) => label)).toContain("二（五）");
    expect(clausesOf(samples.get("线上点单服务目录")).at(-1)?.text).toContain(
      "| 医疗 | 陪诊 | 每月2次 | 4小时 | 2个工作日 |",
    );
    expect(clausesOf(samples.get("社区联络员工作指南")).map(({ label }) => label)).toContain("二（四）");
  });

  it("tells whom a notice is for", () => {
    const audiences = [...samples.values()].filter(({ metadata }) => metadata.audience[0] !== "全体");
    expect(audiences.map(({ metadata }) => metadata.audience.join())).toEqual(["国企退休", "离休"]);
  });

  it("reads which notice replaces which", () => {
    expect(samples.get("护理关爱卡与服务券使用办法（2026年）")?.metadata.repeals).toEqual([
      { title: "离退休干部护理关爱卡与服务券使用办法", docNumber: "株老干发〔2023〕21号" },
    ]);
  });
});

/** file | title | issuer | region | adopted issued amended effective | articles; - where the text does not say. */
const ROWS = `
老年人权益保障法(2018-12-29) | 中华人民共和国老年人权益保障法 | 全国人民代表大会常务委员会 | 全国 | 1996-08-29 1996-08-29 2018-12-29 2013-07-01 | 85
继承编 | 中华人民共和国民法典 继承编 | 全国人民代表大会 | 全国 | 2020-05-28 2020-05-28 - 2021-01-01 | 45
物权编 | 中华人民共和国民法典 物权编 | 全国人民代表大会 | 全国 | 2020-05-28 2020-05-28 - 2021-01-01 | 258
总则 | 中华人民共和国民法典 总则 | 全国人民代表大会 | 全国 | 2020-05-28 2020-05-28 - 2021-01-01 | 204
个人所得税法(2018-08-31) | 中华人民共和国个人所得税法 | 全国人民代表大会 | 全国 | 1980-09-10 1980-09-10 2018-08-31 1980-09-10 | 22
慈善法(2023-12-29) | 中华人民共和国慈善法 | 全国人民代表大会 | 全国 | 2016-03-16 2016-03-16 2023-12-29 2016-09-01 | 125
户口登记条例(1958-01-09) | 中华人民共和国户口登记条例 | 全国人民代表大会常务委员会 | 全国 | 1958-01-09 1958-01-09 - 1958-01-09 | 24
城市居民最低生活保障条例(1999-09-28) | 城市居民最低生活保障条例 | 国务院 | 全国 | 1999-09-28 1999-09-28 - 1999-10-01 | 17
个人所得税法实施条例(2018-12-18) | 中华人民共和国个人所得税法实施条例 | 国务院 | 全国 | - 1994-01-28 2018-12-18 2019-01-01 | 36
信访工作条例(2022-02-25) | 信访工作条例 | 中共中央、国务院 | 全国 | - 2022-02-25 - 2022-05-01 | 50
信访条例(2005-01-10) | 信访条例 | 国务院 | 全国 | 2005-01-05 2005-01-10 - 2005-05-01 | 51
军人抚恤优待条例(2024-08-05) | 军人抚恤优待条例 | 国务院、中央军事委员会 | 全国 | - 2004-08-01 2024-08-05 2024-10-01 | 64
社会保险经办条例(2023-08-16) | 社会保险经办条例 | - | 全国 | - 2023-08-16 - 2023-12-01 | 63
居民身份证法(2011-10-29) | 中华人民共和国居民身份证法 | 全国人民代表大会常务委员会 | 全国 | 2003-06-28 2003-06-28 2011-10-29 2004-01-01 | 23
国务院关于高级专家离休退休若干问题的暂行规定(1983-09-12) | 国务院关于高级专家离休退休若干问题的暂行规定 | 国务院 | 全国 | - 1983-09-12 - 1983-09-12 | 8
国务院关于处理国家机关工作人员退职、退休时计算工作年限的暂行规定(1955-12-29) | 国务院关于处理国家机关工作人员退职、退休时计算工作年限的暂行规定 | 国务院 | 全国 | - 1955-12-29 - - | 0
上海市老年人权益保障条例(2016-01-29) | 上海市老年人权益保障条例 | 上海市人民代表大会及其常务委员会 | 上海市 | - 2016-01-29 - 2016-05-01 | 64
北京市居家养老服务条例 | 北京市居家养老服务条例 | 北京市人民代表大会 | 北京市 | 2015-01-29 2015-01-29 - 2015-05-01 | 22
威海市居民养老服务保障条例(2020-01-17) | 威海市居民养老服务保障条例 | 威海市人民代表大会常务委员会 | 山东省威海市 | 2016-12-26 2016-12-26 2019-12-27 - | 62
浙江省实施《老年人权益保障法》办法(2020-11-27) | 浙江省实施《中华人民共和国老年人权益保障法》办法 | 浙江省人民代表大会常务委员会 | 浙江省 | 2001-04-19 2001-04-19 2020-11-27 2001-04-19 | 36
山东省老年人权益保障条例(2014-09-26) | 山东省老年人权益保障条例 | 山东省人民代表大会常务委员会 | 山东省 | 1999-12-16 1999-12-16 2014-09-26 2015-01-01 | 62
莱芜市既有多层住宅增设电梯规定(2017-12-01) | 莱芜市既有多层住宅增设电梯规定 | 莱芜市人民代表大会常务委员会 | 山东省莱芜市 | 2017-10-31 2017-10-31 - 2017-10-31 | 22
郑州市企业职工基本养老保险条例(2022-01-01) | 郑州市企业职工基本养老保险条例 | 郑州市人民代表大会常务委员会 | 河南省郑州市 | 2008-06-26 2008-06-26 2021-11-27 2008-11-01 | 39
`
  .trim()
  .split("\n")
  .map((row) => row.split(" | ") as [string, string, string, string, string, string]);

describe.skipIf(!hasReal)("real laws and regulations (../shared/policies)", () => {
  let real: Map<string, PolicyDocument>;
  beforeAll(async () => {
    real = new Map([
      ...(await parseFolder(join(REAL, "national"))),
      ...(await parseFolder(join(REAL, "regional"))),
    ]);
  });

  it("loses nothing of any of them, and no two clauses share a label", () => {
    expect(real.size).toBeGreaterThanOrEqual(80);
    expectNothingLost(real);
    expectLabelsUnique(real);
  });

  it.each(ROWS)("reads %s", (file, title, issuer, region, days, articles) => {
    const document = real.get(file);
    const { metadata } = document!;
    const { adoptedOn, issuedOn, amendedOn, effectiveOn } = metadata;
    expect(metadata.title).toBe(title);
    expect(metadata.issuer ?? "-").toBe(issuer);
    expect(metadata.region).toBe(region);
    expect([adoptedOn, issuedOn, amendedOn, effectiveOn].map((day) => day ?? "-").join(" ")).toBe(days);
    expect(clausesOf(document).filter(({ label }) => /^第.+条(之.)?$/.test(label!))).toHaveLength(
      Number(articles),
    );
  });

  it("reads 令 numbers, the latest one and both bodies", () => {
    expect(real.get("城市居民最低生活保障条例(1999-09-28)")?.metadata.docNumber).toBe("国务院令第271号");
    expect(real.get("个人所得税法实施条例(2018-12-18)")?.metadata.docNumber).toBe("国务院令第707号");
    expect(real.get("军人抚恤优待条例(2024-08-05)")?.metadata.docNumber).toBe(
      "国务院、中央军事委员会令第788号",
    );
    expect(real.get("劳动法(2018-12-29)")?.metadata.docNumber).toBeUndefined();
  });

  it("numbers the articles of every law without a gap", () => {
    for (const document of real.values()) {
      const articles = clausesOf(document).filter(({ label }) => /^第.+条$/.test(label!));
      const count = (document.text.match(/^第[零一二三四五六七八九十百千]+条\s/gm) ?? []).length;
      expect(articles.length, document.file).toBe(count);
    }
  });

  it("gives 分编, 章 and 节 as context", () => {
    const clause = clausesOf(real.get("物权编")).find(({ label }) => label === "第二百零九条");
    expect(clause?.context).toBe("第一分编 通则 第二章 物权的设立、变更、转让和消灭 第一节 不动产登记");
  });

  it("keeps an enumeration of 1955 whole, the preamble of 1983 apart and the text of 1986 in one", () => {
    const of = (year: string) => [...real.entries()].find(([file]) => file.includes(`(${year}-`))?.[1];
    expect(clausesOf(of("1955")).map(({ label }) => label)).toEqual([..."一二三四五六七八九"]);
    expect(clausesOf(of("1955"))[2]?.text.split("\n")).toHaveLength(7);
    expect(clausesOf(of("1983"))[0]?.label).toBe("序言");
    expect(clausesOf(of("1986")).map(({ label }) => label)).toEqual(["正文"]);
  });

  it("reads what each law repeals, with the day of the repealed text", () => {
    expect(real.get("中国公民出国旅游管理办法(2017-03-01)")?.metadata.repeals).toEqual([
      { title: "中国公民自费出国旅游管理暂行办法", issuedOn: "1997-07-01" },
    ]);
    expect(real.get("医师法(2021-08-20)")?.metadata.repeals).toEqual([{ title: "中华人民共和国执业医师法" }]);
    expect(real.get("上海市老年人权益保障条例(2016-01-29)")?.metadata.repeals).toEqual([
      { title: "上海市老年人权益保障条例", issuedOn: "1998-08-18" },
    ]);
  });
});
