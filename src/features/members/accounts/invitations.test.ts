import { describe, expect, it, vi } from "vitest";
import { NotAllowed } from "../actor.ts";
import {
  account,
  DAY_MS,
  HOUR_MS,
  inventedIdNumber,
  KEY,
  OPERATOR,
  setUpPeople,
  staffActor,
} from "../people.fixture.ts";
import { createMembers } from "../records/members.ts";

const RIGHT = { name: "测试甲", lastFour: "1234" };

describe("invitations", () => {
  it("are nine digits at random, of which the file holds no trace", () => {
    const { members, addMember, store, box, now } = setUpPeople();
    const memberId = addMember();
    const random = createMembers({ store, box, key: KEY, clock: now, timeZone: "Asia/Shanghai" });
    const codes = Array.from({ length: 20 }, () => random.invite(OPERATOR, { memberId }).code);
    expect(new Set(codes).size).toBe(20);
    for (const code of codes) expect(code).toMatch(/^\d{9}$/);
    const rows = JSON.stringify(
      store.records.all("SELECT * FROM invitation UNION ALL SELECT * FROM invitation"),
    );
    expect(rows).not.toContain(codes.at(-1));
    expect(members.findInvitation(account("a"), codes.at(-1)!)).toMatchObject({ kind: "found" });
  });

  it("say what to write on the card: for proxies also whom they will act for", () => {
    const { members, addMember, now } = setUpPeople();
    const memberId = addMember();
    const proxyGrantId = members.grant(OPERATOR, {
      memberId,
      name: "测试丙",
      phone: "13900005678",
      relation: "女儿",
    });
    expect(members.invite(OPERATOR, { memberId })).toEqual({
      id: 1,
      code: "100000001",
      expiresAt: now() + 14 * DAY_MS,
      forWhom: "member",
      name: "测试甲",
    });
    expect(members.invite(OPERATOR, { proxyGrantId }, 3)).toEqual({
      id: 2,
      code: "100000002",
      expiresAt: now() + 3 * DAY_MS,
      forWhom: "proxy",
      name: "测试丙",
      memberName: "测试甲",
      relation: "女儿",
    });
  });

  it("are found in any writing of the code, and the name of a member is not told", () => {
    const { members, addMember } = setUpPeople();
    const { id } = members.invite(OPERATOR, { memberId: addMember() });
    for (const code of [
      "100000001",
      " 100 000 001 ",
      "100-000-001",
      "１００００００１".replace("１００", "１０００"),
    ]) {
      expect(members.findInvitation(account("a"), code)).toEqual({
        kind: "found",
        id,
        forWhom: "member",
        asksPhone: true,
      });
    }
  });

  it("ask those without a phone for the identity number, and are not issued where there is neither", () => {
    const { members, store } = setUpPeople();
    const draft = { name: "测试甲", category: "退休" } as const;
    const numbered = members.add(OPERATOR, { ...draft, idNumber: inventedIdNumber(1) });
    const { code } = members.invite(OPERATOR, { memberId: numbered });
    expect(members.findInvitation(account("a"), code)).toMatchObject({ kind: "found", asksPhone: false });
    expect(() => members.invite(OPERATOR, { memberId: members.add(OPERATOR, draft) })).toThrow(
      "无法确认身份",
    );
    store.records.run("UPDATE member SET id_number_sealed = NULL");
    expect(members.findInvitation(account("a"), code)).toEqual({ kind: "revoked" });
    expect(members.bind(account("a"), 1, RIGHT, "v1")).toEqual({ kind: "gone" });
  });

  it("replace an older open one of the same target, and none of another", () => {
    const { members, addMember } = setUpPeople();
    const [one, other] = [addMember(), addMember()];
    const old = members.invite(OPERATOR, { memberId: one });
    const kept = members.invite(OPERATOR, { memberId: other });
    const fresh = members.invite(OPERATOR, { memberId: one });
    expect(members.findInvitation(account("a"), old.code)).toEqual({ kind: "revoked" });
    expect(members.findInvitation(account("a"), kept.code).kind).toBe("found");
    expect(members.findInvitation(account("a"), fresh.code).kind).toBe("found");
    expect(members.openInvitations(OPERATOR).map(({ id }) => id)).toEqual([kept.id, fresh.id]);
  });

  it("expire to the millisecond", () => {
    const { members, addMember, pass } = setUpPeople();
    const { code } = members.invite(OPERATOR, { memberId: addMember() }, 1);
    pass(DAY_MS - 1);
    expect(members.findInvitation(account("a"), code).kind).toBe("found");
    pass(1);
    expect(members.findInvitation(account("a"), code)).toEqual({ kind: "expired" });
    expect(members.bind(account("a"), 1, RIGHT, "v1")).toEqual({ kind: "gone" });
    expect(members.openInvitations(OPERATOR)).toEqual([]);
  });

  it.each([0, -1, 1.5, 91, Number.NaN])("are not issued for %s days", (days) => {
    const { members, addMember } = setUpPeople();
    expect(() => members.invite(OPERATOR, { memberId: addMember() }, days)).toThrow(
      "有效天数应在 1 到 90 之间",
    );
  });

  it("are not for the deceased, the moved and the erased, and those that were open end with them", () => {
    for (const status of ["deceased", "moved"] as const) {
      const { members, addMember, bindTo } = setUpPeople();
      const memberId = addMember();
      const proxyGrantId = members.grant(OPERATOR, {
        memberId,
        name: "测试丙",
        phone: "13900005678",
        relation: "女儿",
      });
      const codes = [members.invite(OPERATOR, { memberId }), members.invite(OPERATOR, { proxyGrantId })];
      members.setStatus(OPERATOR, memberId, status, "2026-01-01");
      expect(members.openInvitations(OPERATOR)).toEqual([]);
      expect(() => members.invite(OPERATOR, { memberId })).toThrow("不能再邀请");
      expect(() => members.invite(OPERATOR, { proxyGrantId })).toThrow("不能再邀请");
      for (const { code } of codes)
        expect(members.findInvitation(account("a"), code)).toEqual({ kind: "revoked" });
      expect(bindTo(account("a"), codes[0]!, RIGHT)).toEqual({ kind: "gone" });
      expect(bindTo(account("a"), codes[1]!, { name: "测试丙", lastFour: "5678" })).toEqual({ kind: "gone" });
    }
    const { members, addMember, store } = setUpPeople();
    const memberId = addMember();
    store.records.run("UPDATE member SET erased_at = 1");
    expect(() => members.invite(OPERATOR, { memberId })).toThrow("已按本人要求删除");
  });

  it("draw again when a code was drawn before", () => {
    const drawn = ["000000001", "000000001", "000000002"];
    const { members, addMember } = setUpPeople({ randomDigits: () => drawn.shift() ?? "000000002" });
    const memberId = addMember();
    expect(members.invite(OPERATOR, { memberId }).code).toBe("000000001");
    expect(members.invite(OPERATOR, { memberId }).code).toBe("000000002");
    const open = members.openInvitations(OPERATOR);
    expect(() => members.invite(OPERATOR, { memberId })).toThrow("请再试一次");
    expect(members.openInvitations(OPERATOR)).toEqual(open);
  });

  it("are issued and revoked by editors, the member's liaison, for staff by admins, for proxies also by the member", () => {
    const { members, addMember } = setUpPeople();
    const liaisonId = members.addStaff(OPERATOR, {
      name: "联络甲",
      roles: ["liaison"],
      phone: "13900005678",
    });
    const memberId = addMember({ liaisonId });
    const proxyGrantId = members.grant(OPERATOR, {
      memberId,
      name: "测试丙",
      phone: "13900005678",
      relation: "女儿",
    });
    const member = { kind: "member", memberId } as const;
    const allowed = {
      member: [staffActor(1, "admin"), staffActor(1, "editor"), staffActor(liaisonId, "liaison")],
      proxy: [staffActor(1, "editor"), staffActor(liaisonId, "liaison"), member],
      staff: [staffActor(1, "admin")],
    };
    const refused = {
      member: [staffActor(99, "liaison"), staffActor(1, "dispatcher", "viewer"), member],
      proxy: [staffActor(99, "liaison"), { kind: "member", memberId: memberId + 1 } as const],
      staff: [staffActor(1, "editor", "liaison"), member],
    };
    const targets = { member: { memberId }, proxy: { proxyGrantId }, staff: { staffId: liaisonId } };
    for (const kind of ["member", "proxy", "staff"] as const) {
      for (const actor of allowed[kind]) {
        const { id, code } = members.invite(actor, targets[kind]);
        for (const other of refused[kind])
          expect(() => members.revokeInvitation(other, id)).toThrow(NotAllowed);
        members.revokeInvitation(actor, id);
        members.revokeInvitation(actor, id);
        expect(members.findInvitation(account("a"), code)).toEqual({ kind: "revoked" });
      }
      for (const actor of refused[kind])
        expect(() => members.invite(actor, targets[kind])).toThrow(NotAllowed);
    }
    expect(() => members.revokeInvitation(OPERATOR, 99)).toThrow("没有找到这个邀请");
    expect(() => members.revokeInvitation(member, 99)).toThrow(NotAllowed);
    expect(() => members.invite(OPERATOR, { proxyGrantId: 99 })).toThrow("没有找到这项代办");
  });

  it("are listed while they are open: all to editors, to a liaison their own, to others not at all", () => {
    const { members, addMember } = setUpPeople();
    const liaisonId = members.addStaff(OPERATOR, {
      name: "联络甲",
      roles: ["liaison"],
      phone: "13900005678",
    });
    const mine = members.invite(staffActor(liaisonId, "liaison"), { memberId: addMember({ liaisonId }) });
    const others = members.invite(OPERATOR, { staffId: liaisonId });
    const names = (actor: Parameters<typeof members.openInvitations>[0]) =>
      members.openInvitations(actor).map(({ id, forWhom, name }) => ({ id, forWhom, name }));
    const first = { id: mine.id, forWhom: "member", name: "测试甲" };
    expect(names(staffActor(1, "editor"))).toEqual([
      first,
      { id: others.id, forWhom: "staff", name: "联络甲" },
    ]);
    expect(names(staffActor(liaisonId, "liaison"))).toEqual([first]);
    expect(() => names(staffActor(1, "viewer"))).toThrow(NotAllowed);
    expect(() => names({ kind: "member", memberId: 1 })).toThrow(NotAllowed);
  });
});

describe("guessing codes", () => {
  it("ends for an account after five wrong ones in an hour, right codes included, and goes on when the first is an hour old", () => {
    const { members, addMember, pass, now } = setUpPeople();
    const { code } = members.invite(OPERATOR, { memberId: addMember() });
    const begin = now();
    for (let i = 0; i < 5; i++) {
      expect(members.findInvitation(account("a"), `99999999${i}`)).toEqual({ kind: "unknown" });
      pass(60_000);
    }
    expect(members.findInvitation(account("a"), code)).toEqual({ kind: "tooMany", retryAt: begin + HOUR_MS });
    expect(members.findInvitation(account("a", "other"), code).kind).toBe("found");
    pass(begin + HOUR_MS - now() - 1);
    expect(members.findInvitation(account("a"), code).kind).toBe("tooMany");
    pass(1);
    expect(members.findInvitation(account("a"), code).kind).toBe("found");
  });

  it("does not count what is no code, nor a code that was right once", () => {
    const { members, addMember, bindTo } = setUpPeople();
    const memberId = addMember();
    const used = members.invite(OPERATOR, { memberId });
    bindTo(account("b"), used, RIGHT);
    for (let i = 0; i < 9; i++) {
      expect(members.findInvitation(account("a"), "您好").kind).toBe("unknown");
      expect(members.findInvitation(account("a"), "12345678").kind).toBe("unknown");
      expect(members.findInvitation(account("a"), used.code).kind).toBe("used");
    }
    const { code } = members.invite(OPERATOR, { memberId });
    expect(members.findInvitation(account("a"), code).kind).toBe("found");
  });

  it("ends for all after two hundred wrong ones in an hour, and staff are told once an hour", () => {
    const onGuessing = vi.fn();
    const { members, addMember, pass, now } = setUpPeople({ onGuessing });
    const { code } = members.invite(OPERATOR, { memberId: addMember() });
    const guess = (round: string) => {
      for (let i = 0; i < 200; i++) members.findInvitation(account(`${round}${i}`), String(900_000_000 + i));
    };
    for (let i = 0; i < 199; i++) members.findInvitation(account(`x${i}`), String(900_000_000 + i));
    expect(members.findInvitation(account("honest"), code).kind).toBe("found");
    expect(onGuessing).not.toHaveBeenCalled();
    members.findInvitation(account("last"), "999999999");
    expect(onGuessing).toHaveBeenCalledTimes(1);
    for (let i = 0; i < 3; i++) {
      expect(members.findInvitation(account("honest"), code)).toEqual({
        kind: "tooMany",
        retryAt: now() + HOUR_MS,
      });
    }
    expect(onGuessing).toHaveBeenCalledTimes(1);
    pass(HOUR_MS);
    expect(members.findInvitation(account("honest"), code).kind).toBe("found");
    guess("y");
    expect(onGuessing).toHaveBeenCalledTimes(2);
  });

  it("forgets wrong codes that no longer count", () => {
    const { members, pass, store } = setUpPeople();
    for (let hour = 0; hour < 5; hour++) {
      for (let i = 0; i < 4; i++) members.findInvitation(account("a"), `99999999${i}`);
      pass(HOUR_MS);
    }
    expect(store.records.all("SELECT id FROM binding_failure")).toHaveLength(4);
  });
});
