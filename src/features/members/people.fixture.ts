/** An invented bureau for tests: a store in memory, a clock that is set, codes that count up, and a few people. */
import { onTestFinished } from "vitest";
import type { Role } from "../../dialogue/index.ts";
import { createSecretBox, openStore } from "../../store/index.ts";
import type { Actor } from "./actor.ts";
import { createMembers } from "./records/members.ts";
import type { Account, Invitation, InvitationTarget, MemberDraft, MembersParts } from "./types.ts";
import { checkCharacter } from "./values/idNumber.ts";

export const KEY = Buffer.alloc(32, 7);
export const OPERATOR: Actor = { kind: "operator", name: "test" };
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** 2026-03-02, 09:00 in Shanghai. */
const MORNING = Date.UTC(2026, 2, 2, 1);

/** An invented identity number: an area code that nobody has, a valid check character. */
export function inventedIdNumber(sequence: number, birth = "19400503"): string {
  const digits = `000000${birth}${String(sequence).padStart(3, "0")}`;
  return `${digits}${checkCharacter(digits)}`;
}

export function account(accountId: string, channel = "test"): Account {
  return { channel, accountId };
}

export function staffActor(staffId: number, ...roles: Role[]): Actor {
  return { kind: "staff", staffId, name: "测试员", roles };
}

export function setUpPeople(parts: Partial<MembersParts> = {}) {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  let now = MORNING;
  let drawn = 100_000_000;
  const box = createSecretBox(KEY);
  const members = createMembers({
    store,
    box,
    key: KEY,
    clock: () => now,
    timeZone: "Asia/Shanghai",
    randomDigits: () => String(++drawn),
    ...parts,
  });
  const addMember = (draft: Partial<MemberDraft> = {}) =>
    members.add(OPERATOR, { name: "测试甲", category: "退休", phone: "13800001234", ...draft });
  const bindTo = (to: Account, { id }: Invitation, proof: { name: string; lastFour: string }) =>
    members.bind(to, id, proof, "v1");
  return {
    store,
    box,
    members,
    addMember,
    bindTo,
    now: () => now,
    pass: (ms: number) => {
      now += ms;
    },
    /** Binds without a word: an invitation, and the right proof. */
    bindNow(to: Account, target: InvitationTarget, proof: { name: string; lastFour: string }) {
      const bound = bindTo(to, members.invite(OPERATOR, target), proof);
      if (bound.kind !== "bound") throw new Error(`not bound: ${bound.kind}`);
      return bound;
    },
  };
}
