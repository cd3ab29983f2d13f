import { describe, expect, it } from "vitest";
import { testFolder, testLibrary } from "../../testing/library.ts";
import { citeClause } from "./citedClause.ts";

const notice = (year: number, effective: string, rule: string, extra = "") =>
  `# 食堂办法\n株老干发〔${year}〕5号\n${extra}\n第一条 ${rule}\n第二条 本办法自${effective}起施行。\n\n中共株洲市委老干部局\n${year}年3月5日\n`;

async function libraryOf(files: Record<string, string>) {
  const library = testLibrary();
  await library.reindex([testFolder(files)]);
  return library;
}

describe("citeClause", () => {
  it("gives the clause's words with where they stand", async () => {
    const library = await libraryOf({ "甲.md": notice(2026, "2026年4月1日", "食堂中午开门。") });
    const cited = citeClause(library, "食堂办法", "第一条", "2026-11-24");
    expect(cited?.text).toContain("食堂中午开门。");
    expect(cited?.source).toMatch(/^《食堂办法》第一条（株老干发〔2026〕5号/);
    expect(library.open(cited!.clauseId, "2026-11-24")?.clause.text).toContain("食堂中午开门");
  });

  it("gives nothing for what the library does not hold", async () => {
    const library = await libraryOf({ "甲.md": notice(2026, "2026年4月1日", "食堂中午开门。") });
    expect(citeClause(library, "食堂办法", "第九条", "2026-11-24")).toBeUndefined();
    expect(citeClause(library, "班车办法", "第一条", "2026-11-24")).toBeUndefined();
    expect(citeClause(testLibrary(), "食堂办法", "第一条", "2026-11-24")).toBeUndefined();
  });

  it("never gives a clause that is not in force on the day", async () => {
    const library = await libraryOf({ "甲.md": notice(2026, "2026年4月1日", "食堂中午开门。") });
    expect(citeClause(library, "食堂办法", "第一条", "2026-03-31")).toBeUndefined();
    expect(citeClause(library, "食堂办法", "第一条", "2026-04-01")).toBeDefined();
  });
});
