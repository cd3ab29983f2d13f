/** A bureau with a quiz for tests: people with accounts, a clock that is set, chances that are counted. */
import { onTestFinished } from "vitest";
import { createSecretBox, openStore } from "../../../store/index.ts";
import { seededRandom } from "../../../testing/seededRandom.ts";
import {
  type Account,
  type Actor,
  type Audience,
  createMembers,
  type MemberDraft,
} from "../../members/index.ts";
import type { QuotedClause } from "./taking/quizDesk.ts";
import { createQuizzes } from "./taking/quizzes.ts";
import type { QuizDraft, QuizQuestion } from "./types.ts";

export const ZONE = "Asia/Shanghai";
export const OPERATOR: Actor = { kind: "operator", name: "test" };
export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;
/** Tuesday 2026-11-24, 09:00 in Shanghai. */
export const MORNING = Date.UTC(2026, 10, 24, 1);
const KEY = Buffer.alloc(32, 7);

export function question(text: string, change: Partial<QuizQuestion> = {}): QuizQuestion {
  return {
    kind: "single",
    text,
    options: [`${text}对`, `${text}错`, `${text}都错`],
    correct: [0],
    points: 10,
    explanation: `${text}的解析。`,
    ...change,
  };
}

/** Three questions in order: single, multiple (first and third right), single with a clause. */
export function quizDraft(change: Partial<QuizDraft> = {}): QuizDraft {
  return {
    slug: "q4",
    title: "第四季度竞答",
    intro: "先看文件再答。",
    sample: false,
    attempts: 1,
    shuffled: false,
    questions: [
      question("甲题"),
      question("乙题", { kind: "multiple", correct: [0, 2], points: 20 }),
      question("丙题", { cite: { title: "规程", article: "二（一）" } }),
    ],
    ...change,
  };
}

export function setUpQuizzes() {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  const box = createSecretBox(KEY);
  let [now, drawn, ids] = [MORNING, 100_000_000, 0];
  const clock = () => now;
  const members = createMembers({
    store,
    box,
    key: KEY,
    clock,
    timeZone: ZONE,
    randomDigits: () => String(++drawn),
  });
  const draw = seededRandom(7);
  const clauses = new Map<string, QuotedClause>();
  const quizzes = createQuizzes({
    store,
    clock,
    timeZone: ZONE,
    random: (below) => Math.floor(draw() * below),
    newId: () => 1_000_000 + ++ids,
    members,
    audiences: {
      read: (entered) => entered as Audience,
      has: ({ memberIds, districts }, memberId) =>
        memberIds?.includes(memberId) === true ||
        districts?.includes(members.get(memberId)?.district ?? "") === true,
    },
    readClause: (title, article, today) => clauses.get(`${title} ${article} ${today}`),
    bureau: "中共株洲市委老干部局",
  });

  function bind(account: Account, target: Parameters<typeof members.invite>[1], name: string, last: string) {
    const bound = members.bind(account, members.invite(OPERATOR, target).id, { name, lastFour: last }, "v1");
    if (bound.kind !== "bound") throw new Error(`not bound: ${bound.kind}`);
    return bound;
  }

  return {
    store,
    box,
    members,
    quizzes,
    clauses,
    clock,
    pass(ms: number): void {
      now += ms;
    },
    /** A member; with a chat also an account `web:<chat>`. */
    member(name: string, draft: Partial<MemberDraft> = {}, chat?: string): number {
      const id = members.add(OPERATOR, { name, category: "退休", phone: "13800001234", ...draft });
      if (chat !== undefined) bind({ channel: "web", accountId: chat }, { memberId: id }, name, "1234");
      return id;
    },
    /** A proxy of the member with an account `web:<chat>`; the grant. */
    proxy(memberId: number, chat: string, name = "王小红"): { proxyId: number; grantId: number } {
      const grantId = members.grant(OPERATOR, { memberId, name, phone: "13900005678", relation: "女儿" });
      const bound = bind({ channel: "web", accountId: chat }, { proxyGrantId: grantId }, name, "5678");
      return { proxyId: bound.proxyId!, grantId };
    },
    /** Takes a whole quiz of {@link quizDraft}'s form, `right` of its questions rightly; the attempt's id. */
    take(quizId: number, memberId: number, right: number, ms = MINUTE_MS): number {
      const actor: Actor = { kind: "member", memberId };
      const begun = quizzes.begin(actor, quizId, memberId);
      if (begun.kind === "refused") throw new Error(begun.words);
      now += ms;
      for (let index = 0; index < begun.of; index++) {
        const put = quizzes.current(begun.attemptId)!;
        const [good, bad] =
          put.kind === "single"
            ? [[0], [1]]
            : [
                [0, 2],
                [0, 1],
              ];
        quizzes.answer(actor, begun.attemptId, index, index < right ? good : bad);
      }
      return begun.attemptId;
    },
  };
}
