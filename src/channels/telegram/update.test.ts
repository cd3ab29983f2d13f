import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Reader, readUpdate } from "./update.ts";

const reader: Reader = { botId: 99, botUsername: "Jinqiu_Bot", dutyChatId: "-500" };
const chat = { id: 7, type: "private" };
const group = { id: -8, type: "supergroup" };
const from = { id: 7, is_bot: false };
const read = (body: object) => readUpdate({ update_id: 31, ...body }, reader, 1234);
const text = (value: string) => read({ message: { chat, from, text: value } });

describe("readUpdate", () => {
  it("passes a text on word for word, under the update's own id", () => {
    expect(text("  离休费怎么算？\n")).toEqual({
      kind: "message",
      message: { channel: "telegram", chatId: "7", messageId: "u31", at: 1234, text: "  离休费怎么算？\n" },
    });
  });

  it("takes our own name off a command and leaves another bot's and the rest", () => {
    const said = (value: string) => {
      const reading = text(value);
      return reading.kind === "message" ? reading.message.text : reading.kind;
    };
    expect(said("/start@jinqiu_bot token_1")).toBe("/start token_1");
    expect(said("/human")).toBe("/human");
    expect(said("/help@other_bot")).toBe("/help@other_bot");
    expect(said("请看 /help@jinqiu_bot")).toBe("请看 /help@jinqiu_bot");
  });

  it("makes a tap an action without text", () => {
    const reading = read({ callback_query: { id: "q", from, message: { chat, date: 0 }, data: "clause:3" } });
    expect(reading).toMatchObject({
      callbackQueryId: "q",
      message: { text: "", action: "clause:3", chatId: "7" },
    });
  });

  it("takes taps in the group on duty and in no other, and still answers those", () => {
    const tapIn = (id: number) =>
      read({ callback_query: { id: "q", from, message: { chat: { id, type: "group" } }, data: "a" } });
    expect(tapIn(-500)).toMatchObject({ kind: "message", message: { chatId: "-500", action: "a" } });
    expect(tapIn(-8)).toEqual({ kind: "ignore", callbackQueryId: "q" });
  });

  it.each(["photo", "voice", "document", "sticker", "contact", "video", "audio", "dice"])(
    "names a %s instead of dropping it",
    (medium) => {
      expect(read({ message: { chat, from, [medium]: {} } })).toMatchObject({
        message: { text: "", action: `media:${medium}` },
      });
    },
  );

  it("names a venue and an animation, not the location and document that come along", () => {
    expect(read({ message: { chat, from, location: {}, venue: {} } })).toMatchObject({
      message: { action: "media:venue" },
    });
    expect(read({ message: { chat, from, document: {}, animation: {} } })).toMatchObject({
      message: { action: "media:animation" },
    });
  });

  it("takes a caption as what was said", () => {
    const reading = read({ message: { chat, from, photo: [], caption: "这个通知是真的吗" } });
    expect(reading).toMatchObject({ message: { text: "这个通知是真的吗" } });
    expect(reading).not.toHaveProperty("message.action");
  });

  it("takes an edited text as a new message, and no moving location", () => {
    expect(read({ edited_message: { chat, from, text: "改过的话" } })).toMatchObject({
      message: { messageId: "u31", text: "改过的话" },
    });
    expect(read({ edited_message: { chat, from, location: {} } })).toEqual({ kind: "ignore" });
  });

  it("declines in a group only when called", () => {
    const inGroup = (value: string, entities: object[] = []) =>
      read({ message: { chat: group, from, text: value, entities } }).kind;
    expect(inGroup("@JINQIU_bot 在吗")).toBe("decline");
    expect(inGroup("/start")).toBe("decline");
    expect(inGroup("/start@jinqiu_bot")).toBe("decline");
    expect(inGroup("金秋在吗", [{ type: "text_mention", user: { id: 99 } }])).toBe("decline");
    expect(inGroup("/start@other_bot")).toBe("ignore");
    expect(inGroup("@jinqiu_bot2 在吗")).toBe("ignore");
    expect(inGroup("大家好")).toBe("ignore");
    expect(read({ edited_message: { chat: group, from, text: "@jinqiu_bot" } }).kind).toBe("ignore");
  });

  it("ignores channels, other bots, and messages of the service", () => {
    expect(read({ channel_post: { chat: { id: -9, type: "channel" }, text: "公告" } })).toEqual({
      kind: "ignore",
    });
    expect(read({ message: { chat, from: { id: 5, is_bot: true }, text: "我是机器人" } })).toEqual({
      kind: "ignore",
    });
    expect(read({ message: { chat, from, pinned_message: {} } })).toEqual({ kind: "ignore" });
  });

  it("never throws, whatever it is given", () => {
    fc.assert(fc.property(fc.anything(), (value) => void readUpdate(value, reader, 0)));
  });
});
