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
      message: { channel: "telegram", chatId: "7", messageId: "u31.7", at: 1234, text: "  离休费怎么算？\n" },
    });
  });

  it("takes our own name off a command and leaves another bot's and the rest", () => {
    const said = (value: string) => {
      const reading = text(value);
      return reading.kind === "message" ? reading.message.text : reading.kind;
    };
    expect(said("/start@jinqiu_bot token_1")).toBe("/start token_1");
    // What a session's and a quiz's QR codes open the conversation with.
    expect([said("/start s0417"), said("/start q0417")]).toEqual(["/start s0417", "/start q0417"]);
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

  const attached = (content: object, sender = from) => {
    const reading = read({ message: { chat, from: sender, ...content } });
    return reading.kind === "message" ? reading.message.attachments : reading.kind;
  };

  it.each([
    ["voice", { voice: { file_id: "f", duration: 4, mime_type: "audio/ogg", file_size: 900 } }],
    ["audio", { audio: { file_id: "f", duration: 4, mime_type: "audio/ogg", file_size: 900 } }],
    ["video", { video: { file_id: "f", duration: 4, mime_type: "audio/ogg", file_size: 900 } }],
    ["video", { video_note: { file_id: "f", duration: 4, mime_type: "audio/ogg", file_size: 900 } }],
  ])("keeps the file of a %s with what is known of it", (kind, content) => {
    expect(attached(content)).toEqual([
      { kind, fileId: "f", seconds: 4, mediaType: "audio/ogg", bytes: 900 },
    ]);
  });

  it("keeps a document's name, and one document where an animation comes twice", () => {
    expect(attached({ document: { file_id: "d", file_name: "通知.pdf" } })).toEqual([
      { kind: "document", fileId: "d", name: "通知.pdf" },
    ]);
    expect(attached({ document: { file_id: "d" }, animation: { file_id: "a" } })).toEqual([
      { kind: "document", fileId: "a" },
    ]);
  });

  it("keeps the largest size of a photo", () => {
    const sizes = [
      { file_id: "s", width: 90, height: 60 },
      { file_id: "l", width: 1280, height: 960, file_size: 70_000 },
      { file_id: "m", width: 320, height: 240 },
    ];
    expect(attached({ photo: sizes })).toEqual([{ kind: "photo", fileId: "l", bytes: 70_000 }]);
  });

  it("vouches for a number only when Telegram names the sender's own account on the card", () => {
    const card = (user_id?: number) => ({ contact: { phone_number: "+86138", user_id } });
    expect(attached(card(7))).toEqual([{ kind: "contact", phone: "+86138", own: true }]);
    expect(attached(card(8))).toEqual([{ kind: "contact", phone: "+86138", own: false }]);
    expect(attached(card())).toEqual([{ kind: "contact", phone: "+86138", own: false }]);
    expect(read({ message: { chat, ...card() } })).toMatchObject({
      message: { attachments: [{ own: false }] },
    });
  });

  it("takes a place and the place of a venue", () => {
    const place = { latitude: 27.83, longitude: 113.13 };
    const expected = [{ kind: "location", ...place }];
    expect(attached({ location: place })).toEqual(expected);
    expect(attached({ venue: { location: place, title: "市中心医院" }, location: place })).toEqual(expected);
  });

  it.each(["sticker", "dice", "poll", "photo", "voice", "contact", "location", "venue", "document"])(
    "says of a %s that it cannot read: something came",
    (medium) => {
      for (const content of [{}, [], "x", 5, { file_id: 5, phone_number: 5, latitude: "x" }]) {
        expect(attached({ [medium]: content })).toEqual([{ kind: "other" }]);
      }
    },
  );

  it("takes a caption as what was said, whatever is wrong with the photo", () => {
    for (const photo of [[{ file_id: "p", width: 1, height: 1 }], [], "x"]) {
      const reading = read({ message: { chat, from, photo, caption: "这个通知是真的吗" } });
      expect(reading).toMatchObject({ message: { text: "这个通知是真的吗", attachments: [{}] } });
    }
  });

  it("tells two messages apart whose updates bear the same number, as may happen after a quiet week", () => {
    const ids = [100, 101].map((date) => {
      const reading = read({ message: { chat, from, message_id: 5, date, text: "问" } });
      return reading.kind === "message" ? reading.message.messageId : undefined;
    });
    expect(ids).toEqual(["u31.7.5.100", "u31.7.5.101"]);
  });

  it("marks an edited text as edited, and takes no moving location", () => {
    expect(read({ edited_message: { chat, from, text: "改过的话" } })).toMatchObject({
      message: { messageId: "u31.7", text: "改过的话", edited: true },
    });
    expect(text("没改过")).not.toHaveProperty("message.edited");
    const location = { latitude: 1, longitude: 1 };
    expect(read({ edited_message: { chat, from, location } })).toEqual({ kind: "ignore" });
  });

  it("names the message replied to when it was ours, and no other", () => {
    const replyTo = (reply_to_message: unknown) => {
      const reading = read({ message: { chat, from, text: "好", reply_to_message } });
      return reading.kind === "message" ? (reading.message.replyTo ?? "none") : reading.kind;
    };
    expect(replyTo({ message_id: 44, from: { id: 99, is_bot: true }, text: "请回复" })).toBe("44");
    expect(replyTo({ message_id: 44, from: { id: 7, is_bot: false } })).toBe("none");
    expect(replyTo({ message_id: 44 })).toBe("none");
    expect(replyTo({ message_id: "x" })).toBe("none");
  });

  it("tells blocking and unblocking of a private chat, and nothing of a group", () => {
    const change = (status: string, inChat: object = chat) =>
      read({ my_chat_member: { chat: inChat, from, new_chat_member: { status, user: { id: 99 } } } });
    const account = (action: string) => ({
      kind: "message",
      message: { channel: "telegram", chatId: "7", messageId: "u31", at: 1234, text: "", action },
    });
    expect(change("kicked")).toEqual(account("account:blocked"));
    expect(change("member")).toEqual(account("account:unblocked"));
    expect(change("toString")).toEqual({ kind: "ignore" });
    for (const status of ["kicked", "left", "member"]) expect(change(status, group).kind).toBe("ignore");
  });

  it("takes no tap that claims to be such a change", () => {
    const forged = { id: "q", from, message: { chat }, data: "account:blocked" };
    expect(read({ callback_query: forged })).toEqual({ kind: "ignore", callbackQueryId: "q" });
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
