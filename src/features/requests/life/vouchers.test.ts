import { describe, expect, it } from "vitest";
import { at, codeOf, DAY_MS, OPERATOR, ordered, setUpRequests, staffActor } from "./requests.fixture.ts";

const WANTED = { from: at(25, 8, 30), to: at(25, 12) };

function setUp() {
  const bureau = setUpRequests();
  const { requests, member, order } = bureau;
  const id = member("m");
  return {
    ...bureau,
    id,
    issue: (yuan: number, expiresOn?: string) =>
      requests.vouchers.issue(OPERATOR, id, "serviceVoucher", Math.round(yuan * 100), expiresOn),
    /** An order that takes 80 yuan. */
    clean: () => order(id, { itemId: "clean", wanted: WANTED, duplicateKnown: true }),
    state: () => requests.vouchers.balances(id).map(({ balance, held }) => [balance, held]),
  };
}

describe("vouchers", () => {
  it("sets aside on order, gives back on cancellation, uses up on completion", () => {
    const { requests, id, issue, clean, state, told } = setUp();
    issue(100);
    clean();
    expect(state()).toEqual([[2000, 8000]]);
    expect(told("m").at(-1)!.text).toContain("用服务券 80 元");
    requests.act({ kind: "member", memberId: id }, 1, { do: "cancel" });
    expect(state()).toEqual([[10_000, 0]]);
    clean();
    requests.act(OPERATOR, 2, { do: "decline", reason: "没有人手" });
    expect(state()).toEqual([[10_000, 0]]);
    expect(told("m").at(-1)!.text).toContain("先前留出的券已经退回");
    clean();
    requests.act(OPERATOR, 3, { do: "accept" });
    requests.act(OPERATOR, 3, { do: "finish" });
    expect(state()).toEqual([[2000, 0]]);
    requests.act({ kind: "member", memberId: id }, 3, { do: "reopen", reason: "没扫干净" });
    requests.act(OPERATOR, 3, { do: "finish" });
    expect(state()).toEqual([[2000, 0]]);
    expect(requests.vouchers.entries(id).map(({ kind, amount }) => [kind, amount])).toEqual([
      ["issue", 10_000],
      ["hold", 8000],
      ["release", 8000],
      ["hold", 8000],
      ["release", 8000],
      ["hold", 8000],
      ["spend", 8000],
    ]);
  });

  it("refuses what is not covered, and orders without a voucher when that is meant", () => {
    const { requests, id, issue, draftFor, state } = setUp();
    issue(79.99);
    requests.vouchers.issue(OPERATOR, id, "careCard", 100_000);
    const draft = draftFor(id, { itemId: "clean", wanted: WANTED });
    const actor = { kind: "member", memberId: id } as const;
    expect(codeOf(requests.submit(actor, draft))).toBe("noVoucher");
    expect(codeOf(requests.submit(actor, { ...draft, useVoucher: false }))).toBeUndefined();
    expect(state()).toEqual([
      [7999, 0],
      [100_000, 0],
    ]);
  });

  it("uses first what ends first, over several vouchers", () => {
    const { issue, clean, state } = setUp();
    issue(50);
    issue(60, "2026-12-31");
    issue(10, "2026-11-30");
    clean();
    expect(state()).toEqual([
      [0, 1000],
      [0, 6000],
      [4000, 1000],
    ]);
  });

  it("cannot use what is past its last day, and takes it off once", () => {
    const { requests, id, issue, draftFor, setClock, state } = setUp();
    issue(100, "2026-11-24");
    const draft = draftFor(id, { itemId: "clean", wanted: { from: at(26, 8, 30), to: at(26, 12) } });
    setClock(at(24, 16));
    expect(requests.check({ kind: "member", memberId: id }, draft)).toBeUndefined();
    setClock(at(25, 0, 1));
    expect(requests.check({ kind: "member", memberId: id }, draft)?.code).toBe("noVoucher");
    requests.tick();
    requests.tick();
    expect(state()).toEqual([]);
    expect(requests.vouchers.entries(id).map(({ kind }) => kind)).toEqual(["issue", "expire"]);
  });

  it("keeps what an order holds past the last day, and lets it end when it is given back", () => {
    const { requests, id, issue, clean, pass, state } = setUp();
    issue(80, "2026-11-24");
    clean();
    pass(3 * DAY_MS);
    requests.tick();
    expect(state()).toEqual([[0, 8000]]);
    requests.act(OPERATOR, 1, { do: "cancel", reason: "没有人手" });
    requests.tick();
    expect(state()).toEqual([]);
    expect(requests.vouchers.entries(id).at(-1)).toMatchObject({ kind: "expire", amount: 8000 });
  });

  it("holds for a stranger's order once it is known whose it is, where it suffices", () => {
    const { requests, id, issue, draftFor, state } = setUp();
    issue(80);
    const detail = {
      contactName: "李四",
      phone: "139",
      address: "天台路",
      needs: [],
      answers: {},
      words: "",
    };
    const draft = draftFor(undefined, { itemId: "clean", wanted: WANTED, detail });
    for (const chatId of ["s", "t"]) {
      const stranger = { kind: "stranger", channel: "telegram", chatId } as const;
      const { id: order } = ordered(requests.submit(stranger, { ...draft, channel: "telegram", chatId }));
      ordered(requests.linkMember(OPERATOR, order, id));
      expect(state()).toEqual([[0, 8000]]);
    }
  });

  it("is issued by admins and editors, in amounts that make sense", () => {
    const { requests, id, members } = setUp();
    const issue = (fen: number, expiresOn?: string, memberId = id) =>
      requests.vouchers.issue(OPERATOR, memberId, "careCard", fen, expiresOn);
    for (const fen of [0, -1, 0.5, Number.NaN, 1e9]) expect(() => issue(fen)).toThrow();
    for (const day of ["2026-11-22", "2026-13-01", "明天", "2026-02-30"])
      expect(() => issue(100, day)).toThrow();
    expect(() => issue(100, undefined, 99)).toThrow();
    expect(() => requests.vouchers.issue(staffActor(1, "dispatcher"), id, "careCard", 100)).toThrow();
    expect(() => requests.vouchers.issue({ kind: "member", memberId: id }, id, "careCard", 100)).toThrow();
    issue(100, "2026-11-23");
    expect(members.audit.of(`member:${id}`, 1)).toMatchObject([
      { action: "voucher.issue", detail: { fen: 100 } },
    ]);
  });
});
