import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { sharedFolder, testFolder, testLibrary } from "../../testing/library.ts";
import { toChineseNumber } from "./reference.ts";

const DAY = "2026-11-23";
const SAMPLES = resolve(import.meta.dirname, "../../../data/policies");
const notice = (title: string, body: string, extra = "") =>
  `# ${title}\n株老干发〔2026〕${title.length}号\n${extra}\n${body}\n\n中共株洲市委老干部局\n2026年3月5日\n`;

describe("reindexing", () => {
  it("adds, replaces and retires the documents of its own source only", async () => {
    const library = testLibrary();
    const one = testFolder({
      "甲.md": notice("食堂办法", "第一条 食堂中午开门。"),
      "乙.md": notice("班车办法", "第一条 班车每天发车。"),
    });
    const two = testFolder({ "丙.md": notice("书画办法", "第一条 书画班周一上课。") });
    expect(await library.reindex([one, two])).toMatchObject({ added: 3, documents: 3, faults: [] });
    writeFileSync(join(one, "甲.md"), notice("食堂办法", "第一条 食堂晚上也开门。"));
    rmSync(join(one, "乙.md"));
    expect(await library.reindex([one])).toMatchObject({
      added: 0,
      replaced: 1,
      retired: 1,
      documents: 2,
      switched: true,
    });
    const answer = await library.ask("书画班什么时候上课", { day: DAY });
    expect(answer.citations[0]?.file).toBe("丙.md");
    expect((await library.ask("食堂晚上开门", { day: DAY })).citations[0]?.quote).toContain("晚上也开门");
  });

  it("leaves the live generation alone when nothing changed, and reads no unchanged file anew", async () => {
    const library = testLibrary();
    const folder = testFolder({ "甲.md": notice("食堂办法", "第一条 食堂中午开门。") });
    const first = await library.reindex([folder]);
    utimesSync(join(folder, "甲.md"), new Date(), new Date());
    expect(await library.reindex([folder])).toMatchObject({
      switched: false,
      generationId: first.generationId,
      unchanged: 1,
    });
    expect(await library.reindex([folder], { full: true })).toMatchObject({ switched: true, unchanged: 1 });
  });

  it("reports a bad file with reason and advice, indexes the rest, and keeps the bad file's last good text", async () => {
    const library = testLibrary();
    const folder = testFolder({
      "甲.md": notice("食堂办法", "第一条 食堂中午开门。"),
      "乙.md": notice("班车办法", "第一条 班车每天发车。"),
    });
    await library.reindex([folder]);
    writeFileSync(join(folder, "乙.md"), "");
    writeFileSync(join(folder, "坏 '名字\".docx"), Buffer.from("not a zip"));
    const report = await library.reindex([folder]);
    expect(report.faults.map((fault) => fault.file).sort()).toEqual(["乙.md", "坏 '名字\".docx"]);
    for (const fault of report.faults) expect(fault.advice).not.toBe("");
    expect((await library.ask("班车每天发车", { day: DAY })).citations[0]?.file).toBe("乙.md");
  });

  it("switches back to the generation before in one step", async () => {
    const library = testLibrary();
    const folder = testFolder({ "甲.md": notice("食堂办法", "第一条 食堂中午开门。") });
    const { generationId } = await library.reindex([folder]);
    writeFileSync(join(folder, "甲.md"), notice("食堂办法", "第一条 食堂晚上开门。"));
    await library.reindex([folder]);
    expect((await library.ask("食堂开门", { day: DAY })).citations[0]?.quote).toContain("晚上");
    expect(library.switchBack()).toBe(generationId);
    expect((await library.ask("食堂开门", { day: DAY })).citations[0]?.quote).toContain("中午");
    expect(() => library.switchBack(999)).toThrow("没有可以切换回去的索引");
  });

  it("answers from the old generation while the new one is being built", async () => {
    const library = testLibrary();
    const folder = testFolder({ "甲.md": notice("食堂办法", "第一条 食堂中午开门。") });
    await library.reindex([folder]);
    writeFileSync(join(folder, "甲.md"), notice("食堂办法", "第一条 食堂晚上开门。"));
    const building = library.reindex([folder]);
    expect((await library.ask("食堂开门", { day: DAY })).citations[0]?.quote).toContain("中午");
    await building;
    expect((await library.ask("食堂开门", { day: DAY })).citations[0]?.quote).toContain("晚上");
  });

  it("lets library.csv override what was read, and names a file it lists that is not there", async () => {
    const library = testLibrary();
    const folder = testFolder({
      "甲.md": notice("食堂办法", "第一条 食堂中午开门。"),
      "library.csv": "file,title,region,audience,status\n甲.md,食堂新办法,浙江省,离休,\n没有.md,某办法,,,\n",
    });
    const report = await library.reindex([folder]);
    expect(report.faults.map((fault) => fault.message).join()).toContain("没有.md");
    const [document] = library.current()!.documents;
    expect(document?.version).toMatchObject({ title: "食堂新办法", region: "浙江省", audience: ["离休"] });
  });

  it("tells a path that does not exist", async () => {
    await expect(testLibrary().reindex(["没有这个文件夹"])).rejects.toThrow(
      /没有这个文件或文件夹.*请检查路径/,
    );
  });

  it("indexes nested folders, and passes README and temporary files over", async () => {
    const library = testLibrary();
    const folder = testFolder({
      "README.md": "# 说明",
      "~$甲.docx": "x",
      "甲.md": notice("食堂办法", "第一条 食堂中午开门。"),
    });
    mkdirSync(join(folder, "下一级"));
    writeFileSync(join(folder, "下一级", "乙.txt"), notice("班车办法", "第一条 班车每天发车。"));
    expect(await library.reindex([folder])).toMatchObject({ documents: 2, faults: [] });
    const files = library.current()!.documents.map(({ version }) => version.file);
    expect(new Set(files)).toEqual(new Set(["下一级/乙.txt", "甲.md"]));
  });
});

describe("the samples", () => {
  it("index without a fault, and every answer from them says that they are samples", async () => {
    const library = testLibrary();
    const report = await library.reindex([SAMPLES]);
    expect(report.faults).toEqual([]);
    expect(report.documents).toBeGreaterThanOrEqual(12);
    for (const { version } of library.current()!.documents) expect(version.sample, version.file).toBe(true);
  });

  it("give the newer version of a notice, and name the older one as ended when it is asked for by 文号", async () => {
    const library = testLibrary();
    await library.reindex([SAMPLES]);
    const answer = await library.ask("护理关爱卡与服务券使用办法第三条", { day: DAY });
    expect(answer.citations[0]).toMatchObject({
      docNumber: "株老干发〔2026〕11号",
      article: "第三条",
      status: "inForce",
    });
    const old = await library.ask("株老干发〔2023〕21号说的什么", { day: DAY });
    expect(old.refusal).toMatchObject({ kind: "ended", docNumber: "株老干发〔2023〕21号" });
    expect(old.citations.every((citation) => citation.status === "inForce")).toBe(true);
    const before = await library.ask("护理关爱卡与服务券使用办法第三条", { day: "2025-01-01" });
    expect(before.kind).not.toBe("abstain");
  });

  it("do not give a notice for 离休 to one who says he is 退休", async () => {
    const library = testLibrary();
    await library.reindex([SAMPLES]);
    const question = "我是退休干部，易地安置的医药费怎么担保结算";
    const asked = await library.ask(question, { day: DAY, top: 10 });
    expect(asked.citations.map((citation) => citation.file).join()).not.toContain("易地安置离休干部");
    const known = await library.ask("易地安置的医药费怎么担保结算", { day: DAY, category: "离休" });
    expect(known.citations[0]?.file).toContain("易地安置离休干部");
  });
});

describe("real laws", () => {
  const folder = sharedFolder("policies");
  const run = folder === undefined ? it.skip : it;

  run(
    "give the clause for a direct reference, in Chinese or Arabic numerals, 款 and 项 marked (skipped without ../shared)",
    async () => {
      const library = testLibrary({ lexicon: [{ everyday: "老年法", official: "老年人权益保障法" }] });
      await library.reindex([join(folder!, "national")]);
      for (const [question, file, article] of [
        ["老年法第十八条", "national", "第十八条"],
        ["民法典1127条怎么说", "继承编.md", "第一千一百二十七条"],
        ["老年人权益保障法第19条第二款", "老年人权益保障法", "第十九条"],
      ] as const) {
        const answer = await library.ask(question, { day: DAY });
        expect(answer, question).toMatchObject({ kind: "answer" });
        expect(answer.citations[0]?.article).toBe(article);
        if (file !== "national") expect(answer.citations[0]?.file).toContain(file);
      }
      const passage = (await library.ask("老年人权益保障法第19条第二款", { day: DAY })).citations[0]!;
      expect(passage.quote.slice(...passage.evidence)).toBe(
        passage.quote.split("\n").filter((l) => l.trim() !== "")[1],
      );
    },
  );

  run(
    "never base an answer on repealed, superseded or other regions' texts (skipped without ../shared)",
    async () => {
      const library = testLibrary();
      await library.reindex([folder!]);
      const questions = [
        "信访事项几天内答复",
        "军人抚恤金标准",
        "增设电梯业主要几成同意",
        "浙江养老服务补贴多少",
        "上海老年人综合津贴",
        "志愿服务时长怎么记录",
        "慈善组织募捐",
        "妇女权益受侵害怎么办",
      ];
      for (const question of questions) {
        const { citations } = await library.ask(question, { day: DAY, top: 10 });
        for (const citation of citations) {
          expect([citation.status, citation.region, question]).toEqual(["inForce", "全国", question]);
        }
      }
      expect((await library.ask("浙江省的养老服务补贴是多少", { day: DAY })).refusal).toMatchObject({
        kind: "elsewhere",
        region: "浙江省",
      });
    },
  );
});

describe("opening a clause", () => {
  it("gives it with its neighbours, or the whole text, and nothing for an unknown id", async () => {
    const library = testLibrary();
    const body = "第一条 甲。\n\n第二条 乙。\n\n第三条 丙。";
    await library.reindex([testFolder({ "甲.md": notice("食堂办法", body) })]);
    const { citations } = await library.ask("食堂办法第二条", { day: DAY });
    const opened = library.open(citations[0]!.clauseId, DAY)!;
    expect(opened.segments.map((segment) => segment.label)).toEqual(["第一条", "第二条", "第三条"]);
    expect([opened.previousId, opened.nextId]).toEqual([opened.segments[0]!.id, opened.segments[2]!.id]);
    expect(library.open(citations[0]!.clauseId, DAY, true)!.segments.length).toBeGreaterThan(3);
    expect(library.open(123_456, DAY)).toBeUndefined();
  });
});

describe("confirming a question", () => {
  it("makes the clause come first, and taking it back leaves no trace", async () => {
    const library = testLibrary();
    const folder = testFolder({
      "甲.md": notice("食堂办法", "第一条 就餐人员凭卡用餐。\n\n第二条 残羹回收由专人负责。"),
    });
    await library.reindex([folder]);
    const question = "剩菜倒哪里";
    const before = await library.ask(question, { day: DAY, top: 5 });
    const row = JSON.stringify({ question: "剩菜倒哪里好", title: "食堂办法", article: "第二条" });
    expect(await library.confirm("问.jsonl", row, "import")).toEqual({ added: 1, known: 0, faults: [] });
    expect((await library.ask(question, { day: DAY, top: 5 })).citations[0]?.article ?? "").toBe("第二条");
    expect(await library.withdraw({ question: "剩菜倒哪里好" })).toBe(true);
    expect(await library.ask(question, { day: DAY, top: 5 })).toEqual(before);
  });

  it("names the line whose title or article the library does not have, and stores the others", async () => {
    const library = testLibrary();
    await library.reindex([testFolder({ "甲.md": notice("食堂办法", "第一条 凭卡用餐。") })]);
    const rows = [
      { question: "怎么吃饭", title: "食堂办法", article: "第一条" },
      { question: "怎么坐车", title: "班车办法", article: "第一条" },
      { question: "怎么喝汤", title: "食堂办法", article: "第九条" },
    ];
    const report = await library.confirm(
      "问.jsonl",
      rows.map((row) => JSON.stringify(row)).join("\n"),
      "import",
    );
    expect(report.added).toBe(1);
    expect(report.faults[0]).toContain("第 2 行：库里没有《班车办法》");
    expect(report.faults[1]).toContain("第 3 行：《食堂办法》里没有 第九条");
    await expect(library.confirm("问.jsonl", "{坏", "import")).rejects.toThrow(
      "第 1 行：不是一行完整的 JSON",
    );
  });
});

describe("toChineseNumber", () => {
  it.each([
    ["1127", "一千一百二十七"],
    ["18", "十八"],
    ["105", "一百零五"],
    ["1010", "一千零一十"],
    ["二〇", "二零"],
  ])("%s → %s", (number, chinese) => {
    expect(toChineseNumber(number)).toBe(chinese);
  });
});
