import { describe, expect, it } from "vitest";
import { catalogue, KEY, MINUTE_MS, OPERATOR, ZONE } from "./figures.fixture.ts";
import { ITEM, setUp } from "./open311Face.fixture.ts";
import { createOpen311Face } from "./open311Face.ts";

describe("what the hotline may see", () => {
  it("is the whole catalogue, its questions in choices and words", () => {
    const { face } = setUp();
    const { services, sample } = face.catalogue();
    expect(sample).toBe(catalogue.sample);
    expect(services.map(({ code }) => code)).toEqual(catalogue.items.map(({ id }) => id));
    for (const { code, asks, keywords } of services) {
      const questions = face.questionsOf(code)!;
      expect(asks).toBe(questions.length > 0);
      expect(keywords.join()).not.toContain("…");
      expect(new Set(questions.map((question) => question.code)).size).toBe(questions.length);
      for (const { kind, choices } of questions) expect(choices !== undefined).toBe(kind === "choice");
    }
    expect(face.questionsOf("none")).toBeUndefined();
  });

  it("changes its mark with the catalogue, and not before", () => {
    const { store, members, clock, requests, apiKeys, set } = setUp();
    let current = catalogue;
    const face = createOpen311Face({
      requests,
      apiKeys,
      store,
      audit: members.audit,
      catalogue: { current: () => current },
      key: KEY,
      readPhone: () => ({ ok: false }),
      clock,
      timeZone: ZONE,
    });
    const first = face.catalogue().changeset;
    set(clock() + MINUTE_MS);
    expect(face.catalogue().changeset).toBe(first);
    current = { ...catalogue, version: "another" };
    expect(face.catalogue().changeset > first).toBe(true);
  });

  it("is where an order stands, and nothing of the person", () => {
    const { face, submitted, requests, clock, pass, member } = setUp();
    member("王大明");
    const { number } = submitted();
    const requestedAt = clock();
    const [open] = face.byNumbers([number]);
    expect(open).toMatchObject({
      number,
      open: true,
      stage: "已收到，等待受理",
      serviceCode: ITEM.id,
      serviceName: ITEM.name,
      district: "天元区",
      requestedAt,
      updatedAt: requestedAt,
      expectedAt: requests.byNumber(number)!.finishBy,
    });
    pass(MINUTE_MS);
    requests.act(OPERATOR, requests.byNumber(number)!.id, { do: "decline", reason: "他家有病人" });
    const [closed] = face.byNumbers([number]);
    expect(closed).toMatchObject({ open: false, updatedAt: clock(), notice: "已办结。" });
    const told = JSON.stringify([open, closed, face.list({ from: 0, to: clock(), limit: 10 })]);
    for (const secret of ["王大明", "大明", "13800001234", "泰山路", "来电反映", "病人"])
      expect(told).not.toContain(secret);
  });

  it("is listed newest first, by code, status and time, and no more than asked for", () => {
    const { face, order, clock, set } = setUp();
    const start = clock();
    const [first, second] = catalogue.items;
    order({ itemId: first!.id });
    order({
      itemId: second!.id,
      submittedAt: start + 1,
      status: "done",
      doneAt: start + 5,
      closedAt: start + 5,
    });
    order({ itemId: second!.id, submittedAt: start + 2 });
    set(start + 10);
    const all = { from: start, to: start + 2, limit: 1_000 };
    const numbers = (filter: Parameters<typeof face.list>[0]) =>
      face.list(filter).map(({ number }) => number.slice(-1));
    expect(numbers(all)).toEqual(["3", "2", "1"]);
    expect(numbers({ ...all, limit: 2 })).toEqual(["3", "2"]);
    expect(numbers({ ...all, to: start + 1 })).toEqual(["2", "1"]);
    expect(numbers({ ...all, from: start + 1 })).toEqual(["3", "2"]);
    expect(numbers({ ...all, open: true })).toEqual(["3", "1"]);
    expect(numbers({ ...all, open: false })).toEqual(["2"]);
    expect(numbers({ ...all, serviceCodes: [second!.id, "none"] })).toEqual(["3", "2"]);
    expect(face.byNumbers(["none", "20261123-0003", "20261123-0001"]).map(({ number }) => number)).toEqual([
      "20261123-0003",
      "20261123-0001",
    ]);
    expect(face.byNumbers([])).toEqual([]);
  });

  it("is opened by a key that was issued", () => {
    const { face, apiKeys } = setUp();
    const { id, key } = apiKeys.issue(OPERATOR, "市12345热线");
    expect(face.holderOf(key)).toEqual({ keyId: id, name: "市12345热线" });
    expect(face.holderOf("jq_none")).toBeUndefined();
  });
});
