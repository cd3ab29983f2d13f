import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Block, type Reply, replyText } from "../../dialogue/message.ts";
import { visibleText } from "../../testing/telegramServer.ts";
import { renderHtml, VISIBLE_LIMIT } from "./render.ts";

const reply = (...blocks: Block[]): Reply => ({ blocks, choices: [] });
const plain = (text: string): Block => ({ kind: "text", spans: [{ text }] });

/** Chinese, markup, emoji and breaks, sometimes long; always with something to see. */
const words = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "离休干部的医药费。",
        "第十九条",
        "<b>",
        "</b>",
        "&amp;",
        "&",
        "a<b>c",
        "\n",
        "\n\n",
        "；",
        "👵🏻",
        "𠮷",
      ),
      fc.string({ unit: "binary", maxLength: 20 }),
    ),
    { minLength: 1, maxLength: 30 },
  )
  .chain((pieces) => fc.integer({ min: 1, max: 60 }).map((times) => `始${pieces.join("").repeat(times)}终`));
const spans = fc.array(
  fc.oneof(
    fc.record({ text: words }),
    fc.record({ text: words, mark: fc.constantFrom("strong" as const, "evidence" as const) }),
  ),
  { minLength: 1, maxLength: 4 },
);
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant("text" as const), spans }),
  fc.record({
    kind: fc.constant("clause" as const),
    source: words
      .map((text) => text.slice(0, 60))
      .filter((text) => !/^\p{Surrogate}|\p{Surrogate}$/u.test(text)),
    spans,
    note: fc.constantFrom("外地规定", ""),
    open: fc.constant({ label: "看全文", clauseId: 7 }),
  }),
);

describe("renderHtml", () => {
  it("marks the evidence, quotes the clause and names its source", () => {
    const html = renderHtml(
      reply(plain("您问的是："), {
        kind: "clause",
        source: "《办法》第三条",
        spans: [{ text: "前句。" }, { text: "答案在此。", mark: "evidence" }, { text: "后句。" }],
        note: "示例文本",
        open: { label: "看全文", clauseId: 1 },
      }),
    );
    expect(html).toEqual([
      "您问的是：\n\n<b>《办法》第三条</b>\n<blockquote>前句。<u>答案在此。</u>后句。</blockquote>\n<b>示例文本</b>",
    ]);
  });

  it("begins with who of the staff writes, in the first part only", () => {
    const parts = renderHtml({ ...reply(plain("甲".repeat(5000))), from: "工作人员 王敏 <王>" });
    expect(parts[0]).toMatch(/^<b>工作人员 王敏 &lt;王&gt;：<\/b>\n甲/);
    expect(parts.slice(1).join("")).toMatch(/^甲+$/);
  });

  it("writes links out, escaped, where they cannot be buttons", () => {
    const given = { ...reply(plain("好了。")), links: [{ label: "打开 <1>", path: "/x?a=1&b=2" }] };
    expect(renderHtml(given, "http://127.0.0.1:8080")).toEqual([
      "好了。\n\n请在网页上打开：打开 &lt;1&gt; http://127.0.0.1:8080/x?a=1&amp;b=2",
    ]);
    expect(renderHtml(given, "https://jinqiu.example.cn")).toEqual(["好了。"]);
    const asking = { ...given, choices: [{ label: "发手机号", action: "contact" }] };
    expect(renderHtml(asking, "https://jinqiu.example.cn")[0]).toContain("请在网页上打开");
  });

  it("shows <, > and & as they were written", () => {
    const [html = ""] = renderHtml(reply(plain("1 < 2 & 3 > 2 &lt; <b>不是粗体</b>")));
    expect(html).toBe("1 &lt; 2 &amp; 3 &gt; 2 &amp;lt; &lt;b&gt;不是粗体&lt;/b&gt;");
  });

  it("sends parts that Telegram parses, none over the limit, which together are the whole reply", () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 4 }), (blocks) => {
        const given = reply(...blocks);
        const visible = renderHtml(given).map(visibleText);
        for (const part of visible) {
          expect(part).toBeDefined();
          expect(part?.length).toBeLessThanOrEqual(VISIBLE_LIMIT);
          expect(part?.trim()).not.toBe("");
          expect(/\p{Surrogate}/u.test(part ?? "")).toBe(false);
        }
        expect(visible.join("")).toBe(replyText(given));
      }),
      { numRuns: 300 },
    );
  });

  it("cuts between paragraphs where it can", () => {
    const paragraph = (letter: string) => letter.repeat(1500);
    const parts = renderHtml(reply(plain(paragraph("甲")), plain(paragraph("乙")), plain(paragraph("丙"))));
    expect(parts.map((part) => part.trim())).toEqual([
      `${paragraph("甲")}\n\n${paragraph("乙")}`,
      paragraph("丙"),
    ]);
  });

  it("cuts a long paragraph after a sentence, its closing quote included", () => {
    const sentence = `${"字".repeat(97)}！”`;
    const parts = renderHtml(reply(plain(sentence.repeat(90))));
    expect(parts.length).toBe(3);
    for (const part of parts) expect(part.endsWith("！”")).toBe(true);
  });

  it("closes the quotation and the mark at a cut and opens them again", () => {
    const parts = renderHtml(
      reply({
        kind: "clause",
        source: "《办法》",
        spans: [{ text: "条".repeat(9000), mark: "evidence" }],
        open: { label: "看全文", clauseId: 1 },
      }),
    );
    expect(parts.length).toBe(3);
    expect(parts[1]).toBe(`<blockquote><u>${"条".repeat(VISIBLE_LIMIT)}</u></blockquote>`);
  });

  it("never cuts through a character outside the basic plane", () => {
    const parts = renderHtml(reply(plain(`a${"𠮷".repeat(5000)}`)));
    expect(parts.join("")).toBe(`a${"𠮷".repeat(5000)}`);
    for (const part of parts) expect(/\p{Surrogate}/u.test(part)).toBe(false);
  });

  it("replaces half a character, for which Telegram would refuse the whole message", () => {
    expect(renderHtml(reply(plain("坏\uD842字")))).toEqual(["坏\uFFFD字"]);
  });

  it("sends no message of white space only", () => {
    const parts = renderHtml(reply(plain(`甲${"\n".repeat(12_000)}乙`)));
    expect(parts.length).toBe(2);
    expect(parts.join("").replace(/\s/g, "")).toBe("甲乙");
  });
});
