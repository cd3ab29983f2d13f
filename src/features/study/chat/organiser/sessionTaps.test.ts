import { expect, it } from "vitest";
import { replyText } from "../../../../dialogue/index.ts";
import { OPERATOR } from "../../study.fixture.ts";
import { NAMES_A_PAGE, TICKS_A_PAGE } from "./inviteePages.ts";
import { EDITOR, SECRETARY, setUpOrganisers } from "./organiserTalk.fixture.ts";

const DAY_OF = Date.UTC(2026, 10, 27, 6, 30);

it("lists who answers what in groups, with who is to be fetched and who is called", async () => {
  const { tap, create, sessions, secretary, branches } = setUpOrganisers();
  const id = create({ pickUp: true, capacity: 2 });
  const [one, two, three, four] = branches.first.memberIds as [number, number, number, number];
  for (const member of [one, two, three]) sessions.answer(secretary, id, member, "accept");
  sessions.setPickUp(secretary, id, two, true);
  const words = await tap(SECRETARY, `org:who:${id}:0`);
  expect(words).toContain("参加（2 人）：第一1号、第一2号（要接送）");
  expect(words).toContain("排队等候（1 人）：第一3号（第 1 位");
  expect(words).toContain("还没回复（1 人）：第一4号");
  sessions.answer(secretary, id, four, "decline");
  expect(await tap(SECRETARY, `org:who:${id}:0`)).toContain("请假（1 人）：第一4号");
});

it("never bursts a message with 300 names, and shows each of them once", async () => {
  const { send, create, member, branches, sessions, secretary } = setUpOrganisers();
  const long = "阿卜杜热合曼·买买提吐尔逊江";
  for (let n = 0; n < 296; n++) member({ name: `${long}${n}`, branchId: branches.first.id });
  const id = create();
  for (const one of sessions.invitees(secretary, id).slice(0, 100))
    sessions.answer(secretary, id, one.memberId, "accept");
  const seen: string[] = [];
  for (let page = 0; page < 5; page++) {
    const [reply] = await send(SECRETARY, { action: `org:who:${id}:${page}` });
    const text = replyText(reply!);
    expect(text.length).toBeLessThan(4096);
    const names = reply!.blocks.flatMap((block) =>
      block.kind === "text" ? (block.spans[1]?.text ?? "").split("、") : [],
    );
    const here = names.filter((name) => name !== "");
    expect(here.length).toBeLessThanOrEqual(NAMES_A_PAGE);
    seen.push(...here);
    expect(text).toContain(`第 ${page + 1} 页，共 5 页`);
    const labels = reply!.choices.map(({ label }) => label);
    expect(labels.includes("上一页")).toBe(page > 0);
    expect(labels.includes("下一页")).toBe(page < 4);
  }
  expect(seen).toHaveLength(300);
  expect(new Set(seen).size).toBe(300);
  // A page that is no more shows the last.
  expect(replyText((await send(SECRETARY, { action: `org:who:${id}:99` }))[0]!)).toContain("第 5 页");
});

it("reminds those who have not answered once a day, and says how many", async () => {
  const { tap, create, bindBranch, branches, sent, settle, pass, say } = setUpOrganisers();
  const [, , three, four] = branches.first.memberIds;
  bindBranch({ memberIds: [three!, four!] });
  const id = create();
  expect(await tap(SECRETARY, `org:nudge:${id}`)).toContain("邀请还没有发出去");
  settle();
  expect(await tap(SECRETARY, `org:nudge:${id}`)).toContain("还没有回复的 4 人");
  expect(sent("nudge")).toHaveLength(4);
  expect(await say(SECRETARY, "提醒没回复的")).toContain("今天已经提醒过了");
  expect(sent("nudge")).toHaveLength(4);
  pass(86_400_000);
  expect(await tap(SECRETARY, `org:nudge:${id}`)).toContain("4 人");
});

it("ticks by tapping a name, takes it back by tapping again, and a tap that comes twice changes nothing", async () => {
  const { tap, create, buttons, setClock, sessions, branches } = setUpOrganisers();
  const id = create();
  const [one] = branches.first.memberIds;
  setClock(DAY_OF);
  const page = await buttons(SECRETARY, "点名");
  expect(page.get("没到 第一1号")).toBe(`org:t:${id}:${one}:1:0`);
  for (let i = 0; i < 2; i++) {
    expect(await tap(SECRETARY, `org:t:${id}:${one}:1:0`)).toContain("已到 1 人，共 4 人");
    expect(sessions.counts(id).attended).toBe(1);
  }
  const after = await buttons(SECRETARY, { action: `org:tick:${id}:0` });
  expect(after.get("已到 第一1号")).toBe(`org:t:${id}:${one}:0:0`);
  expect(await tap(SECRETARY, after.get("已到 第一1号")!)).toContain("已到 0 人");
  expect(sessions.counts(id).attended).toBe(0);
});

it("says why nobody can be ticked yet, and ticks nothing", async () => {
  const { tap, create, sessions, branches } = setUpOrganisers();
  const id = create();
  const words = await tap(SECRETARY, `org:t:${id}:${branches.first.memberIds[0]}:1:0`);
  expect(words).not.toContain("已到 1 人");
  expect(sessions.counts(id).attended).toBe(0);
});

it("pages ticks by eight, and finds a name by some of its characters", async () => {
  const { buttons, say, tap, create, member, branches, setClock, sessions } = setUpOrganisers();
  for (let n = 0; n < 12; n++) member({ name: `周${n}平`, branchId: branches.first.id });
  const twins = [1, 2].map(() => member({ name: "李秀英", branchId: branches.first.id }));
  const id = create();
  setClock(DAY_OF);
  const first = await buttons(SECRETARY, { action: `org:tick:${id}:0` });
  expect([...first.keys()].filter((label) => /^(?:已到|没到)/.test(label))).toHaveLength(TICKS_A_PAGE);
  expect(await tap(SECRETARY, first.get("按名字找")!)).toContain("请写要找的名字");
  expect(await say(SECRETARY, "钱七")).toContain("没有这个名字");
  const found = await buttons(SECRETARY, "秀英");
  expect([...found.keys()].slice(0, 2)).toEqual(twins.map((twin) => `没到 李秀英（编号 ${twin}）`));
  expect(await tap(SECRETARY, found.get(`没到 李秀英（编号 ${twins[1]}）`)!)).toContain("第 3 页");
  expect(
    sessions.invitees(OPERATOR, id).find(({ memberId }) => memberId === twins[1])?.attendedAt,
  ).not.toBeNull();
  expect(
    sessions.invitees(OPERATOR, id).find(({ memberId }) => memberId === twins[0])?.attendedAt,
  ).toBeNull();
  // The name was found: words are no names any more.
  expect(await say(SECRETARY, "秀英")).toBe("政策：秀英");
});

it("shows the code of the day on the day only", async () => {
  const { say, tap, create, setClock, sessions } = setUpOrganisers();
  const id = create();
  const { code } = sessions.get(id)!;
  const spaced = [...code].join(" ");
  expect(await tap(SECRETARY, `org:code:${id}`)).toContain("到那天再看");
  setClock(DAY_OF);
  expect(await say(SECRETARY, "签到码")).toContain(spaced);
  expect(await tap(EDITOR, `org:code:${id}`)).toContain(spaced);
});

it("says what is planned when there is nothing the words could mean", async () => {
  const { say, members, branches } = setUpOrganisers();
  expect(await say(SECRETARY, "点名")).toContain("眼下没有安排活动");
  members.setSecretary(OPERATOR, branches.second.id, branches.first.secretaryId);
  expect(await say(SECRETARY, "点名")).toContain("您想看哪个支部");
});

it("shows reflections in pages, the voice only where it was spoken", async () => {
  const { send, tap, create, setClock, attending, branches } = setUpOrganisers();
  const id = create();
  const [, ...others] = branches.first.memberIds;
  setClock(Date.UTC(2026, 10, 27, 10));
  expect(await tap(SECRETARY, `org:refl:${id}:0`)).toContain("还没有人写心得");
  const file = { kind: "voice", fileId: "v1", mediaType: "audio/ogg", bytes: 100 } as const;
  for (const [i, memberId] of [...others, others[0]!].entries()) {
    attending.reflect({ kind: "member", memberId }, id, memberId, {
      text: `这次学习很受教育，体会之${i}。`,
      ...(i < 2 ? { voice: { channel: i === 0 ? "telegram" : "web", file } } : {}),
    });
  }
  const [page] = await send(SECRETARY, { action: `org:refl:${id}:0` });
  const all = [page!, (await send(SECRETARY, { action: `org:refl:${id}:1` }))[0]!];
  expect(
    all
      .map(replyText)
      .join("")
      .match(/体会之\d/gu),
  ).toHaveLength(4);
  expect(all.flatMap(({ files }) => files ?? [])).toEqual([file]);
});
