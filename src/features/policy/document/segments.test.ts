import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { segmentText } from "./segments.ts";

/** kind:label of every segment, headings by their text. */
function outline(text: string): string[] {
  return segmentText(text).map(({ kind, label, text: own }) =>
    kind === "clause" ? `${label}` : kind === "heading" ? `# ${own}` : `<${kind}>`,
  );
}

const clause = (text: string, label: string) => segmentText(text).find((segment) => segment.label === label);
const squeezed = (text: string) => text.replace(/\s/g, "");

describe("laws in 第…条", () => {
  const LAW = [
    "# 某某条例",
    "",
    "## 第一章　总　则",
    "第一条 为了某事，制定本条例。",
    "第二条 下列人员适用：",
    "（一）离休干部；",
    "（二）退休干部。",
    "第三条规定的人员除外。",
    "## 第二章 保障",
    "### 第一节 一般规定",
    "第三条本条例由某局解释。",
    "第三条之一 另有规定的从其规定。",
    "第4条 自公布之日起施行。",
  ].join("\n");

  it("makes one clause of an article with all its items and later paragraphs", () => {
    expect(clause(LAW, "第二条")?.text.split("\n")).toHaveLength(4);
  });

  it("labels articles in Chinese numerals, with 之一, and takes text that follows the mark at once", () => {
    expect(outline(LAW)).toEqual([
      "<head>",
      "# ## 第一章　总　则",
      "第一条",
      "第二条",
      "# ## 第二章 保障",
      "# ### 第一节 一般规定",
      "第三条",
      "第三条之一",
      "第四条",
    ]);
  });

  it("gives an article the headings above it as context", () => {
    expect(clause(LAW, "第一条")?.context).toBe("第一章 总则");
    expect(clause(LAW, "第四条")?.context).toBe("第二章 保障 第一节 一般规定");
  });

  it("keeps a line that refers to an article inside the article it stands in", () => {
    const text =
      "# 某条例\n第一条 甲。\n第二条 乙。\n第三条、第五条规定的除外。\n第三条和前款不一致的，从其规定。\n第三条 丙。";
    expect(outline(text)).toEqual(["<head>", "第一条", "第二条", "第三条"]);
  });

  it("calls real paragraphs before the first article 序言, and leaves the addressees in the head", () => {
    const text = "某某办法\n各县市区：\n为了某事，特制定本办法。\n第一条 甲。";
    expect(outline(text)).toEqual(["<head>", "序言", "第一条"]);
    expect(segmentText(text)[0]?.text).toBe("某某办法\n各县市区：");
  });

  it("leaves a table of contents in the head", () => {
    const text =
      "某某条例\n目　录\n第一章 总则……1\n第二章 附则……3\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。";
    expect(outline(text)).toEqual(["<head>", "# 第一章 总则", "第一条", "# 第二章 附则", "第二条"]);
  });

  it("cites text between a chapter's heading and its first article by the chapter", () => {
    expect(outline("某某条例\n第一条 甲。\n第二章 保障\n本章只适用于离休干部。\n第二条 乙。")).toEqual([
      "<head>",
      "第一条",
      "# 第二章 保障",
      "第二章",
      "第二条",
    ]);
  });

  it("tells the notice, its signature and the text sent out with it apart", () => {
    const text = [
      "关于印发《某某办法》的通知",
      "株老干发〔2026〕5号",
      "各县市区委老干部局：",
      "现将《某某办法》印发给你们，请遵照执行。",
      "中共株洲市委老干部局",
      "2026年3月5日",
      "某某办法",
      "第一条 甲。",
      "第二条 乙。",
    ].join("\n");
    expect(outline(text)).toEqual(["<head>", "序言", "<closing>", "<head>", "第一条", "第二条"]);
  });
});

describe("notices in 一、（一）", () => {
  const NOTICE = [
    "关于某事的通知",
    "株老干发〔2026〕5号",
    "各单位：",
    "为做好某事，现通知如下。",
    "一、对象",
    "本市干部可以申请，具体如下。",
    "（一）离休干部可以申请。",
    "（二）退休干部可以申请：",
    "1.年满八十周岁的；",
    "2.失能的。",
    "二、期限。一年以内。",
    "三、下列时间计入年限：",
    "(一)在机关工作的时间；",
    "(二)在军队工作的时间。",
    "四、纪律",
    "不得冒领。",
    "附件：1.申请表",
    "2.名单",
    "中共株洲市委组织部",
    "中共株洲市委老干部局",
    "2026年3月5日",
    "（此件公开发布）",
  ].join("\n");

  it("labels sections, their items and the text before the first item", () => {
    expect(outline(NOTICE)).toEqual([
      "<head>",
      "引言",
      "# 一、对象",
      "一",
      "一（一）",
      "一（二）",
      "二",
      "三",
      "# 四、纪律",
      "四",
      "<closing>",
    ]);
  });

  it("gives items the section's heading as context, and keeps 1. 2. inside their item", () => {
    expect(clause(NOTICE, "一（二）")).toMatchObject({ context: "一、对象" });
    expect(clause(NOTICE, "一（二）")?.text).toContain("2.失能的。");
  });

  it("keeps a section whole when its items are fragments of one sentence", () => {
    expect(clause(NOTICE, "三")?.text).toBe(
      "三、下列时间计入年限：\n(一)在机关工作的时间；\n(二)在军队工作的时间。",
    );
  });

  it("cuts a section whose items are sentences of their own", () => {
    const text = "某通知\n一、各单位要做好以下工作：\n（一）加强领导。明确专人。\n（二）加强检查。每季一次。";
    expect(outline(text)).toEqual(["<head>", "一", "一（一）", "一（二）"]);
  });

  it("keeps the list of annexes, the signatures and the date in the foot", () => {
    expect(segmentText(NOTICE).at(-1)?.text.split("\n")).toHaveLength(6);
  });

  it("stays in 一、 when a section quotes an article", () => {
    const text =
      "关于修改某办法的决定\n一、将第一条修改为下文。\n第一条 为了某事。\n二、本决定自公布之日起施行。";
    expect(outline(text)).toEqual(["<head>", "一", "二"]);
  });

  it("takes 一、总则 over articles for a chapter", () => {
    expect(outline("某规程\n一、总则\n第一条 甲。\n二、附则\n第二条 乙。")).toEqual([
      "<head>",
      "# 一、总则",
      "第一条",
      "# 二、附则",
      "第二条",
    ]);
  });

  it("labels （一） alone where a notice has no 一、", () => {
    expect(outline("某通知\n为做好某事，通知如下。\n（一）甲。\n（二）乙。")).toEqual([
      "<head>",
      "引言",
      "（一）",
      "（二）",
    ]);
  });
});

describe("texts without numbering", () => {
  it("makes one clause 正文", () => {
    expect(outline("某说明\n甲可以申请。\n乙不可以申请。")).toEqual(["<head>", "正文"]);
  });

  it("cuts a long one at paragraphs into 正文（一） and 正文（二）", () => {
    const paragraph = `${"退休干部可以申请".repeat(120)}。`;
    const segments = segmentText(`某说明\n${Array(4).fill(paragraph).join("\n")}`);
    expect(segments.map(({ label }) => label)).toEqual([null, "正文（一）", "正文（二）"]);
    expect(segments.every(({ text }) => text.length <= 2500)).toBe(true);
  });

  it("keeps a list of short lines findable instead of calling it all head", () => {
    expect(outline("服务站名单\n天元区站\n芦淞区站")).toEqual(["<head>", "正文"]);
  });
});

describe("annexes", () => {
  const BODY = "某通知\n一、甲可以申请。\n附件：1.清单\n2.办法\n某局\n2026年3月5日";

  it("labels each annex and keeps its table", () => {
    const text = `${BODY}\n附件1\n清单\n| 项目 | 次数 |\n| 陪诊 | 2次 |\n附件2\n办法\n第一条 甲。`;
    expect(outline(text)).toEqual(["<head>", "一", "<closing>", "附件1", "附件2"]);
    expect(clause(text, "附件1")?.text).toContain("| 陪诊 | 2次 |");
  });

  it("cuts a long annex by its own numbering", () => {
    const long = `${"退休干部可以申请".repeat(50)}。`;
    const text = `${BODY}\n附件2\n某办法\n一、对象\n（一）${long}\n（二）${long}\n二、${long}\n三、${long}`;
    const labels = segmentText(text).map(({ label }) => label);
    expect(labels.slice(-4)).toEqual(["附件2一（一）", "附件2一（二）", "附件2二", "附件2三"]);
    expect(clause(text, "附件2一（一）")?.context).toBe("附件2 某办法 一、对象");
  });

  it("tells 附件1：名称 below the signature from the list of annexes above it", () => {
    const text =
      "某通知\n一、甲可以申请。\n附件1：清单\n附件2：办法\n某局\n2026年3月5日\n附件1：清单\n（内容略）\n附件2：办法\n（内容略）";
    expect(outline(text)).toEqual(["<head>", "一", "<closing>", "附件1", "附件2"]);
  });
});

describe("nothing is lost", () => {
  const lines = fc.constantFrom(
    "# 某某办法",
    "## 第一章 总则",
    "第二章　附　则",
    "### 第一节 一般规定",
    "目录",
    "第一条 甲。",
    "第二条乙。",
    "第三条、第四条规定的除外。",
    "**第四条** 丙",
    "第9条",
    "一、对象",
    "二、期限。一年。",
    "三、下列情形：",
    "（一）甲；",
    "(二)乙。",
    "1.丙；",
    "（1）丁",
    "> 引文",
    "| a | b |",
    "附件",
    "附件2",
    "附：",
    "附件：1.清单",
    "附件1：清单",
    "各单位：",
    "某局",
    "2026年3月5日",
    "株老干发〔2026〕5号",
    "（示例文本）",
    "<!-- INFO END -->",
    "   缩进的一段话。",
    "",
    "无标点的一行",
  );

  it("for any mix of lines, the segments in order are the text, white space aside", () => {
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 40 }), fc.nat(3), (parts, front) => {
        const text = parts.join("\n");
        const segments = segmentText(text, Math.min(front, parts.length));
        expect(squeezed(segments.map((segment) => segment.text).join(""))).toBe(squeezed(text));
        expect(segments.every((segment) => (segment.kind === "clause") === (segment.label !== null))).toBe(
          true,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("for any text at all", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        expect(
          squeezed(
            segmentText(text)
              .map((segment) => segment.text)
              .join(""),
          ),
        ).toBe(squeezed(text));
      }),
    );
  });
});
