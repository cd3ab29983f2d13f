/**
 * What the proofs run on: a database with people, and a library of one notice whose every article holds a code of its
 * own. Who asks for article 17 gets the code K0017, so a reply tells by itself which message it answers.
 */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Assistant, createAssistant } from "../../assistant.ts";
import { parseConfig } from "../../config.ts";
import { plainReply } from "../../dialogue/index.ts";
import type { Actor } from "../../features/members/index.ts";
import { zoneAtNoon } from "../realProcess.ts";
import type { TelegramServer } from "../telegramServer.ts";

/** How many different questions can be asked. */
export const ARTICLES = 2400;
/** The Telegram account of the administrator. */
export const ADMIN_CHAT = 900_001;

const OPERATOR: Actor = { kind: "operator", name: "proof" };
const PHONE = "13900001234";

/** What to prepare. */
export interface DrillPlan {
  readonly server: Pick<TelegramServer, "apiRoot" | "token">;
  /** Members with a bound account each, to each of whom one push is queued. 0 unless given. */
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
}

/** The Telegram account of the n-th member, from 0. */
export function memberChat(n: number): number {
  return 1_000_000 + n;
}

/** What is pushed to the n-th member: no two alike. */
export function pushText(n: number): string {
  return `通知 P${String(n).padStart(5, "0")}：明天上午在老党员之家学习。`;
}

/** Asks for an article, 1 to {@link ARTICLES}. */
export function question(article: number): string {
  return `值班工作规定第${article}条`;
}

/** What only the reply about this article holds. */
export function codeOf(article: number): string {
  return `K${String(article).padStart(4, "0")}`;
}

/** Makes the folder, the library, the people and their pushes, through the product's own functions. */
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
  const assistant = createAssistant(parseConfig(settings));
  try {
    await assistant.library.prepare(policies);
    assistant.store.transaction(() => {
      bindAdmin(assistant);
      for (let n = 0; n < members; n += 1) inviteToStudy(assistant, n);
    });
  } finally {
    assistant.store.close();
  }
  return { folder, databasePath, settings };
}

function bindAdmin({ members }: Assistant): void {
  const staffId = members.addStaff(OPERATOR, { name: "值班员", roles: ["admin"], phone: PHONE });
  bind(members, ADMIN_CHAT, { staffId }, "值班员");
}

function inviteToStudy({ members, pushes }: Assistant, n: number): void {
  const memberId = addMember(members, n);
  pushes.send({
    memberId,
    key: `proof:${n}`,
    topic: "proof",
    reply: plainReply(pushText(n)),
    aloud: pushText(n),
  });
}

function addMember(members: Assistant["members"], n: number): number {
  const name = "演练员";
  const memberId = members.add(OPERATOR, { name, category: "退休", phone: PHONE });
  bind(members, memberChat(n), { memberId }, name);
  return memberId;
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
