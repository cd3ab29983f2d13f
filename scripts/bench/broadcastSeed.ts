/** Prepares the database of the broadcast benchmarks in a process of its own, so that its memory is not counted there. */
import { type Assistant, createAssistant } from "../../src/assistant.ts";
import { parseConfig } from "../../src/config.ts";
import type { Actor } from "../../src/features/members/index.ts";

/** What to prepare. */
export interface Seed {
  readonly settings: Readonly<Record<string, string>>;
  readonly recipients: number;
}

const OPERATOR: Actor = { kind: "operator", name: "bench" };
const PHONE = "13900001234";
const FIRST_ACCOUNT = 1_000_000;

const { settings, recipients } = JSON.parse(process.argv[2]!) as Seed;
const assistant = createAssistant(parseConfig(settings));
await assistant.library.reindex(["data/policies"]);
assistant.store.transaction(() => {
  for (let n = 0; n < recipients; n++) bindMember(assistant, n);
});
assistant.announcements.release(
  OPERATOR,
  assistant.announcements.create(OPERATOR, {
    title: "学习通知",
    body: "明天上午九点，请到老党员之家参加学习。",
    audience: { version: 1, everyone: true },
    needsConfirmation: true,
  }),
);
assistant.store.close();

/** A member with a bound account. */
function bindMember({ members }: Assistant, n: number): void {
  const name = "测试员";
  const memberId = members.add(OPERATOR, { name, category: "退休", phone: PHONE });
  const account = { channel: "telegram", accountId: String(FIRST_ACCOUNT + n) };
  const { id } = members.invite(OPERATOR, { memberId });
  const bound = members.bind(account, id, { name, lastFour: PHONE.slice(-4) }, "bench");
  if (bound.kind !== "bound") throw new Error(`not bound: ${bound.kind}`);
}
