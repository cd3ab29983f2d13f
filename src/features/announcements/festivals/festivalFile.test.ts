import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { CalendarFileError } from "../../../delivery/index.ts";
import { comingFestivals } from "./festivalDrafts.ts";
import { loadFestivals } from "./festivalFile.ts";

const HEADER = "name,calendar,month,day,leadDays,title,greeting,audience";

function load(...lines: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "jinqiu-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "festivals.csv");
  writeFileSync(file, [HEADER, ...lines].join("\r\n"));
  return loadFestivals(file);
}

describe("the file of festivals", () => {
  it("is read as the bureau keeps it; the bundled one holds", () => {
    const festivals = loadFestivals(resolve(import.meta.dirname, "../../../../data/festivals.csv"));
    const coming = comingFestivals(festivals, "2026-11-24").map(({ key, day }) => [key, day]);
    expect(coming.slice(0, 4)).toEqual([
      ["元旦:2027", "2027-01-01"],
      ["春节:2027", "2027-02-06"],
      ["元宵节:2027", "2027-02-20"],
      ["清明节:2027", "2027-04-05"],
    ]);
    expect(coming.map(([key]) => key?.split(":")[0])).toEqual(
      expect.arrayContaining(["七一", "国庆节", "重阳节", "中秋节", "端午节"]),
    );
  });

  it("takes solar days, lunar ones, the last of a lunar month and solar terms", () => {
    expect(
      load(
        "国庆节,solar,10,1,,国庆节好,祝您节日愉快。,全体",
        "除夕,lunar,12,last,7,除夕好,祝您阖家团圆。,离休、退休",
        "清明节,term,,,0,清明,请留心用火。,",
      ),
    ).toMatchObject([
      {
        rule: { calendar: "solar", month: 10, day: 1 },
        leadDays: 14,
        audience: { version: 1, everyone: true },
      },
      {
        rule: { calendar: "lunar", month: 12, day: "last" },
        leadDays: 7,
        audience: { version: 1, categories: ["离休", "退休"] },
      },
      { rule: { calendar: "term", term: "清明" }, leadDays: 0, audience: { version: 1, everyone: true } },
    ]);
    expect(loadFestivals("/nowhere/festivals.csv")).toEqual([]);
  });

  it("names the line at fault and what to write instead", () => {
    const good = "国庆节,solar,10,1,14,国庆节好,祝您节日愉快。,全体";
    for (const [line, words] of [
      [",solar,10,1,14,好,好。,全体", "没有写节日名称"],
      ["国庆节,solar,10,2,14,好,好。,全体", "前面已经写过"],
      ["甲,阳历,10,1,14,好,好。,全体", "solar"],
      ["甲,solar,13,1,14,好,好。,全体", "1 到 12"],
      ["甲,solar,2,29,14,好,好。,全体", "每年都有"],
      ["甲,lunar,12,30,14,好,好。,全体", "last"],
      ["甲,solar,2,last,14,好,好。,全体", "每年都有"],
      ["清明节,term,4,5,14,好,好。,全体", "空着"],
      ["元旦,term,,,14,好,好。,全体", "二十四节气"],
      ["甲,solar,1,1,91,好,好。,全体", "0 到 90"],
      ["甲,solar,1,1,-1,好,好。,全体", "0 到 90"],
      ["甲,solar,1,1,14,,好。,全体", "标题"],
      ["甲,solar,1,1,14,好,,全体", "问候语"],
      ["甲,solar,1,1,14,好,好。,所有人", "全体"],
      ["甲,solar,1,1,14,好,好。,离休、在职", "离休"],
      ["甲,solar,1,1,14,好", "8 格"],
    ] as const) {
      expect(() => load(good, line), line).toThrow(CalendarFileError);
      expect(() => load(good, line), line).toThrow(/第 3 行/);
      expect(() => load(good, line), line).toThrow(words);
    }
  });
});
