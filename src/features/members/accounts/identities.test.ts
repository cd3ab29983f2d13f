import { describe, expect, it, vi } from "vitest";
import { actorFor } from "../actor.ts";
import { account, KEY, OPERATOR, setUpPeople } from "../people.fixture.ts";
import { createMembers } from "../records/members.ts";
import { askPrincipal } from "./principalChoice.ts";

interface Preparing {
  prepare(statement: string): { all(...parameters: string[]): { detail: string }[] };
}

const RIGHT = { name: "测试甲", lastFour: "1234" };
const DAUGHTER = { name: "测试丙", phone: "13900005678", relation: "女儿" };
const DAUGHTERS_PROOF = { name: "测试丙", lastFour: "5678" };

function setUp() {
  const people = setUpPeople();
  const { members, addMember, bindNow } = people;
  /** A member, and the daughter as proxy of theirs, bound to the account. */
  const addWithDaughter = (proxyAccount: string, name = "测试甲") => {
    const memberId = addMember({ name });
    const proxyGrantId = members.grant(OPERATOR, { ...DAUGHTER, memberId });
    bindNow(account(proxyAccount), { proxyGrantId }, DAUGHTERS_PROOF);
    return { memberId, proxyGrantId, proxyId: members.grantsOf(memberId)[0]!.proxyId };
  };
  return { ...people, addWithDaughter };
}

describe("who speaks", () => {
  it("is a stranger on an account that nobody bound", () => {
    expect(setUp().members.speakerOf(account("a"))).toEqual({ represents: [] });
  });

  it("is the member, on their own account of that channel only", () => {
    const { members, addMember, bindNow } = setUp();
    const memberId = addMember();
    bindNow(account("a"), { memberId }, RIGHT);
    const self = { memberId, name: "测试甲", category: "退休" };
    expect(members.speakerOf(account("a"))).toEqual({ self, actingFor: self, represents: [] });
    expect(members.speakerOf(account("a", "other"))).toEqual({ represents: [] });
  });

  it("is a proxy: of one member at once for them, of several only after choosing", () => {
    const { members, addWithDaughter } = setUp();
    const one = addWithDaughter("p");
    const mother = { memberId: one.memberId, name: "测试甲", category: "退休" };
    const represented = { ...mother, relation: "女儿", proxyId: one.proxyId };
    expect(members.speakerOf(account("p"))).toEqual({ represents: [represented], actingFor: mother });

    const two = addWithDaughter("p", "测试乙");
    const speaker = members.speakerOf(account("p"));
    expect(speaker.represents.map(({ memberId }) => memberId)).toEqual([one.memberId, two.memberId]);
    expect(speaker).not.toHaveProperty("actingFor");

    expect(members.choosePrincipal(account("p"), two.memberId)).toBe(true);
    expect(members.speakerOf(account("p")).actingFor).toEqual({
      memberId: two.memberId,
      name: "测试乙",
      category: "退休",
    });
    expect(members.choosePrincipal(account("p"), one.memberId)).toBe(true);
    expect(members.speakerOf(account("p")).actingFor?.memberId).toBe(one.memberId);
  });

  it("represents a member once, though two proxies share the account, and never themself", () => {
    const { members, addWithDaughter, bindNow } = setUp();
    const { memberId } = addWithDaughter("p");
    const son = { name: "测试丁", phone: "13900007777", relation: "儿子" };
    const proxyGrantId = members.grant(OPERATOR, { ...son, memberId });
    bindNow(account("p"), { proxyGrantId }, { name: "测试丁", lastFour: "7777" });
    expect(members.speakerOf(account("p"))).toMatchObject({
      represents: [{ memberId, relation: "女儿" }],
      actingFor: { memberId },
    });
    bindNow(account("p"), { memberId }, RIGHT);
    expect(members.speakerOf(account("p"))).toMatchObject({ self: { memberId }, represents: [] });
  });

  it("may not choose a member for whom they do not act", () => {
    const { members, addWithDaughter, addMember } = setUp();
    const { memberId } = addWithDaughter("p");
    const stranger = addMember();
    expect(members.choosePrincipal(account("p"), stranger)).toBe(false);
    expect(members.choosePrincipal(account("nobody"), memberId)).toBe(false);
    expect(members.speakerOf(account("p")).actingFor?.memberId).toBe(memberId);
  });

  it("forgets a choice that no longer holds", () => {
    const { members, addWithDaughter } = setUp();
    const one = addWithDaughter("p");
    const two = addWithDaughter("p", "测试乙");
    const three = addWithDaughter("p", "测试丁");
    members.choosePrincipal(account("p"), one.memberId);
    members.revokeGrant(OPERATOR, one.proxyGrantId);
    expect(members.speakerOf(account("p"))).not.toHaveProperty("actingFor");
    members.setStatus(OPERATOR, three.memberId, "deceased", "2026-01-01");
    expect(members.speakerOf(account("p")).represents).toMatchObject([{ memberId: two.memberId }]);
    expect(members.speakerOf(account("p")).actingFor?.memberId).toBe(two.memberId);
  });

  it("is the member first, who is proxy for another too and may choose", () => {
    const { members, addMember, bindNow, addWithDaughter } = setUp();
    const { memberId: mother } = addWithDaughter("a");
    const own = addMember({ name: "测试戊" });
    bindNow(account("a"), { memberId: own }, { name: "测试戊", lastFour: "1234" });
    expect(members.speakerOf(account("a")).actingFor?.memberId).toBe(own);
    members.choosePrincipal(account("a"), mother);
    expect(members.speakerOf(account("a"))).toMatchObject({
      self: { memberId: own },
      actingFor: { memberId: mother },
    });
    members.choosePrincipal(account("a"), own);
    expect(members.speakerOf(account("a")).actingFor?.memberId).toBe(own);
  });

  it("is either of a couple that shares one account: the one bound last, or the one chosen", () => {
    const { members, addMember, bindNow } = setUp();
    const [husband, wife] = [addMember(), addMember({ name: "测试乙" })];
    bindNow(account("a"), { memberId: husband }, RIGHT);
    bindNow(account("a"), { memberId: wife }, { name: "测试乙", lastFour: "1234" });
    expect(members.speakerOf(account("a"))).toMatchObject({
      self: { memberId: wife },
      actingFor: { memberId: wife },
    });
    expect(members.choosePrincipal(account("a"), husband)).toBe(true);
    expect(members.speakerOf(account("a"))).toMatchObject({
      self: { memberId: husband },
      actingFor: { memberId: husband },
    });
    expect(members.accountsOf(husband)).toHaveLength(1);
    expect(members.accountsOf(wife)).toHaveLength(1);
  });

  it("acts for either of a couple by the buttons of each, and offers to switch, but for no third", () => {
    const { members, addMember, bindNow } = setUp();
    const [husband, wife, third] = [
      addMember(),
      addMember({ name: "测试乙" }),
      addMember({ name: "测试丙" }),
    ];
    bindNow(account("a"), { memberId: husband }, RIGHT);
    bindNow(account("a"), { memberId: wife }, { name: "测试乙", lastFour: "1234" });
    const speaker = members.speakerOf(account("a"));
    expect(actorFor(speaker, husband)).toEqual({ kind: "member", memberId: husband });
    expect(actorFor(speaker, wife)).toEqual({ kind: "member", memberId: wife });
    expect(actorFor(speaker, third)).toBeUndefined();
    expect(askPrincipal(speaker).choices.map(({ action }) => action)).toEqual([
      `actfor:${wife}`,
      `actfor:${husband}`,
    ]);
  });

  it("is nobody any more on the account of a member who died or was erased; who moved away keeps their data in reach", () => {
    const { members, addMember, bindNow, store } = setUp();
    const memberId = addMember();
    bindNow(account("a"), { memberId }, RIGHT);
    members.setStatus(OPERATOR, memberId, "moved", "2026-01-01");
    expect(members.speakerOf(account("a")).self?.memberId).toBe(memberId);
    members.setStatus(OPERATOR, memberId, "deceased", "2026-01-01");
    expect(members.speakerOf(account("a"))).toEqual({ represents: [] });
    members.setStatus(OPERATOR, memberId, "alive", "2026-01-02");
    expect(members.speakerOf(account("a")).self?.memberId).toBe(memberId);
    store.records.run("UPDATE member SET erased_at = 1");
    expect(members.speakerOf(account("a"))).toEqual({ represents: [] });
  });

  it("is staff and member at once, when both are bound", () => {
    const { members, addMember, bindNow } = setUp();
    const memberId = addMember();
    const staffId = members.addStaff(OPERATOR, {
      name: "联络甲",
      roles: ["liaison", "viewer"],
      phone: "13900009999",
    });
    bindNow(account("a"), { memberId }, RIGHT);
    bindNow(account("a"), { staffId }, { name: "联络甲", lastFour: "9999" });
    expect(members.speakerOf(account("a"))).toMatchObject({
      actingFor: { memberId },
      staff: { staffId, name: "联络甲", roles: ["liaison", "viewer"] },
    });
  });

  it("is found by three statements, each by index and prepared before any message comes", () => {
    const { store, box, members } = setUp();
    const { $client } = store.records as unknown as { $client: Preparing };
    const prepare = vi.spyOn($client, "prepare");
    const other = createMembers({ store, box, key: KEY, clock: () => 1, timeZone: "Asia/Shanghai" });
    const statements = prepare.mock.calls.map(([statement]) => statement);
    const ofSpeaker = statements.filter((statement) =>
      /^select "identity"."proxy_id"|"relation"|"role" from "staff_role"/.test(statement),
    );
    expect(ofSpeaker).toHaveLength(3);
    expect(other.speakerOf(account("a"))).toEqual(members.speakerOf(account("a")));
    expect(prepare.mock.calls).toHaveLength(statements.length);
    for (const statement of ofSpeaker) {
      const parameters = Array<string>(statement.split("?").length - 1).fill("1");
      for (const { detail } of $client.prepare(`EXPLAIN QUERY PLAN ${statement}`).all(...parameters)) {
        expect(detail).toMatch(/^SEARCH .* USING .*(INDEX|PRIMARY KEY)|^USE TEMP B-TREE FOR ORDER BY/);
      }
    }
  });
});

describe("accounts that reach a member", () => {
  it("are their own first, the newest first, then those of proxies", () => {
    const { members, addMember, bindNow, pass } = setUp();
    const memberId = addMember();
    const proxyGrantId = members.grant(OPERATOR, { ...DAUGHTER, memberId });
    bindNow(account("old"), { memberId }, RIGHT);
    pass(1_000);
    bindNow(account("new", "web"), { memberId }, RIGHT);
    pass(1_000);
    bindNow(account("p"), { proxyGrantId }, DAUGHTERS_PROOF);
    expect(members.accountsOf(memberId)).toEqual([
      { channel: "web", accountId: "new", via: "self", blocked: false, boundAt: expect.any(Number) },
      { channel: "test", accountId: "old", via: "self", blocked: false, boundAt: expect.any(Number) },
      {
        channel: "test",
        accountId: "p",
        via: "proxy",
        proxyName: "测试丙",
        blocked: false,
        boundAt: expect.any(Number),
      },
    ]);
  });

  it("are named once, though a proxy uses the member's own account", () => {
    const { members, addWithDaughter, bindNow } = setUp();
    const { memberId } = addWithDaughter("a");
    bindNow(account("a"), { memberId }, RIGHT);
    expect(members.accountsOf(memberId)).toMatchObject([{ accountId: "a", via: "self" }]);
  });

  it("are none for the deceased, the moved, the erased and the unknown", () => {
    const { members, addWithDaughter, bindNow, store } = setUp();
    const { memberId } = addWithDaughter("p");
    bindNow(account("a"), { memberId }, RIGHT);
    for (const status of ["deceased", "moved"] as const) {
      members.setStatus(OPERATOR, memberId, status, "2026-01-01");
      expect(members.accountsOf(memberId)).toEqual([]);
    }
    members.setStatus(OPERATOR, memberId, "alive", "2026-01-01");
    expect(members.accountsOf(memberId)).toHaveLength(2);
    store.records.run("UPDATE member SET erased_at = 1");
    expect(members.accountsOf(memberId)).toEqual([]);
    expect(members.accountsOf(99)).toEqual([]);
  });

  it("are marked while they are blocked, for everyone behind them", () => {
    const { members, addWithDaughter, bindNow, store } = setUp();
    const { memberId } = addWithDaughter("a");
    const other = addWithDaughter("p", "测试乙").memberId;
    bindNow(account("a"), { memberId: other }, { name: "测试乙", lastFour: "1234" });
    members.setBlocked(account("a"), true);
    const first = store.records.all("SELECT blocked_at FROM identity");
    members.setBlocked(account("a"), true);
    expect(store.records.all("SELECT blocked_at FROM identity")).toEqual(first);
    const blocked = (id: number) =>
      members.accountsOf(id).map(({ accountId, blocked: is }) => [accountId, is]);
    expect(blocked(memberId)).toEqual(
      expect.arrayContaining([
        ["a", true],
        ["p", false],
      ]),
    );
    expect(blocked(other)).toEqual(
      expect.arrayContaining([
        ["a", true],
        ["p", false],
      ]),
    );
    members.setBlocked(account("a"), false);
    expect(blocked(memberId)).toEqual(expect.arrayContaining([["a", false]]));
  });
});

describe("accounts of staff", () => {
  it("are those of active staff with any of the roles, or of all", () => {
    const { members, bindNow } = setUp();
    const add = (name: string, roles: ("admin" | "liaison" | "dispatcher")[]) => {
      const staffId = members.addStaff(OPERATOR, { name, roles, phone: "13900009999" });
      bindNow(account(name), { staffId }, { name, lastFour: "9999" });
      return staffId;
    };
    const [a, b] = [add("甲", ["admin", "liaison"]), add("乙", ["dispatcher"])];
    expect(members.staffAccounts("liaison", "dispatcher")).toEqual([
      { channel: "test", accountId: "甲", staffId: a, name: "甲", roles: ["admin", "liaison"] },
      { channel: "test", accountId: "乙", staffId: b, name: "乙", roles: ["dispatcher"] },
    ]);
    expect(members.staffAccounts("admin").map(({ name }) => name)).toEqual(["甲"]);
    expect(members.staffAccounts("viewer")).toEqual([]);
    expect(members.staffAccounts()).toHaveLength(2);
  });
});
