/** An invented bureau that talks about announcements: real people, audiences, shelf, pushes and core over one store. */
import { onTestFinished, vi } from "vitest";
import { createFileShelf, createPushes, createStaffNotes, type Fetched } from "../../../delivery/index.ts";
import {
  type Attachment,
  type Choice,
  createCommandIntents,
  createDialogue,
  type IncomingMessage,
  type Intent,
  loadState,
  type Reply,
  type Role,
  replyText,
  saveState,
} from "../../../dialogue/index.ts";
import { createSecretBox, openStore, tables } from "../../../store/index.ts";
import {
  type Account,
  type Actor,
  createAudiences,
  createMembers,
  type MemberDraft,
} from "../../members/index.ts";
import { createAnnouncements } from "../life/announcements.ts";
import type { AnnouncementDraft } from "../types.ts";
import { createAnnouncementsConversation } from "./conversation.ts";

const KEY = Buffer.alloc(32, 7);
const ZONE = "Asia/Shanghai";
export const OPERATOR: Actor = { kind: "operator", name: "test" };
/** Tuesday 2026-11-24, 09:00 in Shanghai. */
export const MORNING = Date.UTC(2026, 10, 24, 1);
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const CLAUSE = { title: "株洲市示例办法", article: "第三条" };
const PDF = new TextEncoder().encode("%PDF-1.4\n%%EOF\n");

/** What the person sends: words, a tapped action, or files with words or without. */
export type Said =
  | string
  | { readonly action: string }
  | { readonly files: readonly Attachment[]; text?: string };

const heard = (name: string, urgency: number, matches: Intent["matches"], words: string): Intent => ({
  name,
  urgency,
  matches,
  handle: async (message, state) => ({
    kind: "answer",
    replies: [{ blocks: [{ kind: "text", spans: [{ text: `${words}：${message.text}` }] }], choices: [] }],
    state,
    effects: [],
  }),
});

/** Stands for danger and fraud: it hears whatever has such a word in it. */
const DANGER = heard("danger", 0, ({ text }) => /防火|着火|诈骗|救命/.test(text), "警报");
/** Stands for the policy feature: it takes what nobody else takes. */
const POLICY = heard("policy", 100, () => true, "政策");

export function setUpChat() {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  let now = MORNING;
  let drawn = 100_000_000;
  const clock = () => now;
  const box = createSecretBox(KEY);
  const members = createMembers({
    store,
    box,
    key: KEY,
    clock,
    timeZone: ZONE,
    randomDigits: () => String(++drawn),
  });
  const common = { store, box, key: KEY, clock, timeZone: ZONE, members };
  const audiences = createAudiences(common);
  const files = createFileShelf(common);
  const pushes = createPushes({
    ...common,
    recipients: { accountsOf: members.accountsOf, nameOf: (id) => members.get(id)?.name },
  });
  const notes = createStaffNotes({
    ...common,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    duty: undefined,
    staffAccounts: members.staffAccounts,
  });
  const inForce = { clauseId: 7, source: "《株洲市示例办法》第三条", text: "示例：每年体检一次。" };
  const readClause = (title: string, article: string) =>
    title === CLAUSE.title && article === CLAUSE.article ? inForce : undefined;
  const announcements = createAnnouncements({
    ...common,
    audiences,
    pushes,
    notes,
    files,
    readClause,
    quietEndsAt: (at) => at,
    festivals: [],
  });
  const fetchFile = vi.fn(
    async (_channel: string, file: { readonly name?: string }): Promise<Fetched> => ({
      kind: "file",
      name: file.name ?? "名单.pdf",
      mediaType: "application/pdf",
      body: PDF,
    }),
  );

  function bind(to: Account, target: Parameters<typeof members.invite>[1], name: string, lastFour: string) {
    const bound = members.bind(to, members.invite(OPERATOR, target).id, { name, lastFour }, "v1");
    if (bound.kind !== "bound") throw new Error(`not bound: ${bound.kind}`);
    return bound;
  }

  let count = 0;
  let silent = false;
  let strict = false;

  /** One message, as after a restart: the conversation is built anew each time. */
  async function send(to: string, said: Said): Promise<readonly Reply[]> {
    count += 1;
    const message: IncomingMessage = {
      channel: "web",
      chatId: to,
      messageId: `m${count}`,
      at: now,
      text: typeof said === "string" ? said : "text" in said ? (said.text ?? "") : "",
      ...(typeof said === "object" && "action" in said ? { action: said.action } : {}),
      ...(typeof said === "object" && "files" in said ? { attachments: said.files } : {}),
    };
    const { intents, flows } = createAnnouncementsConversation({
      ...common,
      announcements,
      audiences,
      files,
      fetchFile,
      mayCarryPersonal: () => !strict,
      readClause,
    });
    const cancelled = new Map(flows.map((flow) => [flow.name, flow.cancelled]));
    const commands = createCommandIntents((name) => cancelled.get(name));
    const dialogue = createDialogue([DANGER, ...commands, ...intents, POLICY], flows);
    const state = loadState(store.records, box, "web", to);
    const speaker = members.speakerOf({ channel: "web", accountId: to });
    const handover = silent ? { handover: { id: 1, silent: true } } : {};
    const turn = await dialogue.respond(message, state, { speaker, ...handover });
    store.transaction(() => {
      for (const effect of turn.effects) effect();
      saveState(store.records, box, "web", to, turn.state, now);
    });
    last.set(
      to,
      turn.replies.flatMap(({ choices }) => choices),
    );
    return turn.replies;
  }
  const last = new Map<string, readonly Choice[]>();

  async function say(to: string, ...messages: Said[]): Promise<string> {
    let replies: readonly Reply[] = [];
    for (const message of messages) replies = await send(to, message);
    return replies.map(replyText).join("\n\n");
  }

  return {
    ...common,
    audiences,
    files,
    announcements,
    fetchFile,
    /** Nothing personal goes through the channel from here on, or all does. */
    strict: (on: boolean) => {
      strict = on;
    },
    send,
    say,
    /** Taps the button of this label below the last replies. */
    async tap(to: string, ...labels: readonly string[]): Promise<string> {
      let text = "";
      for (const label of labels) {
        const choice = last.get(to)?.find((one) => one.label === label);
        if (choice === undefined) throw new Error(`no button ${label} in ${labelsOf(last.get(to))}`);
        text = await say(to, { action: choice.action });
      }
      return text;
    },
    /** The labels below the last replies. */
    labels: (to: string) => (last.get(to) ?? []).map(({ label }) => label),
    actions: (to: string) => (last.get(to) ?? []).map(({ action }) => action),
    pass(ms: number): void {
      now += ms;
    },
    /** From now on staff hold every conversation. */
    hold(): void {
      silent = true;
    },
    /** A member with an account `chat`. */
    member(chat: string, draft: Partial<MemberDraft> = {}): number {
      const name = draft.name ?? "王大明";
      const id = members.add(OPERATOR, { name, category: "退休", phone: "13800001234", ...draft });
      bind({ channel: "web", accountId: chat }, { memberId: id }, name, "1234");
      return id;
    },
    /** A proxy of the member; the same name is the same person. */
    proxy(memberId: number, chat: string): void {
      const grant = { memberId, name: "王小红", phone: "13900005678", relation: "女儿" };
      const grantId = members.grant(OPERATOR, grant);
      bind({ channel: "web", accountId: chat }, { proxyGrantId: grantId }, "王小红", "5678");
    },
    staff(chat: string, name: string, ...roles: readonly Role[]): number {
      const id = members.addStaff(OPERATOR, { name, roles, phone: "13700009999" });
      bind({ channel: "web", accountId: chat }, { staffId: id }, name, "9999");
      return id;
    },
    /** An announcement that the operator has let out, queued to everyone it is for. */
    async sent(draft: Partial<AnnouncementDraft> = {}): Promise<number> {
      const id = announcements.create(OPERATOR, {
        title: "体检通知",
        body: "请大家按时体检。",
        audience: { version: 1, everyone: true },
        ...draft,
      });
      announcements.release(OPERATOR, id);
      await announcements.carryOn(new AbortController().signal);
      return id;
    },
    carryOn: () => announcements.carryOn(new AbortController().signal),
    /** What an account was sent, oldest first. */
    sentTo: (to: string): readonly Reply[] =>
      store.records
        .select()
        .from(tables.outbox)
        .all()
        .filter(({ chatId }) => chatId === to)
        .map(({ body }) => JSON.parse(box.open(body)) as Reply),
  };
}

function labelsOf(choices: readonly Choice[] | undefined): string {
  return (choices ?? []).map(({ label }) => label).join("、");
}

/** A file as a channel announces it. */
export const documentNamed = (name: string, bytes = 100): Attachment => {
  return { kind: "document", fileId: `file-${name}`, name, bytes };
};
