import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NotAllowed } from "../../members/index.ts";
import {
  DAY_MS,
  END,
  KEY,
  memberActor,
  OPERATOR,
  START,
  setUpStudy,
  staffActor,
  ZONE,
} from "../attending/attending.fixture.ts";
import { StudyError } from "../types.ts";
import { type Component, has, only, readICalendar, textOf } from "./icalendar.fixture.ts";
import { createStudyCalendar } from "./studyCalendar.ts";

const NOW = START - 3 * DAY_MS;

function setUp() {
  const bureau = setUpStudy();
  const { store, clock, members, sessions } = bureau;
  bureau.at(NOW);
  const parts = { store, key: KEY, clock, timeZone: ZONE, members, sessions };
  const calendar = createStudyCalendar({ ...parts, city: "株洲市" });
  const change = (id: number, row: Partial<ReturnType<typeof rowOf>>) => {
    // What a move or a cancellation of the sessions' own leaves behind.
    const found = rowOf(id);
    store.records.delete(bureau.tables.studySession).run();
    store.records
      .insert(bureau.tables.studySession)
      .values({ ...found, ...row })
      .run();
  };
  const rowOf = (id: number) =>
    store.records
      .select()
      .from(bureau.tables.studySession)
      .all()
      .find((one) => one.id === id)!;
  return { ...bureau, parts, calendar, change };
}

/** What stands in an address between the folder and the ending. */
function inAddress(path: string): string {
  return path.replace(/^.*\//, "").replace(/\.ics$/, "");
}

function eventsOf(calendar: Component): readonly Component[] {
  return calendar.components.filter(({ name }) => name === "VEVENT");
}

describe("an entry", () => {
  const fileOf = (row: Parameters<ReturnType<typeof setUp>["session"]>[0] = {}) => {
    const { calendar, session } = setUp();
    const made = calendar.sessionFile(inAddress(calendar.sessionPath(session(row))));
    return readICalendar(made!);
  };

  it("has all that a calendar needs, in UTC", () => {
    const file = fileOf({ title: "主题党日", contact: "李敏", note: "请带党徽" });
    expect(file.name).toBe("VCALENDAR");
    expect(only(file, "VERSION").value).toBe("2.0");
    expect(only(file, "PRODID").value).toContain("金秋");
    expect(only(file, "METHOD").value).toBe("PUBLISH");
    const [event] = eventsOf(file);
    expect(only(event!, "UID").value).toBe("session-1@jinqiu.test");
    expect(only(event!, "SEQUENCE").value).toBe("0");
    expect(only(event!, "DTSTAMP").value).toBe("20261124T070000Z");
    expect(only(event!, "DTSTART")).toEqual({ name: "DTSTART", params: {}, value: "20261127T070000Z" });
    expect(only(event!, "DTEND").value).toBe("20261127T083000Z");
    expect(textOf(only(event!, "SUMMARY"))).toBe("主题党日");
    expect(textOf(only(event!, "LOCATION"))).toBe("测试会议室");
    expect(textOf(only(event!, "DESCRIPTION"))).toBe("形式：学习\n联系人：李敏\n说明：请带党徽");
    expect(only(event!, "STATUS").value).toBe("CONFIRMED");
    expect(only(event!, "ORGANIZER").params["CN"]).toBe("测试第一支部");
  });

  it("rings when the reminders do", () => {
    const [event] = eventsOf(fileOf({ reminders: [4_320, 1_500, 120, 15] }));
    const alarms = event!.components;
    expect(alarms.map(({ name }) => name)).toEqual(Array(4).fill("VALARM"));
    expect(alarms.map((alarm) => only(alarm, "TRIGGER").value)).toEqual([
      "-P3D",
      "-P1DT1H",
      "-PT2H",
      "-PT15M",
    ]);
    for (const alarm of alarms) {
      expect(only(alarm, "ACTION").value).toBe("DISPLAY");
      expect(has(alarm, "DESCRIPTION")).toBe(true);
    }
  });

  it("keeps its UID and raises its SEQUENCE when the session is moved", () => {
    const { calendar, session, change } = setUp();
    const id = session();
    const address = inAddress(calendar.sessionPath(id));
    const before = eventsOf(readICalendar(calendar.sessionFile(address)!))[0]!;
    change(id, { startsAt: START + DAY_MS, endsAt: END + DAY_MS, sequence: 1 });
    const file = readICalendar(calendar.sessionFile(address)!);
    const [after] = eventsOf(file);
    expect(only(file, "METHOD").value).toBe("PUBLISH");
    expect(only(after!, "UID")).toEqual(only(before, "UID"));
    expect(Number(only(after!, "SEQUENCE").value)).toBeGreaterThan(Number(only(before, "SEQUENCE").value));
    expect(only(after!, "DTSTART").value).toBe("20261128T070000Z");
  });

  it("is taken out of calendars when the session is cancelled", () => {
    const { calendar, session, change } = setUp();
    const id = session({ title: "主题党日" });
    change(id, { status: "cancelled", cancelReason: "停电", sequence: 2 });
    const file = readICalendar(calendar.sessionFile(inAddress(calendar.sessionPath(id)))!);
    expect(only(file, "METHOD").value).toBe("CANCEL");
    const [event] = eventsOf(file);
    expect(only(event!, "UID").value).toBe("session-1@jinqiu.test");
    expect(only(event!, "SEQUENCE").value).toBe("2");
    expect(only(event!, "STATUS").value).toBe("CANCELLED");
    expect(textOf(only(event!, "SUMMARY"))).toBe("（已取消）主题党日");
    expect(textOf(only(event!, "DESCRIPTION"))).toContain("取消原因：停电");
    expect(event!.components).toEqual([]);
  });

  it("says a home's address under its name", () => {
    const { calendar, session, members } = setUp();
    const homeId = members.addHome(OPERATOR, {
      name: "天元区老党员之家",
      level: "district",
      address: "泰山路1号",
    });
    const id = session({ place: null, homeId, room: "二楼会议室" });
    const [event] = eventsOf(readICalendar(calendar.sessionFile(inAddress(calendar.sessionPath(id)))!));
    expect(textOf(only(event!, "LOCATION"))).toBe("天元区老党员之家二楼会议室\n泰山路1号");
  });

  it("keeps whatever is written, in lines of 75 octets", () => {
    const text = fc.string({
      unit: fc.constantFrom(...'学习；,;:\\n"\r\n\t\u0000\u0085𠮷🌸éa', "BEGIN:VALARM"),
      maxLength: 120,
    });
    const { calendar, session, change } = setUp();
    const id = session();
    const address = inAddress(calendar.sessionPath(id));
    fc.assert(
      fc.property(text, text, (title, note) => {
        change(id, { title: `a${title}`, note, place: title === "" ? "x" : title });
        const [event] = eventsOf(readICalendar(calendar.sessionFile(address)!));
        const shown = (entered: string) =>
          entered
            .replace(/\r\n?/g, "\n")
            .replace(/\p{Cc}/gu, (letter) => (/[\n\t]/.test(letter) ? letter : ""));
        expect(textOf(only(event!, "SUMMARY"))).toBe(shown(`a${title}`));
        const place = shown(title === "" ? "x" : title).trim();
        expect(has(event!, "LOCATION") ? textOf(only(event!, "LOCATION")) : "").toBe(place);
        expect(textOf(only(event!, "DESCRIPTION"))).toBe(`形式：学习\n说明：${shown(note)}`);
      }),
      { numRuns: 100 },
    );
  });

  it("is found by its own address alone", () => {
    const { calendar, session, parts } = setUp();
    const [first, second] = [session(), session()];
    const path = calendar.sessionPath(first);
    expect(path).toMatch(new RegExp(`^/calendar/session/${first}-[A-Za-z0-9_-]{22}\\.ics$`));
    const address = inAddress(path);
    expect(calendar.sessionFile(`${address}.ics`)).toBe(calendar.sessionFile(address));
    const mac = address.split(/-(.*)/)[1]!;
    const flipped = `${mac[0] === "A" ? "B" : "A"}${mac.slice(1)}`;
    for (const wrong of [
      `${second}-${mac}`,
      `${first}-${flipped}`,
      `0${address}`,
      `${first}`,
      `${first}-`,
      "",
      mac,
    ])
      expect(calendar.sessionFile(wrong)).toBeUndefined();
    const otherKey = createStudyCalendar({ ...parts, key: Buffer.alloc(32, 8) });
    expect(otherKey.sessionFile(address)).toBeUndefined();
    expect(calendar.sessionFile(inAddress(calendar.sessionPath(9_999)))).toBeUndefined();
  });
});

describe("a branch's calendar", () => {
  it("has its sessions from a year ago on, cancelled ones marked, and a name", () => {
    const { calendar, session, branchId, otherBranchId } = setUp();
    const days = (n: number) => ({ startsAt: NOW + n * DAY_MS, endsAt: NOW + n * DAY_MS + 60_000 });
    session({ uid: "too-old", ...days(-366) });
    session({ uid: "last-year", ...days(-364) });
    session({ uid: "called-off", status: "cancelled", cancelReason: "停电", ...days(1) });
    session({ uid: "ahead", ...days(300) });
    session({ uid: "of-others", branchId: otherBranchId });
    const path = calendar.issueFeed(OPERATOR, branchId);
    expect(path).toMatch(/^\/calendar\/branch\/[A-Za-z0-9_-]{43}\.ics$/);
    const file = readICalendar(calendar.feedFile(inAddress(path))!);
    expect(only(file, "METHOD").value).toBe("PUBLISH");
    expect(textOf(only(file, "NAME"))).toBe("测试第一支部学习活动");
    expect(textOf(only(file, "X-WR-CALNAME"))).toBe("测试第一支部学习活动");
    expect(only(file, "REFRESH-INTERVAL")).toEqual({
      name: "REFRESH-INTERVAL",
      params: { VALUE: "DURATION" },
      value: "PT1H",
    });
    expect(only(file, "X-WR-TIMEZONE").value).toBe(ZONE);
    expect(eventsOf(file).map((event) => [only(event, "UID").value, only(event, "STATUS").value])).toEqual([
      ["last-year", "CONFIRMED"],
      ["called-off", "CANCELLED"],
      ["ahead", "CONFIRMED"],
    ]);
  });

  it("is a calendar also where there is nothing in it, and whatever the branch is called", () => {
    const { calendar, members } = setUp();
    const branchId = members.addBranch(OPERATOR, { name: '支部;一,"甲\\乙"' });
    const file = readICalendar(calendar.feedFile(inAddress(calendar.issueFeed(OPERATOR, branchId)))!);
    expect(textOf(only(file, "NAME"))).toBe('支部;一,"甲\\乙"学习活动');
    expect(eventsOf(file)).toEqual([]);
  });

  it("names the branch in entries without what a parameter cannot hold", () => {
    const { calendar, members, session } = setUp();
    const branchId = members.addBranch(OPERATOR, { name: '支部"甲";乙' });
    const id = session({ branchId });
    const [event] = eventsOf(readICalendar(calendar.sessionFile(inAddress(calendar.sessionPath(id)))!));
    expect(only(event!, "ORGANIZER").params["CN"]).toBe("支部甲;乙");
  });

  it("has one address at a time; a new one ends the one before, and revoking ends it", () => {
    const { calendar, branchId, secretaryId, members } = setUp();
    const secretary = memberActor(secretaryId);
    const first = inAddress(calendar.issueFeed(secretary, branchId));
    expect(calendar.feedFile(`${first}.ics`)).toBeDefined();
    const second = inAddress(calendar.issueFeed(secretary, branchId));
    expect(calendar.feedFile(first)).toBeUndefined();
    expect(calendar.feedFile(second)).toBeDefined();
    calendar.revokeFeed(secretary, branchId);
    calendar.revokeFeed(secretary, branchId);
    expect(calendar.feedFile(second)).toBeUndefined();
    expect(members.audit.of(`branch:${branchId}`, 3).map(({ action }) => action)).toEqual([
      "study.feed.revoke",
      "study.feed.issue",
      "study.feed.issue",
    ]);
  });

  it("is kept by the hash of its token alone", () => {
    const { calendar, branchId, store, tables } = setUp();
    const token = inAddress(calendar.issueFeed(OPERATOR, branchId));
    const [row] = store.records.select().from(tables.studyFeed).all();
    expect(row!.tokenHash).toHaveLength(32);
    expect(JSON.stringify(row)).not.toContain(token);
    for (const wrong of [
      "",
      token.slice(1),
      `${token}x`,
      token.toLowerCase(),
      row!.tokenHash.toString("base64url"),
    ])
      expect(calendar.feedFile(wrong)).toBeUndefined();
  });

  it("is issued by who runs the branch", () => {
    const { calendar, branchId, otherBranchId, memberId, secretaryId } = setUp();
    for (const actor of [memberActor(memberId), staffActor("viewer")]) {
      expect(() => calendar.issueFeed(actor, branchId)).toThrow(NotAllowed);
      expect(() => calendar.revokeFeed(actor, branchId)).toThrow(NotAllowed);
    }
    expect(() => calendar.issueFeed(memberActor(secretaryId), otherBranchId)).toThrow(NotAllowed);
    expect(() => calendar.issueFeed(OPERATOR, 9_999)).toThrow(StudyError);
  });
});

describe("the map link", () => {
  it("searches for the address, or for a place that is no home, in the city", () => {
    const { calendar, session, sessions, members } = setUp();
    const home = (name: string, address?: string) =>
      members.addHome(OPERATOR, { name, level: "unit", ...(address === undefined ? {} : { address }) });
    const urlOf = (row: Parameters<typeof session>[0]) => {
      const url = calendar.mapUrl(sessions.get(session(row))!);
      return url === undefined ? undefined : new URL(url);
    };
    const known = urlOf({ place: null, homeId: home("甲家", "天元区泰山路1号 & 2栋"), room: "二楼" });
    expect(known?.origin).toBe("https://uri.amap.com");
    expect(known?.pathname).toBe("/search");
    expect(known?.searchParams.get("keyword")).toBe("天元区泰山路1号 & 2栋");
    expect(known?.searchParams.get("city")).toBe("株洲市");
    expect(known?.href).not.toContain("+");
    expect(urlOf({ place: "神农城" })?.searchParams.get("keyword")).toBe("神农城");
    expect(urlOf({ place: null, homeId: home("乙家"), room: "二楼" })).toBeUndefined();
  });

  it("names no city where none is known", () => {
    const { parts, session, sessions } = setUp();
    const url = new URL(createStudyCalendar(parts).mapUrl(sessions.get(session())!)!);
    expect(url.searchParams.has("city")).toBe(false);
  });
});
