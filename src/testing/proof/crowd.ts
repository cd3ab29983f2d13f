/** People who write, whether or not anybody listens: single messages and several at once from one chat. */
import { privateText, type TelegramServer } from "../telegramServer.ts";
import { ARTICLES, memberChat, question } from "./drill.ts";

/** A message that was handed to the server. */
export interface Written {
  readonly updateId: number;
  readonly chatId: string;
  /** The article that was asked for; undefined: a human was asked for. */
  readonly article: number | undefined;
}

/** The crowd at work. */
export interface Crowd {
  /** In the order in which the server got them. */
  readonly written: readonly Written[];
  /** Nobody writes any more. */
  stop(): void;
}

/** Half of the chats belong to members, to whom something is pushed as well. */
const CHATS = 80;
const STRANGERS_FROM = 2_000_000;
/** Each asks for a human, once. */
const WANT_A_HUMAN_FROM = 3_000_000;
const PAUSE_MS = 900;
const MOST_AT_ONCE = 4;
/** So rarely somebody asks for a human. */
const HUMAN_SHARE = 0.04;

/** Starts writing; every question is asked once only. */
export function startCrowd(server: TelegramServer, random: () => number): Crowd {
  const written: Written[] = [];
  const below = (limit: number) => Math.floor(random() * limit);
  let articles = 0;
  let humans = 0;

  function write(chat: number, texts: readonly { text: string; article: number | undefined }[]): void {
    const ids = server.push(...texts.map(({ text }) => privateText(chat, text)));
    ids.forEach((updateId, i) => {
      written.push({ updateId, chatId: String(chat), article: texts[i]?.article });
    });
  }

  function ask(): void {
    const n = below(CHATS);
    const chat = n % 2 === 0 ? memberChat(n) : STRANGERS_FROM + n;
    const amount = Math.min(1 + below(MOST_AT_ONCE), ARTICLES - articles);
    const asked = Array.from({ length: amount }, () => {
      articles += 1;
      return { text: question(articles), article: articles };
    });
    write(chat, asked);
  }

  const timer = setInterval(() => {
    if (random() < HUMAN_SHARE) {
      humans += 1;
      write(WANT_A_HUMAN_FROM + humans, [{ text: "转人工", article: undefined }]);
    } else if (articles < ARTICLES) ask();
  }, PAUSE_MS);
  return { written, stop: () => clearInterval(timer) };
}
