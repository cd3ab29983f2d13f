import { describe, expect, it } from "vitest";
import { tables } from "../../../store/index.ts";
import {
  at,
  codeOf,
  DAY_MS,
  item,
  OPERATOR,
  ordered,
  setUpRequests,
  staffActor,
} from "./requests.fixture.ts";

const SPAN = { from: at(24, 8, 30), to: at(24, 12) };

describe("submission", () => {
  it("writes the order with number, deadlines, event and sealed detail", () => {
    const { requests, member, order, store } = setUpRequests();
    const id = member("m");
    const request = order(id, { itemId: "repair", channel: "telegram", chatId: "m" });
    expect(request).toMatchObject({
      number: "20261123-0001",
      item: "服务repair",
      memberId: id,
      memberName: "王大明",
      status: "submitted",
      district: "天元区",
      callBack: false,
      acceptBy: at(23, 10),
      // 180 minutes to noon, the last hour from 14:30.
      arriveBy: at(23, 15, 30),
      finishBy: at(24, 10, 30),
      version: 1,
    });
    expect(order(id, { duplicateKnown: true }).number).toBe("20261123-0002");
    const row = store.records.select().from(tables.serviceRequest).get()!;
    expect(row.detailSealed.toString("latin1")).not.toContain("水管");
    expect(requests.timeline(OPERATOR, request.id)).toMatchObject([
      {
        action: "submit",
        from: null,
        to: "submitted",
        actor: `member:${id}`,
        detail: { item: "服务repair" },
      },
    ]);
  });

  it("counts numbers anew every day", () => {
    const { member, order, pass } = setUpRequests();
    const id = member();
    order(id);
    pass(DAY_MS);
    expect(order(id, { duplicateKnown: true }).number).toBe("20261124-0001");
  });

  it("takes phone and address from what is stored, and says so in the audit log", () => {
    const { requests, member, order, members } = setUpRequests();
    const id = member();
    const request = order(id, { detail: { contactName: "", needs: [], answers: {}, words: "" } });
    expect(requests.detail({ kind: "member", memberId: id }, request.id)).toMatchObject({
      contactName: "王大明",
      phone: "13800000001",
      address: "泰山路1号3栋201",
    });
    expect(
      members.audit.of(`member:${id}`, 10).map(({ action, detail }) => [action, detail["purpose"]]),
    ).toContainEqual(["member.read", "办理服务单"]);
  });

  it("tells whoever ordered at once, and nobody twice", () => {
    const { member, order, told } = setUpRequests();
    const id = member("m");
    order(id, { channel: "telegram", chatId: "m" });
    const messages = told("m");
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({ lane: "reply", actions: ["order:1"] });
    expect(messages[0]!.text).toContain("「服务repair」，单号 20261123-0001");
    expect(messages[0]!.text).toContain("最迟11月23日（星期一）上午10点前有人接单");
    expect(messages[0]!.text).not.toMatch(/泰山路|138000/);
  });

  it("tells both the proxy who ordered and the member", () => {
    const { member, proxy, order, told, requests } = setUpRequests();
    const id = member("m");
    const { proxyId } = proxy(id, "p");
    order(id, { by: { kind: "proxy", proxyId, memberId: id }, channel: "telegram", chatId: "p" });
    expect(told("p")).toHaveLength(1);
    expect(told("p")[0]!.text).toContain("这是给王大明办的事");
    expect(told("m")).toHaveLength(1);
    expect(told("m")[0]!.text).toContain("您的代办人替您下了一张单子");
    expect(requests.get(1)?.proxyId).toBe(proxyId);
  });

  it("has a member without an account called, when a proxy orders for them", () => {
    const { member, proxy, order, told, calls } = setUpRequests();
    const id = member();
    const { proxyId } = proxy(id, "p");
    order(id, { by: { kind: "proxy", proxyId, memberId: id }, channel: "telegram", chatId: "p" });
    expect(told("p")).toHaveLength(1);
    expect(calls()).toMatchObject([{ memberId: id }]);
    expect(calls()[0]!.aloud).toContain("您的代办人替您下了一张单子");
  });

  it("lets nobody order for someone else", () => {
    const { requests, member, proxy, staff, members, draftFor } = setUpRequests();
    const [id, other] = [member(), member()];
    const { proxyId, grantId } = proxy(id, "p");
    const submit = (actor: Parameters<typeof requests.submit>[0], memberId?: number) =>
      codeOf(requests.submit(actor, draftFor(memberId, { source: "staff" })));
    expect(submit({ kind: "member", memberId: other }, id)).toBe("notAllowed");
    expect(submit({ kind: "proxy", proxyId, memberId: other }, other)).toBe("notAllowed");
    expect(submit({ kind: "stranger" }, id)).toBe("notAllowed");
    expect(submit({ kind: "system", name: "x" }, id)).toBe("notAllowed");
    const liaison = staff(undefined, "联络员", "liaison");
    expect(submit(staffActor(liaison, "liaison"), id)).toBe("notAllowed");
    expect(submit(staffActor(liaison, "viewer"), id)).toBe("notAllowed");
    members.change(OPERATOR, id, { liaisonId: liaison });
    expect(submit(staffActor(liaison, "liaison"), id)).toBeUndefined();
    members.revokeGrant(OPERATOR, grantId);
    expect(submit({ kind: "proxy", proxyId, memberId: id }, id)).toBe("notAllowed");
  });

  it("refuses for the deceased, unknown items, other categories and districts", () => {
    const { requests, member, members, draftFor } = setUpRequests();
    const id = member();
    const check = (more: object, memberId = id) =>
      requests.check({ kind: "member", memberId }, draftFor(memberId, more))?.code;
    expect(check({ itemId: "none" })).toBe("unknownItem");
    expect(check({ itemId: "law" })).toBeUndefined();
    expect(check({ itemId: "law", district: "攸县" })).toBe("notForYou");
    expect(check({ itemId: "law" }, member(undefined, { category: "退休" }))).toBe("notForYou");
    expect(check({ district: "长沙市" })).toBe("outsideDistricts");
    members.setStatus(OPERATOR, id, "deceased", "2026-11-01");
    expect(check({})).toBe("gone");
  });

  it("says for every time that cannot be had when it can", () => {
    const {
      requests,
      member,
      draftFor,
      requests: { vouchers },
    } = setUpRequests();
    const id = member();
    vouchers.issue(OPERATOR, id, "serviceVoucher", 100_000);
    const refusal = (from: number, to: number) =>
      requests.check(
        { kind: "member", memberId: id },
        draftFor(id, { itemId: "clean", wanted: { from, to } }),
      );
    expect(refusal(SPAN.from, SPAN.to)).toBeUndefined();
    expect(refusal(at(22, 8), at(22, 12))).toMatchObject({ code: "past", nextPossible: at(23, 10) });
    expect(refusal(at(23, 9), at(23, 10))).toMatchObject({ code: "tooSoon", nextPossible: at(23, 10) });
    expect(refusal(at(23, 19), at(23, 21))).toMatchObject({
      code: "outsideHours",
      words: "这个时间不办这项服务。最近可以约：11月24日（星期二）上午8点半。",
    });
    // Saturday.
    expect(refusal(at(28, 9), at(28, 11))).toMatchObject({
      code: "outsideHours",
      nextPossible: at(30, 8, 30),
    });
    expect(refusal(at(24, 12), at(24, 9))?.code).toBe("missing");
    expect(refusal(at(23 + 200, 9), at(23 + 200, 11))?.code).toBe("missing");
    expect(requests.check({ kind: "member", memberId: id }, draftFor(id, { itemId: "clean" }))?.code).toBe(
      "missing",
    );
  });

  it("keeps to the weekly hours of a service that has its own", () => {
    const spans = [{ weekday: 6, from: "09:00", to: "11:00" }];
    const weekly = item("weekly", { time: "span", hours: { kind: "week", spans } });
    const { requests, member, draftFor } = setUpRequests([
      weekly,
      item("always", { time: "day", hours: { kind: "always" } }),
    ]);
    const id = member();
    const refusal = (itemId: string, from: number, to: number) =>
      requests.check({ kind: "member", memberId: id }, draftFor(id, { itemId, wanted: { from, to } }));
    expect(refusal("weekly", at(28, 8), at(28, 12))).toBeUndefined();
    expect(refusal("weekly", at(28, 10, 50), at(28, 12))?.code).toBe("outsideHours");
    expect(refusal("weekly", at(25, 9), at(25, 11))).toMatchObject({
      code: "outsideHours",
      nextPossible: at(28, 9),
    });
    expect(refusal("always", at(28, 22), at(28, 23))).toBeUndefined();
  });

  it("is not late before the wanted time is over", () => {
    const { requests, member, order } = setUpRequests();
    const id = member();
    requests.vouchers.issue(OPERATOR, id, "serviceVoucher", 10_000);
    const request = order(id, { itemId: "clean", wanted: { from: at(26, 8, 30), to: at(26, 12) } });
    expect(request.arriveBy).toBe(at(26, 12));
    // 240 minutes of work after that: the afternoon has 180.
    expect(request.finishBy).toBe(at(27, 9, 30));
  });

  it("asks about a like order within a day, and takes it when it is meant", () => {
    const { requests, member, order, draftFor, pass } = setUpRequests();
    const id = member();
    const first = order(id);
    const again = requests.submit({ kind: "member", memberId: id }, draftFor(id));
    expect(again).toMatchObject({ ok: false, refusal: { code: "duplicate", duplicateOf: first.id } });
    expect(order(id, { duplicateKnown: true }).id).toBe(2);
    for (const one of [1, 2]) requests.act({ kind: "member", memberId: id }, one, { do: "cancel" });
    expect(requests.likeWithinADay(id, "repair")).toBeUndefined();
    order(id);
    pass(DAY_MS);
    order(id);
  });

  it("makes one order of a submission that is repeated by the same hand", () => {
    const { requests, member, draftFor, store, pass } = setUpRequests();
    const [id, other] = [member(), member()];
    const submit = (key: string, memberId = id) =>
      ordered(
        requests.submit({ kind: "member", memberId }, draftFor(memberId, { key, duplicateKnown: true })),
      ).id;
    expect(submit("a")).toBe(1);
    expect(submit("a")).toBe(1);
    expect(submit("b")).toBe(2);
    expect(submit("a", other)).toBe(3);
    expect(store.records.select().from(tables.serviceRequest).all()).toHaveLength(3);
    pass(DAY_MS);
    expect(submit("a")).toBe(4);
  });

  it("takes a stranger's order for a call-back, and offers it to nobody before", () => {
    const bureau = setUpRequests();
    const { requests, staff, draftFor, told } = bureau;
    staff("d", "调度", "dispatcher");
    requests.skills.set(OPERATOR, staff("w", "李工", "liaison"), "repair");
    const stranger = { kind: "stranger", channel: "telegram", chatId: "s" } as const;
    const chat = { channel: "telegram", chatId: "s" };
    expect(codeOf(requests.submit(stranger, draftFor(undefined, chat)))).toBe("missing");
    const detail = { contactName: "李四", phone: "13911112222", needs: [], answers: {}, words: "" };
    expect(codeOf(requests.submit(stranger, draftFor(undefined, { ...chat, detail })))).toBe("missing");
    const whole = { ...detail, address: "天台路3号" };
    const request = ordered(requests.submit(stranger, draftFor(undefined, { ...chat, detail: whole })));
    expect(request).toMatchObject({ callBack: true, memberId: null, offeredTo: null });
    expect(told("w")).toHaveLength(0);
    expect(told("s")[0]!.text).toContain("工作人员会先给您打电话核对");
    expect(told("d")[0]!.text).toContain("请先回电话核对");
    expect(told("d")[0]!.text).not.toMatch(/李四|139|天台/);
    expect(requests.ofChat("telegram", "s").map(({ id }) => id)).toEqual([request.id]);
    const again = requests.submit(stranger, draftFor(undefined, { ...chat, detail: whole }));
    expect(codeOf(again)).toBe("duplicate");
  });

  it("shortens what is too long and says so", () => {
    const { requests, member, order, told } = setUpRequests();
    const id = member("m");
    const words = "长".repeat(3000);
    const request = order(id, {
      channel: "telegram",
      chatId: "m",
      detail: { contactName: "王大明", needs: Array(50).fill("x"), answers: { a: words }, words },
    });
    const detail = requests.detail({ kind: "member", memberId: id }, request.id);
    expect(detail.words).toMatch(/^长{2000}……/);
    expect(detail.needs).toHaveLength(20);
    expect(detail.answers["a"]!.length).toBeLessThan(600);
    expect(told("m")[0]!.text).toContain("您写的话太长");
  });

  it("keeps nothing of an order that is refused", () => {
    const { requests, member, draftFor, store } = setUpRequests();
    const id = member("m");
    requests.submit({ kind: "member", memberId: id }, draftFor(id, { itemId: "none" }));
    for (const table of [
      tables.serviceRequest,
      tables.requestEvent,
      tables.outbox,
      tables.push,
      tables.requestCounter,
    ]) {
      expect(store.records.select().from(table).all()).toEqual([]);
    }
  });
});
