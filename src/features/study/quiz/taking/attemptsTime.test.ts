/** Attempts under a fake clock, and who may take them. */
import { describe, expect, it } from "vitest";
import { tables } from "../../../../store/index.ts";
import { type Actor, NotAllowed } from "../../../members/index.ts";
import { DAY_MS, MINUTE_MS, MORNING, OPERATOR, quizDraft, setUpQuizzes } from "../quiz.fixture.ts";
import { judged, loaded, put, self, words } from "./attempt.fixture.ts";

describe("time", () => {
  it("ends an attempt: what came before counts, what comes after does not", () => {
    const { quizzes, quizId, memberId, actor, pass } = loaded({ minutes: 20 });
    const { attemptId, endsAt } = put(quizzes.begin(actor, quizId, memberId));
    expect(endsAt).toBe(MORNING + 20 * MINUTE_MS);
    quizzes.answer(actor, attemptId, 0, [0]);
    pass(20 * MINUTE_MS - 1);
    judged(quizzes.answer(actor, attemptId, 1, [0, 2]));
    expect(quizzes.resultOf(attemptId)).toBeUndefined();
    pass(1);
    expect(quizzes.current(attemptId)).toBeUndefined();
    expect(quizzes.resultOf(attemptId)).toMatchObject({ score: 30, unanswered: 1, outOfTime: true });
    expect(words(quizzes.answer(actor, attemptId, 2, [0]))).toContain("时间到了");
    expect(quizzes.resultOf(attemptId)).toMatchObject({ score: 30, unanswered: 1, outOfTime: true });
  });

  it("ends them all in one go, at the moment their time was over, and only once", () => {
    const bureau = loaded({ minutes: 20 });
    const { quizzes, quizId, memberId, actor, pass, store } = bureau;
    const { attemptId } = put(quizzes.begin(actor, quizId, memberId));
    quizzes.answer(actor, attemptId, 0, [0]);
    const other = bureau.member("李小兰");
    put(quizzes.begin(self(other), quizId, other));
    pass(10 * MINUTE_MS);
    const late = bureau.member("张三");
    put(quizzes.begin(self(late), quizId, late));
    pass(15 * MINUTE_MS);
    expect([quizzes.closeExpired(), quizzes.closeExpired()]).toEqual([2, 0]);
    const rows = store.records.select().from(tables.quizAttempt).all();
    expect(rows.map(({ score, finishedAt }) => [score, finishedAt])).toEqual([
      [10, MORNING + 20 * MINUTE_MS],
      [0, MORNING + 20 * MINUTE_MS],
      [null, null],
    ]);
  });

  it("is no longer than the quiz is open", () => {
    const closesAt = MORNING + 5 * MINUTE_MS;
    const { quizzes, quizId, memberId, actor, pass } = loaded({ minutes: 20, closesAt, attempts: 2 });
    expect(put(quizzes.begin(actor, quizId, memberId)).endsAt).toBe(closesAt);
    pass(5 * MINUTE_MS);
    expect(words(quizzes.begin(actor, quizId, memberId))).toContain("已经截止");
    expect(quizzes.get(quizId)?.state).toBe("closed");
  });

  it("opens a quiz to the minute", () => {
    const { quizzes, quizId, memberId, actor, pass } = loaded({ opensAt: MORNING + DAY_MS });
    pass(DAY_MS - 1);
    expect(words(quizzes.begin(actor, quizId, memberId))).toContain("2026年11月25日 09:00 开始");
    expect(quizzes.openFor(memberId)).toEqual([]);
    pass(1);
    put(quizzes.begin(actor, quizId, memberId));
  });

  it("tells the years apart by the bureau's calendar, whatever the machine's", () => {
    const { quizzes, quizId, memberId, take, pass, clock } = loaded({ attempts: 3 });
    // 2026-12-31 23:59 in Shanghai is already the last minute of the year; UTC has eight hours left.
    pass(Date.UTC(2026, 11, 31, 15, 58) - clock());
    take(quizId, memberId, 1);
    pass(2 * MINUTE_MS);
    take(quizId, memberId, 2);
    expect(quizzes.bestOf(memberId, 2026)).toEqual([{ title: "第四季度竞答", score: 10, total: 40 }]);
    expect(quizzes.bestOf(memberId, 2027)).toEqual([{ title: "第四季度竞答", score: 30, total: 40 }]);
    expect(quizzes.bestOf(memberId, 2025)).toEqual([]);
  });
});

describe("who", () => {
  it("may take it: the member, and a proxy as long as the grant is open, whose name stands on the record", () => {
    const { quizzes, quizId, memberId, proxy, members, store, member } = loaded({ attempts: 2 });
    const { proxyId, grantId } = proxy(memberId, "p");
    const actor: Actor = { kind: "proxy", proxyId, memberId };
    const { attemptId } = put(quizzes.begin(actor, quizId, memberId));
    expect(store.records.select().from(tables.quizAttempt).get()).toMatchObject({
      memberId,
      by: `proxy:${proxyId}`,
    });
    const stranger = member("李小兰");
    expect(() => quizzes.answer(self(stranger), attemptId, 0, [0])).toThrow(NotAllowed);
    expect(() => quizzes.begin(self(stranger), quizId, memberId)).toThrow(NotAllowed);
    expect(() => quizzes.begin({ ...actor, memberId: stranger }, quizId, stranger)).toThrow(NotAllowed);
    members.revokeGrant(OPERATOR, grantId);
    expect(() => quizzes.answer(actor, attemptId, 0, [0])).toThrow(NotAllowed);
    expect(() => quizzes.begin(OPERATOR, quizId, memberId)).toThrow(NotAllowed);
  });

  it("is meant: the audience, alive, and not erased", () => {
    const bureau = setUpQuizzes();
    const { quizzes, members } = bureau;
    const inside = bureau.member("王大明", { district: "天元区" });
    const outside = bureau.member("李小兰", { district: "荷塘区" });
    const { id } = quizzes.load(OPERATOR, quizDraft({ audience: { version: 1, districts: ["天元区"] } }));
    expect(quizzes.openFor(inside)).toHaveLength(1);
    expect(quizzes.openFor(outside)).toEqual([]);
    expect(words(quizzes.begin(self(outside), id, outside))).toContain("参加范围");
    members.setStatus(OPERATOR, inside, "deceased", "2026-11-24");
    expect(quizzes.openFor(inside)).toEqual([]);
    expect(words(quizzes.begin(self(inside), id, inside))).toContain("不在册");
  });

  it("cannot go on with what was withdrawn, and can once it is loaded again", () => {
    const { quizzes, quizId, memberId, actor } = loaded();
    const { attemptId } = put(quizzes.begin(actor, quizId, memberId));
    quizzes.withdraw(OPERATOR, quizId);
    expect(quizzes.current(attemptId)).toBeUndefined();
    expect(words(quizzes.answer(actor, attemptId, 0, [0]))).toContain("已经撤下");
    expect(words(quizzes.begin(actor, quizId, memberId))).toContain("已经撤下");
    expect(quizzes.seenBy(memberId)).toEqual([]);
    quizzes.load(OPERATOR, quizDraft());
    expect(put(quizzes.begin(actor, quizId, memberId)).attemptId).toBe(attemptId);
  });
});
