import { describe, expect, it } from "vitest";
import { readFileText } from "./fileText.ts";
import { chinesePdf, lockedPdf, scannedPdf, wordFile } from "./madeFiles.fixture.ts";
import { PolicyParseError } from "./parseError.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
/** 关于发放补贴的通知 in GB2312, which GB18030 holds. */
const GB = new Uint8Array([
  0xb9, 0xd8, 0xd3, 0xda, 0xb7, 0xa2, 0xb7, 0xc5, 0xb2, 0xb9, 0xcc, 0xf9, 0xb5, 0xc4, 0xcd, 0xa8, 0xd6, 0xaa,
]);

async function faultOf(file: string, bytes: Uint8Array): Promise<PolicyParseError> {
  const error: unknown = await readFileText(file, bytes).then(
    (text) => text,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(PolicyParseError);
  return error as PolicyParseError;
}

describe("text files", () => {
  it("reads UTF-8 with and without a byte order mark alike", async () => {
    expect(await readFileText("a.txt", utf8("\uFEFF通知"))).toBe("通知");
    expect(await readFileText("a.txt", utf8("通知"))).toBe("通知");
  });

  it("reads GB18030 when the bytes are not UTF-8", async () => {
    expect(await readFileText("a.txt", GB)).toBe("关于发放补贴的通知");
  });

  it("reads UTF-16 with a byte order mark, either way round", async () => {
    expect(await readFileText("a.txt", new Uint8Array([0xff, 0xfe, 0x1a, 0x90, 0xe5, 0x77]))).toBe("通知");
    expect(await readFileText("a.txt", new Uint8Array([0xfe, 0xff, 0x90, 0x1a, 0x77, 0xe5]))).toBe("通知");
  });

  it("takes any line end and cuts trailing spaces", async () => {
    expect(await readFileText("a.md", utf8("一  \r\n二\r三\u2028四　\n\n"))).toBe("一\n二\n三\n四");
  });

  it("says when the encoding cannot be told", async () => {
    expect((await faultOf("a.txt", new Uint8Array([0xff, 0x41, 0xff, 0x80]))).reason).toBe("看不出文字编码");
  });

  it("refuses binary content under a text extension", async () => {
    for (const bytes of [utf8("a\0b"), utf8("%PDF-1.7 x"), new Uint8Array([0x50, 0x4b, 3, 4, 20])]) {
      expect((await faultOf("a.md", bytes)).reason).toContain("不是文字");
    }
  });

  it("refuses empty and blank files", async () => {
    expect((await faultOf("a.txt", new Uint8Array())).reason).toContain("空的");
    expect((await faultOf("a.html", utf8("<p> </p><script>x</script>"))).reason).toContain("空的");
  });

  it("refuses more than 50 MB and says what to do", async () => {
    const fault = await faultOf("a.txt", new Uint8Array(50 * 1024 * 1024 + 1));
    expect(fault.message).toMatch(/^a\.txt：.*50兆.*。请.+/);
  });

  it("refuses old Word files and unknown kinds with what to do instead", async () => {
    expect((await faultOf("通知.doc", utf8("x"))).advice).toContain(".docx");
    expect((await faultOf("通知.xlsx", utf8("x"))).reason).toContain("不认识");
    expect((await faultOf("通知", utf8("x"))).reason).toContain("不认识");
  });
});

describe("web pages", () => {
  it("turns headings, lists, tables and entities into lines, and drops scripts and styles", async () => {
    const html = `<html><head><title>x</title><style>p{}</style></head><body><h1>关于补贴的<br>通知</h1>
      <p>一、对象&nbsp;&amp;条件</p><script>alert(1)</script><ol start="2"><li>身份证</li><li>户口簿</li></ol><ul><li>照片</li></ul>
      <table><thead><tr><th>项目</th><th>次数</th></tr></thead><tbody><tr><td>陪诊</td><td>每月
      2次</td></tr></tbody></table><div>第一行<br>第二行<p>第三行</p></div></body></html>`;
    expect((await readFileText("a.html", utf8(html))).split("\n").filter((line) => line !== "")).toEqual([
      "# 关于补贴的通知",
      "一、对象 &条件",
      "2.身份证",
      "3.户口簿",
      "- 照片",
      "| 项目 | 次数 |",
      "| 陪诊 | 每月 2次 |",
      "第一行",
      "第二行",
      "第三行",
    ]);
  });

  it("puts no space where the source breaks a line between two Chinese characters", async () => {
    expect(await readFileText("a.htm", utf8("<p>离休\n   干部</p>"))).toBe("离休干部");
  });
});

describe("Word files", () => {
  it("reads headings, paragraphs and tables", async () => {
    const bytes = await wordFile(
      "关于补贴的通知",
      ["第一条 为了发放补贴，制定本办法。"],
      [
        ["项目", "次数"],
        ["陪诊", "2次"],
      ],
    );
    expect((await readFileText("a.docx", bytes)).split(/\n+/)).toEqual([
      "# 关于补贴的通知",
      "第一条 为了发放补贴，制定本办法。",
      "| 项目 | 次数 |",
      "| 陪诊 | 2次 |",
    ]);
  });

  it("says that a broken, mislabelled or locked file cannot be opened", async () => {
    expect((await faultOf("a.docx", utf8("hello"))).reason).toContain("损坏");
    expect((await faultOf("a.docx", new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3]))).reason).toContain("损坏");
    expect((await faultOf("a.docx", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).reason).toContain(
      "密码",
    );
  });
});

describe("PDF files", () => {
  it("joins wrapped lines into paragraphs and drops page numbers", async () => {
    const bytes = await chinesePdf([
      [
        { text: "关于发放补贴的通知", left: 200, size: 22 },
        { text: "株老干发〔2026〕5号", left: 210 },
        { text: "一、发放对象", left: 112 },
        { text: "（一）由本市管理的离休干部和年满七十五周岁的", left: 112 },
        { text: "退休干部，以及已经移交社区的国有企业退休党员，都", left: 80 },
        { text: "— 1 —", left: 280, size: 12 },
      ],
      [
        { text: "可以申请。", left: 80 },
        { text: "（二）其他人员不适用。", left: 112 },
        { text: "- 2 -", left: 280, size: 12 },
      ],
    ]);
    expect((await readFileText("a.pdf", bytes)).split("\n")).toEqual([
      "关于发放补贴的通知",
      "株老干发〔2026〕5号",
      "一、发放对象",
      "（一）由本市管理的离休干部和年满七十五周岁的退休干部，以及已经移交社区的国有企业退休党员，都可以申请。",
      "（二）其他人员不适用。",
    ]);
  });

  it("says that a scan has no text, a locked one needs its password gone, and a broken one a new export", async () => {
    expect((await faultOf("a.pdf", await scannedPdf())).reason).toContain("扫描");
    expect((await faultOf("a.pdf", await lockedPdf())).reason).toContain("密码");
    expect((await faultOf("a.pdf", utf8("not a pdf at all"))).reason).toContain("损坏");
  });

  it("leaves the caller's bytes usable", async () => {
    const bytes = await chinesePdf([[{ text: "关于发放补贴的通知" }]]);
    const before = bytes.length;
    await readFileText("a.pdf", bytes);
    expect(bytes.length).toBe(before);
  });
});
