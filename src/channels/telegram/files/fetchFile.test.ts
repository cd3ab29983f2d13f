import { describe, expect, it } from "vitest";
import { openTelegram } from "../../../testing/openedTelegram.ts";
import { FETCH } from "../text.ts";

const LIMIT = 20 * 1024 * 1024;
const refused = (words: string) => ({ kind: "refused", words });

describe("fetching what a person sent", () => {
  it("gives its content, under its name or one made up", async () => {
    const { server, channel } = await openTelegram();
    server.keepFile("d1", "documents/file 1.pdf", Buffer.from("%PDF-1"));
    const named = { kind: "document", fileId: "d1", name: "名单.pdf", mediaType: "application/pdf" } as const;
    expect(await channel.fetchFile(named)).toEqual({
      kind: "file",
      name: "名单.pdf",
      mediaType: "application/pdf",
      body: Buffer.from("%PDF-1"),
    });
    server.keepFile("v1", "voice/file_2.oga", Buffer.from("OggS"));
    expect(await channel.fetchFile({ kind: "voice", fileId: "v1" })).toMatchObject({
      name: "语音.oga",
      mediaType: "audio/ogg",
    });
    server.keepFile("p1", "photos/file_3.jpg", Buffer.from("x"));
    expect(await channel.fetchFile({ kind: "photo", fileId: "p1" })).toMatchObject({ name: "照片.jpg" });
  });

  it("refuses kindly what is too large: as told beforehand, by Telegram, and while it is read", async () => {
    const { server, channel } = await openTelegram();
    const told = { kind: "document", fileId: "d1", bytes: LIMIT + 1 } as const;
    expect(await channel.fetchFile(told)).toEqual(refused(FETCH.tooLarge));
    expect(server.calls).toEqual([]);
    server.keepFile("d2", "documents/2", Buffer.alloc(LIMIT + 1));
    expect(await channel.fetchFile({ kind: "document", fileId: "d2" })).toEqual(refused(FETCH.tooLarge));
    server.keepFile("d3", "documents/3", Buffer.alloc(LIMIT));
    expect(await channel.fetchFile({ kind: "document", fileId: "d3" })).toMatchObject({ kind: "file" });
    // Another file stands under the path than was told of.
    server.keepFile("liar", "documents/2", Buffer.alloc(1));
    expect(await channel.fetchFile({ kind: "document", fileId: "liar" })).toEqual(refused(FETCH.tooLarge));
  });

  it("says to send it again what Telegram has no more", async () => {
    const { channel } = await openTelegram();
    expect(await channel.fetchFile({ kind: "document", fileId: "nowhere" })).toEqual(refused(FETCH.gone));
    expect(await channel.fetchFile({ kind: "document", fileId: "" })).toEqual(refused(FETCH.gone));
  });

  it.each([
    ["getFile", "drop"],
    ["file", "drop"],
    ["file", "silence"],
  ] as const)("says to try later when %s meets a %s, and never tells the token", async (method, kind) => {
    const { server, channel, logged } = await openTelegram({ timing: { fetchMs: 300 } });
    server.keepFile("d1", "documents/1", Buffer.from("x"));
    server.fail(method, { kind });
    expect(await channel.fetchFile({ kind: "document", fileId: "d1" })).toEqual(refused(FETCH.later));
    expect(logged).toHaveLength(1);
    expect(logged.join()).not.toContain(server.token);
    expect(logged.join()).not.toContain("documents");
    expect(await channel.fetchFile({ kind: "document", fileId: "d1" })).toMatchObject({ kind: "file" });
  });
});
