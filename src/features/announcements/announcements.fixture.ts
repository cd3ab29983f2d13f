/** An invented bureau that announces: people with accounts, chats as people see them, a clock that is set. */
import { onTestFinished } from "vitest";
import {
  createCalls,
  createDispatcher,
  createFileShelf,
  createPushes,
  createQuietHours,
  createStaffNotes,
  DeliveryError,
  queueSizes,
  type Sender,
} from "../../delivery/index.ts";
import { type Reply, type Role, replyText } from "../../dialogue/index.ts";
import { createSecretBox, openStore, tables } from "../../store/index.ts";
import { type Actor, createAudiences, createMembers, type MemberDraft } from "../members/index.ts";
import type { Festival } from "./festivals/festivalFile.ts";
import { createAnnouncements } from "./life/announcements.ts";
import type { AnnouncementsParts, ShownClause } from "./life/core.ts";
import type { AnnouncementDraft } from "./types.ts";

export const ZONE = "Asia/Shanghai";
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** Tuesday 2026-11-24, 09:00 in Shanghai. */
export const MORNING = Date.UTC(2026, 10, 24, 1);
export const OPERATOR: Actor = { kind: "operator", name: "test" };
export const CLAUSE = { title: "株洲市示例办法", article: "第三条" };
const KEY = Buffer.alloc(32, 7);
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

export function staffActor(staffId: number, ...roles: Role[]): Actor {
  return { kind: "staff", staffId, name: "测试员", roles };
}

/** An instant in Shanghai. */
export function at(day: string, time = "09:00"): number {
  return Date.parse(`${day}T${time}:00+08:00`);
}

/** A message as it stands in a chat. */
interface Shown {
  readonly text: string;
  readonly actions: readonly string[];
}

export function setUpAnnouncements(more: { festivals?: readonly Festival[] } = {}) {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  let now = MORNING;
  let drawn = 100_000_000;
  let phones = 0;
  const clock = () => now;
  const box = createSecretBox(KEY);
  const ground = { store, box, key: KEY, clock, timeZone: ZONE };
  const members = createMembers({ ...ground, randomDigits: () => String(++drawn) });
  const audiences = createAudiences({ ...ground, members });
  const files = createFileShelf(ground);
  const pushes = createPushes({
    ...ground,
    recipients: { accountsOf: members.accountsOf, nameOf: (id) => members.get(id)?.name },
  });
  const notes = createStaffNotes({
    ...ground,
    log: SILENT,
    duty: undefined,
    staffAccounts: members.staffAccounts,
  });
  const calls = createCalls(store, box, clock);
  const library: { clause: ShownClause | undefined } = {
    clause: { clauseId: 7, source: "《株洲市示例办法》第三条", text: "每年体检一次。", note: "示例文本" },
  };
  const parts: AnnouncementsParts = {
    ...ground,
    members,
    audiences,
    pushes,
    notes,
    files,
    readClause: (title, article) =>
      title === CLAUSE.title && article === CLAUSE.article ? library.clause : undefined,
    quietEndsAt: createQuietHours(ZONE).endsAt,
    festivals: more.festivals ?? [],
  };
  const made = { announcements: createAnnouncements(parts) };

  const phone = () => `1380000${String(++phones).padStart(4, "0")}`;
  const bind = (
    accountId: string,
    target: Parameters<typeof members.invite>[1],
    name: string,
    number: string,
  ) => {
    const { id } = members.invite(OPERATOR, target);
    const proof = { name, lastFour: number.slice(-4) };
    const bound = members.bind({ channel: "test", accountId }, id, proof, "v1");
    if (bound.kind !== "bound") throw new Error(`not bound: ${bound.kind}`);
    return bound;
  };

  // What stands in each chat, by the transport's id of the message.
  const chats = new Map<string, Map<string, Shown>>();
  const blocking = new Set<string>();
  let count = 0;
  const shownOf = (reply: Reply): Shown => ({
    text: replyText(reply),
    actions: reply.choices.map(({ action }) => action),
  });
  const chat = (accountId: string): Map<string, Shown> => {
    const found = chats.get(accountId) ?? new Map<string, Shown>();
    chats.set(accountId, found);
    return found;
  };
  const sender: Sender = {
    channel: "test",
    parts: () => 1,
    send: async (chatId, reply) => {
      if (blocking.has(chatId)) throw new DeliveryError("blocked", "blocked");
      const receipt = String(++count);
      chat(chatId).set(receipt, shownOf(reply));
      return receipt;
    },
    changes: {
      editSteps: () => 1,
      edit: async (chatId, { receipts }, reply) => {
        for (const receipt of receipts) chat(chatId).set(receipt, shownOf(reply));
        return receipts;
      },
      remove: async (chatId, { receipts }) => {
        for (const receipt of receipts) chat(chatId).delete(receipt);
        return [];
      },
    },
  };

  /** Sends all that waits, whatever the hour. */
  async function deliver(): Promise<void> {
    const dispatcher = createDispatcher({
      store,
      box,
      senders: [sender],
      clock,
      random: () => 0.5,
      log: SILENT,
      pushes,
      onBlocked: (channel, accountId) => members.setBlocked({ channel, accountId }, true),
    });
    dispatcher.start();
    while (queueSizes(store.records).outboxPending > 0) await new Promise((resolve) => setImmediate(resolve));
    await dispatcher.stop();
  }

  return {
    ...parts,
    members,
    files,
    notes,
    get announcements() {
      return made.announcements;
    },
    /** Another process over the same store. */
    restart: (over: Partial<AnnouncementsParts> = {}) => {
      made.announcements = createAnnouncements({ ...parts, ...over });
      return made.announcements;
    },
    calls,
    box,
    library,
    blocking,
    pass: (ms: number) => {
      now += ms;
    },
    setClock: (to: number) => {
      now = to;
    },
    /** A member; bound to each account that is given. */
    member(accounts: readonly string[] = [], draft: Partial<MemberDraft> = {}): number {
      const name = draft.name ?? "王大明";
      const number = phone();
      const id = members.add(OPERATOR, { name, category: "退休", phone: number, ...draft });
      for (const account of accounts) bind(account, { memberId: id }, name, number);
      return id;
    },
    proxy(memberId: number, account: string): number {
      const number = phone();
      const grantId = members.grant(OPERATOR, { memberId, name: "王小红", phone: number, relation: "女儿" });
      return bind(account, { proxyGrantId: grantId }, "王小红", number).proxyId!;
    },
    staff(account: string | undefined, name: string, ...roles: Role[]): number {
      const number = phone();
      const id = members.addStaff(OPERATOR, { name, roles, phone: number });
      if (account !== undefined) bind(account, { staffId: id }, name, number);
      return id;
    },
    /** A draft by the operator. */
    draft: (draft: Partial<AnnouncementDraft> = {}, by: Actor = OPERATOR) =>
      made.announcements.create(by, {
        title: "体检通知",
        body: "下周二上午体检。",
        audience: { version: 1, everyone: true },
        ...draft,
      }),
    /** A draft that the operator has let go. */
    released(draft: Partial<AnnouncementDraft> = {}): number {
      const id = this.draft(draft);
      made.announcements.release(OPERATOR, id);
      return id;
    },
    carryOn: (signal = new AbortController().signal) => made.announcements.carryOn(signal),
    deliver,
    /** Queues and sends what is due now. */
    async sendAll(): Promise<void> {
      await made.announcements.carryOn(new AbortController().signal);
      await deliver();
    },
    /** What a person sees in their chat, oldest first. */
    chat: (accountId: string): readonly Shown[] => [...chat(accountId).values()],
    /** The person writes something: what they were sent counts as read. */
    writes: (accountId: string) => pushes.seen("test", accountId, now),
    pushes,
    /** Keys of all pushes, in order. */
    pushKeys: () =>
      store.records
        .select()
        .from(tables.push)
        .all()
        .map(({ uniqueKey }) => uniqueKey),
  };
}

export type Bureau = ReturnType<typeof setUpAnnouncements>;
