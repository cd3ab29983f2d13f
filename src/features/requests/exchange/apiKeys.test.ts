import { expect, it } from "vitest";
import { tables } from "../../../store/index.ts";
import { MemberError, NotAllowed } from "../../members/index.ts";
import { createApiKeys } from "./apiKeys.ts";
import { KEY, OPERATOR, setUpOrders, staffActor } from "./figures.fixture.ts";

const HOTLINE = "市12345热线";

function setUp() {
  const { store, members, clock } = setUpOrders();
  return { store, members, keys: createApiKeys({ store, key: KEY, audit: members.audit, clock }) };
}

it("issues a key that opens, shows it once and keeps only its hash", () => {
  const { store, keys, members } = setUp();
  const { id, key } = keys.issue(OPERATOR, `  ${HOTLINE} `);
  expect(key).toMatch(/^jq_[A-Za-z0-9_-]{43}$/);
  expect(keys.holderOf(key)).toEqual({ keyId: id, name: HOTLINE });
  const stored = JSON.stringify(store.records.select().from(tables.apiKey).all());
  expect(stored).not.toContain(key);
  expect(JSON.stringify(keys.list(OPERATOR))).not.toContain("eyHash");
  expect(members.audit.of(`apiKey:${id}`, 5)).toMatchObject([{ action: "apiKey.issue", detail: {} }]);
});

it("opens to nothing but the key itself", () => {
  const { keys } = setUp();
  const { key } = keys.issue(OPERATOR, HOTLINE);
  for (const wrong of ["", "jq_", key.slice(0, -1), `${key}x`, key.toLowerCase(), "x".repeat(10_000)])
    expect(keys.holderOf(wrong)).toBeUndefined();
});

it("never gives two systems the same key, nor the same name while both are in use", () => {
  const { keys } = setUp();
  const first = keys.issue(OPERATOR, HOTLINE);
  expect(() => keys.issue(OPERATOR, HOTLINE)).toThrow(MemberError);
  const second = keys.issue(OPERATOR, "另一个系统");
  expect(second.key).not.toBe(first.key);
  expect(keys.holderOf(second.key)?.name).toBe("另一个系统");
});

it("shuts at once when it is revoked, and the name is free again", () => {
  const { keys } = setUp();
  const { id, key } = keys.issue(OPERATOR, HOTLINE);
  keys.revoke(OPERATOR, id);
  expect(keys.holderOf(key)).toBeUndefined();
  expect(keys.list(OPERATOR)).toMatchObject([{ id, name: HOTLINE, revokedAt: expect.any(Number) }]);
  expect(() => keys.revoke(OPERATOR, id)).toThrow(MemberError);
  const again = keys.issue(OPERATOR, HOTLINE);
  expect(keys.holderOf(again.key)?.keyId).toBe(again.id);
});

it("belongs to the service's key: another service's hashes open nothing", () => {
  const { store, members, keys } = setUp();
  const { key } = keys.issue(OPERATOR, HOTLINE);
  const other = createApiKeys({ store, key: Buffer.alloc(32, 8), audit: members.audit, clock: () => 0 });
  expect(other.holderOf(key)).toBeUndefined();
});

it("is for admins alone", () => {
  const { keys } = setUp();
  const { id } = keys.issue(staffActor("admin"), HOTLINE);
  for (const actor of [
    staffActor("viewer", "editor", "dispatcher", "liaison"),
    { kind: "system", name: "open311" },
  ] as const) {
    expect(() => keys.issue(actor, "别的系统")).toThrow(NotAllowed);
    expect(() => keys.revoke(actor, id)).toThrow(NotAllowed);
    expect(() => keys.list(actor)).toThrow(NotAllowed);
  }
});

it("wants a name of a length", () => {
  const { keys } = setUp();
  expect(() => keys.issue(OPERATOR, " \n ")).toThrow(/名称/);
  expect(() => keys.issue(OPERATOR, "长".repeat(61))).toThrow(/60/);
});
