import { describe, expect, it } from "vitest";
import { at, OPERATOR, setUpAnnouncements, staffActor } from "../announcements.fixture.ts";
import type { FestivalRule } from "./festivalDays.ts";
import type { Festival } from "./festivalFile.ts";

const festival = (name: string, rule: FestivalRule, leadDays = 14): Festival => ({
  name,
  rule,
  leadDays,
  title: `${name}好`,
  greeting: "祝您身体健康。",
  audience: { version: 1, everyone: true },
});
const NEW_YEAR = festival("春节", { calendar: "lunar", month: 1, day: 1 });

describe("a festival's greeting", () => {
  it("is drafted at midnight of the day that lies so many days before, not a minute earlier", async () => {
    const bureau = setUpAnnouncements({ festivals: [NEW_YEAR] });
    // 春节 is on 2027-02-06.
    bureau.setClock(at("2027-01-22", "23:59"));
    await bureau.carryOn();
    expect(bureau.announcements.list({})).toEqual([]);
    bureau.setClock(at("2027-01-23", "00:00"));
    await bureau.carryOn();
    expect(bureau.announcements.list({})).toMatchObject([
      {
        title: "春节好",
        body: "祝您身体健康。",
        status: "draft",
        festival: "春节:2027",
        sendAt: at("2027-02-06", "09:00"),
        createdBy: "system:festivals",
      },
    ]);
  });

  it("is told to editors, and never submitted or sent by itself", async () => {
    const bureau = setUpAnnouncements({ festivals: [NEW_YEAR] });
    bureau.staff("editor", "测试编", "editor");
    bureau.member(["a"]);
    for (const day of ["2027-01-23", "2027-01-30", "2027-02-06", "2027-02-07"]) {
      bureau.setClock(at(day, "12:00"));
      await bureau.sendAll();
    }
    const [draft] = bureau.announcements.list({});
    expect(draft?.status).toBe("draft");
    expect(bureau.chat("a")).toEqual([]);
    expect(bureau.chat("editor")).toMatchObject([
      { text: expect.stringContaining("2027年2月6日是春节"), actions: [`annopen:${draft!.id}`] },
    ]);
  });

  it("is drafted once for a festival and year, also by another process, and not again when it was dropped", async () => {
    const bureau = setUpAnnouncements({ festivals: [NEW_YEAR] });
    bureau.setClock(at("2027-01-25"));
    await bureau.carryOn();
    const [draft] = bureau.announcements.list({});
    bureau.announcements.drop(OPERATOR, draft!.id);
    bureau.restart();
    for (const day of ["2027-01-26", "2027-02-06"]) {
      bureau.setClock(at(day));
      await bureau.carryOn();
    }
    expect(bureau.announcements.list({})).toHaveLength(1);
    bureau.setClock(at("2028-01-20"));
    await bureau.carryOn();
    expect(bureau.announcements.list({}).map((one) => one.festival)).toEqual(["春节:2028", "春节:2027"]);
  });

  it("counts its days back over the leap day, the year's end and a leap lunar month", async () => {
    const bureau = setUpAnnouncements({
      festivals: [
        festival("妇女节", { calendar: "solar", month: 3, day: 8 }),
        festival("元旦", { calendar: "solar", month: 1, day: 1 }),
        festival("小年", { calendar: "lunar", month: 6, day: 6 }, 3),
      ],
    });
    const draftedOn = async (day: string, time: string) => {
      bureau.setClock(at(day, time));
      await bureau.carryOn();
      return bureau.announcements.list({}).map((one) => one.festival);
    };
    expect(await draftedOn("2027-12-17", "23:59")).toEqual([]);
    expect(await draftedOn("2027-12-18", "00:00")).toEqual(["元旦:2028"]);
    // 2028 has a 29 February: 14 days before 8 March are 23 February.
    expect(await draftedOn("2028-02-22", "23:59")).toHaveLength(1);
    expect(await draftedOn("2028-02-23", "00:00")).toContain("妇女节:2028");
    // 闰五月 lies before it: 六月初六 of 2028 is 27 July.
    expect(await draftedOn("2028-07-23", "23:59")).not.toContain("小年:2028");
    expect(await draftedOn("2028-07-24", "00:00")).toContain("小年:2028");
  });

  it("comes late when the service was down, but not after the festival", async () => {
    const bureau = setUpAnnouncements({ festivals: [NEW_YEAR] });
    bureau.setClock(at("2027-02-06", "10:00"));
    await bureau.carryOn();
    // Its hour has passed: it goes when somebody lets it go.
    expect(bureau.announcements.list({})).toMatchObject([{ festival: "春节:2027", sendAt: null }]);
    const late = setUpAnnouncements({ festivals: [NEW_YEAR] });
    late.setClock(at("2027-02-07", "00:00"));
    await late.carryOn();
    expect(late.announcements.list({})).toEqual([]);
  });

  it("is written out, submitted and approved like any other draft", async () => {
    const bureau = setUpAnnouncements({ festivals: [NEW_YEAR] });
    bureau.member(["a"]);
    bureau.setClock(at("2027-01-25"));
    await bureau.carryOn();
    const { announcements } = bureau;
    const [{ id } = { id: 0 }] = announcements.list({});
    announcements.change(staffActor(1, "editor"), id, { body: "我们单位给您拜年了。" });
    announcements.submit(staffActor(1, "editor"), id);
    announcements.approve(staffActor(2, "editor"), id);
    bureau.setClock(at("2027-02-06", "09:00"));
    await bureau.sendAll();
    expect(bureau.chat("a")).toMatchObject([{ text: "春节好\n\n我们单位给您拜年了。" }]);
  });
});
