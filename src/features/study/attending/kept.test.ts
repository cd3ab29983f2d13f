import { describe, expect, it } from "vitest";
import { createMembersData } from "../../members/index.ts";
import { END, memberActor, OPERATOR, START, setUpStudy, ZONE } from "./attending.fixture.ts";
import { createKeptStudy } from "./kept.ts";

function setUp() {
  const bureau = setUpStudy();
  const { store, box, session, invite, memberId, attending, at } = bureau;
  const held = session({ title: "主题党日" });
  invite(held, memberId, { answer: "accepted", pickUp: true, attendedAt: START, attendedVia: "code" });
  const off = session({ title: "参观", startsAt: END, endsAt: END + 1, status: "cancelled" });
  invite(off, memberId, { answer: "declined" });
  at(END);
  attending.reflect(memberActor(memberId), held, memberId, { text: "听了党课，很有收获，谢谢大家。" });
  const tries = [
    { title: "第四季度竞答", startedAt: END, score: null, total: 40 },
    { title: "第三季度竞答", startedAt: START, score: 30, total: 40 },
  ];
  const kept = createKeptStudy({
    store,
    box,
    timeZone: ZONE,
    quizzes: { triesOf: (id) => (id === memberId ? tries : []) },
    erasing: [attending],
  });
  return { ...bureau, kept };
}

describe("what is kept of a member", () => {
  it("is exported in plain words: sessions with what became of them, 心得 in full, quizzes", () => {
    const { kept, memberId, strangerId } = setUp();
    expect(kept.sections(memberId)).toEqual([
      {
        title: "学习活动",
        lines: [
          "2026年11月27日 16:30　参观　活动已取消　请假",
          "2026年11月27日 15:00　主题党日　答复参加　要接送　已签到",
        ],
      },
      { title: "学习心得", lines: ["2026年11月27日 16:30　主题党日　听了党课，很有收获，谢谢大家。"] },
      {
        title: "知识竞答",
        lines: [
          "2026年11月27日 16:30　第四季度竞答　还没有答完",
          "2026年11月27日 15:00　第三季度竞答　得 30 分，满分 40 分",
        ],
      },
    ]);
    expect(kept.sections(strangerId)).toEqual([]);
  });

  it("goes with the erasure of the member", () => {
    const { kept, members, memberId, store, box, clock, reflectionRows } = setUp();
    const data = createMembersData({ store, box, members, clock, timeZone: ZONE, elsewhere: [kept] });
    data.erase(OPERATOR, memberId);
    expect(reflectionRows()).toEqual([]);
  });
});
