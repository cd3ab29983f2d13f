import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSecretBox, openStore, tables } from "../../store/index.ts";
import { createFileShelf } from "./fileShelf.ts";
import { FILE_TEXT } from "./text.ts";
import { FileError } from "./types.ts";

const KEY = Buffer.alloc(32, 7);

function setUp() {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  const shelf = createFileShelf({ store, box: createSecretBox(KEY), key: KEY, clock: () => 5_000 });
  const keep = (name: string, body: Uint8Array) => shelf.keep({ name, body }, "staff:3");
  return { store, shelf, keep };
}

const bytes = (text: string) => Buffer.from(text, "latin1");
const PNG = bytes("\x89PNG\r\n\x1a\nrest");
const PDF = bytes("%PDF-1.7 rest");
const office = (...names: string[]) => bytes(`PK\x03\x04[Content_Types].xml${names.join("")}`);
const OLE = bytes("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest");

describe("the shelf of files", () => {
  it("gives back what was kept, and keeps it sealed", () => {
    const { store, shelf, keep } = setUp();
    const file = keep("学习材料.pdf", PDF);
    expect(file).toMatchObject({
      name: "学习材料.pdf",
      mediaType: "application/pdf",
      kind: "document",
      bytes: 13,
    });
    expect(shelf.get(file.id)).toEqual(file);
    expect(shelf.read(file.id)).toEqual(PDF);
    const [row] = store.records.select().from(tables.storedFile).all();
    expect(row?.bodySealed.includes("PDF")).toBe(false);
    expect(row).toMatchObject({ createdAt: 5_000, createdBy: "staff:3" });
    expect([shelf.get(99), shelf.read(99)]).toEqual([undefined, undefined]);
  });

  it("keeps the same content under the same name once", () => {
    const { keep } = setUp();
    const first = keep("甲.pdf", PDF);
    expect(keep("甲.pdf", PDF)).toEqual(first);
    expect(keep("乙.pdf", PDF).id).not.toBe(first.id);
    expect(keep("甲.pdf", Buffer.concat([PDF, PDF])).id).not.toBe(first.id);
  });

  it.each([
    ["照片.JPG", bytes("\xff\xd8\xff\xe0rest"), "image/jpeg", "photo"],
    ["a.png", PNG, "image/png", "photo"],
    ["a.webp", bytes("RIFF....WEBPVP8 "), "image/webp", "photo"],
    ["a.gif", bytes("GIF89arest"), "image/gif", "document"],
    [
      "名单.docx",
      office("word/document.xml"),
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "document",
    ],
    [
      "名单.xlsx",
      office("xl/workbook.xml"),
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "document",
    ],
    [
      "课件.pptx",
      office("ppt/presentation.xml"),
      "application/vnd.openxmlformats-officedocument.presentationml.presentation",
      "document",
    ],
    ["旧.doc", OLE, "application/msword", "document"],
    ["旧.xls", OLE, "application/vnd.ms-excel", "document"],
    ["歌.mp3", bytes("ID3\x03rest"), "audio/mpeg", "audio"],
    ["歌.mp3", bytes("\xff\xfb\x90\x44rest"), "audio/mpeg", "audio"],
    ["歌.m4a", bytes("\x00\x00\x00\x20ftypM4A rest"), "audio/mp4", "audio"],
    ["话.ogg", bytes("OggS\x00OpusHead"), "audio/ogg", "voice"],
    ["曲.ogg", bytes("OggS\x00\x01vorbis"), "audio/ogg", "document"],
    ["录音.wav", bytes("RIFF....WAVEfmt "), "audio/wav", "document"],
    ["片.mp4", bytes("\x00\x00\x00\x20ftypisomrest"), "video/mp4", "video"],
    ["说明.txt", Buffer.from("三点开会"), "text/plain; charset=utf-8", "document"],
    ["说明.md", Buffer.from("# 三点开会"), "text/markdown; charset=utf-8", "document"],
  ])("knows %s by its content", (name, body, mediaType, kind) => {
    expect(setUp().keep(name, body)).toMatchObject({ mediaType, kind });
  });

  it.each([
    ["an empty one", "a.pdf", Buffer.alloc(0), FILE_TEXT.empty],
    ["one over 20 MB", "a.pdf", Buffer.concat([PDF, Buffer.alloc(20 * 1024 * 1024)]), FILE_TEXT.tooLarge(20)],
    [
      "a picture over 10 MB",
      "a.png",
      Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)]),
      FILE_TEXT.pictureTooLarge(10),
    ],
    ["a program", "a.exe", bytes("MZ\x90\x00"), FILE_TEXT.unknownKind],
    ["a web page", "a.html", Buffer.from("<script>"), FILE_TEXT.unknownKind],
    ["an archive", "a.zip", bytes("PK\x03\x04anything"), FILE_TEXT.unknownKind],
    [
      "an archive that calls itself a document",
      "a.docx",
      bytes("PK\x03\x04anything"),
      FILE_TEXT.notWhatItSays("docx"),
    ],
    [
      "a table that calls itself a document",
      "a.docx",
      office("xl/workbook.xml"),
      FILE_TEXT.notWhatItSays("docx"),
    ],
    ["a program that calls itself a picture", "a.jpg", bytes("MZ\x90\x00"), FILE_TEXT.notWhatItSays("jpg")],
    ["a program that calls itself a text", "a.txt", bytes("MZ\x90\x00\x03"), FILE_TEXT.notWhatItSays("txt")],
    ["a table with macros", "a.xlsx", office("xl/workbook.xml", "xl/vbaProject.bin"), FILE_TEXT.macros],
  ])("refuses %s, and says what to do", (_, name, body, words) => {
    const { keep, store } = setUp();
    expect(() => keep(name, body)).toThrow(new FileError(words));
    expect(store.records.select().from(tables.storedFile).all()).toEqual([]);
  });

  it("turns a text of an old Windows into UTF-8", () => {
    const { keep, shelf } = setUp();
    // 三点开会 in GB 18030.
    const file = keep("通知.txt", Buffer.from([0xc8, 0xfd, 0xb5, 0xe3, 0xbf, 0xaa, 0xbb, 0xe1]));
    expect(shelf.read(file.id)?.toString("utf8")).toBe("三点开会");
  });

  it.each([
    ["../../etc/名单.pdf", "名单.pdf"],
    ["C:\\桌面\\名单.pdf", "名单.pdf"],
    ["名单\u202Efdp.exe.pdf", "名单fdp.exe.pdf"],
    ['a\r\nb"c;d.pdf', "ab_c_d.pdf"],
    ["....pdf", "文件.pdf"],
    ["2026.11.24 开会通知", "2026.11.24 开会通知.pdf"],
    [".htaccess", "htaccess.pdf"],
    ["名单", "名单.pdf"],
    ["", "文件.pdf"],
    [`${"名".repeat(2_000)}.pdf`, `${"名".repeat(76)}.pdf`],
  ])("names %j safely: %j", (given, name) => {
    expect(setUp().keep(given, PDF).name).toBe(name);
  });

  it("keeps every name within 80 characters, its ending whole, without what cannot be seen", () => {
    const { keep } = setUp();
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (stem) => {
        const { name } = keep(`${stem}.pdf`, PDF);
        expect([...name].length).toBeLessThanOrEqual(80);
        expect(name).toMatch(/.\.pdf$/u);
        expect(name).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\\/<>:;"|?*]/u);
      }),
      { numRuns: 200 },
    );
  });

  it("has an address that leads back to the file, and no other does", () => {
    const { keep, shelf } = setUp();
    const file = keep("名单 1.pdf", PDF);
    const path = shelf.path(file);
    const [, idAndMac] = /^\/file\/([\w-]+)\/%E5%90%8D%E5%8D%95%201\.pdf$/.exec(path) ?? [];
    expect(idAndMac).toMatch(/^1-[\w-]{22}$/);
    expect(shelf.byPath(idAndMac!)).toEqual(file);
    const mac = idAndMac!.slice(2);
    const other = `${mac.slice(0, -1)}${mac.endsWith("A") ? "B" : "A"}`;
    const second = keep("乙.pdf", PDF);
    for (const wrong of [`1-${other}`, `${second.id}-${mac}`, `01-${mac}`, `1-${mac}x`, "1-", "", "x"])
      expect(shelf.byPath(wrong)).toBeUndefined();
  });

  it("remembers how a channel knows a file, until it forgets", () => {
    const { keep, shelf } = setUp();
    const { id } = keep("甲.pdf", PDF);
    expect(shelf.remoteId(id, "telegram")).toBeUndefined();
    shelf.remember(id, "telegram", "document:x");
    shelf.remember(id, "telegram", "document:y");
    shelf.remember(id, "wecom", "z");
    expect([shelf.remoteId(id, "telegram"), shelf.remoteId(id, "wecom")]).toEqual(["document:y", "z"]);
    shelf.forget(id, "telegram");
    expect([shelf.remoteId(id, "telegram"), shelf.remoteId(id, "wecom")]).toEqual([undefined, "z"]);
  });
});
