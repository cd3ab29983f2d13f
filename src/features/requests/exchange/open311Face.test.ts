import { describe, expect, it } from "vitest";
import { MINUTE_MS, OPERATOR } from "./figures.fixture.ts";
import { ANSWERS, HOLDER, ITEM, ORDER, PHONE, setUp } from "./open311Face.fixture.ts";
import type { HotlineOrder } from "./open311Face.ts";

describe("an order from the hotline", () => {
  it("is a stranger's, to be called back, with all that was said sealed in it", () => {
    const { requests, submitted } = setUp();
    const { number, notice } = submitted({
      ...ORDER,
      position: { lat: 27.8, long: 113.1 },
      mediaUrl: "https://example.com/a.jpg",
    });
    const request = requests.byNumber(number)!;
    expect(request).toMatchObject({
      itemId: ITEM.id,
      source: "open311",
      status: "submitted",
      callBack: true,
      memberId: null,
      district: "天元区",
    });
    expect(notice).toContain("打电话核实");
    expect(requests.detail(OPERATOR, request.id)).toMatchObject({
      contactName: "王大明",
      phone: PHONE,
      address: "天元区泰山路1号3栋；坐标（WGS84）：纬度 27.8，经度 113.1",
      words: "来电反映的事情\n附件地址：https://example.com/a.jpg",
    });
  });

  it("is the member's where phone and name are one member's, and spends no voucher", () => {
    const { requests, submitted, member, members } = setUp();
    const memberId = member("王大明");
    requests.vouchers.issue(OPERATOR, memberId, "serviceVoucher", 100_000);
    requests.vouchers.issue(OPERATOR, memberId, "careCard", 100_000);
    const { number } = submitted();
    expect(requests.byNumber(number)).toMatchObject({ memberId, callBack: false });
    expect(requests.vouchers.balances(memberId).map(({ balance, held }) => [balance, held])).toEqual([
      [100_000, 0],
      [100_000, 0],
    ]);
    expect(members.audit.of(`member:${memberId}`, 20)).toContainEqual(
      expect.objectContaining({
        actor: "system:open311",
        action: "member.find",
        detail: { by: "phone and name", keyId: 1 },
      }),
    );
  });

  it.each([
    ["first name first", { firstName: "王", lastName: "大明" }],
    ["all in one field", { firstName: "王大明", lastName: "" }],
    ["with spaces", { firstName: "王 大明", lastName: " " }],
  ])("finds the member with the name written %s", (_, { firstName, lastName }) => {
    const { requests, submitted, member } = setUp();
    const memberId = member("王大明");
    const { number } = submitted({ ...ORDER, firstName, lastName });
    expect(requests.byNumber(number)?.memberId).toBe(memberId);
  });

  it("is nobody's where only one of the two fits, several fit, or the member is no more", () => {
    const { requests, submitted, member, members, pass } = setUp();
    const nobodys = (order: HotlineOrder) => {
      pass(MINUTE_MS);
      expect(requests.byNumber(submitted(order).number)).toMatchObject({ memberId: null, callBack: true });
    };
    const memberId = member("王大明");
    nobodys({ ...ORDER, lastName: "李" });
    nobodys({ ...ORDER, phone: "13800009999" });
    members.setStatus(OPERATOR, memberId, "deceased", "2026-11-01");
    nobodys(ORDER);
    member("王大明");
    member("王大明");
    nobodys({ ...ORDER, description: "另一件事" });
  });

  it("sent again within ten minutes is the same one, whatever became of it; later it is another", () => {
    const { requests, submitted, pass } = setUp();
    const first = submitted();
    pass(9 * MINUTE_MS);
    const { id } = requests.byNumber(first.number)!;
    requests.act(OPERATOR, id, { do: "cancel", reason: "弄错了" });
    expect(submitted()).toEqual(first);
    expect(submitted({ ...ORDER, answers: Object.fromEntries(Object.entries(ANSWERS).reverse()) })).toEqual(
      first,
    );
    pass(MINUTE_MS);
    expect(submitted().number).not.toBe(first.number);
  });

  it("is another one from another system, or with another word in it", () => {
    const { submitted } = setUp();
    const numbers = [
      submitted(),
      submitted(ORDER, { keyId: 2 }),
      submitted({ ...ORDER, description: "别的事" }),
    ].map(({ number }) => number);
    expect(new Set(numbers).size).toBe(3);
  });

  it("leaves nothing personal in the audit log", () => {
    const { submitted, store } = setUp();
    submitted();
    const log = JSON.stringify(store.records.query.auditLog.findMany().sync());
    expect(log).toContain("requests.open311");
    for (const secret of ["王大明", "大明", PHONE, "泰山路", "来电反映"]) expect(log).not.toContain(secret);
  });

  it("like one within a day is asked about, and taken when it is meant", () => {
    const { submitted, reasons, member, pass } = setUp();
    member("王大明");
    const { number } = submitted();
    pass(20 * MINUTE_MS);
    const again = { description: "又漏了" };
    const [words] = reasons(again);
    expect(words).toContain(number);
    expect(words).toContain("attribute[order_again]=yes");
    const second = submitted({ ...ORDER, ...again, answers: { ...ANSWERS, order_again: ["yes"] } });
    expect(second.number).not.toBe(number);
  });

  it("may say when, in the service's hours", () => {
    const { requests, submitted, reasons } = setUp();
    const wanted = { from: Date.UTC(2026, 10, 27, 2), to: Date.UTC(2026, 10, 27, 3) };
    const at = (from: string, to?: string) => ({
      answers: { ...ANSWERS, wanted_from: [from], ...(to === undefined ? {} : { wanted_to: [to] }) },
    });
    const { number } = submitted({ ...ORDER, ...at("2026-11-27T10:00:00+08:00") });
    expect(requests.byNumber(number)?.wanted).toEqual(wanted);
    expect(reasons(at("2026-11-27"))).toEqual([expect.stringContaining("wanted_from")]);
    expect(reasons(at("2026-02-30T10:00:00Z"))).toEqual([expect.stringContaining("wanted_from")]);
    expect(reasons(at("2026-11-27T10:00:00Z", "2026-11-27T09:00:00Z"))).toHaveLength(1);
    expect(reasons(at("2026-11-20T10:00:00+08:00"))).toEqual([expect.stringContaining("已经过了")]);
    expect(reasons({ answers: { ...ANSWERS, wanted_to: ["2026-11-27T10:00:00Z"] } })).toHaveLength(1);
  });

  it("is refused with every reason where answers are missing, unknown or none of the choices", () => {
    const { reasons, requests } = setUp();
    const asked = ITEM.questions.filter(({ optional }) => !optional);
    expect(reasons({ answers: {} })).toHaveLength(asked.length);
    const choice = ITEM.questions.find(({ kind }) => kind !== "text")!;
    expect(reasons({ answers: { ...ANSWERS, [choice.id]: ["随便"] } })).toEqual([
      expect.stringContaining(`attribute[${choice.id}]`),
    ]);
    expect(reasons({ answers: { ...ANSWERS, color: ["red"], __proto__x: ["a"] } })).toHaveLength(2);
    expect(requests.list(OPERATOR, {})).toEqual([]);
  });

  it("is refused outside the districts, without a phone, and for a service that is not there", () => {
    const { face, reasons, requests } = setUp();
    expect(reasons({ address: "长沙市岳麓区麓山路2号" })).toHaveLength(1);
    const { phone: _, ...withoutPhone } = ORDER;
    expect(face.submit(HOLDER, withoutPhone)).toMatchObject({ ok: false, fault: "refused" });
    expect(face.submit(HOLDER, { ...ORDER, serviceCode: "none" })).toEqual({
      ok: false,
      fault: "noSuchService",
    });
    expect(requests.list(OPERATOR, {})).toEqual([]);
  });
});
