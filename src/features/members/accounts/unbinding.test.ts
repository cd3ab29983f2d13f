import { describe, expect, it } from "vitest";
import { NotAllowed } from "../actor.ts";
import { account, OPERATOR, setUpPeople, staffActor } from "../people.fixture.ts";

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

describe("unbinding", () => {
  it("is for the person whose account it is, and for editors; of staff accounts for admins", () => {
    const { members, addWithDaughter, bindNow } = setUp();
    const { memberId, proxyId } = addWithDaughter("p");
    const staffId = members.addStaff(OPERATOR, { name: "联络甲", roles: ["liaison"], phone: "13900009999" });
    const bindAll = () => {
      bindNow(account("a"), { memberId }, RIGHT);
      bindNow(account("s"), { staffId }, { name: "联络甲", lastFour: "9999" });
    };
    bindAll();
    const member = { kind: "member", memberId } as const;
    const proxy = { kind: "proxy", proxyId, memberId } as const;
    for (const [actor, to, who] of [
      [proxy, account("a"), { memberId }],
      [member, account("p"), { proxyId }],
      [{ kind: "member", memberId: memberId + 1 } as const, account("a"), { memberId }],
      [staffActor(98, "liaison", "viewer"), account("a"), { memberId }],
      [staffActor(98, "editor"), account("s"), { staffId }],
      [member, account("s"), { staffId }],
      [{ kind: "system", name: "job" } as const, account("a"), { memberId }],
    ] as const) {
      expect(() => members.unbind(actor, to, who)).toThrow(NotAllowed);
    }
    members.unbind(member, account("a"), { memberId });
    members.unbind(proxy, account("p"), { proxyId });
    members.unbind(staffActor(staffId, "liaison"), account("s"), { staffId });
    for (const id of ["a", "p", "s"]) expect(members.speakerOf(account(id))).toEqual({ represents: [] });

    bindAll();
    members.unbind(staffActor(98, "editor"), account("a"), { memberId });
    members.unbind(staffActor(98, "admin"), account("s"), { staffId });
    for (const id of ["a", "s"]) expect(members.speakerOf(account(id))).toEqual({ represents: [] });
  });

  it("touches this account and this binding alone, and is logged when there was something to undo", () => {
    const { members, addWithDaughter, bindNow } = setUp();
    const { memberId } = addWithDaughter("a");
    bindNow(account("a"), { memberId }, RIGHT);
    bindNow(account("b"), { memberId }, RIGHT);
    members.unbind(OPERATOR, account("a"), { memberId });
    expect(members.accountsOf(memberId)).toMatchObject([
      { accountId: "b", via: "self" },
      { accountId: "a", via: "proxy" },
    ]);
    const rows = members.audit.of(`member:${memberId}`, 99);
    expect(rows[0]).toMatchObject({ action: "identity.unbind", actor: "operator:test" });
    members.unbind(OPERATOR, account("a"), { memberId });
    expect(members.audit.of(`member:${memberId}`, 99)).toHaveLength(rows.length);
  });

  it("withdraws the consent when the person does it, and not when staff do", () => {
    const { members, addMember, bindNow, store } = setUp();
    const memberId = addMember();
    bindNow(account("a"), { memberId }, RIGHT);
    bindNow(account("b"), { memberId }, RIGHT);
    members.unbind(OPERATOR, account("a"), { memberId });
    members.unbind({ kind: "member", memberId }, account("b"), { memberId });
    const rows = store.records.all("SELECT withdrawn_at IS NULL AS given FROM consent ORDER BY id");
    expect(rows).toEqual([{ given: 1 }, { given: 0 }]);
  });
});
