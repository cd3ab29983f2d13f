import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NotAllowed } from "../../../members/index.ts";
import { StudyError } from "../../types.ts";
import {
  DAY_MS,
  END,
  HOUR_MS,
  memberActor,
  OPERATOR,
  START,
  setUpStudy,
  staffActor,
} from "../attending.fixture.ts";

const AFTER = END + DAY_MS;
const CAME = { attendedAt: START, attendedVia: "code" } as const;

describe("a member's record", () => {
  it("says of each session that is over what became of it, in order", () => {
    const { attending, session, invite, memberId, at } = setUpStudy({
      quizBest: (_, year) => [{ title: `${year}年知识竞答`, score: 80, total: 100 }],
    });
    const start = (n: number) => ({ startsAt: START - n * DAY_MS, endsAt: END - n * DAY_MS });
    const came = session(start(1));
    const madeUp = session(start(2));
    const declined = session(start(3));
    const missed = session(start(4));
    const waited = session(start(5));
    const visited = session(start(6));
    invite(came, memberId, { answer: "declined", ...CAME });
    invite(madeUp, memberId, { madeUpAt: END });
    invite(declined, memberId, { answer: "declined" });
    invite(missed, memberId, { answer: "accepted" });
    invite(waited, memberId, { answer: "waiting", waitingSince: START });
    invite(visited, memberId, { guest: true, ...CAME });
    at(AFTER);
    attending.reflect(memberActor(memberId), came, memberId, { text: "今天的学习很有收获，谢谢大家。" });
    const record = attending.record(memberActor(memberId), memberId, 2026);
    expect(record).toMatchObject({
      year: 2026,
      invited: 5,
      attended: 2,
      madeUp: 1,
      reflections: 1,
      quizzes: [{ title: "2026年知识竞答", score: 80, total: 100 }],
    });
    expect(record.lines.map(({ sessionId, outcome }) => [sessionId, outcome])).toEqual([
      [visited, "attended"],
      [waited, "excused"],
      [missed, "absent"],
      [declined, "excused"],
      [madeUp, "madeUp"],
      [came, "attended"],
    ]);
  });

  it("leaves out what is cancelled and what is not over, but not who has signed in already", () => {
    const { attending, session, invite, memberId, at } = setUpStudy();
    const on = session();
    const later = session({ startsAt: START + DAY_MS, endsAt: END + DAY_MS });
    invite(on, memberId);
    invite(later, memberId);
    invite(session({ status: "cancelled", startsAt: START - DAY_MS, endsAt: END - DAY_MS }), memberId);
    at(START);
    const lines = () => attending.record(OPERATOR, memberId, 2026).lines;
    expect(lines()).toEqual([]);
    attending.tick(OPERATOR, on, memberId, true);
    expect(lines()).toMatchObject([{ sessionId: on, outcome: "attended" }]);
  });

  it("puts a session into the year of its start where the bureau is", () => {
    const { attending, session, invite, memberId, at } = setUpStudy();
    // 2026-12-31, 23:30 to 2027-01-01, 00:30, and 2027-01-01, 00:00 in Shanghai.
    const eve = Date.UTC(2026, 11, 31, 15, 30);
    const old = session({ startsAt: eve, endsAt: eve + HOUR_MS });
    const fresh = session({ startsAt: eve + HOUR_MS / 2, endsAt: eve + HOUR_MS });
    for (const id of [old, fresh]) invite(id, memberId);
    at(eve + DAY_MS);
    const ids = (year: number) =>
      attending.record(OPERATOR, memberId, year).lines.map(({ sessionId }) => sessionId);
    expect(ids(2026)).toEqual([old]);
    expect(ids(2027)).toEqual([fresh]);
    expect(() => ids(26)).toThrow(StudyError);
    expect(() => ids(2026.5)).toThrow(StudyError);
  });

  it("calls nobody absent who was dead or moved by then", () => {
    const { attending, session, invite, memberId, members, at, branchId } = setUpStudy();
    const before = session({ startsAt: START - 10 * DAY_MS, endsAt: END - 10 * DAY_MS });
    const after = session();
    for (const id of [before, after]) invite(id, memberId);
    members.setStatus(OPERATOR, memberId, "deceased", "2026-11-20");
    at(AFTER);
    const { lines, invited } = attending.record(OPERATOR, memberId, 2026);
    expect(lines).toMatchObject([{ sessionId: before, outcome: "absent" }]);
    expect(invited).toBe(1);
    expect(attending.table(OPERATOR, 2026, branchId)).toMatchObject([{ held: 2, invited: 1, attended: 0 }]);
  });

  it("is shown to the member, their secretary, their liaison and staff, and to nobody else", () => {
    const { attending, members, memberId, secretaryId, strangerId, otherBranchId } = setUpStudy();
    const liaisonId = members.addStaff(OPERATOR, { name: "联络员甲", roles: ["liaison"] });
    members.change(OPERATOR, memberId, { liaisonId });
    members.setSecretary(OPERATOR, otherBranchId, strangerId);
    const liaison = { kind: "staff", staffId: liaisonId, name: "联络员甲", roles: ["liaison"] } as const;
    for (const actor of [
      memberActor(memberId),
      memberActor(secretaryId),
      staffActor("viewer"),
      liaison,
      OPERATOR,
    ])
      expect(attending.record(actor, memberId, 2026).year).toBe(2026);
    for (const actor of [memberActor(strangerId), staffActor("liaison"), memberActor(9_999)])
      expect(() => attending.record(actor, memberId, 2026)).toThrow(NotAllowed);
  });
});

describe("a branch's table", () => {
  it("counts sessions by what became of them, and presence over places of those invited", () => {
    const { attending, session, invite, memberId, secretaryId, strangerId, at, branchId, otherBranchId } =
      setUpStudy();
    const held = session({ startsAt: START - DAY_MS, endsAt: END - DAY_MS });
    const held2 = session();
    session({ status: "cancelled" });
    const ahead = session({ startsAt: AFTER + DAY_MS, endsAt: AFTER + DAY_MS + HOUR_MS });
    invite(held, memberId, CAME);
    invite(held, secretaryId, { madeUpAt: END });
    invite(held, strangerId, { guest: true, ...CAME });
    invite(held2, memberId);
    invite(held2, secretaryId, { ...CAME, madeUpAt: null });
    invite(ahead, memberId, { answer: "accepted" });
    at(AFTER);
    expect(attending.table(OPERATOR, 2026)).toEqual([
      {
        branchId,
        branch: "测试第一支部",
        members: 2,
        planned: 3,
        held: 2,
        cancelled: 1,
        invited: 4,
        attended: 2,
        madeUp: 1,
        rate: 0.5,
      },
      {
        branchId: otherBranchId,
        branch: "测试第二支部",
        members: 1,
        planned: 0,
        held: 0,
        cancelled: 0,
        invited: 0,
        attended: 0,
        madeUp: 0,
        rate: undefined,
      },
    ]);
  });

  it("counts a session as held from its end on", () => {
    const { attending, session, at, branchId } = setUpStudy();
    session();
    const held = () => attending.table(OPERATOR, 2026, branchId)[0]?.held;
    at(END - 1);
    expect(held()).toBe(0);
    at(END);
    expect(held()).toBe(1);
  });

  it("shows secretaries their own branches, staff all, and members none", () => {
    const { attending, memberId, secretaryId, branchId, otherBranchId } = setUpStudy();
    const ids = (...args: Parameters<typeof attending.table>) =>
      attending.table(...args).map((line) => line.branchId);
    expect(ids(memberActor(secretaryId), 2026)).toEqual([branchId]);
    expect(ids(memberActor(secretaryId), 2026, branchId)).toEqual([branchId]);
    expect(ids(staffActor("viewer"), 2026)).toEqual([branchId, otherBranchId]);
    expect(ids(staffActor("viewer"), 2026, otherBranchId)).toEqual([otherBranchId]);
    expect(() => ids(memberActor(secretaryId), 2026, otherBranchId)).toThrow(NotAllowed);
    expect(() => ids(memberActor(memberId), 2026)).toThrow(NotAllowed);
    expect(() => ids(staffActor("liaison"), 2026)).toThrow(NotAllowed);
    expect(() => ids(OPERATOR, 2026, 9_999)).toThrow(StudyError);
  });

  it("agrees with the members' records, whatever happened", () => {
    const row = fc.record({
      guest: fc.boolean(),
      answer: fc.constantFrom("accepted", "waiting", "declined", "later", null),
      attended: fc.boolean(),
      madeUp: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(row, row), { maxLength: 6 }), (rows) => {
        const { attending, session, invite, memberId, secretaryId, at, branchId, store } = setUpStudy();
        for (const pair of rows) {
          const id = session();
          pair.forEach((one, i) => {
            invite(id, i === 0 ? memberId : secretaryId, {
              guest: one.guest,
              answer: one.guest ? null : one.answer,
              // A guest is one who came. Who made it up may be ticked as present afterwards.
              ...(one.guest || one.attended ? CAME : {}),
              ...(!one.guest && one.madeUp ? { madeUpAt: END } : {}),
            });
          });
        }
        at(AFTER);
        const records = [memberId, secretaryId].map((id) => attending.record(OPERATOR, id, 2026));
        const [line] = attending.table(OPERATOR, 2026, branchId);
        const sum = (of: (record: (typeof records)[number]) => number) =>
          records.reduce((total, record) => total + of(record), 0);
        const guests = rows.flat().filter(({ guest }) => guest).length;
        expect(line).toMatchObject({
          held: rows.length,
          invited: sum(({ invited }) => invited),
          attended: sum(({ attended }) => attended) - guests,
          madeUp: sum(({ madeUp }) => madeUp),
        });
        expect(line!.attended + line!.madeUp).toBeLessThanOrEqual(line!.invited);
        store.close();
      }),
      { numRuns: 25 },
    );
  });
});
