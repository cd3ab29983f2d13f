/** What must be true of the database and of the server when all is over. */
import { expect } from "vitest";
import type { TelegramServer } from "../telegramServer.ts";
import type { Written } from "./crowd.ts";
import { codeOf, memberChat } from "./drill.ts";
import type { InboxEvidence, OutboxEvidence, PushEvidence, RecipientEvidence } from "./evidence.repo.ts";

/** What was found in the database. */
export interface Facts {
  readonly inbox: readonly InboxEvidence[];
  readonly outbox: readonly OutboxEvidence[];
  readonly answers: readonly (readonly number[])[];
  readonly handovers: readonly string[];
  readonly pushes: readonly PushEvidence[];
  readonly calls: number;
}

/** An announcement, and what was found of it in the database. */
export interface Announced {
  readonly id: number;
  readonly title: string;
  readonly status: string | undefined;
  readonly recipients: readonly RecipientEvidence[];
  /** What was done to it, in order. */
  readonly steps: readonly string[];
}

type Sent = Pick<TelegramServer, "sent" | "sentTo">;

/** Every message was stored once, had its effect once, and was answered once, with what was asked for. */
export function checkAnswers(written: readonly Written[], facts: Facts, server: Sent): void {
  expect(facts.inbox.map(({ updateId }) => updateId).sort(ascending)).toEqual(
    written.map(({ updateId }) => updateId),
  );
  expect(facts.inbox.filter(({ status }) => status !== "done")).toEqual([]);
  const questions = written.filter(({ article }) => article !== undefined);
  const told = facts.answers.map((clauses) => clauses.join());
  expect(told.length).toBe(questions.length);
  expect(new Set(told).size, "each question asks for another clause").toBe(questions.length);
  const callers = written.filter(({ article }) => article === undefined).map(({ chatId }) => chatId);
  expect(tally(facts.handovers)).toEqual(tally(callers));

  const inboxId = new Map(facts.inbox.map(({ id, updateId }) => [updateId, id]));
  const replies = facts.outbox.filter((row) => row.inboxId !== null);
  expect(tally(replies.map(({ uniqueKey }) => uniqueKey))).toEqual(
    tally(facts.inbox.map(({ id }) => `reply:${id}:0`)),
  );
  const replyTo = new Map(replies.map((row) => [row.inboxId, row]));
  const wrong = written.filter(({ updateId, chatId, article }) => {
    const row = replyTo.get(inboxId.get(updateId) ?? null);
    if (row?.status !== "sent" || row.chatId !== chatId || row.receipts?.length !== 1) return true;
    const message = server.sent[Number(row.receipts[0]) - 1];
    return message?.chatId !== chatId || (article !== undefined && !message.text.includes(codeOf(article)));
  });
  expect(wrong, "messages without their own reply").toEqual([]);
}

/** The announcement was sent once: each member was queued once and reached, and nobody is on the call list. */
export function checkAnnounced(members: number, announced: Announced, facts: Facts, server: Sent): void {
  const { id, title, status, recipients, steps } = announced;
  expect(status).toBe("sent");
  expect(steps).toEqual(
    ["create", "submit", "approve", "start", "finish"].map((step) => `announcement.${step}`),
  );
  expect(recipients.length).toBe(members);
  expect(recipients.filter(({ queuedAt }) => queuedAt === null)).toEqual([]);
  const keys = recipients.map(({ memberId }) => `announcement:${id}:member:${memberId}`);
  expect(tally(facts.pushes.map(({ key }) => key))).toEqual(tally(keys));
  expect(facts.pushes.filter((push) => push.status !== "delivered" && push.status !== "read")).toEqual([]);
  const sends = facts.outbox.filter(({ pushId }) => pushId !== null);
  expect(tally(sends.map(({ pushId }) => String(pushId)))).toEqual(
    tally(facts.pushes.map((push) => String(push.id))),
  );
  const missed = Array.from({ length: members }, (_, n) => n).filter(
    (n) => !server.sentTo(memberChat(n)).some(({ text }) => text.startsWith(title)),
  );
  expect(missed, "members whom it did not reach").toEqual([]);
  const news = facts.outbox.filter(({ uniqueKey }) => uniqueKey.startsWith(`note:announcement:${id}:sent:`));
  expect(news.length, "its author is told once that all is queued").toBe(1);
  expect(facts.calls).toBe(0);
}

/** In each chat, what was asked was stored in that order, and answered in that order, repeats taken together. */
export function checkOrder(written: readonly Written[], facts: Facts, server: Sent): void {
  for (const chatId of new Set(written.map((message) => message.chatId))) {
    const ofChat = written.filter((message) => message.chatId === chatId);
    const stored = facts.inbox.filter((row) => row.chatId === chatId).map(({ updateId }) => updateId);
    expect(stored, `stored in chat ${chatId}`).toEqual(ofChat.map(({ updateId }) => updateId));
    const asked = ofChat.flatMap(({ article }) => (article === undefined ? [] : [codeOf(article)]));
    const arrived = server.sentTo(chatId).flatMap(({ text }) => /K\d{4}/.exec(text)?.[0] ?? []);
    const once = arrived.filter((code, i) => code !== arrived[i - 1]);
    expect(once, `answered in chat ${chatId}`).toEqual(asked);
  }
}

/**
 * Every message at the server belongs to a row of the outbox, and is there more than once only as often as a send of
 * that row was cut off with its outcome unknown.
 */
export function countRepeats(facts: Facts, server: Sent): { repeats: number; uncertain: number } {
  const rowOfReceipt = new Map(facts.outbox.flatMap((row) => row.receipts?.map((id) => [id, row]) ?? []));
  const copies = new Map<string, number[]>();
  for (const { chatId, html, messageId } of server.sent) {
    const key = `${chatId}\n${html}`;
    copies.set(key, [...(copies.get(key) ?? []), messageId]);
  }
  const unexplained: string[] = [];
  let repeats = 0;
  for (const [key, ids] of copies) {
    const row = ids.map((id) => rowOfReceipt.get(String(id))).find((found) => found !== undefined);
    repeats += ids.length - 1;
    if (row === undefined || ids.length - 1 > row.uncertain) unexplained.push(key);
  }
  expect(unexplained, "sent without, or more often than, the outbox knows").toEqual([]);
  return { repeats, uncertain: facts.outbox.reduce((sum, row) => sum + row.uncertain, 0) };
}

function ascending(a: number, b: number): number {
  return a - b;
}

/** How often each occurs, in whatever order. */
function tally(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
