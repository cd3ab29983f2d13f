import { describe, expect, it } from "vitest";
import { DeliveryError } from "../../delivery/sender.ts";
import type { Block, Choice, Reply } from "../../dialogue/message.ts";
import { keyboards, type Place } from "./keyboard.ts";

const clause = (clauseId: number, source: string, label = "看全文"): Block => ({
  kind: "clause",
  source,
  spans: [{ text: "文" }],
  open: { label, clauseId },
});
const inPrivate = { parts: 1, privateChat: true, publicUrl: undefined };

/** The inline buttons of a reply in one part. */
function rows(blocks: Block[], choices: Choice[] = []) {
  const [markup] = keyboards({ blocks, choices }, inPrivate);
  return markup !== undefined && "inline_keyboard" in markup ? markup.inline_keyboard : [];
}

/** What stands below each part: `inline`, or the words of the keyboard, a shared number in brackets. */
function below(reply: Partial<Reply>, place: Partial<Place> = {}) {
  return keyboards({ blocks: [], choices: [], ...reply }, { ...inPrivate, ...place }).map((markup) => {
    if (markup === undefined) return "nothing";
    if ("inline_keyboard" in markup) return "inline";
    return markup.keyboard
      .flat()
      .map((button) =>
        typeof button !== "string" && "request_contact" in button ? `[${button.text}]` : textOf(button),
      )
      .join(" ");
  });
}

const textOf = (button: string | { text: string }) => (typeof button === "string" ? button : button.text);
const WORDS = "查政策 要服务 我的 学习活动 找人工";

describe("keyboard", () => {
  it("offers the full text first, then the choices, one a row", () => {
    expect(rows([clause(12, "《办法》")], [{ label: "转人工", action: "human" }])).toEqual([
      [{ text: "看全文", callback_data: "clause:12" }],
      [{ text: "转人工", callback_data: "human" }],
    ]);
  });

  it("names the button 看全文 when the clause has no label", () => {
    expect(rows([clause(1, "《办法》", "")])[0]?.[0]?.text).toBe("看全文");
  });

  it("tells two clauses' buttons apart, and shows one for a clause quoted twice", () => {
    const labels = rows([clause(1, "甲"), clause(2, "乙"), clause(1, "甲")]).map(([button]) => button?.text);
    expect(labels).toEqual(["看全文：甲", "看全文：乙"]);
  });

  it("shortens a label to 40 without cutting a character in half", () => {
    const [[button] = []] = rows([], [{ label: `${"字".repeat(38)}𠮷${"字".repeat(10)}`, action: "a" }]);
    expect(button?.text).toBe(`${"字".repeat(38)}…`);
  });

  it("takes 64 bytes of action and refuses 65, counting bytes and not characters", () => {
    const choose = (action: string) => () => rows([], [{ label: "选", action }]);
    expect(choose("a".repeat(64))).not.toThrow();
    for (const action of ["a".repeat(65), "字".repeat(22), ""]) {
      expect(choose(action)).toThrow(DeliveryError);
      expect(choose(action)).toThrow(/64 字节/);
    }
  });

  it("refuses a button without words", () => {
    expect(() => rows([], [{ label: "  ", action: "a" }])).toThrow(DeliveryError);
  });

  it("opens pages by buttons between the full texts and the choices", () => {
    const [markup] = keyboards(
      {
        blocks: [clause(12, "《办法》")],
        choices: [{ label: "转人工", action: "human" }],
        links: [{ label: "下载", path: "/download/a" }],
      },
      { ...inPrivate, publicUrl: "https://jinqiu.example.cn/" },
    );
    expect(markup).toEqual({
      inline_keyboard: [
        [{ text: "看全文", callback_data: "clause:12" }],
        [{ text: "下载", url: "https://jinqiu.example.cn/download/a" }],
        [{ text: "转人工", callback_data: "human" }],
      ],
    });
  });

  it("replaces half a character in a label, for which Telegram would refuse the message", () => {
    expect(rows([], [{ label: "坏\uD842字", action: "a" }])[0]?.[0]?.text).toBe("坏\uFFFD字");
  });
});

describe("keyboards of words", () => {
  const choices = [{ label: "转人工", action: "human" }];
  const share = { label: "发我的手机号", action: "contact" };

  it("shows the menu below the last part when no buttons are there", () => {
    expect(below({ menu: true })).toEqual([WORDS]);
    expect(below({ menu: true }, { parts: 3 })).toEqual(["nothing", "nothing", WORDS]);
    expect(below({})).toEqual(["nothing"]);
  });

  it("gives the menu the first part when buttons take the last, and nothing when there is one part", () => {
    expect(below({ menu: true, choices }, { parts: 2 })).toEqual([WORDS, "inline"]);
    expect(below({ menu: true, choices })).toEqual(["inline"]);
  });

  it("asks for the number with a way to say no, once, before menu and buttons", () => {
    expect(below({ choices: [share] })).toEqual(["[发我的手机号] 不用了"]);
    expect(below({ choices: [share, ...choices], menu: true })).toEqual(["[发我的手机号] 转人工 不用了"]);
    expect(below({ choices: [share, ...choices] }, { parts: 2 })).toEqual([
      "[发我的手机号] 不用了",
      "inline",
    ]);
    expect(below({ choices: [share, { label: "不用了", action: "skip" }] })).toEqual([
      "[发我的手机号] 不用了",
    ]);
    const [markup] = keyboards({ blocks: [], choices: [share] }, inPrivate);
    expect(markup).toMatchObject({ one_time_keyboard: true });
  });

  it("shows neither in a group, where they would be everyone's", () => {
    expect(below({ menu: true }, { privateChat: false })).toEqual(["nothing"]);
    expect(below({ choices: [share] }, { privateChat: false })).toEqual(["inline"]);
  });
});
