import { describe, expect, it } from "vitest";
import { openStore, tables } from "../store/index.ts";
import { loadArrays, saveArrays } from "./indexArrays.repo.ts";
import { IndexBuilder } from "./indexBuilder.ts";
import { InvertedIndex } from "./invertedIndex.ts";
import type { Channel, ClauseIndex, DocumentEntry } from "./port.ts";
import { countTerms, createSegmenter } from "./words.ts";

const segmenter = createSegmenter();
const DOCUMENTS: DocumentEntry[] = [
  {
    key: "a",
    title: "老年人权益保障法",
    facets: { region: ["全国"], audience: ["全体"] },
    validFrom: "2013-07-01",
    authority: 3,
  },
  { key: "b", title: "浙江省养老条例", facets: { region: ["浙江省"], audience: ["全体"] }, authority: 0 },
  {
    key: "c",
    title: "旧的赡养办法",
    facets: { region: ["全国"], audience: ["离休"] },
    validUntil: "2020-01-01",
    authority: 0,
  },
];
const CLAUSES = [
  { document: 0, text: "赡养人应当履行对老年人经济上供养的义务。" },
  { document: 0, text: "老年人养老以居家为基础。" },
  { document: 1, text: "赡养人应当按时给付赡养费。" },
  { document: 2, text: "赡养人的赡养费由单位代扣。" },
];

function arrays() {
  const builder = new IndexBuilder(segmenter, DOCUMENTS);
  CLAUSES.forEach((clause, i) => {
    builder.add({ id: 100 + i, document: clause.document, heading: "", text: clause.text });
  });
  return builder.finish();
}

const asked = (text: string): Channel[] => [{ terms: countTerms(segmenter, text), weight: 1 }];

/** What every index behind the port must do; the Qdrant one will run through the same. */
function contract(name: string, make: () => ClauseIndex): void {
  describe(`${name} keeps the contract of the search port`, () => {
    it("finds the clauses that hold the words, best first, the same every time", async () => {
      const index = make();
      const request = { channels: asked("赡养费谁给"), filter: {}, limit: 10 };
      const first = await index.search(request);
      expect(
        first.candidates
          .map((c) => index.idOf[c.ordinal])
          .slice(0, 2)
          .sort(),
      ).toEqual([102, 103]);
      expect(await index.search(request)).toEqual(first);
    });

    it("filters inside the search: a limit of one still finds the one that applies", async () => {
      const index = make();
      const { candidates } = await index.search({
        channels: asked("赡养费谁给"),
        filter: { validOn: "2026-01-01", facets: { region: ["全国", "湖南省"] } },
        limit: 1,
      });
      expect(candidates.map((c) => index.idOf[c.ordinal])).toEqual([100]);
    });

    it("lets a text through until the day it ends and from the day it starts", async () => {
      const index = make();
      const on = async (validOn: string) =>
        (await index.search({ channels: asked("赡养"), filter: { validOn }, limit: 9 })).candidates.map(
          (c) => index.idOf[c.ordinal],
        );
      expect(await on("2019-12-31")).toContain(103);
      expect(await on("2020-01-01")).not.toContain(103);
      expect(await on("2013-06-30")).not.toContain(100);
      expect(await on("2013-07-01")).toContain(100);
    });

    it("scores named clauses and the neighbours of what it found, and holds the filter for the named", async () => {
      const index = make();
      const { candidates, beside } = await index.search({
        channels: asked("供养"),
        filter: { facets: { region: ["全国"] } },
        limit: 1,
        also: [2, 3],
      });
      expect(candidates.map((c) => c.ordinal)).toEqual([0, 3]);
      expect(beside.map((c) => c.ordinal)).toEqual([1]);
    });

    it("knows which clause has a word", () => {
      const index = make();
      expect(index.has("赡养费", 2)).toBe(true);
      expect(index.has("赡养费", 1)).toBe(false);
      expect(index.has("没有的词", 1)).toBe(false);
      expect(index.wordsOf(new Set([2])).get(2)).toContain("赡养费");
    });
  });
}

contract("the embedded index", () => new InvertedIndex(arrays()));
contract("the embedded index loaded from SQLite", () => {
  const store = openStore(":memory:");
  store.records
    .insert(tables.indexGeneration)
    .values({ id: 1, status: "live", createdAt: 0, recipe: "" })
    .run();
  saveArrays(store.records, 1, arrays());
  const index = new InvertedIndex(loadArrays(store.records, 1));
  store.close();
  return index;
});

describe("loadArrays", () => {
  it("names the generation and what to do when an array is missing", () => {
    const store = openStore(":memory:");
    expect(() => loadArrays(store.records, 7)).toThrow(/第 7 代.*reindex/);
    store.close();
  });
});
