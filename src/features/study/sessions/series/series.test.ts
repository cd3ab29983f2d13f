/** Series: sessions made ahead by a rule, one of them moved or cancelled, holidays, and an end. */
import { describe, expect, it } from "vitest";
import { dayOf } from "../../../../delivery/index.ts";
import { NotAllowed } from "../../../members/index.ts";
import { at, DAY_MS, OPERATOR, setUpStudy, ZONE } from "../../study.fixture.ts";
import { type SeriesDraft, StudyError } from "../../types.ts";

type Study = ReturnType<typeof setUpStudy>;

function daysOf(
  { sessions }: Study,
  seriesId: number,
  status: "planned" | "cancelled" = "planned",
): string[] {
  return sessions.list({ seriesId, status }).map(({ startsAt }) => dayOf(startsAt, ZONE));
}

function faultOf(work: () => unknown): StudyError {
  try {
    work();
  } catch (error) {
    if (error instanceof StudyError) return error;
    throw error;
  }
  throw new Error("not refused");
}

describe("a series", () => {
  it("is made sixty days ahead, and further as days pass, each once", () => {
    const study = setUpStudy();
    const id = study.sessions.createSeries(
      OPERATOR,
      study.seriesDraft({ rule: "FREQ=MONTHLY;BYMONTHDAY=15", onHoliday: "keep" }),
    );
    expect(daysOf(study, id)).toEqual(["2026-12-15", "2027-01-15"]);
    study.sessions.tick();
    expect(daysOf(study, id)).toHaveLength(2);
    study.setClock(at("2026-12-20", "00:00"));
    study.sessions.tick();
    study.restarted().tick();
    expect(daysOf(study, id)).toEqual(["2026-12-15", "2027-01-15", "2027-02-15"]);
    expect(study.sessions.series()).toEqual([
      {
        id,
        rule: "FREQ=MONTHLY;BYMONTHDAY=15",
        words: "每月15日 15:00",
        title: "主题党日",
        startsOn: "2026-11-24",
        endsOn: null,
        branchId: study.branches.first.id,
      },
    ]);
  });

  it("invites fourteen days before, at nine", () => {
    const study = setUpStudy();
    const id = study.sessions.createSeries(OPERATOR, study.seriesDraft());
    const [first] = study.sessions.list({ seriesId: id });
    expect(first!.startsAt).toBe(at("2026-12-04"));
    expect(first!.inviteAt).toBe(study.clock());
    const monthly = study.seriesDraft({ rule: "FREQ=MONTHLY;BYMONTHDAY=20", inviteDaysBefore: 5 });
    const other = study.sessions.createSeries(OPERATOR, monthly);
    expect(study.sessions.list({ seriesId: other })[0]!.inviteAt).toBe(at("2026-12-15", "09:00"));
  });

  it("has the last day of each month and leap day where it has them", () => {
    const study = setUpStudy();
    study.setClock(at("2028-01-05", "09:00"));
    const monthEnd = study.seriesDraft({ rule: "FREQ=MONTHLY;BYMONTHDAY=-1", startsOn: "2028-01-05" });
    const id = study.sessions.createSeries(OPERATOR, monthEnd);
    expect(daysOf(study, id)).toEqual(["2028-01-31", "2028-02-29"]);
    const leap = study.seriesDraft({
      rule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
      startsOn: "2028-01-05",
      time: "09:00",
    });
    expect(daysOf(study, study.sessions.createSeries(OPERATOR, leap))).toEqual(["2028-02-29"]);
  });

  it("skips, moves or keeps what falls on a holiday", () => {
    const made = (onHoliday: SeriesDraft["onHoliday"]) => {
      const study = setUpStudy();
      return daysOf(study, study.sessions.createSeries(OPERATOR, study.seriesDraft({ onHoliday })));
    };
    expect(made("skip")).toEqual(["2026-12-04"]);
    expect(made("keep")).toEqual(["2026-12-04", "2027-01-01"]);
    const [, moved] = made("nextWorkday");
    expect(moved! > "2027-01-01" && moved! < "2027-01-06").toBe(true);
  });

  it("shows what is to come before it is saved, and saves nothing", () => {
    const study = setUpStudy();
    const preview = study.sessions.previewSeries(study.seriesDraft(), 3);
    expect(preview).toEqual(
      [
        { day: "2026-12-04", fate: "kept" },
        { day: "2027-01-01", fate: "skipped" },
        { day: "2027-02-05", fate: "kept" },
      ].map((one) => expect.objectContaining({ day: one.day })),
    );
    expect(preview[1]!.fate).toBe("skipped");
    expect(study.sessions.series()).toEqual([]);
  });

  it("leaves the rest alone when one is moved or cancelled, and never makes that one again", () => {
    const study = setUpStudy();
    const { sessions } = study;
    const id = sessions.createSeries(OPERATOR, study.seriesDraft({ rule: "FREQ=WEEKLY;BYDAY=FR;COUNT=3" }));
    const [first, second] = sessions.list({ seriesId: id });
    sessions.change(OPERATOR, first!.id, { startsAt: at("2026-11-28", "10:00") });
    sessions.cancel(OPERATOR, second!.id, "停电");
    study.setClock(at("2026-11-25"));
    sessions.tick();
    expect(daysOf(study, id)).toEqual(["2026-11-28", "2026-12-11"]);
    expect(daysOf(study, id, "cancelled")).toEqual(["2026-12-04"]);
  });

  it("makes the first at once where it is more than sixty days off", () => {
    const study = setUpStudy();
    const id = study.sessions.createSeries(
      OPERATOR,
      study.seriesDraft({ rule: "FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=1" }),
    );
    expect(daysOf(study, id)).toEqual(["2027-07-01"]);
    study.setClock(at("2027-06-01"));
    study.sessions.tick();
    expect(daysOf(study, id)).toEqual(["2027-07-01"]);
  });

  it("tells staff of an occurrence that has no room, and makes the others", () => {
    const study = setUpStudy();
    const { sessions } = study;
    const id = sessions.createSeries(OPERATOR, study.seriesDraft({ rule: "FREQ=MONTHLY;BYMONTHDAY=10" }));
    study.create({ title: "借用", startsAt: at("2027-02-10") });
    study.setClock(at("2027-01-01", "10:00"));
    sessions.tick();
    expect(daysOf(study, id)).toEqual(["2026-12-10", "2027-01-10"]);
    expect(study.notes).toHaveLength(1);
    expect(JSON.stringify(study.notes)).toContain("「借用」");
    study.setClock(at("2027-01-20", "10:00"));
    sessions.tick();
    expect(daysOf(study, id)).toEqual(["2026-12-10", "2027-01-10", "2027-03-10"]);
    expect(study.notes).toHaveLength(1);
  });

  it.each<[string, Partial<SeriesDraft>]>([
    ["rule", { rule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30" }],
    ["rule", { rule: "FREQ=DAILY" }],
    ["startsOn", { startsOn: "2026-13-01" }],
    ["startsOn", { startsOn: "2031-01-01" }],
    ["endsOn", { endsOn: "2026-11-01" }],
    ["endsOn", { startsOn: "2026-10-01", endsOn: "2026-11-10" }],
    ["time", { time: "25:00" }],
    ["minutes", { minutes: 12 * 60 + 1 }],
    ["minutes", { minutes: 0 }],
    ["inviteDaysBefore", { inviteDaysBefore: 61 }],
  ])("refuses a wrong %s and keeps nothing", (field, over) => {
    const study = setUpStudy();
    expect(faultOf(() => study.sessions.createSeries(OPERATOR, study.seriesDraft(over))).field).toBe(field);
    expect(study.sessions.series()).toEqual([]);
  });

  it("refuses a room that one of its sessions would find taken, naming it", () => {
    const study = setUpStudy();
    study.create({ title: "借用", startsAt: at("2026-12-04", "16:00") });
    const fault = faultOf(() => study.sessions.createSeries(OPERATOR, study.seriesDraft()));
    expect(fault.message).toContain("「借用」，12月4日（星期五）下午4点");
  });

  it("belongs to its branch's secretary, to nobody else's", () => {
    const study = setUpStudy();
    const { sessions, secretary, branches } = study;
    const id = sessions.createSeries(secretary, study.seriesDraft());
    const other = { kind: "member", memberId: branches.second.secretaryId } as const;
    expect(() => sessions.endSeries(other, id, "2026-12-01", "不办了")).toThrow(NotAllowed);
    expect(faultOf(() => sessions.createSeries(other, study.seriesDraft())).field).toBe("branchId");
    sessions.endSeries(secretary, id, "2026-12-01", "不办了");
    expect(daysOf(study, id)).toEqual([]);
  });

  it("ends: later ones are cancelled with the reason, nothing new is made", () => {
    const study = setUpStudy();
    const { sessions } = study;
    const id = sessions.createSeries(OPERATOR, study.seriesDraft({ rule: "FREQ=WEEKLY;BYDAY=FR" }));
    sessions.endSeries(OPERATOR, id, "2026-12-04", "换届");
    expect(daysOf(study, id)).toEqual(["2026-11-27", "2026-12-04"]);
    expect(sessions.list({ seriesId: id, status: "cancelled" })[0]!.cancelReason).toBe("换届");
    study.pass(30 * DAY_MS);
    sessions.tick();
    expect(sessions.list({ seriesId: id, from: study.clock(), status: "planned" })).toEqual([]);
    expect(faultOf(() => sessions.endSeries(OPERATOR, id, "2027-01-01", "再办")).field).toBe("lastDay");
    expect(sessions.series()[0]!.endsOn).toBe("2026-12-04");
  });
});
