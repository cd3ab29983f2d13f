import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testFolder } from "../../../testing/library.ts";
import { allowedFor, CatalogueError, loadCatalogue } from "./catalogue.ts";
import { createCatalogueKeeper } from "./catalogueKeeper.ts";
import { DISTRICTS, KINDS } from "./catalogueSchema.ts";

const SHIPPED = join(import.meta.dirname, "../../../../data/services.yaml");

const ITEM = `  - id: haircut
    name: 理发上门
    kind: 生活
    summary: 理发师傅到家里剪头发。
    says: [理发, 剪头发, 剃头, 头发长, 光头, 平头, 胡子, 修面]
    price: { voucher: serviceVoucher, yuan: 20 }
    hours: [{ days: 周一至周五, from: "09:00", to: "17:30" }]
    leadMinutes: 195
    promise: { acceptMinutes: 120, arriveMinutes: 780, finishMinutes: 900 }
    time: span
    place: home
    questions:
      - { id: how, ask: 您想剪多短？, kind: choice, choices: [短, 很短] }
    photo: none
    dispatch: provider
`;
const GOOD = `sample: true\nitems:\n${ITEM}`;
const SECOND = ITEM.replace("id: haircut", "id: shave").replace("理发上门", "刮脸");

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "catalogue-"));
  file = join(folder, "services.yaml");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function faultOf(text: string): CatalogueError {
  writeFileSync(file, text);
  try {
    loadCatalogue(file);
  } catch (error) {
    if (error instanceof CatalogueError) return error;
    throw error;
  }
  throw new Error("no fault was found");
}

describe("the shipped catalogue", () => {
  const catalogue = loadCatalogue(SHIPPED);

  it("is a sample of more than thirty services over all five kinds", () => {
    expect(catalogue.sample).toBe(true);
    expect(catalogue.note).toContain("示例目录");
    expect(catalogue.items.length).toBeGreaterThanOrEqual(34);
    expect(new Set(catalogue.items.map(({ kind }) => kind))).toEqual(new Set(KINDS));
  });

  it("names no phone number", () => {
    expect(readFileSync(SHIPPED, "utf8")).not.toMatch(/\d{7,}|\d{3,4}-\d{7}/);
  });

  it("asks in polite words, without exclamation marks", () => {
    for (const { questions, summary } of catalogue.items) {
      for (const { ask } of questions) expect(ask).toMatch(/[？。]$/);
      expect(summary).not.toMatch(/[！!]/);
    }
  });

  it("changes its version with every change of the file", () => {
    writeFileSync(file, GOOD);
    const before = loadCatalogue(file).version;
    writeFileSync(file, `${GOOD}\n`);
    expect(loadCatalogue(file).version).not.toBe(before);
    expect(before).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("a catalogue file with a mistake", () => {
  it("reads a good file in full", () => {
    writeFileSync(file, GOOD);
    const item = loadCatalogue(file).byId.get("haircut");
    expect(item?.price).toEqual({ kind: "voucher", voucher: "serviceVoucher", yuan: 20 });
    expect(item?.hours).toEqual({
      kind: "week",
      spans: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: "09:00", to: "17:30" })),
    });
    expect(item?.for).toEqual({});
  });

  it.each([
    ["an unknown kind", "kind: 生活", "kind: 娱乐", 5, "医疗、安全、温情、生活、法律"],
    ["a price of nothing", "yuan: 20", "yuan: 0", 8, "price"],
    ["a price of a third of a fen", "yuan: 20", "yuan: 0.333", 8, "price"],
    ["no sayings", /says: .*/, "says: []", 7, "says"],
    ["a saying of one character", "[理发,", "[发,", 7, "2 到 16"],
    ["a saying twice", "[理发,", "[剃头,", 7, "剃头"],
    ["accepting after arriving", "acceptMinutes: 120", "acceptMinutes: 800", 11, "acceptMinutes"],
    ["arriving after the end", "finishMinutes: 900", "finishMinutes: 700", 11, "finishMinutes"],
    ["a wrong weekday", "周一至周五", "周一至周八", 9, "days"],
    ["an impossible time", '"17:30"', '"27:30"', 9, "08:30"],
    ["hours that end before they begin", '"17:30"', '"08:00"', 9, "to"],
    ["a word for hours that means nothing", /hours: .*/, "hours: sometimes", 9, "hours"],
    ["a missing field", "    photo: none\n", "", 3, "photo"],
    ["a misspelt field", "leadMinutes", "leedMinutes", 3, "leadMinutes"],
    ["a field too many", "    photo: none\n", "    photo: none\n    colour: red\n", 17, "colour"],
    ["a choice without choices", ", choices: [短, 很短]", "", 15, "choices"],
    ["a district elsewhere", "    price:", "    for: { districts: [雨花区] }\n    price:", 8, "天元区"],
    ["an arrival where no one comes", "place: home", "place: none", 11, "arriveMinutes"],
    ["broken brackets", "[理发,", "[理发, [", 0, "格式"],
  ])("names the line of %s and what to write", (_, from, to, line, words) => {
    const error = faultOf(GOOD.replace(from, to));
    expect(error.message).toContain(words);
    expect(error.message).toMatch(/^services\.yaml 第 \d+ 行：/);
    if (line > 0) expect(error.line).toBe(line);
  });

  it("names the line of an id that is used twice", () => {
    const error = faultOf(`${GOOD}${ITEM.replace("理发上门", "另一项")}`);
    expect(error.line).toBe(GOOD.split("\n").length);
    expect(error.message).toContain("haircut");
  });

  it("names the first of several mistakes", () => {
    const error = faultOf(
      `${GOOD}${SECOND.replace("kind: 生活", "kind: 娱乐")}`.replace("photo: none", "photo: maybe"),
    );
    expect(error.line).toBe(16);
  });

  it("says what to do when the file is missing or empty", () => {
    expect(() => loadCatalogue(join(folder, "none.yaml"))).toThrow(/打不开/);
    expect(faultOf("").message).toContain("第 1 行");
  });
});

describe("who may order", () => {
  it("refuses by category and district, and not by what is unknown", () => {
    writeFileSync(
      file,
      GOOD.replace("    price:", "    for: { categories: [离休], districts: [攸县] }\n    price:"),
    );
    const item = loadCatalogue(file).items[0]!;
    expect(allowedFor(item, { category: "离休", district: "攸县" })).toEqual({ allowed: true });
    expect(allowedFor(item, { category: "退休" })).toEqual({ allowed: false, because: "category" });
    expect(allowedFor(item, { district: DISTRICTS[0] })).toEqual({ allowed: false, because: "district" });
    expect(allowedFor(item, {})).toEqual({ allowed: true });
  });
});

describe("the catalogue in force", () => {
  let now = 0;
  const logged: { level: string; fields: object }[] = [];
  const log = {
    info: (fields: object) => void logged.push({ level: "info", fields }),
    warn: (fields: object) => void logged.push({ level: "warn", fields }),
    error: (fields: object) => void logged.push({ level: "error", fields }),
  };
  const faults: CatalogueError[] = [];
  const keep = () =>
    createCatalogueKeeper(file, { log, clock: () => now, onFault: (error) => void faults.push(error) });
  let written = 1_700_000_000;
  /** Files written within a tick of the disk's clock differ by their time here. */
  const write = (text: string) => {
    writeFileSync(file, text);
    written += 10;
    utimesSync(file, written, written);
  };

  beforeEach(() => {
    now = 0;
    logged.length = 0;
    faults.length = 0;
  });

  it("takes up a changed file by itself, looking at most once a second", () => {
    write(GOOD);
    const keeper = keep();
    write(`${GOOD}${SECOND}`);
    now = 999;
    expect(keeper.current().items).toHaveLength(1);
    now = 1000;
    expect(keeper.current().items).toHaveLength(2);
  });

  it("keeps the last good catalogue in force and logs a fault once, with its line", () => {
    write(GOOD);
    const keeper = keep();
    write(GOOD.replace("kind: 生活", "kind: 娱乐"));
    for (now = 1000; now <= 5000; now += 1000) expect(keeper.current().items).toHaveLength(1);
    expect(keeper.reload().ok).toBe(false);
    expect(faults.map(({ line }) => line)).toEqual([5]);
    expect(logged).toMatchObject([{ level: "error", fields: { line: 5 } }]);
  });

  it("takes up the mended file, and tells of the same fault again when it comes back", () => {
    write(GOOD);
    const keeper = keep();
    const faulty = GOOD.replace("kind: 生活", "kind: 娱乐");
    for (const text of [faulty, `${GOOD}${SECOND}`, faulty]) {
      write(text);
      now += 1000;
      keeper.current();
    }
    expect(keeper.current().items).toHaveLength(2);
    expect(faults).toHaveLength(2);
  });

  it("stays in force over a restart, from the copy of the last good file", () => {
    const lastGood = join(testFolder(), "kept.yaml");
    const start = () =>
      createCatalogueKeeper(file, {
        log,
        clock: () => now,
        onFault: (error) => void faults.push(error),
        lastGood,
      });
    write(GOOD);
    start();
    write(GOOD.replace("kind: 生活", "kind: 娱乐"));
    expect(start().current().items).toHaveLength(1);
    expect(faults.map(({ line }) => line)).toEqual([5]);
    rmSync(lastGood);
    expect(start).toThrow(CatalogueError);
  });

  it("stays in force when the file disappears", () => {
    write(GOOD);
    const keeper = keep();
    rmSync(file);
    now = 1000;
    expect(keeper.current().items).toHaveLength(1);
    expect(faults).toHaveLength(1);
  });

  it("does not start without a good catalogue", () => {
    write("items: []");
    expect(keep).toThrow(CatalogueError);
  });
});
