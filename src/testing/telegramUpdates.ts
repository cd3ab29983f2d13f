/** What people do in Telegram, as updates without `update_id`. Source: https://core.telegram.org/bots/api#update */

/** Who the bot is on the test server. */
export const FAKE_BOT = {
  id: 424242,
  is_bot: true,
  first_name: "金秋",
  username: "jinqiu_test_bot",
} as const;

/** A message of a private chat: text, photo, contact …, and `reply_to_message` where there is one. */
export function privateMessage(chatId: number, content: object): object {
  return { message: { ...envelope(chatId), ...content } };
}

/** A text of a private chat. */
export function privateText(chatId: number, text: string): object {
  return privateMessage(chatId, { text });
}

/** A tap on a button of a private chat. */
export function tap(chatId: number, action: string, id = `q${chatId}`): object {
  const { from, ...message } = envelope(chatId);
  return { callback_query: { id, from, message, chat_instance: "1", data: action } };
}

/** The person blocked the bot (`kicked`) or took that back (`member`). */
export function membership(chatId: number, status: "kicked" | "member"): object {
  const { from, chat } = envelope(chatId);
  const before = status === "kicked" ? "member" : "kicked";
  return {
    my_chat_member: {
      chat,
      from,
      date: 0,
      old_chat_member: { user: FAKE_BOT, status: before },
      new_chat_member: { user: FAKE_BOT, status },
    },
  };
}

function envelope(chatId: number) {
  const from = { id: chatId, is_bot: false, first_name: "测试" };
  return { message_id: 1, date: 0, chat: { id: chatId, type: "private", first_name: "测试" }, from };
}
