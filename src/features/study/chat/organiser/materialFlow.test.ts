import { expect, it } from "vitest";
import { SECRETARY, setUpOrganisers } from "./organiserTalk.fixture.ts";

const PDF = Buffer.from("%PDF-1.4\n%EOF\n");
const DOCUMENT = {
  kind: "document",
  fileId: "d1",
  name: "学习提纲.pdf",
  mediaType: "application/pdf",
} as const;
const PHOTO = { kind: "photo", fileId: "p1" } as const;

it("keeps a file on our shelf under its own name, and a link under the words before it", async () => {
  const { say, tap, create, sessions, files, fetched, send } = setUpOrganisers();
  const id = create();
  fetched.set("d1", { kind: "file", name: "file_1.pdf", mediaType: "application/pdf", body: PDF });
  expect(await tap(SECRETARY, `org:mats:${id}`)).toContain("还没有材料");
  expect(await say(SECRETARY, { files: [DOCUMENT] })).toContain("《学习提纲》加好了");
  expect(await say(SECRETARY, "参考文章：https://example.org/a?b=1")).toContain("《参考文章》加好了");
  expect(await say(SECRETARY, "好了")).toContain("都加好了");
  const [file, link] = sessions.materials(id);
  expect(link).toMatchObject({ title: "参考文章", url: "https://example.org/a?b=1", fileId: null });
  expect(files.get(file!.fileId!)).toMatchObject({ name: "学习提纲.pdf", kind: "document" });
  expect(files.read(file!.fileId!)).toEqual(PDF);

  const [list] = await send(SECRETARY, { action: `org:mats:${id}` });
  const off = list!.choices.find(({ label }) => label === "撤下：参考文章")!;
  expect(await tap(SECRETARY, off.action)).toContain("撤下来了");
  expect(sessions.materials(id)).toHaveLength(1);
});

it("asks what a photo or a bare link is called", async () => {
  const { say, tap, create, sessions, fetched } = setUpOrganisers();
  const id = create();
  const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
  fetched.set("p1", { kind: "file", name: "photo.png", mediaType: "image/png", body: png });
  await tap(SECRETARY, `org:mats:${id}`);
  expect(await say(SECRETARY, { files: [PHOTO] })).toContain("叫什么名字");
  expect(await say(SECRETARY, "会场照片")).toContain("《会场照片》加好了");
  expect(await say(SECRETARY, "https://example.org/")).toContain("叫什么名字");
  expect(await say(SECRETARY, "官网")).toContain("《官网》加好了");
  expect(await say(SECRETARY, { files: [PHOTO], text: "会场照片二" })).toContain("《会场照片二》加好了");
  expect(sessions.materials(id).map(({ title }) => title)).toEqual(["会场照片", "官网", "会场照片二"]);
});

it("says why a file cannot be fetched or kept, and waits for the next one", async () => {
  const { say, tap, create, sessions, fetched } = setUpOrganisers();
  const id = create();
  await tap(SECRETARY, `org:mats:${id}`);
  fetched.set("d1", { kind: "refused", words: "这个文件太大了。" });
  const refused = await say(SECRETARY, { files: [DOCUMENT] });
  expect(refused).toContain("这个文件太大了");
  expect(refused).toContain("把文件或图片发给我");
  fetched.set("d1", {
    kind: "file",
    name: "a.pdf",
    mediaType: "application/pdf",
    body: Buffer.from("MZ not a pdf"),
  });
  expect(await say(SECRETARY, { files: [DOCUMENT] })).not.toContain("加好了");
  expect(await say(SECRETARY, "你好")).toContain("没看到文件或网址");
  expect(sessions.materials(id)).toEqual([]);
});

it("keeps nothing when the turn is not committed", async () => {
  const { tap, turnOf, create, sessions, files, fetched } = setUpOrganisers();
  const id = create();
  fetched.set("d1", { kind: "file", name: "a.pdf", mediaType: "application/pdf", body: PDF });
  await tap(SECRETARY, `org:mats:${id}`);
  await turnOf(SECRETARY, { files: [DOCUMENT] });
  expect(sessions.materials(id)).toEqual([]);
  expect(files.get(1)).toBeUndefined();
});
