import { expect, it } from "vitest";
import { at, OPERATOR } from "../../study.fixture.ts";
import { SECRETARY, setUpOrganisers } from "./organiserTalk.fixture.ts";

it("asks for the reason, says how many will be told, and cancels once it is confirmed", async () => {
  const { say, tap, create, sessions, secretary, branches, settle } = setUpOrganisers();
  const id = create();
  settle();
  sessions.answer(secretary, id, branches.first.memberIds[1]!, "decline");
  expect(await tap(SECRETARY, `org:cancel:${id}`)).toContain("为什么取消《十月学习会》");
  expect(await say(SECRETARY, "忙")).toContain("清楚一点");
  const asked = await say(SECRETARY, "老师临时有事");
  expect(asked).toContain("原因：老师临时有事");
  expect(asked).toContain("会告诉 3 位同志");
  expect(sessions.get(id)?.status).toBe("planned");
  expect(await tap(SECRETARY, "orgf:yes")).toContain("活动取消了");
  expect(sessions.get(id)).toMatchObject({ status: "cancelled", cancelReason: "老师临时有事" });
});

it("lets the session be when the answer is no, or 取消", async () => {
  const { say, tap, create, sessions } = setUpOrganisers();
  const id = create();
  await tap(SECRETARY, `org:cancel:${id}`);
  expect(await say(SECRETARY, "老师临时有事", "不取消")).toContain("没有改动");
  await tap(SECRETARY, `org:cancel:${id}`);
  expect(await say(SECRETARY, "取消")).toContain("没有改动");
  expect(sessions.get(id)?.status).toBe("planned");
});

it("moves to another time and keeps the length, unless both ends are said", async () => {
  const { say, create, sessions } = setUpOrganisers();
  const id = create();
  expect(await say(SECRETARY, "改时间")).toContain("原定11月27日（星期五）下午3点到4点半");
  expect(await say(SECRETARY, "昨天")).toContain("已经过了");
  expect(await say(SECRETARY, "12月4日上午9点")).toContain("改到12月4日（星期五）上午9点到10点半");
  await say(SECRETARY, "对");
  expect(sessions.get(id)).toMatchObject({
    startsAt: at("2026-12-04", "09:00"),
    endsAt: at("2026-12-04", "10:30"),
  });
  await say(SECRETARY, "改时间", "12月5日下午2点到5点", "确认");
  expect(sessions.get(id)).toMatchObject({
    startsAt: at("2026-12-05", "14:00"),
    endsAt: at("2026-12-05", "17:00"),
  });
});

it("takes a correction of the new time instead of an answer", async () => {
  const { say, create, sessions } = setUpOrganisers();
  const id = create();
  await say(SECRETARY, "改时间", "12月4日上午9点");
  expect(await say(SECRETARY, "12月3日上午9点")).toContain("改到12月3日");
  await say(SECRETARY, "好的");
  expect(sessions.get(id)?.startsAt).toBe(at("2026-12-03", "09:00"));
});

it("moves to another place, by the button of the branch's home or in words", async () => {
  const { say, tap, buttons, create, sessions, homes } = setUpOrganisers();
  const id = create({ where: { place: "市图书馆" } });
  const asked = await buttons(SECRETARY, { action: `org:place:${id}` });
  expect(await tap(SECRETARY, asked.get("天元区老党员之家")!)).toContain("换到天元区老党员之家");
  await tap(SECRETARY, "orgf:yes");
  expect(sessions.get(id)).toMatchObject({ homeId: homes.tianyuan, room: null });
  await say(SECRETARY, "换地点", "芦淞区老党员之家二楼", "确认");
  expect(sessions.get(id)).toMatchObject({ homeId: homes.lusong, room: "二楼" });
});

it("says what the core refuses at once, not after the confirmation", async () => {
  const { say, create } = setUpOrganisers();
  create({ title: "别的活动", startsAt: at("2026-12-04"), endsAt: at("2026-12-04", "17:00") });
  const id = create();
  expect(id).toBeGreaterThan(0);
  const refused = await say(SECRETARY, "改时间", "12月4日下午3点");
  expect(refused).toContain("别的活动");
  expect(refused).toContain("要改到什么时候");
});

it("shows the session as it is when somebody else changed it meanwhile, and changes nothing", async () => {
  const { say, create, sessions } = setUpOrganisers();
  const id = create();
  await say(SECRETARY, "改时间", "12月4日上午9点");
  sessions.change(OPERATOR, id, { title: "新的主题" });
  const shown = await say(SECRETARY, "确认");
  expect(shown).toContain("刚刚改动过");
  expect(shown).toContain("新的主题");
  expect(sessions.get(id)?.startsAt).toBe(at("2026-11-27"));
  expect(await say(SECRETARY, "确认")).toBe("政策：确认");
});

it("does it in the effect, so that a message read twice changes once", async () => {
  const { say, turnOf, create, sessions } = setUpOrganisers();
  const id = create();
  await say(SECRETARY, "改时间", "12月4日上午9点");
  const { turn } = await turnOf(SECRETARY, "确认");
  expect(turn.effects).toHaveLength(1);
  expect(sessions.get(id)?.startsAt).toBe(at("2026-11-27"));
  await say(SECRETARY, "确认");
  expect(sessions.get(id)).toMatchObject({ startsAt: at("2026-12-04", "09:00"), sequence: 1 });
});
