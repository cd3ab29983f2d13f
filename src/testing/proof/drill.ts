/**
 * What the proofs run on: a database with people, and a library of one notice whose every article holds a code of its
 * own. Who asks for article 17 gets the code K0017, so a reply tells by itself which message it answers.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Assistant, createAssistant } from "../../assistant.ts";
import { parseConfig } from "../../config.ts";
import type { Actor } from "../../features/members/index.ts";
import { createRoutines } from "../../routines.ts";
import { zoneAtNoon } from "../realProcess.ts";
import type { TelegramServer } from "../telegramServer.ts";

/** How many different questions can be asked. */
export const ARTICLES = 2400;
/** The Telegram account of the administrator, who writes announcements. */
export const ADMIN_CHAT = 900_001;
/** The Telegram account of the editor, who approves them. */
const EDITOR_CHAT = 900_002;

const OPERATOR: Actor = { kind: "operator", name: "proof" };
const PHONE = "13900001234";
/** So long ago the service stopped, as far as its recurring jobs know. */
const OUTAGE_MS = 5 * 60_000;

/** What to prepare. */
export interface DrillPlan {
  readonly server: Pick<TelegramServer, "apiRoot" | "token">;
  /** Members with a bound account each. 0 unless given. */
  readonly members?: number;
  /** Where the folder is made; the system's folder for temporary files unless given. */
  readonly below?: string;
}

/** What was prepared. */
export interface Drill {
  readonly folder: string;
  readonly databasePath: string;
  /** The settings of the process. */
  readonly settings: Readonly<Record<string, string>>;
  /** The staff: who writes announcements, and who approves them. */
  readonly author: Actor;
  readonly approver: Actor;
}

/** The Telegram account of the n-th member, from 0. */
export function memberChat(n: number): number {
  return 1_000_000 + n;
}

/** Asks for an article, 1 to {@link ARTICLES}. */
export function question(article: number): string {
  return `值班工作规定第${article}条`;
}

/** What only the reply about this article holds. */
export function codeOf(article: number): string {
  return `K${String(article).padStart(4, "0")}`;
}

/** Makes the folder, the library and the people, through the product's own functions. */
export async function prepareDrill({ server, members = 0, below = tmpdir() }: DrillPlan): Promise<Drill> {
  const folder = mkdtempSync(join(below, "jinqiu-proof-"));
  const policies = join(folder, "policies");
  mkdirSync(policies);
  writeFileSync(join(policies, "值班工作规定.md"), notice());
  const databasePath = join(folder, "proof.db");
  const settings = {
    DATABASE_PATH: databasePath,
    POLICY_DIR: policies,
    TIME_ZONE: zoneAtNoon(Date.now()),
    BOT_TOKEN: server.token,
    TELEGRAM_API_ROOT: server.apiRoot,
  };
  const staff = await atWork(settings, async (assistant) => {
    await assistant.library.prepare(policies);
    return assistant.store.transaction(() => {
      for (let n = 0; n < members; n += 1) addMember(assistant.members, n);
      return bindStaff(assistant);
    });
  });
  return { folder, databasePath, settings, ...staff };
}

/** Opens the product's parts over the database, as a command line does, and closes them. */
export async function atWork<T>(
  settings: Drill["settings"],
  work: (assistant: Assistant) => T | Promise<T>,
): Promise<T> {
  const assistant = createAssistant(parseConfig(settings));
  try {
    return await work(assistant);
  } finally {
    assistant.store.close();
  }
}

/** An announcement to everybody, with 收到 asked; written by one and approved by another. Returns its number. */
export function announce(
  { announcements }: Assistant,
  { author, approver }: Pick<Drill, "author" | "approver">,
  { title, body }: { readonly title: string; readonly body: string },
): number {
  const audience = { version: 1, everyone: true } as const;
  const id = announcements.create(author, { title, body, audience, needsConfirmation: true });
  announcements.submit(author, id);
  announcements.approve(approver, id);
  return id;
}

/** Recurring jobs are found overdue at the next start, as after an outage: nobody waits for the full minute. */
export async function makeJobsDue(assistant: Assistant, { settings }: Drill): Promise<void> {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const { timeZone } = parseConfig(settings);
  const clock = () => Date.now() - OUTAGE_MS;
  const jobs = createRoutines(assistant, { timeZone, clock, random: Math.random, log });
  jobs.start();
  await jobs.stop();
}

function bindStaff({ members }: Assistant): Pick<Drill, "author" | "approver"> {
  const add = (name: string, role: "admin" | "editor", chat: number): Actor => {
    const staffId = members.addStaff(OPERATOR, { name, roles: [role], phone: PHONE });
    bind(members, chat, { staffId }, name);
    return { kind: "staff", staffId, name, roles: [role] };
  };
  return { author: add("值班员", "admin", ADMIN_CHAT), approver: add("审核员", "editor", EDITOR_CHAT) };
}

function addMember(members: Assistant["members"], n: number): void {
  const name = "演练员";
  const memberId = members.add(OPERATOR, { name, category: "退休", phone: PHONE });
  bind(members, memberChat(n), { memberId }, name);
}

function bind(
  members: Assistant["members"],
  chat: number,
  target: { memberId: number } | { staffId: number },
  name: string,
): void {
  const account = { channel: "telegram", accountId: String(chat) };
  const invitation = members.invite(OPERATOR, target);
  const bound = members.bind(account, invitation.id, { name, lastFour: PHONE.slice(-4) }, "proof");
  if (bound.kind !== "bound") throw new Error(`not bound: ${bound.kind}`);
}

function notice(): string {
  const articles = Array.from(
    { length: ARTICLES },
    (_, i) => `第${inChinese(i + 1)}条 值班人员对应的编号是 ${codeOf(i + 1)}。`,
  );
  return ["# 值班工作规定", "（示例文本，不作为政策依据）", ...articles].join("\n\n");
}

/** 1 to 9,999 as notices write it. */
function inChinese(n: number): string {
  const digits = "零一二三四五六七八九";
  const units = ["千", "百", "十", ""];
  return String(n)
    .padStart(4, "0")
    .replace(/\d/g, (digit, place: number) =>
      digit === "0" ? "零" : `${digits[Number(digit)]}${units[place]}`,
    )
    .replace(/零+/g, "零")
    .replace(/^零|零$/g, "")
    .replace(/^一十/, "十");
}
