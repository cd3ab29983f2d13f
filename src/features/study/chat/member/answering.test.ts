import { describe, expect, it } from "vitest";
import { at, DAY_MS, HOUR_MS } from "./bureau.fixture.ts";
import { setUpTalk } from "./talk.fixture.ts";

describe("an answer by a tap", () => {
  it("is kept, said back with time and place, and may be changed", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    const id = talk.session([elder]);
    const [yes] = await talk.send("web:elder", { action: `study:${id}:yes:${elder}` });
    expect(talk.invitee(id, elder)!.answer).toBe("accepted");
    expect(yes!.choices.map(({ label }) => label)).toEqual(["改成请假", "看这场活动"]);
    expect(yes!.links![0]).toEqual({ label: "加到日历", path: talk.calendar.sessionPath(id) });
    const again = await talk.tap("web:elder", `study:${id}:yes:${elder}`);
    expect(again).toContain("前面已经报名");
    expect(again).toContain("地点：天元区老党员之家");
    const no = await talk.tap("web:elder", `study:${id}:no:${elder}`);
    expect(no).toContain("您请假，不参加「学习全会精神」");
    expect(talk.invitee(id, elder)!.answer).toBe("declined");
    expect(await talk.tap("web:elder", `study:${id}:no:${elder}`)).toContain("前面已经请过假");
    expect(await talk.tap("web:elder", `study:${id}:later:${elder}`)).toContain("不急");
    expect(talk.invitee(id, elder)!.answer).toBe("later");
  });

  it("is refused with words after the end, and changes nothing", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    const id = talk.session([elder]);
    talk.setClock(at("2026-11-27", "16:30"));
    expect(await talk.tap("web:elder", `study:${id}:yes:${elder}`)).toContain("已经结束了");
    expect(talk.invitee(id, elder)!.answer).toBeNull();
  });

  it("says the place on the waiting list, and lets go of it", async () => {
    const talk = setUpTalk();
    const people = [talk.person("web:1", "甲某"), talk.person("web:2", "乙某"), talk.person("web:3", "丙某")];
    const id = talk.session(people, { capacity: 1 });
    await talk.tap("web:1", `study:${id}:yes:${people[0]}`);
    expect(await talk.tap("web:2", `study:${id}:yes:${people[1]}`)).toContain("是第 1 位");
    expect(await talk.tap("web:3", `study:${id}:yes:${people[2]}`)).toContain("是第 2 位");
    expect(await talk.tap("web:3", `study:${id}::${people[2]}`)).toContain("排第 2 位");
    expect(await talk.say("web:3", "学习活动")).toContain("候补第 2 位");
    await talk.tap("web:2", `study:${id}:no:${people[1]}`);
    expect(await talk.tap("web:3", `study:${id}::${people[2]}`)).toContain("排第 1 位");
  });

  it("is said anew where the last place went to somebody else between reply and commit", async () => {
    const talk = setUpTalk();
    const [one, two] = [talk.person("web:1", "甲某"), talk.person("web:2", "乙某")];
    const id = talk.session([one, two], { capacity: 1 });
    const slow = await talk.turnOf("web:1", { action: `study:${id}:yes:${one}` });
    await talk.tap("web:2", `study:${id}:yes:${two}`);
    expect(slow.commit).toThrow("重新读一次");
    expect(talk.invitee(id, one)!.answer).toBeNull();
    expect(await talk.tap("web:1", `study:${id}:yes:${one}`)).toContain("是第 1 位");
  });

  it("asks about being fetched after 参加, by tap or in words", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    const id = talk.session([elder], { pickUp: true });
    const [asked] = await talk.send("web:elder", { action: `study:${id}:yes:${elder}` });
    expect(asked!.choices.map(({ action }) => action)).toEqual([
      `study:${id}:ride:${elder}`,
      `study:${id}:noride:${elder}`,
    ]);
    const ordered = await talk.tap("web:elder", `study:${id}:ride:${elder}`);
    expect(ordered).toContain("接送登记好了");
    expect(talk.invitee(id, elder)!.pickUp).toBe(true);
    expect(await talk.tap("web:elder", `study:${id}::${elder}`)).toContain("已登记要接送");
    expect(await talk.say("web:elder", "不用接送了")).toContain("好的，不用接送");
    expect(talk.invitee(id, elder)!.pickUp).toBe(false);
    expect(await talk.say("web:elder", "要人来接我")).toContain("接送登记好了");
    const { pickUpRequestId } = talk.invitee(id, elder)!;
    talk.rides.setOut(pickUpRequestId!);
    expect(await talk.say("web:elder", "不用接了")).toContain("已经在路上了");
  });

  it("passes the words on when nobody can fetch, and leaves 要接送 alone where no session asks", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    talk.rides.refuse();
    expect(await talk.say("web:elder", "要接送")).toContain("政策：");
    const id = talk.session([elder], { pickUp: true });
    await talk.tap("web:elder", `study:${id}:yes:${elder}`);
    expect(await talk.say("web:elder", "要接送")).toContain("没有约上");
    expect(await talk.choices("web:elder", "要接送")).toContain("human");
  });
});

describe("an answer in words", () => {
  it("counts when only one invitation waits for it", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    const id = talk.session([elder]);
    expect(await talk.say("web:elder", "我去不了")).toContain("请假，不参加「学习全会精神」");
    expect(talk.invitee(id, elder)!.answer).toBe("declined");
  });

  it("asks which one when several wait, and the button answers", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    const first = talk.session([elder]);
    const second = talk.session([elder], { title: "参观博物馆", startsAt: at("2026-12-04") });
    const [asked] = await talk.send("web:elder", "参加");
    expect(asked!.choices).toEqual([
      { label: "11月27日（星期五） 学习全会精神", action: `study:${first}:yes:${elder}` },
      { label: "12月4日（星期五） 参观博物馆", action: `study:${second}:yes:${elder}` },
      { label: "学习活动", action: "study" },
    ]);
    expect(talk.invitee(first, elder)!.answer).toBeNull();
    expect(await talk.say("web:elder", "下周五的活动我参加")).toContain("参观博物馆");
    expect(talk.invitee(second, elder)!.answer).toBe("accepted");
    expect(await talk.say("web:elder", "请假")).toContain("学习全会精神");
    expect(talk.invitee(first, elder)!.answer).toBe("declined");
  });

  it("changes what was said before only where the session is named", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    const id = talk.session([elder]);
    await talk.tap("web:elder", `study:${id}:yes:${elder}`);
    expect(await talk.say("web:elder", "请假")).toContain("都答复过了");
    expect(talk.invitee(id, elder)!.answer).toBe("accepted");
    expect(await talk.choices("web:elder", "请假")).toEqual([`study:${id}:no:${elder}`, "study"]);
    await talk.say("web:elder", "周五的学习我去不了");
    expect(talk.invitee(id, elder)!.answer).toBe("declined");
    expect(await talk.say("web:elder", "周五的学习我去不了")).toContain("前面已经请过假");
    expect(await talk.say("web:elder", "星期五的学习还是参加吧")).toContain("您参加「学习全会精神」");
  });

  it("does not take what may be about anything, when nothing of ours is coming", async () => {
    const talk = setUpTalk();
    talk.person("web:elder");
    expect(await talk.say("web:elder", "我不去了")).toContain("政策：");
    expect(await talk.say("web:elder", "我去")).toContain("政策：");
    expect(await talk.say("web:elder", "请假")).toContain("没有等您答复的");
    expect(await talk.say("web:nobody", "参加")).toContain("政策：");
  });

  it("says that there is nothing on that day", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    const id = talk.session([elder]);
    expect(await talk.say("web:elder", "周六的学习我参加")).toContain("那一天没有您的学习活动");
    expect(talk.invitee(id, elder)!.answer).toBeNull();
  });

  it("is not taken for a session that has begun", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    const id = talk.session([elder]);
    talk.setClock(at("2026-11-27", "15:00"));
    expect(await talk.say("web:elder", "请假")).toContain("没有等您答复的");
    expect(talk.invitee(id, elder)!.answer).toBeNull();
  });

  it("of a proxy counts for the only one who is asked, and asks for whom when both are", async () => {
    const talk = setUpTalk();
    const [father, mother] = [talk.person("web:f", "王大明"), talk.person("web:m", "李桂芳")];
    talk.proxy(father, "telegram:p");
    talk.proxy(mother, "telegram:p");
    // Whoever was chosen for something else makes no difference.
    talk.members.choosePrincipal({ channel: "telegram", accountId: "p" }, father);
    const hers = talk.session([mother]);
    expect(await talk.say("telegram:p", "我参加")).toContain("李桂芳参加「学习全会精神」");
    expect(talk.invitee(hers, mother)).toMatchObject({
      answer: "accepted",
      answeredBy: expect.stringMatching(/^proxy:/),
    });
    const both = talk.session([father, mother], { startsAt: at("2026-12-04") });
    const [asked] = await talk.send("telegram:p", "请假");
    expect(asked!.choices.slice(0, 2)).toEqual([
      { label: "王大明：12月4日（星期五） 学习全会精神", action: `study:${both}:no:${father}` },
      { label: "李桂芳：12月4日（星期五） 学习全会精神", action: `study:${both}:no:${mother}` },
    ]);
    await talk.tap("telegram:p", `study:${both}:no:${mother}`);
    expect(talk.invitee(both, mother)!.answer).toBe("declined");
    expect(talk.invitee(both, father)!.answer).toBeNull();
  });

  it("of a couple that shares an account is told apart by the button", async () => {
    const talk = setUpTalk();
    const husband = talk.person("web:home", "王大明");
    const wife = talk.person("web:other", "李桂芳");
    talk.shares("web:home", wife);
    const id = talk.session([husband, wife]);
    expect(await talk.tap("web:home", `study:${id}:yes:${wife}`)).toContain("李桂芳参加");
    expect(await talk.tap("web:home", `study:${id}:no:${husband}`)).toContain("王大明请假");
    expect(talk.invitee(id, wife)!.answer).toBe("accepted");
    expect(talk.invitee(id, husband)!.answer).toBe("declined");
  });

  it("leaves no trace when the reply was never committed", async () => {
    const talk = setUpTalk();
    const elder = talk.person("web:elder");
    const id = talk.session([elder]);
    await talk.turnOf("web:elder", "参加");
    expect(talk.invitee(id, elder)!.answer).toBeNull();
    expect(talk.members.audit.of(`studySession:${id}`, 10).map(({ action }) => action)).not.toContain(
      "study.answer",
    );
    talk.pass(DAY_MS + HOUR_MS);
    expect(await talk.say("web:elder", "参加")).toContain("记下了");
  });
});
