import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replyText } from "../../../dialogue/index.ts";
import { tables } from "../../../store/index.ts";
import { NotAllowed } from "../actor.ts";
import { inventedIdNumber, OPERATOR, staffActor } from "../people.fixture.ts";
import { setUpTalk } from "../talk.fixture.ts";
import { MY } from "../text.ts";
import { setUpTrail } from "../trail.fixture.ts";
import type { DownloadOpened } from "./downloads.ts";

const textOf = (opened: DownloadOpened): string =>
  opened.kind === "file" ? Buffer.from(opened.body).toString("utf8") : opened.kind;

describe("the exported file", () => {
  it("holds everything that is stored, in one HTML file that fetches and runs nothing", () => {
    const { data, memberId, idNumber } = setUpTrail();
    const { text, mediaType } = data.exportMember({ kind: "member", memberId }, memberId);
    expect(mediaType).toBe("text/html; charset=utf-8");
    for (const part of [
      "测试甲",
      "1940年5月3日",
      "13800001234",
      idNumber,
      "测试路一号",
      "测试健康情况",
      "测试困难",
      "测试女（女儿）",
      "网页（chat-a）",
      "同意登记",
      "问的话甲",
      "回的话甲",
      "问过的题甲",
      "办结的话甲",
      "通知的话甲",
      "电话的话甲",
      "系统管理人员登记了资料",
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain("乙");
    expect(text).not.toMatch(/<script|<link|<img|https?:/);
  });

  it("leaves out what the member said when a proxy exports", () => {
    const { data, memberId } = setUpTrail();
    const { text } = data.exportMember({ kind: "proxy", proxyId: 1, memberId }, memberId);
    expect(text).toContain("测试路一号");
    for (const words of ["问的话甲", "回的话甲", "问过的题甲", "办结的话甲"])
      expect(text).not.toContain(words);
  });

  it("is for the member, their proxies, editors and admins, and is written down", () => {
    const { data, members, memberId, otherId } = setUpTrail();
    expect(() => data.exportMember({ kind: "member", memberId: otherId }, memberId)).toThrow(NotAllowed);
    expect(() => data.exportMember({ kind: "proxy", proxyId: 99, memberId }, memberId)).toThrow(NotAllowed);
    expect(() => data.exportMember(staffActor(1, "dispatcher"), memberId)).toThrow(NotAllowed);
    data.exportMember(staffActor(1, "editor"), memberId);
    const actions = members.audit
      .of(`member:${memberId}`, 2)
      .map(({ action, actor }) => `${actor} ${action}`);
    expect(actions).toEqual(["staff:1 member.export", "staff:1 member.read"]);
  });

  it("escapes whatever was written", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("<", ">", '"', "'", "&", "a", "/", "甲", "<script>") }),
        (evil) => {
          const { data, members, memberId } = shared;
          members.change(OPERATOR, memberId, { address: `x${evil}x` });
          const { text } = data.exportMember({ kind: "member", memberId }, memberId);
          expect(text).not.toContain("<script");
          const escaped = evil.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
          const named = escaped
            .replaceAll("&#38;", "&amp;")
            .replaceAll("&#60;", "&lt;")
            .replaceAll("&#62;", "&gt;")
            .replaceAll("&#34;", "&quot;");
          expect(text).toContain(`x${named}x`);
        },
      ),
      { numRuns: 30 },
    );
  });
  const shared = lazyTrail();
});

/** One set-up for all runs of a property; made when first used, inside the test. */
function lazyTrail() {
  let trail: ReturnType<typeof setUpTrail> | undefined;
  return {
    get data() {
      trail ??= setUpTrail();
      return trail.data;
    },
    get members() {
      trail ??= setUpTrail();
      return trail.members;
    },
    get memberId() {
      trail ??= setUpTrail();
      return trail.memberId;
    },
  };
}

describe("fetching a file", () => {
  it("asks for the last four of the phone, then hands it out as often as wanted for half an hour", () => {
    const { data, members, memberId, pass } = setUpTrail();
    const { downloads } = data;
    expect(downloads.open("token-a", undefined)).toEqual({ kind: "ask" });
    expect(downloads.open("token-a", "0000")).toEqual({ kind: "wrong", triesLeft: 4 });
    expect(textOf(downloads.open("token-a", " １２３４ "))).toContain("测试路一号");
    expect(downloads.open("token-a", "1234").kind).toBe("file");
    const fetches = members.audit
      .of(`member:${memberId}`, 100)
      .filter(({ action }) => action === "download.fetch");
    expect(fetches).toHaveLength(2);
    pass(30 * 60_000);
    expect(downloads.open("token-a", "1234")).toEqual({ kind: "gone" });
  });

  it("is over after five wrong answers, the right one included", () => {
    const { data, store } = setUpTrail();
    for (let left = 4; left > 0; left--) {
      expect(data.downloads.open("token-a", "0000")).toEqual({ kind: "wrong", triesLeft: left });
    }
    expect(data.downloads.open("token-a", "0000")).toEqual({ kind: "gone" });
    expect(data.downloads.open("token-a", "1234")).toEqual({ kind: "gone" });
    expect(store.records.select().from(tables.download).all()).toEqual([]);
  });

  it("tells nothing of a token that was never given", () => {
    const { data } = setUpTrail();
    expect(data.downloads.open("token-b", undefined)).toEqual({ kind: "gone" });
    expect(data.downloads.open("", "1234")).toEqual({ kind: "gone" });
  });

  it("keeps the file sealed and the token as a hash", () => {
    const { store } = setUpTrail();
    const [row] = store.records.select().from(tables.download).all();
    expect(row!.body.toString("utf8")).not.toContain("测试");
    expect(row!.tokenHash.toString("utf8")).not.toContain("token-a");
  });

  it("is purged when its time is over", () => {
    const { data, pass } = setUpTrail();
    expect(data.downloads.purgeExpired()).toBe(0);
    pass(30 * 60_000);
    expect(data.downloads.purgeExpired()).toBe(1);
  });

  it("comes from the chat: the link in the reply opens the file", async () => {
    const trail = setUpTrail();
    const [reply] = await trail.send("chat-a", { action: "my:export" });
    const path = reply!.links![0]!.path!;
    expect(path).toMatch(/^\/download\/[\w-]{43}$/);
    const token = path.slice("/download/".length);
    expect(textOf(trail.data.downloads.open(token, "1234"))).toContain("测试路一号");
  });

  it("takes the identity number where there is no phone, and is refused where there is neither", async () => {
    const talk = setUpTalk();
    const idNumber = inventedIdNumber(5);
    const memberId = talk.members.add(OPERATOR, { name: "测试丙", category: "离休", idNumber });
    talk.bindNow(
      { channel: "web", accountId: "c" },
      { memberId },
      { name: "测试丙", lastFour: idNumber.slice(-4) },
    );
    const [reply] = await talk.send("c", "导出我的资料");
    const token = reply!.links![0]!.path!.slice("/download/".length);
    expect(talk.data.downloads.open(token, idNumber.slice(-4).toLowerCase()).kind).toBe("file");
    talk.members.change(OPERATOR, memberId, { idNumber: null });
    expect(replyText((await talk.send("c", "导出我的资料"))[0]!)).toBe(MY.noCheck);
  });
});
