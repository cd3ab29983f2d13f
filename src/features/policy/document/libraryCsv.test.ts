import { describe, expect, it } from "vitest";
import { parseLibraryCsv } from "./libraryCsv.ts";
import { PolicyParseError } from "./parseError.ts";

const HEADER = "file,title,docNumber,issuer,region,audience,issuedOn,effectiveOn,expiresOn,status,supersedes";

function faultOf(text: string): PolicyParseError {
  try {
    parseLibraryCsv("library.csv", text);
  } catch (error) {
    if (error instanceof PolicyParseError) return error;
    throw error;
  }
  throw new Error("was accepted");
}

describe("library.csv", () => {
  it("reads a row into the fields it fills, and none it leaves empty", () => {
    const rows = parseLibraryCsv(
      "library.csv",
      `\uFEFF${HEADER}\r\n通知/甲.md,《某某办法》,株老干发[2026]第5号,某局,株洲,离休；国企退休,2026年3月5日,2026-4-1,,有效,《旧办法》\r\n乙.md,,,,,,,,,,\r\n`,
    );
    expect(rows.get("通知/甲.md")).toEqual({
      title: "某某办法",
      docNumber: "株老干发〔2026〕5号",
      issuer: "某局",
      region: "湖南省株洲市",
      audience: ["离休", "国企退休"],
      issuedOn: "2026-03-05",
      effectiveOn: "2026-04-01",
      status: "inForce",
      supersedes: "旧办法",
    });
    expect(rows.get("乙.md")).toEqual({});
  });

  it("takes the columns in any order, and Windows paths", () => {
    expect(parseLibraryCsv("l.csv", "status,file\n废止,子\\甲.md").get("子/甲.md")).toEqual({
      status: "repealed",
    });
  });

  it.each([
    ["file,issuedOn\n甲.md,2026-02-30", 2, "issuedOn"],
    ["file,status\n甲.md,有效\n乙.md,作废", 3, "status"],
    ['file,title,audience\n甲.md,"分成\n两行",全体\n乙.md,x,大家', 4, "audience"],
    ["file,region\n甲.md,很远的地方", 2, "region"],
    ["file,作者\n甲.md,x", 1, "作者"],
    ["title\nx", 1, "file"],
    ["", 1, "file"],
    ["file,file\n甲.md,x", 1, "file"],
    ["file,title\n,x", 2, "file"],
    ["file,title\n甲.md,x\n\n甲.md,y", 4, "甲.md"],
    ["file,title\n甲.md,x,y", 2, "列数"],
    ['file,title\n甲.md,"x', 2, "双引号"],
    ["file,effectiveOn,expiresOn\n甲.md,2026-01-01,2025-01-01", 2, "expiresOn"],
  ])("names line and field when it cannot read %j", (text, line, named) => {
    const fault = faultOf(text);
    expect(fault.line).toBe(line);
    expect(fault.reason).toContain(named);
    expect(fault.message).toBe(`library.csv：${fault.reason}。${fault.advice}`);
    expect(fault.advice).not.toBe("");
  });
});
