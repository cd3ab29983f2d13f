import { describe, expect, it } from "vitest";
import { KEY, OPERATOR, setUpPeople } from "../people.fixture.ts";
import { auditFaults } from "../refusals.ts";
import { createAudit } from "./audit.ts";

function setUp(rows: number) {
  const people = setUpPeople();
  const { audit } = people.members;
  for (let i = 1; i <= rows; i++)
    audit.record(OPERATOR, "member.read", `member:${i % 3}`, { fields: ["phone"], i });
  /** As somebody with the file and without the key would. */
  const tamper = (statement: string) => {
    people.store.records.run("DROP TRIGGER IF EXISTS audit_log_no_update");
    people.store.records.run("DROP TRIGGER IF EXISTS audit_log_no_delete");
    people.store.records.run(statement);
  };
  return { ...people, audit, tamper };
}

describe("audit log", () => {
  it("verifies a chain over several pages, and its head changes with each row", () => {
    const { audit } = setUp(2_500);
    const before = audit.verify();
    expect(before).toMatchObject({ ok: true, rows: 2_500, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
    audit.record(OPERATOR, "member.read", "member:1");
    const after = audit.verify();
    expect(after).toMatchObject({ ok: true, rows: 2_501 });
    expect(after.ok && before.ok && after.head !== before.head).toBe(true);
  });

  it("verifies an empty log", () => {
    expect(setUp(0).audit.verify()).toEqual({ ok: true, rows: 0, head: "0".repeat(64) });
  });

  it.each([
    ["a changed actor", "UPDATE audit_log SET actor = 'staff:9' WHERE id = 4", 4, auditFaults.altered],
    ["a changed time", "UPDATE audit_log SET at = at + 1 WHERE id = 4", 4, auditFaults.altered],
    ["a changed detail", "UPDATE audit_log SET detail = '{}' WHERE id = 4", 4, auditFaults.altered],
    ["a row taken out", "DELETE FROM audit_log WHERE id = 4", 5, auditFaults.missing],
    ["the first row taken out", "DELETE FROM audit_log WHERE id = 1", 2, auditFaults.missing],
    ["a row taken out and the rest moved up", "DELETE FROM audit_log WHERE id = 4", 4, auditFaults.unlinked],
    [
      "a hash put in by hand",
      "UPDATE audit_log SET hash = zeroblob(32) WHERE id = 4",
      4,
      auditFaults.altered,
    ],
    ["a tail cut off", "DELETE FROM audit_log WHERE id > 8", 9, auditFaults.cutOff],
    ["everything deleted", "DELETE FROM audit_log", 1, auditFaults.cutOff],
  ])("finds %s", (name, statement, firstBad, reason) => {
    const { audit, tamper } = setUp(10);
    tamper(statement);
    if (name.endsWith("moved up")) {
      for (let id = 5; id <= 10; id++) tamper(`UPDATE audit_log SET id = ${id - 1} WHERE id = ${id}`);
    }
    expect(audit.verify()).toMatchObject({ ok: false, firstBad, reason });
  });

  it("still finds a cut-off tail when the log went on after it", () => {
    const { audit, tamper } = setUp(10);
    tamper("DELETE FROM audit_log WHERE id > 8");
    audit.record(OPERATOR, "member.read", "member:1");
    expect(audit.verify()).toMatchObject({ ok: false, firstBad: 11, reason: auditFaults.missing });
  });

  it("looks at rows beyond SQLite's counter, should somebody set it back", () => {
    const { audit, tamper } = setUp(10);
    tamper("UPDATE sqlite_sequence SET seq = 5 WHERE name = 'audit_log'");
    tamper("UPDATE audit_log SET actor = 'staff:9' WHERE id = 8");
    expect(audit.verify()).toMatchObject({ ok: false, firstBad: 8 });
  });

  it("does not verify under another key", () => {
    const { store, now } = setUp(3);
    expect(createAudit(store, Buffer.alloc(32, 8), now).verify()).toMatchObject({ ok: false, firstBad: 1 });
    expect(createAudit(store, KEY, now).verify()).toMatchObject({ ok: true });
  });

  it("leaves no gap and no row when the change it belongs to is rolled back", () => {
    const { audit, store } = setUp(2);
    expect(() =>
      store.transaction(() => {
        audit.record(OPERATOR, "member.change", "member:1");
        audit.record(OPERATOR, "member.change", "member:1");
        throw new Error("the change failed");
      }),
    ).toThrow("the change failed");
    audit.record(OPERATOR, "member.read", "member:1");
    expect(audit.verify()).toMatchObject({ ok: true, rows: 3 });
  });

  it("chains the rows of two logs over one store, as two processes have them", () => {
    const { audit, store, now } = setUp(0);
    const other = createAudit(store, KEY, now);
    for (let i = 0; i < 4; i++) (i % 2 === 0 ? audit : other).record(OPERATOR, "member.read", "member:1");
    expect(other.verify()).toMatchObject({ ok: true, rows: 4 });
  });

  it("refuses changes and deletions in the database itself", () => {
    const { store } = setUp(1);
    // drizzle wraps the error of SQLite.
    const message = (statement: string) => {
      try {
        store.records.run(statement);
      } catch (error) {
        return String((error as Error).cause ?? error);
      }
      return "done";
    };
    expect(message("UPDATE audit_log SET actor = 'x'")).toMatch("append-only");
    expect(message("DELETE FROM audit_log")).toMatch("append-only");
  });

  it("shows the newest rows of a subject first, and no others", () => {
    const { audit } = setUp(10);
    expect(audit.of("member:1", 2)).toEqual([
      {
        at: expect.any(Number),
        actor: "operator:test",
        action: "member.read",
        detail: { fields: ["phone"], i: 10 },
      },
      {
        at: expect.any(Number),
        actor: "operator:test",
        action: "member.read",
        detail: { fields: ["phone"], i: 7 },
      },
    ]);
  });

  it("writes the same detail the same way, whatever the order of its keys", () => {
    const { audit, store } = setUp(0);
    audit.record(OPERATOR, "x", "s", { b: { d: 1, c: [2, 1] }, a: 1 });
    audit.record(OPERATOR, "x", "s", { a: 1, b: { c: [2, 1], d: 1 } });
    const rows = store.records.all<{ detail: string }>("SELECT detail FROM audit_log");
    expect(rows.map(({ detail }) => detail)).toEqual(Array(2).fill('{"a":1,"b":{"c":[2,1],"d":1}}'));
  });
});
