/** When reminders and nudges come, across quiet hours, midnight and short notice. */
import { describe, expect, it } from "vitest";
import { at, DAY_MS, HOUR_MS, MINUTE_MS, ZONE } from "../../study.fixture.ts";
import {
  changeReadBy,
  dueReminder,
  invitationReadBy,
  isUrgent,
  nextDue,
  nudgeInvitedBy,
  remindersOf,
} from "./timing.ts";

const usual = [4320, 1440, 120];

describe("reminders", () => {
  it("come three days, one day and two hours before", () => {
    const startsAt = at("2026-11-27", "15:00");
    expect(remindersOf({ startsAt, reminders: usual }, ZONE)).toEqual([
      { at: at("2026-11-24", "15:00"), byPhone: false },
      { at: at("2026-11-26", "15:00"), byPhone: true },
      { at: at("2026-11-27", "13:00"), byPhone: false },
    ]);
  });

  it("come at eight the evening before, where quiet hours would bring them too late", () => {
    const of = (time: string, minutes: number) =>
      remindersOf({ startsAt: at("2026-11-27", time), reminders: [minutes] }, ZONE)[0]!.at;
    // 08:00 is within the last 45 minutes of an early session.
    expect(of("08:30", 120)).toBe(at("2026-11-26", "20:00"));
    expect(of("07:00", 120)).toBe(at("2026-11-26", "20:00"));
    expect(of("00:30", 120)).toBe(at("2026-11-26", "20:00"));
    expect(of("00:30", 30)).toBe(at("2026-11-26", "20:00"));
    // These wait till eight and are early enough.
    expect(of("09:00", 120)).toBe(at("2026-11-27", "07:00"));
    expect(of("08:00", 1440)).toBe(at("2026-11-26", "08:00"));
  });

  it("that fall together become one", () => {
    const reminders = [180, 120];
    expect(remindersOf({ startsAt: at("2026-11-27", "07:30"), reminders }, ZONE)).toHaveLength(1);
  });

  it("are due until the next, and not half a day later", () => {
    const session = { startsAt: at("2026-11-27", "15:00"), reminders: usual };
    expect(dueReminder(session, ZONE, at("2026-11-24", "14:59"))).toBeUndefined();
    expect(dueReminder(session, ZONE, at("2026-11-24", "15:00"))?.at).toBe(at("2026-11-24", "15:00"));
    expect(dueReminder(session, ZONE, at("2026-11-25", "03:01"))).toBeUndefined();
    expect(dueReminder(session, ZONE, at("2026-11-27", "13:05"))?.at).toBe(at("2026-11-27", "13:00"));
  });

  it("cross the end of a month and a leap day", () => {
    const startsAt = at("2028-03-01", "10:00");
    expect(remindersOf({ startsAt, reminders: [1440] }, ZONE)[0]!.at).toBe(at("2028-02-29", "10:00"));
    expect(remindersOf({ startsAt: at("2027-03-01", "10:00"), reminders: [1440] }, ZONE)[0]!.at).toBe(
      at("2027-02-28", "10:00"),
    );
  });
});

describe("the nudge", () => {
  const startsAt = at("2026-11-27", "15:00");
  const due = (invitedAt: number, now: number) => {
    const by = nudgeInvitedBy(startsAt, now);
    return by !== undefined && invitedAt <= by;
  };

  it("comes two days before, to who was invited at least four days before", () => {
    const invited = startsAt - 10 * DAY_MS;
    expect(due(invited, startsAt - 2 * DAY_MS - 1)).toBe(false);
    expect(due(invited, startsAt - 2 * DAY_MS)).toBe(true);
  });

  it("comes half-way, where there is less time", () => {
    const invited = startsAt - 2 * DAY_MS;
    expect(due(invited, startsAt - DAY_MS - 1)).toBe(false);
    expect(due(invited, startsAt - DAY_MS)).toBe(true);
  });

  it("never comes within two hours of the invitation, nor in the last hour", () => {
    const invited = startsAt - 3 * HOUR_MS;
    expect(due(invited, invited + 1.5 * HOUR_MS)).toBe(false);
    expect(due(invited, invited + 2 * HOUR_MS)).toBe(true);
    expect(due(startsAt - 10 * DAY_MS, startsAt - HOUR_MS + 1)).toBe(false);
  });
});

describe("by when it must be read", () => {
  const startsAt = at("2026-11-27", "15:00");

  it("is a day before for an invitation, later where that leaves no time", () => {
    expect(invitationReadBy(startsAt, ZONE, startsAt - 5 * DAY_MS)).toBe(startsAt - DAY_MS);
    expect(invitationReadBy(startsAt, ZONE, at("2026-11-27", "09:00"))).toBe(at("2026-11-27", "12:00"));
    expect(invitationReadBy(startsAt, ZONE, at("2026-11-26", "22:00"))).toBe(at("2026-11-27", "11:00"));
    expect(invitationReadBy(startsAt, ZONE, at("2026-11-27", "14:30"))).toBeUndefined();
  });

  it("leaves time to call before a change matters", () => {
    expect(changeReadBy(startsAt, startsAt - 5 * DAY_MS)).toBe(startsAt - DAY_MS);
    expect(changeReadBy(startsAt, startsAt - 20 * HOUR_MS)).toBe(startsAt - 3 * HOUR_MS);
    expect(changeReadBy(startsAt, startsAt - 2 * HOUR_MS)).toBe(startsAt - 90 * MINUTE_MS);
  });

  it("is told at any hour within a day of the start", () => {
    expect(isUrgent(startsAt, startsAt - DAY_MS)).toBe(true);
    expect(isUrgent(startsAt, startsAt - DAY_MS - 1)).toBe(false);
  });
});

it("what is due next is the nearest of all that is to come", () => {
  const session = {
    startsAt: at("2026-11-27", "15:00"),
    reminders: usual,
    inviteAt: at("2026-11-24", "09:00"),
  };
  expect(nextDue(session, ZONE, at("2026-11-24", "08:00"))).toBe(at("2026-11-24", "09:00"));
  expect(nextDue(session, ZONE, at("2026-11-24", "09:00"))).toBe(at("2026-11-24", "15:00"));
  expect(nextDue(session, ZONE, at("2026-11-24", "15:00"))).toBe(at("2026-11-25", "15:00"));
  expect(nextDue(session, ZONE, at("2026-11-27", "14:00"))).toBe(at("2026-11-27", "15:00"));
});
