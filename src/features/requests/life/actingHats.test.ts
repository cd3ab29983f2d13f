import { describe, expect, it } from "vitest";
import type { Actor } from "../../members/index.ts";
import type { RequestAction } from "../types.ts";
import { codeOf, OPERATOR, ordered, setUpRequests, staffActor } from "./requests.fixture.ts";

function setUp() {
  const bureau = setUpRequests();
  const { requests, member, staff, order } = bureau;
  const memberId = member("m");
  const person: Actor = { kind: "member", memberId };
  const dispatcher = staff("d", "调度", "dispatcher");
  const desk = staffActor(dispatcher, "dispatcher");
  const workerId = staff("w", "欧阳师傅", "liaison");
  const worker = staffActor(workerId, "liaison");
  const act = (actor: Actor, action: RequestAction, version?: number, id = 1) =>
    requests.act(actor, id, action, version);
  return { ...bureau, memberId, person, desk, worker, workerId, act, order: () => order(memberId) };
}

describe("who may act and read", () => {
  it("lets others neither act on an order nor read it", () => {
    const { act, member, order, requests, proxy, members, memberId, worker } = setUp();
    order();
    const other: Actor = { kind: "member", memberId: member("o") };
    const { proxyId, grantId } = proxy(memberId, "p");
    const asProxy: Actor = { kind: "proxy", proxyId, memberId };
    const borrowed: Actor = { kind: "proxy", proxyId, memberId: other.memberId };
    for (const actor of [
      other,
      borrowed,
      worker,
      staffActor(worker.kind === "staff" ? worker.staffId : 0, "viewer"),
    ]) {
      expect(codeOf(act(actor, { do: "cancel" }))).toBe("notAllowed");
      expect(() => requests.detail(actor, 1)).toThrow();
      expect(() => requests.attachments(actor, 1)).toThrow();
    }
    expect(() => requests.timeline(other, 1)).toThrow();
    expect(() => requests.detail(other, 77)).toThrow();
    expect(codeOf(act(asProxy, { do: "urge" }))).toBeUndefined();
    expect(requests.detail(asProxy, 1).words).toBe("水管漏了");
    members.revokeGrant(OPERATOR, grantId);
    expect(codeOf(act(asProxy, { do: "cancel" }))).toBe("notAllowed");
    expect(codeOf(act(OPERATOR, { do: "accept" }, undefined, 77))).toBe("gone");
  });

  it("does not let an account that was a proxy's touch the member's order as a stranger", () => {
    const { member, proxy, requests, members, draftFor, told } = setUp();
    const id = member("x");
    const { proxyId, grantId } = proxy(id, "p");
    const draft = draftFor(id, { channel: "telegram", chatId: "p" });
    const { id: order } = ordered(requests.submit({ kind: "proxy", proxyId, memberId: id }, draft));
    members.revokeGrant(OPERATOR, grantId);
    const stranger = { kind: "stranger", channel: "telegram", chatId: "p" } as const;
    expect(codeOf(requests.act(stranger, order, { do: "cancel" }))).toBe("notAllowed");
    expect(requests.ofChat("telegram", "p")).toEqual([]);
    const before = told("p").length;
    requests.act(OPERATOR, order, { do: "accept" });
    expect(told("p")).toHaveLength(before);
    expect(told("x").at(-1)!.text).toContain("已经接了");
  });

  it("audits each look at the detail", () => {
    const { order, requests, desk, members, memberId } = setUp();
    order();
    requests.detail(desk, 1);
    expect(members.audit.of(`member:${memberId}`, 1)).toMatchObject([
      { action: "member.read", actor: "staff:1", detail: { purpose: "看服务单", request: 1 } },
    ]);
  });

  it("shows viewers the steps without notes, and persons no offers", () => {
    const { order, requests, act, desk, person, staff, workerId } = setUp();
    requests.skills.set(OPERATOR, workerId, "repair");
    order();
    act(desk, { do: "note", text: "家属来过电话" });
    const viewer = staffActor(staff(undefined, "看客", "viewer"), "viewer");
    expect(requests.timeline(viewer, 1).map(({ action, note }) => [action, note])).toEqual([
      ["submit", undefined],
      ["offer", undefined],
      ["note", undefined],
    ]);
    expect(requests.timeline(person, 1).map(({ action }) => action)).toEqual(["submit", "note"]);
    expect(() => requests.detail(viewer, 1)).toThrow();
  });
});
