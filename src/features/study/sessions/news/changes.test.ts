/** Changes and cancellations: who hears of them, in which words, and what becomes of older messages. */
import { describe, expect, it } from "vitest";
import { createCalls } from "../../../../delivery/index.ts";
import { at, MINUTE_MS, OPERATOR, setUpStudy } from "../../study.fixture.ts";

/** A branch whose four members all have accounts. */
function reachable() {
  const study = setUpStudy();
  study.bindBranch(study.branches.first);
  const [a, b, c, d] = study.branches.first.memberIds as [number, number, number, number];
  return { ...study, a, b, c, d };
}

describe("a change", () => {
  it("reaches all who were told and did not decline, with what was and what is", () => {
    const { create, settle, deliver, say, sessions, sent, a, b, c, d } = reachable();
    const id = create({ startsAt: at("2026-12-04") });
    settle();
    deliver();
    say(id, a, "accept");
    say(id, b, "decline");
    say(id, c, "later");
    sessions.change(OPERATOR, id, { startsAt: at("2026-12-05", "09:00") });
    settle();
    const changes = sent("change");
    expect(changes.map(({ memberId }) => memberId)).toEqual([a, c, d]);
    expect(changes[0]).toMatchObject({
      key: `study:${id}:change:1:${a}`,
      urgent: false,
      actions: [`study:${id}:yes:${a}`, `study:${id}:no:${a}`],
    });
    expect(changes[0]!.text).toContain("时间改了，原来是12月4日（星期五）下午3点到4点半。");
    expect(changes[0]!.text).toContain("时间：12月5日（星期六）上午9点到10点半");
    expect(changes[0]!.text).toContain("您之前说来参加");
    expect(changes[1]!.actions).toHaveLength(3);
    expect(changes[2]!.text).not.toContain("您之前说来参加");
  });

  it("of a note, the capacity or the contact is no news", () => {
    const { create, settle, deliver, sessions, sent } = reachable();
    const id = create();
    settle();
    deliver();
    sessions.change(OPERATOR, id, { note: "带笔", capacity: 9, contact: "李书记" });
    settle();
    expect(sent()).toHaveLength(4);
  });

  it("within a day of the start, old or new, is told at any hour", () => {
    const { create, settle, deliver, sessions, sent, setClock } = reachable();
    const id = create();
    settle();
    deliver();
    setClock(at("2026-11-26", "22:00"));
    sessions.change(OPERATOR, id, { startsAt: at("2026-12-04") });
    expect(sent("change").every(({ urgent }) => urgent)).toBe(true);
    expect(sent("change")[0]!.readBy).toBe(at("2026-11-27", "12:00"));
    sessions.change(OPERATOR, id, { where: { place: "图书馆" } });
    expect(sent("change").at(-1)!.urgent).toBe(false);
  });

  it("takes older messages back, so that only the newest is read aloud", () => {
    const { create, settle, sessions, sent, say, branches, store, box, clock } = setUpStudy();
    const id = create({ startsAt: at("2026-12-04") });
    settle();
    const [a] = branches.first.memberIds as [number];
    say(id, a, "accept");
    sessions.change(OPERATOR, id, { where: { place: "图书馆" } });
    sessions.change(OPERATOR, id, { where: { place: "博物馆" } });
    settle();
    const calls = createCalls(store, box, clock).list();
    expect(calls).toHaveLength(4);
    for (const { aloud } of calls) {
      expect(aloud).toContain("博物馆");
      expect(aloud).not.toMatch(/地点：图书馆/);
    }
    // Who had heard nothing yet is invited to what it is now; who had answered hears of the change.
    expect(sent("invite").filter(({ status }) => status === "calling")).toHaveLength(3);
    expect(
      sent("change")
        .filter(({ status }) => status === "calling")
        .map(({ memberId }) => memberId),
    ).toEqual([a]);
  });

  it("is told on by ticks to a large audience, in the same words, after a restart too", () => {
    const { create, settle, deliver, sessions, sent, member, bind, restarted } = setUpStudy();
    const ids = Array.from({ length: 220 }, () => member());
    for (const one of ids) bind(one);
    const id = create({ audience: { version: 1, memberIds: ids }, startsAt: at("2026-12-04") });
    settle();
    deliver();
    sessions.change(OPERATOR, id, { where: { place: "图书馆" } });
    expect(sent("change")).toHaveLength(200);
    const again = restarted();
    while (again.tick() > 0);
    const changes = sent("change");
    expect(new Set(changes.map(({ memberId }) => memberId)).size).toBe(220);
    expect(changes).toHaveLength(220);
    const words = changes[0]!.text.replaceAll("\n\n", "\n");
    expect(words).toContain("地点改了，原来在天元区老党员之家二楼会议室。");
    expect(changes.at(-1)!.text.replaceAll("\n\n", "\n")).toBe(words);
    expect(changes.at(-1)!.readBy).toBe(changes[0]!.readBy);
  });

  it("does not come to who answers after it", () => {
    const { create, settle, deliver, sessions, say, sent, restarted, pass, a } = reachable();
    const id = create({ startsAt: at("2026-12-04") });
    settle();
    deliver();
    say(id, a, "decline");
    sessions.change(OPERATOR, id, { where: { place: "图书馆" } });
    pass(MINUTE_MS);
    say(id, a, "accept");
    restarted().tick();
    expect(sent("change").map(({ memberId }) => memberId)).not.toContain(a);
  });
});

describe("a cancellation", () => {
  it("reaches all who were told and did not decline, the waiting too, with the reason and without buttons", () => {
    const { create, settle, deliver, say, sessions, sent, a, b, c, d } = reachable();
    const id = create({ startsAt: at("2026-12-04"), capacity: 1 });
    settle();
    deliver();
    say(id, a, "accept");
    say(id, b, "accept");
    say(id, c, "decline");
    sessions.cancel(OPERATOR, id, "停电检修");
    settle();
    const news = sent("cancel");
    expect(news.map(({ memberId }) => memberId)).toEqual([a, b, d]);
    expect(news[0]!.text).toContain("活动取消了：「十月学习会」");
    expect(news[0]!.text).toContain("原因：停电检修");
    expect(news[0]!.actions).toEqual([]);
    expect(sent("promoted")).toEqual([]);
  });

  it("is no news to whom the invitation never reached, and nobody calls them", () => {
    const { create, settle, sessions, sent, store, box, clock } = setUpStudy();
    const id = create();
    settle();
    sessions.cancel(OPERATOR, id, "停电");
    settle();
    expect(sent("cancel")).toEqual([]);
    expect(createCalls(store, box, clock).open()).toBe(0);
  });

  it("silences reminders that wait", () => {
    const { create, settle, deliver, say, sessions, sent, setClock, a } = reachable();
    const id = create({ startsAt: at("2026-12-04") });
    settle();
    deliver();
    say(id, a, "accept");
    setClock(at("2026-12-03", "15:00"));
    settle();
    sessions.cancel(OPERATOR, id, "停电");
    expect(sent("remind").map(({ status }) => status)).toEqual(["cancelled"]);
    setClock(at("2026-12-04", "13:00"));
    settle();
    expect(sent("remind")).toHaveLength(1);
  });
});
