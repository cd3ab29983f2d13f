import { describe, expect, it } from "vitest";
import { at, DAY_MS, HOUR_MS, MINUTE_MS, OPERATOR } from "./bureau.fixture.ts";
import { setUpTalk } from "./talk.fixture.ts";

const START = at("2026-11-27");
const VOICE = { kind: "voice", fileId: "v1", seconds: 35, bytes: 9_000 } as const;

/** A member who came, an hour after the end. */
function setUpAfter() {
  const talk = setUpTalk();
  const elder = talk.person("web:elder");
  const id = talk.session([elder]);
  talk.put(id, elder, { attendedAt: START, attendedVia: "tick", answer: "accepted" });
  talk.setClock(START + 3 * HOUR_MS);
  const begin = (to = "web:elder") => talk.tap(to, `study:${id}:write:${elder}`);
  return { ...talk, elder, id, begin };
}

describe("学习心得", () => {
  it("is said in several messages, read back and handed in", async () => {
    const talk = setUpAfter();
    expect(await talk.begin()).toContain("请说说您的体会，打字或发语音都行");
    expect(await talk.say("web:elder", "今天听了很受教育。")).toContain("一共 9 个字");
    expect(await talk.say("web:elder", "回去要讲给孙子听。")).toContain("一共 19 个字");
    const back = await talk.say("web:elder", "好了");
    expect(back).toContain("今天听了很受教育。\n回去要讲给孙子听。");
    expect(back).toContain("一共 19 个字");
    expect(talk.reflections(talk.id)).toEqual([]);
    expect(await talk.tap("web:elder", "refl:in")).toContain("您的心得已经交给支部");
    expect(talk.reflections(talk.id)).toEqual([
      { by: `member:${talk.elder}`, text: "今天听了很受教育。\n回去要讲给孙子听。", voice: undefined },
    ]);
    expect(await talk.tap("web:elder", "refl:in")).toContain("已经交了");
    expect(talk.reflections(talk.id)).toHaveLength(1);
  });

  it("may be a voice message alone, which stays with its channel", async () => {
    const talk = setUpAfter();
    await talk.begin();
    expect(await talk.say("web:elder", { files: [VOICE] })).toContain("语音收到了");
    expect(await talk.say("web:elder", "说完了")).toContain("语音一段，35 秒");
    await talk.say("web:elder", "交上去");
    expect(talk.reflections(talk.id)[0]).toMatchObject({ text: "", voice: { channel: "web", file: VOICE } });
  });

  it("keeps the last of two voice messages and says so; takes words with it; wants neither photos nor empty files", async () => {
    const talk = setUpAfter();
    await talk.begin();
    expect(await talk.say("web:elder", { files: [{ kind: "photo", fileId: "p" }] })).toContain(
      "只收文字和语音",
    );
    expect(await talk.say("web:elder", { files: [{ ...VOICE, bytes: 0 }] })).toContain("没有收到声音");
    await talk.say("web:elder", { files: [VOICE] });
    const second = { files: [{ ...VOICE, fileId: "v2" }], text: "再补充一句" };
    expect(await talk.say("web:elder", second)).toContain("只交这一段");
    await talk.say("web:elder", "写完了", "可以");
    expect(talk.reflections(talk.id)[0]).toMatchObject({
      text: "再补充一句",
      voice: { file: { fileId: "v2" } },
    });
  });

  it("asks for more than ten characters, and keeps no piece that goes beyond three thousand", async () => {
    const talk = setUpAfter();
    await talk.begin();
    expect(await talk.say("web:elder", "很好", "好了")).toContain("最少 10 个字");
    expect(await talk.say("web:elder", "学".repeat(2_990))).toContain("一共 2993 个字");
    expect(await talk.say("web:elder", "学".repeat(10))).toContain("没有记下");
    expect(await talk.say("web:elder", "习".repeat(6))).toContain("一共 3000 个字");
    await talk.say("web:elder", "好了", "交上去");
    expect([...talk.reflections(talk.id)[0]!.text]).toHaveLength(3_000);
  });

  it("goes on or begins anew after it was read back", async () => {
    const talk = setUpAfter();
    await talk.begin();
    await talk.say("web:elder", "今天听了很受教育。", "好了");
    expect(await talk.say("web:elder", "很想再来一次。")).toContain("一共 17 个字");
    await talk.say("web:elder", "好了");
    expect(await talk.tap("web:elder", "refl:on")).toContain("请接着写");
    await talk.say("web:elder", "好了");
    expect(await talk.say("web:elder", "重新写")).toContain("请说说您的体会");
    await talk.say("web:elder", "这一次写得好一些了。", "好了", "交");
    expect(talk.reflections(talk.id)[0]!.text).toBe("这一次写得好一些了。");
  });

  it("answers an interruption and asks again; what was written stays, over a restart and for a day", async () => {
    const talk = setUpAfter();
    await talk.begin();
    await talk.say("web:elder", "今天听了很受教育。");
    const said = await talk.say("web:elder", "医药费怎么报销？");
    expect(said).toContain("政策：医药费怎么报销？");
    expect(said).toContain("请接着写");
    expect(await talk.say("web:elder", "学习活动")).toContain("请接着写");
    talk.pass(DAY_MS - MINUTE_MS);
    expect(await talk.say("web:elder", "为什么这么说呢？因为我是亲身经历过的人，那时候条件很苦。")).toContain(
      "一共",
    );
    expect(await talk.say("web:elder", "好了")).toContain("今天听了很受教育。\n为什么这么说呢？");
    talk.pass(DAY_MS + MINUTE_MS);
    expect(await talk.say("web:elder", "交上去")).toContain("没有留下来");
    expect(talk.reflections(talk.id)).toEqual([]);
  });

  it("does not throw away what was written, or another conversation, for a tap", async () => {
    const talk = setUpAfter();
    const other = talk.session([talk.elder], { title: "参观博物馆", startsAt: at("2026-12-04") });
    await talk.begin();
    await talk.say("web:elder", "今天听了很受教育。");
    expect(await talk.begin()).toBe("请接着写。都写好了，请点「写完了」。");
    expect(await talk.tap("web:elder", `study:${other}:write:${talk.elder}`)).toContain("正在办另一件事");
    expect(await talk.say("web:elder", "回去讲给孙子听。", "好了")).toContain("今天听了很受教育。");
    await talk.say("web:elder", "取消", "签到");
    expect(await talk.begin()).toContain("正在办另一件事");
  });

  it("is dropped by 取消, and does not mistake an edited message for a new one", async () => {
    const talk = setUpAfter();
    await talk.begin();
    await talk.say("web:elder", "今天听了很受教育。");
    expect(await talk.say("web:elder", { edited: "今天听了很受教育，真的。" })).toContain("没法跟着改");
    expect(await talk.say("web:elder", "好了")).toContain("最少 10 个字");
    expect(await talk.say("web:elder", "取消")).toContain("这篇心得不交了");
    expect(talk.reflections(talk.id)).toEqual([]);
  });

  it("is a proxy's to write while they may act for the member, and not after", async () => {
    const talk = setUpAfter();
    const grant = talk.proxy(talk.elder, "telegram:p");
    expect(await talk.begin("telegram:p")).toContain("请写王大明的体会");
    await talk.say("telegram:p", "我爸说今天讲得很清楚。", "好了");
    talk.members.revokeGrant(OPERATOR, grant);
    expect(await talk.tap("telegram:p", "refl:in")).toContain("不能替这位老同志办事");
    expect(talk.reflections(talk.id)).toEqual([]);
  });
});

describe("materials and make-up", () => {
  /** A member who missed a session with a file and a link. */
  function setUpMissed() {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    const file = talk.files.keep({ name: "讲义.txt", body: Buffer.from("学习材料") }, "operator:test");
    const id = talk.session([elder], {
      materials: [
        { title: "讲义", fileId: file.id },
        { title: "视频", url: "https://example.org/v" },
      ],
    });
    talk.setClock(START + 2 * HOUR_MS);
    return { ...talk, elder, id, file };
  }

  it("come as files and links", async () => {
    const talk = setUpMissed();
    const [reply] = await talk.send("web:elder", { action: `study:${talk.id}:files:${talk.elder}` });
    expect(reply!.files).toEqual([
      {
        kind: "document",
        stored: talk.file.id,
        name: talk.file.name,
        mediaType: talk.file.mediaType,
        bytes: talk.file.bytes,
      },
    ]);
    expect(reply!.links).toEqual([{ label: "视频", url: "https://example.org/v" }]);
  });

  it("are shown first, and 看完了 makes up for it, once", async () => {
    const talk = setUpMissed();
    const [shown] = await talk.send("web:elder", { action: `study:${talk.id}:makeup:${talk.elder}` });
    expect(shown!.files).toHaveLength(1);
    expect(shown!.choices.map(({ label }) => label)).toEqual(["看完了", "还没看完"]);
    expect(talk.invitee(talk.id, talk.elder)!.madeUpAt).toBeNull();
    expect(await talk.tap("web:elder", `study:${talk.id}:notyet:${talk.elder}`)).toContain("不急");
    expect(talk.invitee(talk.id, talk.elder)!.madeUpAt).toBeNull();
    expect(await talk.tap("web:elder", `study:${talk.id}:madeup:${talk.elder}`)).toContain("您补学了");
    expect(talk.invitee(talk.id, talk.elder)!.madeUpAt).toBe(START + 2 * HOUR_MS);
    expect(await talk.say("web:elder", "我的学习记录")).toContain("补学 1 场");
    expect(await talk.tap("web:elder", `study:${talk.id}:write:${talk.elder}`)).toContain("请说说您的体会");
  });

  it("is refused with words to who was there, and before the end", async () => {
    const talk = setUpMissed();
    talk.setClock(START);
    expect(await talk.tap("web:elder", `study:${talk.id}:makeup:${talk.elder}`)).toContain("还没有结束");
    talk.setClock(START + 2 * HOUR_MS);
    talk.put(talk.id, talk.elder, { attendedAt: START, attendedVia: "tick" });
    expect(await talk.tap("web:elder", `study:${talk.id}:madeup:${talk.elder}`)).toContain("不用补学");
  });

  it("says so when there are none", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    const id = talk.session([elder]);
    expect(await talk.tap("web:elder", `study:${id}:files:${elder}`)).toContain("还没有放材料");
    talk.setClock(START + 2 * HOUR_MS);
    expect(await talk.tap("web:elder", `study:${id}:makeup:${elder}`)).toContain("还没有学习材料");
  });
});
