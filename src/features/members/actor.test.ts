import { describe, expect, it } from "vitest";
import { type Role, STRANGER } from "../../dialogue/index.ts";
import { type Actor, actorName, NotAllowed, principalOf, requireRole, staffActor } from "./actor.ts";

const staff = (...roles: Role[]): Actor => ({ kind: "staff", staffId: 3, name: "测试员", roles });

describe("actors", () => {
  it("are named in the log by kind and number, never by name of a person", () => {
    expect(
      [
        staff("admin"),
        { kind: "member", memberId: 17 },
        { kind: "proxy", proxyId: 5, memberId: 17 },
        { kind: "operator", name: "root" },
        { kind: "system", name: "binding" },
      ].map((actor) => actorName(actor as Actor)),
    ).toEqual(["staff:3", "member:17", "proxy:5", "operator:root", "system:binding"]);
  });

  it("pass with one of the roles, as admin, or at the command line", () => {
    for (const actor of [
      staff("editor", "viewer"),
      staff("admin"),
      { kind: "operator", name: "root" } as const,
    ]) {
      expect(requireRole(actor, "dispatcher", "editor").actor).toBe(actor);
    }
  });

  it.each<[string, Actor]>([
    ["staff with other roles", staff("viewer", "liaison")],
    ["staff without roles", staff()],
    ["members", { kind: "member", memberId: 1 }],
    ["proxies", { kind: "proxy", proxyId: 1, memberId: 1 }],
    ["jobs", { kind: "system", name: "birthdays" }],
  ])("%s are refused, and told which role is missing", (_name, actor) => {
    expect(() => requireRole(actor, "editor")).toThrow(NotAllowed);
    expect(() => requireRole(actor, "editor")).toThrow("这项操作需要管理员、资料员来办");
  });

  it("are made from speakers: the member themself, the proxy of the chosen member, or nobody", () => {
    const self = { memberId: 1, name: "测试甲", category: "退休" } as const;
    const mother = { memberId: 2, name: "测试乙", category: "离休", relation: "女儿", proxyId: 9 } as const;
    expect(principalOf({ self, represents: [mother], actingFor: self })).toEqual({
      kind: "member",
      memberId: 1,
    });
    expect(principalOf({ self, represents: [mother], actingFor: mother })).toEqual({
      kind: "proxy",
      proxyId: 9,
      memberId: 2,
    });
    expect(principalOf({ self, represents: [mother] })).toBeUndefined();
    expect(principalOf(STRANGER)).toBeUndefined();
    expect(staffActor(STRANGER)).toBeUndefined();
    expect(staffActor({ represents: [], staff: { staffId: 3, name: "测试员", roles: ["liaison"] } })).toEqual(
      staff("liaison"),
    );
  });
});
