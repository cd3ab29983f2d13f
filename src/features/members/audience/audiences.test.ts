import { describe, expect, it, onTestFinished } from "vitest";
import { openStore, tables } from "../../../store/index.ts";
import { OPERATOR, setUpPeople } from "../people.fixture.ts";
import { createAudiences } from "./audiences.ts";
import type { Audience } from "./types.ts";

const ZONE = "Asia/Shanghai";

function setUp() {
  const people = setUpPeople();
  const { store, members, addMember } = people;
  const audiences = createAudiences({ store, clock: people.now, timeZone: ZONE, members });
  let phones = 10_000_000;
  const add = (draft: Parameters<typeof addMember>[0] = {}) =>
    addMember({ phone: `138${String(++phones).padStart(8, "0")}`, ...draft });
  const of = (audience: Omit<Audience, "version">) => audiences.memberIds({ version: 1, ...audience });
  return { ...people, audiences, add, of };
}

const born = (day: string) => ({ birth: { day, calendar: "solar", leap: false } as const });

describe("an audience", () => {
  it("narrows by every field at once, the values of one field being alternatives", () => {
    const { add, of, members } = setUp();
    const branchId = members.addBranch(OPERATOR, { name: "甲支部" });
    const otherBranch = members.addBranch(OPERATOR, { name: "乙支部" });
    const homeId = members.addHome(OPERATOR, { name: "老党员之家", level: "centre" });
    const a = add({ district: "天元区", category: "离休", tags: ["独居"], branchId, homeId });
    const b = add({ district: "天元区", category: "退休", tags: ["腿脚不便"], branchId });
    const c = add({ district: "芦淞区", category: "退休", tags: ["独居"], branchId: otherBranch });
    const d = add({});
    expect(of({ everyone: true })).toEqual([a, b, c, d]);
    expect(of({ districts: ["天元区"] })).toEqual([a, b]);
    expect(of({ districts: ["天元区"], tags: ["独居"] })).toEqual([a]);
    expect(of({ tags: ["独居", "腿脚不便"] })).toEqual([a, b, c]);
    expect(of({ categories: ["离休", "退休"], branchIds: [branchId] })).toEqual([a, b]);
    expect(of({ branchIds: [branchId, otherBranch], categories: ["退休"] })).toEqual([b, c]);
    expect(of({ homeIds: [homeId] })).toEqual([a]);
  });

  it("adds the list to what the fields choose, and takes exceptions away from both", () => {
    const { add, of, members } = setUp();
    const branchId = members.addBranch(OPERATOR, { name: "甲支部" });
    const a = add({ district: "天元区" });
    const b = add({ district: "天元区", tags: ["住院"] });
    const c = add({ district: "芦淞区", branchId });
    const d = add({});
    expect(of({ districts: ["天元区"], memberIds: [c] })).toEqual([a, b, c]);
    expect(of({ memberIds: [d, c] })).toEqual([c, d]);
    expect(of({ districts: ["天元区"], memberIds: [c, d], except: { memberIds: [a, d] } })).toEqual([b, c]);
    expect(of({ everyone: true, except: { tags: ["住院"] } })).toEqual([a, c, d]);
    expect(of({ everyone: true, except: { branchIds: [branchId] } })).toEqual([a, b, d]);
    expect(of({ everyone: true, except: { districts: ["天元区", "芦淞区"] } })).toEqual([d]);
  });

  it("never means the deceased, the moved and the erased, not even by name", () => {
    const { add, of, members, store } = setUp();
    const [alive, deceased, moved, erased] = [add(), add(), add(), add()];
    members.setStatus(OPERATOR, deceased, "deceased", "2026-01-05");
    members.setStatus(OPERATOR, moved, "moved", "2026-01-05");
    store.transaction(() => store.records.update(tables.member).set({ erasedAt: 1 }).run());
    expect(of({ everyone: true })).toEqual([]);
    store.transaction(() => store.records.update(tables.member).set({ erasedAt: null }).run());
    expect(of({ everyone: true })).toEqual([alive, erased]);
    expect(of({ memberIds: [alive, deceased, moved] })).toEqual([alive]);
  });

  it("reckons ages by the bureau's day: the birthday begins at midnight there, not in London", () => {
    const { add, of, pass } = setUp();
    // It is 2026-03-02, 09:00 in Shanghai.
    const today = add(born("1946-03-02"));
    const tomorrow = add(born("1946-03-03"));
    add({});
    expect(of({ ageFrom: 80 })).toEqual([today]);
    expect(of({ ageTo: 79 })).toEqual([tomorrow]);
    expect(of({ ageFrom: 79, ageTo: 80 })).toEqual([today, tomorrow]);
    // 23:59 is still the day before, though it is 15:59 UTC.
    pass(15 * 3_600_000 - 60_000);
    expect(of({ ageFrom: 80 })).toEqual([today]);
    pass(60_000);
    expect(of({ ageFrom: 80 })).toEqual([today, tomorrow]);
  });

  it("counts years of those born on leap days and on lunar ones, leap months included", () => {
    const { add, of, pass, now } = setUp();
    const leapDay = add(born("1936-02-29"));
    // 农历一九四一年闰六月初三 was 1941-07-26, a month after 六月初三.
    const leapMonth = add({ birth: { day: "1941-06-03", calendar: "lunar", leap: true } });
    const plainMonth = add({ birth: { day: "1941-06-03", calendar: "lunar", leap: false } });
    const ids = (day: string, ageFrom: number) => {
      pass(Date.parse(`${day}T04:00:00Z`) - now());
      return of({ ageFrom });
    };
    expect(ids("2026-02-27", 90)).toEqual([]);
    expect(ids("2026-02-28", 90)).toEqual([leapDay]);
    expect(ids("2026-06-27", 85)).toEqual([leapDay, plainMonth]);
    expect(ids("2026-07-25", 85)).toEqual([leapDay, plainMonth]);
    expect(ids("2026-07-26", 85)).toEqual([leapDay, leapMonth, plainMonth]);
  });

  it("means branch secretaries only, where they are asked for", () => {
    const { add, of, members } = setUp();
    const [secretary] = [add(), add()];
    members.addBranch(OPERATOR, { name: "甲支部", secretaryId: secretary! });
    expect(of({ secretaries: true })).toEqual([secretary]);
  });

  it("means active staff by role, beside the members", () => {
    const { audiences, members } = setUp();
    const liaison = members.addStaff(OPERATOR, { name: "测试联", roles: ["liaison", "viewer"] });
    const gone = members.addStaff(OPERATOR, { name: "测试走", roles: ["liaison"] });
    members.addStaff(OPERATOR, { name: "测试编", roles: ["editor"] });
    members.deactivate(OPERATOR, gone);
    const audience: Audience = { version: 1, staffRoles: ["liaison", "viewer"] };
    expect(audiences.staffIds(audience)).toEqual([liaison]);
    expect(audiences.memberIds(audience)).toEqual([]);
  });

  it("knows one member without looking at all of them, and pages through names", () => {
    const { audiences, add, members } = setUp();
    const branchId = members.addBranch(OPERATOR, { name: "甲支部" });
    const ids = [1, 2, 3].map((n) => add({ name: `测试${n}`, district: "天元区", branchId }));
    const outside = add({ district: "芦淞区" });
    const audience: Audience = { version: 1, districts: ["天元区"], ageTo: 130 };
    expect(audiences.count(audience)).toBe(0);
    const chosen: Audience = { version: 1, districts: ["天元区"] };
    expect(audiences.has(chosen, ids[1]!)).toBe(true);
    expect(audiences.has(chosen, outside)).toBe(false);
    expect(audiences.count(chosen)).toBe(3);
    const first = audiences.names(chosen, { limit: 2 });
    expect(first).toEqual([
      { memberId: ids[0], name: "测试1", district: "天元区", branch: "甲支部" },
      { memberId: ids[1], name: "测试2", district: "天元区", branch: "甲支部" },
    ]);
    expect(audiences.names(chosen, { afterId: ids[1]! }).map(({ memberId }) => memberId)).toEqual([ids[2]]);
  });

  it("says in words whom it means", () => {
    const { audiences, add, members } = setUp();
    const branchIds = Array.from({ length: 7 }, (_, i) =>
      members.addBranch(OPERATOR, { name: `第${i + 1}支部` }),
    );
    const [a, b] = [add(), add()];
    const say = (audience: Omit<Audience, "version">) => audiences.say({ version: 1, ...audience });
    expect(
      say({ categories: ["退休"], districts: ["天元区"], ageFrom: 80, except: { memberIds: [a, b] } }),
    ).toBe("退休，天元区，80 岁以上，除去 2 人");
    expect(say({ everyone: true, staffRoles: ["liaison"] })).toBe("全体老同志，工作人员（联络员）");
    expect(say({ branchIds, memberIds: [a] })).toBe(
      "第1支部、第2支部、第3支部、第4支部、第5支部等 7 个党支部，另加名单上的 1 人",
    );
    expect(say({ memberIds: [a, b] })).toBe("名单上的 2 人");
    expect(say({ ageFrom: 70, ageTo: 79, tags: ["独居"], secretaries: true })).toBe(
      "70 至 79 岁，有标签「独居」，党支部书记",
    );
  });

  it("chooses among 30,000 members of every sort, and finds exactly whom a plain walk over them finds", () => {
    const store = openStore(":memory:");
    onTestFinished(() => store.close());
    const rows = Array.from({ length: 30_000 }, (_, i) => ({
      id: i + 1,
      name: `测试${i}`,
      category: "退休" as const,
      district: i % 3 === 0 ? "天元区" : "芦淞区",
      birthDay: `${1926 + (i % 30)}-06-03`,
      birthCalendar: i % 2 === 0 ? ("lunar" as const) : ("solar" as const),
      createdAt: 0,
      updatedAt: 0,
    }));
    store.transaction(() => {
      for (let start = 0; start < rows.length; start += 1_000) {
        store.records
          .insert(tables.member)
          .values(rows.slice(start, start + 1_000))
          .run();
      }
    });
    const audiences = createAudiences({
      store,
      clock: () => Date.parse("2026-12-31T04:00:00Z"),
      timeZone: ZONE,
      members: { staff: () => [] },
    });
    const memberIds = rows.map(({ id }) => id).filter((id) => id % 2 === 1);
    const audience: Audience = {
      version: 1,
      districts: ["天元区"],
      ageFrom: 90,
      memberIds,
      except: { memberIds: [1] },
    };
    // On the last day of the year everyone born in 1936 or before has had the 90th birthday.
    const expected = rows
      .filter(({ id, district, birthDay }) => {
        const old = Number(birthDay.slice(0, 4)) <= 1936;
        return id !== 1 && (id % 2 === 1 || (district === "天元区" && old));
      })
      .map(({ id }) => id);
    expect(audiences.memberIds(audience)).toEqual(expected);
  });
});
