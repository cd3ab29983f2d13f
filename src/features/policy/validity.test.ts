import { describe, expect, it } from "vitest";
import { type DatedVersion, titleKey, workOutValidity } from "./validity.ts";

const version = (id: number, given: Partial<DatedVersion>): DatedVersion => ({
  id,
  title: "军人抚恤优待条例",
  region: "全国",
  repeals: [],
  ...given,
});
const OLD = version(1, { issuedOn: "2004-08-01", amendedOn: "2019-03-02", effectiveOn: "2004-10-01" });
const NEW = version(2, { issuedOn: "2004-08-01", amendedOn: "2024-08-05", effectiveOn: "2024-10-01" });

describe("workOutValidity", () => {
  it("lets the newer version of a title take over on the day it starts, not on the day it was issued", () => {
    const validity = workOutValidity([NEW, OLD], []);
    expect(validity.get(1)).toMatchObject({ until: "2024-10-01", endedBy: "superseded", successorId: 2 });
    expect(validity.get(2)).toMatchObject({ from: "2024-10-01", until: undefined });
  });

  it("takes the day of the amendment where the print still names the first day in force", () => {
    const older = version(1, { title: "慈善法", adoptedOn: "2016-03-16", effectiveOn: "2016-09-01" });
    const newer = version(2, {
      title: "慈善法",
      adoptedOn: "2016-03-16",
      amendedOn: "2023-12-29",
      effectiveOn: "2016-09-01",
    });
    const validity = workOutValidity([older, newer], []);
    expect(validity.get(1)?.until).toBe("2023-12-29");
    expect(validity.get(2)?.from).toBe("2023-12-29");
  });

  it("does not let a text of one region end that of another", () => {
    const here = version(1, { title: "志愿服务条例", region: "湖南省", adoptedOn: "2010-01-01" });
    const there = version(2, { title: "志愿服务条例", region: "全国", adoptedOn: "2017-08-22" });
    expect(workOutValidity([here, there], []).get(1)?.until).toBeUndefined();
  });

  it("ends what a later text repeals by title, by 文号, or as its stated predecessor", () => {
    const law = version(1, { title: "执业医师法", adoptedOn: "1998-06-26" });
    const card = version(2, {
      title: "服务券办法",
      docNumber: "株老干发〔2023〕21号",
      issuedOn: "2023-05-01",
    });
    const guide = version(3, { title: "旧指南", issuedOn: "2020-01-01" });
    const later = version(4, {
      title: "医师法",
      adoptedOn: "2021-08-20",
      effectiveOn: "2022-03-01",
      repeals: [{ title: "执业医师法" }],
    });
    const newCard = version(5, {
      title: "服务券使用规定",
      issuedOn: "2026-06-01",
      effectiveOn: "2026-07-01",
      repeals: [{ title: "", docNumber: "株老干发〔2023〕21号" }],
      supersedes: "旧指南",
    });
    const validity = workOutValidity([law, card, guide, later, newCard], []);
    expect(validity.get(1)).toMatchObject({ until: "2022-03-01", endedBy: "repealed", successorId: 4 });
    expect(validity.get(2)).toMatchObject({ until: "2026-07-01", endedBy: "repealed", successorId: 5 });
    expect(validity.get(3)).toMatchObject({ until: "2026-07-01", endedBy: "superseded" });
  });

  it("does not end a later version of the title whose first version was repealed", () => {
    const second = version(1, { title: "信访条例", issuedOn: "2005-01-10" });
    const other = version(2, {
      title: "别的条例",
      issuedOn: "2006-01-01",
      repeals: [{ title: "信访条例", issuedOn: "1995-10-28" }],
    });
    expect(workOutValidity([second, other], []).get(1)?.until).toBeUndefined();
  });

  it("follows the register of repeals, and the earliest of several ends", () => {
    const register = [
      {
        title: "信访条例",
        issuedUpTo: "2021-12-31",
        repealedOn: "2022-05-01",
        successor: "信访工作条例",
        source: "…",
      },
    ];
    const old = version(1, { title: "信访条例", issuedOn: "2005-01-10", expiresOn: "2030-12-31" });
    const next = version(2, { title: "信访工作条例", issuedOn: "2022-02-25" });
    expect(workOutValidity([old, next], register).get(1)).toEqual({
      from: "2005-01-10",
      until: "2022-05-01",
      endedBy: "repealed",
      successorId: 2,
    });
  });

  it("counts the last day of a limited text as in force", () => {
    expect(workOutValidity([version(1, { expiresOn: "2024-02-29" })], []).get(1)?.until).toBe("2024-03-01");
  });
});

describe("titleKey", () => {
  it("takes marks, spaces and （试行） for no other title", () => {
    expect(titleKey("《服务 办法》（试行）")).toBe("服务办法");
  });
});
