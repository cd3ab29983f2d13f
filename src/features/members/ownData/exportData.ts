/** What a member's export holds, gathered. Everything in it was opened for this one purpose and is audited so. */
import { type Reply, replyText } from "../../../dialogue/index.ts";
import type { Records, SecretBox, Store } from "../../../store/index.ts";
import type { Actor } from "../actor.ts";
import { auditLine } from "../audit/auditWords.ts";
import type { Member, Members, SecretField } from "../types.ts";
import {
  allGrantsOf,
  callsTo,
  consentsOf,
  handoversIn,
  identitiesOf,
  type OwnChat,
  ownChats,
  pushesTo,
  questionsIn,
  receivedIn,
  sentIn,
} from "./memberTrail.repo.ts";

/** Something said in a chat. */
export interface SaidLine {
  readonly at: number;
  readonly from: "person" | "assistant";
  readonly text: string;
}

/** What is known of the member, readable. Times are Unix ms. */
export interface MemberExport {
  readonly madeAt: number;
  readonly member: Member;
  readonly secrets: Partial<Record<SecretField, string>>;
  readonly grants: readonly { name: string; relation: string; grantedAt: number; revokedAt: number | null }[];
  readonly accounts: readonly {
    channel: string;
    accountId: string;
    boundAt: number;
    revokedAt: number | null;
  }[];
  readonly consents: readonly { version: string; givenAt: number; withdrawnAt: number | null }[];
  /** Undefined where the one who exports may not read along: proxies. */
  readonly chats:
    | {
        readonly questions: readonly { at: number; kind: string; text: string }[];
        readonly said: readonly SaidLine[];
        readonly handovers: readonly {
          openedAt: number;
          reason: string;
          closedAt: number | null;
          note: string | null;
        }[];
      }
    | undefined;
  readonly pushes: readonly { at: number; text: string; status: string; readAt: number | null }[];
  readonly calls: readonly {
    createdAt: number;
    reason: string;
    doneAt: number | null;
    outcome: string | null;
    note: string;
  }[];
  /** What other features keep: service orders and the like. */
  readonly elsewhere: readonly { readonly title: string; readonly lines: readonly string[] }[];
  /** Lines in plain words, newest first. */
  readonly audit: readonly string[];
}

/** What another feature keeps about a member, for the export and for the erasure. */
export interface KeptElsewhere {
  /** For the export, in plain words. */
  sections(memberId: number): readonly { readonly title: string; readonly lines: readonly string[] }[];
  /** Empties it, inside the transaction of the erasure. */
  erase(memberId: number): void;
}

/** What gathering works with. */
export interface ExportParts {
  readonly elsewhere?: readonly KeptElsewhere[];
  readonly store: Store;
  readonly box: SecretBox;
  readonly members: Members;
  readonly clock: () => number;
  readonly timeZone: string;
}

const SECRETS: readonly SecretField[] = ["phone", "idNumber", "address", "health"];
const MOST_AUDIT_LINES = 10_000;

/**
 * Gathers all that is stored about a member. A proxy gets it without what the member themself said and was told.
 * @throws NotAllowed from `reveal`; Error when there is no such member
 */
export function gatherExport(parts: ExportParts, actor: Actor, memberId: number): MemberExport {
  const { members, box, clock, timeZone } = parts;
  const { records } = parts.store;
  const secrets = members.reveal(actor, memberId, SECRETS, "导出资料");
  members.audit.record(actor, "member.export", `member:${memberId}`);
  const member = members.get(memberId);
  if (member === undefined) throw new Error(`没有编号 ${memberId} 的人员`);
  const chats = actor.kind === "proxy" ? undefined : ownChats(records, memberId);
  return {
    madeAt: clock(),
    member,
    secrets,
    grants: allGrantsOf(records, memberId),
    accounts: identitiesOf(records, memberId),
    consents: consentsOf(records, memberId),
    chats: chats && readChats(records, box, chats),
    pushes: pushesTo(records, memberId).map(({ createdAt, body, status, readAt }) => ({
      at: createdAt,
      text: textOfReply(box.open(body)),
      status,
      readAt,
    })),
    calls: callsTo(records, memberId).map((call) => ({
      ...call,
      note: call.note === null ? "" : box.open(call.note),
    })),
    elsewhere: (parts.elsewhere ?? []).flatMap(({ sections }) => sections(memberId)),
    audit: members.audit
      .of(`member:${memberId}`, MOST_AUDIT_LINES)
      .map((entry) => auditLine(entry, { memberId, viewer: actor, members, records, timeZone })),
  };
}

function readChats(records: Records, box: SecretBox, chats: readonly OwnChat[]): MemberExport["chats"] {
  const said = chats.flatMap((chat): SaidLine[] => [
    ...receivedIn(records, chat).map(({ at, body }) => ({
      at,
      from: "person" as const,
      text: textOfMessage(box.open(body)),
    })),
    ...sentIn(records, chat).map(({ at, body }) => ({
      at,
      from: "assistant" as const,
      text: textOfReply(box.open(body)),
    })),
  ]);
  return {
    questions: chats
      .flatMap((chat) => questionsIn(records, chat))
      .map(({ askedAt, question, kind }) => ({ at: askedAt, kind, text: box.open(question) })),
    said: said.filter(({ text }) => text !== "").sort((a, b) => a.at - b.at),
    handovers: chats.flatMap((chat) => handoversIn(records, chat)),
  };
}

/** Attachments are named by what they are: the files themselves stay with the channel. */
function textOfMessage(body: string): string {
  const { text = "", attachments = [] } = JSON.parse(body) as {
    text?: string;
    attachments?: readonly { kind: string }[];
  };
  const names: Record<string, string> = {
    photo: "〔照片〕",
    voice: "〔语音〕",
    audio: "〔录音〕",
    video: "〔视频〕",
    document: "〔文件〕",
    contact: "〔号码〕",
    location: "〔位置〕",
  };
  return [text, ...attachments.map(({ kind }) => names[kind] ?? "〔其他〕")]
    .filter((part) => part !== "")
    .join(" ");
}

function textOfReply(body: string): string {
  return replyText(JSON.parse(body) as Reply);
}
