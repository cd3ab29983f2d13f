/** An invented bureau for the tests of conversations: people with accounts, a clock that is set, and what was sent. */
import { onTestFinished } from "vitest";
import { createStaffNotes } from "../../../delivery/index.ts";
import { type Reply, type Role, replyText } from "../../../dialogue/index.ts";
import { createSecretBox, openStore, tables } from "../../../store/index.ts";
import { type Account, type Actor, createMembers, type MemberDraft } from "../../members/index.ts";

const KEY = Buffer.alloc(32, 7);
const OPERATOR: Actor = { kind: "operator", name: "test" };
export const ZONE = "Asia/Shanghai";
export const MINUTE_MS = 60_000;
/** Monday 2026-11-23, 09:00 in Shanghai. */
const MORNING = Date.UTC(2026, 10, 23, 1);

/** One message in the outbox. */
export interface Sent {
  readonly to: string;
  readonly key: string;
  readonly lane: string;
  readonly text: string;
  readonly actions: readonly string[];
}

export function setUpBureau() {
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
  const mayCarryPersonal = (channel: string) => channel !== "telegram";

  function bind(
    account: Account,
    target: Parameters<typeof members.invite>[1],
    name: string,
    lastFour: string,
  ) {
    const bound = members.bind(account, members.invite(OPERATOR, target).id, { name, lastFour }, "v1");
    if (bound.kind !== "bound") throw new Error(`not bound: ${bound.kind}`);
    return bound;
  }

  const notes = createStaffNotes({
    store,
    box,
    clock,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    duty: undefined,
    staffAccounts: members.staffAccounts,
  });

  /** All that was queued, oldest first. */
  function sent(): Sent[] {
    return store.records
      .select()
      .from(tables.outbox)
      .all()
      .map((row) => {
        const reply = JSON.parse(box.open(row.body)) as Reply;
        return {
          to: `${row.channel}:${row.chatId}`,
          key: row.uniqueKey,
          lane: row.lane,
          text: replyText(reply),
          actions: reply.choices.map(({ action }) => action),
        };
      });
  }

  return {
    store,
    box,
    members,
    clock,
    notes,
    toAccount: notes.toAccount,
    mayCarryPersonal,
    pass(ms: number): void {
      now += ms;
    },
    /** A member with an account `web:<chat>`, phone ending in 1234 and an address. */
    member(chat: string, draft: Partial<MemberDraft> = {}): number {
      const name = draft.name ?? "王大明";
      const id = members.add(OPERATOR, {
        name,
        category: "退休",
        phone: "13800001234",
        address: "天元区泰山路1号3栋201",
        district: "天元区",
        ...draft,
      });
      bind({ channel: "web", accountId: chat }, { memberId: id }, name, "1234");
      return id;
    },
    /** A proxy of the member with an account of the channel; the same name is the same person. */
    proxy(memberId: number, chat: string, name = "王小红", channel = "telegram"): number {
      const grantId = members.grant(OPERATOR, { memberId, name, phone: "13900005678", relation: "女儿" });
      const bound = bind({ channel, accountId: chat }, { proxyGrantId: grantId }, name, "5678");
      return bound.proxyId!;
    },
    /** A member of staff with an account of the channel. */
    staff(
      chat: string,
      name: string,
      roles: readonly Role[],
      channel = "telegram",
      district?: string,
    ): number {
      const id = members.addStaff(OPERATOR, {
        name,
        roles,
        phone: "13700009999",
        ...(district === undefined ? {} : { district }),
      });
      bind({ channel, accountId: chat }, { staffId: id }, name, "9999");
      return id;
    },
    sent,
    /** What an account was sent. */
    sentTo: (to: string): Sent[] => sent().filter((message) => message.to === to),
  };
}

/** The operator, who may do everything. */
export { OPERATOR };
