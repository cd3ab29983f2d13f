import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { account, DAY_MS, inventedIdNumber, OPERATOR, setUpPeople } from "../people.fixture.ts";

const RIGHT = { name: "测试甲", lastFour: "1234" };

describe("binding", () => {
  it("binds an account once, even when it is confirmed twice", () => {
    const { members, addMember, bindTo, store } = setUpPeople();
    const memberId = addMember();
    const invitation = members.invite(OPERATOR, { memberId });
    const bound = { kind: "bound", identityId: 1, forWhom: "member", memberId };
    expect(bindTo(account("a"), invitation, RIGHT)).toEqual({ ...bound, already: false });
    expect(bindTo(account("a"), invitation, RIGHT)).toEqual({ ...bound, already: true });
    expect(store.records.all("SELECT id FROM identity")).toHaveLength(1);
    expect(store.records.all("SELECT id FROM consent")).toHaveLength(1);
    expect(
      members.audit.of(`member:${memberId}`, 9).filter(({ action }) => action === "identity.bind"),
    ).toEqual([
      {
        at: expect.any(Number),
        actor: "system:binding",
        action: "identity.bind",
        detail: { identity: 1, channel: "test", invitation: 1, forWhom: "member", consent: "v1" },
      },
    ]);
  });

  it("gives a used code to nobody else", () => {
    const { members, addMember, bindTo } = setUpPeople();
    const memberId = addMember();
    const invitation = members.invite(OPERATOR, { memberId });
    bindTo(account("a"), invitation, RIGHT);
    expect(members.findInvitation(account("b"), invitation.code)).toEqual({ kind: "used" });
    expect(bindTo(account("b"), invitation, RIGHT)).toEqual({ kind: "gone" });
    expect(members.speakerOf(account("b"))).toEqual({ represents: [] });
  });

  it("does not bind again through an old code what was unbound", () => {
    const { members, addMember, bindTo } = setUpPeople();
    const memberId = addMember();
    const invitation = members.invite(OPERATOR, { memberId });
    bindTo(account("a"), invitation, RIGHT);
    members.unbind(OPERATOR, account("a"), { memberId });
    expect(bindTo(account("a"), invitation, RIGHT)).toEqual({ kind: "gone" });
  });

  it("keeps one identity when a bound account uses another code, which is spent", () => {
    const { members, addMember, bindTo, bindNow } = setUpPeople();
    const memberId = addMember();
    bindNow(account("a"), { memberId }, RIGHT);
    const again = members.invite(OPERATOR, { memberId });
    expect(bindTo(account("a"), again, RIGHT)).toMatchObject({ kind: "bound", identityId: 1, already: true });
    expect(bindTo(account("b"), again, RIGHT)).toEqual({ kind: "gone" });
    expect(members.accountsOf(memberId)).toHaveLength(1);
  });

  it.each([
    ["测试甲", "1234"],
    [" 测 试　甲 ", " 1234 "],
    ["测试甲", "１２３４"],
  ])("takes the name %j and the digits %j", (name, lastFour) => {
    const { members, addMember, bindTo } = setUpPeople();
    expect(
      bindTo(account("a"), members.invite(OPERATOR, { memberId: addMember() }), { name, lastFour }).kind,
    ).toBe("bound");
  });

  it("takes whichever dot stands in a name of several parts", () => {
    const { addMember, bindNow } = setUpPeople();
    const memberId = addMember({ name: "测试•甲" });
    expect(bindNow(account("a"), { memberId }, { name: "测试·甲", lastFour: "1234" }).kind).toBe("bound");
  });

  it("asks those without a phone for the last four of the identity number, which may end in X", () => {
    const { members, bindTo } = setUpPeople();
    const idNumber = Array.from({ length: 99 }, (_, i) => inventedIdNumber(i)).find((number) =>
      number.endsWith("X"),
    )!;
    const memberId = members.add(OPERATOR, { name: "测试甲", category: "离休", idNumber });
    const invitation = members.invite(OPERATOR, { memberId });
    expect(bindTo(account("a"), invitation, { name: "测试甲", lastFour: "" })).toEqual({
      kind: "mismatch",
      triesLeft: 4,
    });
    const lastFour = idNumber.slice(-4).toLowerCase();
    expect(bindTo(account("a"), invitation, { name: "测试甲", lastFour })).toMatchObject({ kind: "bound" });
  });

  it("locks the invitation after five mismatches, for the right proof too", () => {
    const { members, addMember, bindTo } = setUpPeople();
    const memberId = addMember();
    const invitation = members.invite(OPERATOR, { memberId });
    const wrong = [
      { name: "测试乙", lastFour: "1234" },
      { name: "测试甲", lastFour: "1235" },
      { name: "", lastFour: "" },
      { name: "测试甲", lastFour: "01234" },
      { name: "测试甲1234", lastFour: "" },
    ];
    const triesLeft = wrong.map((proof) => bindTo(account("a"), invitation, proof));
    expect(triesLeft).toEqual([4, 3, 2, 1, 0].map((left) => ({ kind: "mismatch", triesLeft: left })));
    expect(bindTo(account("a"), invitation, RIGHT)).toEqual({ kind: "gone" });
    expect(members.findInvitation(account("a"), invitation.code)).toEqual({ kind: "locked" });
    expect(members.openInvitations(OPERATOR)).toEqual([]);
    expect(members.speakerOf(account("a"))).toEqual({ represents: [] });
  });

  it("binds proxies by their own name and phone, and staff by theirs; the consent is the member's", () => {
    const { members, addMember, bindTo, store } = setUpPeople();
    const memberId = addMember();
    const proxyGrantId = members.grant(OPERATOR, {
      memberId,
      name: "测试丙",
      phone: "13900005678",
      relation: "女儿",
    });
    const staffId = members.addStaff(OPERATOR, { name: "联络甲", roles: ["liaison"], phone: "13900009999" });
    const forProxy = members.invite(OPERATOR, { proxyGrantId });
    expect(members.findInvitation(account("p"), forProxy.code)).toEqual({
      kind: "found",
      id: forProxy.id,
      forWhom: "proxy",
      asksPhone: true,
      memberName: "测试甲",
      relation: "女儿",
    });
    expect(bindTo(account("p"), forProxy, RIGHT).kind).toBe("mismatch");
    expect(bindTo(account("p"), forProxy, { name: "测试丙", lastFour: "5678" })).toMatchObject({
      kind: "bound",
      forWhom: "proxy",
      proxyId: 1,
    });
    const forStaff = members.invite(OPERATOR, { staffId });
    expect(members.bind(account("s"), forStaff.id, { name: "联络甲", lastFour: "9999" }, "v1")).toMatchObject(
      {
        kind: "bound",
        forWhom: "staff",
        staffId,
      },
    );
    expect(store.records.all("SELECT member_id, identity_id, version FROM consent")).toEqual([
      { member_id: memberId, identity_id: 1, version: "v1" },
    ]);
  });

  it("keeps no consent that was not given", () => {
    const { members, addMember, store } = setUpPeople();
    const { id } = members.invite(OPERATOR, { memberId: addMember() });
    expect(members.bind(account("a"), id, RIGHT, "").kind).toBe("bound");
    expect(store.records.all("SELECT id FROM consent")).toEqual([]);
  });

  it("is undone with everything around it when the caller's transaction fails", () => {
    const { members, addMember, store } = setUpPeople();
    const memberId = addMember();
    const { id, code } = members.invite(OPERATOR, { memberId });
    expect(() =>
      store.transaction(() => {
        members.bind(account("a"), id, RIGHT, "v1");
        throw new Error("the reply was not stored");
      }),
    ).toThrow("the reply was not stored");
    expect(members.speakerOf(account("a"))).toEqual({ represents: [] });
    expect(members.findInvitation(account("a"), code).kind).toBe("found");
    expect(members.audit.verify()).toMatchObject({ ok: true, rows: 2 });
  });

  it("knows no invitation that is not there", () => {
    expect(setUpPeople().members.bind(account("a"), 99, RIGHT, "v1")).toEqual({ kind: "gone" });
  });

  it("holds, whatever is done in whatever order: one code binds one account, by the right proof, in time", () => {
    type Step =
      | { kind: "invite" | "revoke" | "wait" }
      | { kind: "bind"; by: string; which: number; right: boolean };
    const step: fc.Arbitrary<Step> = fc.oneof(
      fc.constant({ kind: "invite" as const }),
      fc.constant({ kind: "revoke" as const }),
      fc.constant({ kind: "wait" as const }),
      fc.record({
        kind: fc.constant("bind" as const),
        by: fc.constantFrom("a", "b"),
        which: fc.nat(3),
        right: fc.boolean(),
      }),
    );
    const people = setUpPeople();
    const { members, addMember, bindTo, pass, now } = people;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), fc.uuid(), (steps, channel) => {
        const memberId = addMember();
        const model: {
          id: number;
          failures: number;
          expiresAt: number;
          usedBy?: string;
          revoked: boolean;
        }[] = [];
        const boundBy = new Set<string>();
        for (const taken of steps) {
          if (taken.kind === "wait") pass(5 * DAY_MS);
          if (taken.kind === "invite") {
            for (const old of model) old.revoked ||= old.usedBy === undefined;
            const { id, expiresAt } = members.invite(OPERATOR, { memberId });
            model.push({ id, expiresAt, failures: 0, revoked: false });
          }
          const known = model.at(taken.kind === "bind" ? -1 - (taken.which % Math.max(1, model.length)) : -1);
          if (known === undefined) continue;
          if (taken.kind === "revoke") {
            members.revokeInvitation(OPERATOR, known.id);
            known.revoked ||= known.usedBy === undefined;
          }
          if (taken.kind !== "bind") continue;
          const outcome = bindTo(
            account(taken.by, channel),
            { ...known, code: "", forWhom: "member", name: "" },
            {
              ...RIGHT,
              ...(taken.right ? {} : { lastFour: "0000" }),
            },
          );
          const open =
            known.usedBy === undefined && !known.revoked && known.failures < 5 && now() < known.expiresAt;
          if (known.usedBy !== undefined && boundBy.has(taken.by)) {
            expect(outcome).toMatchObject({ kind: "bound", already: true });
          } else if (!open) {
            expect(outcome).toEqual({ kind: "gone" });
          } else if (taken.right) {
            expect(outcome).toMatchObject({ kind: "bound", already: boundBy.has(taken.by) });
            known.usedBy = taken.by;
            boundBy.add(taken.by);
          } else {
            known.failures++;
            expect(outcome).toEqual({ kind: "mismatch", triesLeft: 5 - known.failures });
          }
        }
        expect(new Set(members.accountsOf(memberId).map(({ accountId }) => accountId))).toEqual(boundBy);
      }),
      { numRuns: 150 },
    );
    expect(members.audit.verify()).toMatchObject({ ok: true });
  });
});
