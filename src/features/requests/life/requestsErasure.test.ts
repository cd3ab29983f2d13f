import { describe, expect, it } from "vitest";
import { tables } from "../../../store/index.ts";
import { at, codeOf, OPERATOR, ordered, setUpRequests, staffActor } from "./requests.fixture.ts";

function setUp() {
  const bureau = setUpRequests();
  const { requests, member, proxy, staff, draftFor } = bureau;
  const id = member("m");
  const { proxyId } = proxy(id, "p");
  const worker = staff("w", "李工", "liaison");
  requests.vouchers.issue(OPERATOR, id, "serviceVoucher", 10_000);
  const attachment = { channel: "telegram", attachment: { kind: "photo" as const, fileId: "f" } };
  const open = ordered(
    requests.submit(
      { kind: "proxy", proxyId, memberId: id },
      draftFor(id, {
        itemId: "clean",
        wanted: { from: at(25, 8, 30), to: at(25, 12) },
        channel: "telegram",
        chatId: "p",
        attachments: [attachment],
      }),
    ),
  );
  ordered(requests.act(OPERATOR, open.id, { do: "dispatch", staffId: worker }));
  const past = ordered(requests.submit({ kind: "member", memberId: id }, draftFor(id)));
  ordered(requests.act(OPERATOR, past.id, { do: "accept" }));
  ordered(requests.act(OPERATOR, past.id, { do: "finish", note: "换了水管" }));
  ordered(requests.act({ kind: "member", memberId: id }, past.id, { do: "rate", stars: 5, word: "很好" }));
  return { ...bureau, id, worker, open, past };
}

describe("erasure and export of orders", () => {
  it("empties what is personal, keeps numbers, times and money, and sends nobody there", () => {
    const { requests, id, open, past, store, box, told, worker } = setUp();
    expect(requests.erase(id)).toBe(2);
    expect(requests.erase(id)).toBe(0);
    for (const row of store.records.select().from(tables.serviceRequest).all()) {
      expect(JSON.parse(box.open(row.detailSealed))).toEqual({
        contactName: "",
        needs: [],
        answers: {},
        words: "",
      });
      expect(row).toMatchObject({ ratingSealed: null, channel: null, chatId: null, proxyId: null });
    }
    expect(store.records.select().from(tables.requestAttachment).all()).toEqual([]);
    const events = store.records.select().from(tables.requestEvent).all();
    expect(events.every(({ noteSealed }) => noteSealed === null)).toBe(true);
    expect(requests.get(open.id)).toMatchObject({ status: "cancelled", number: open.number });
    expect(requests.get(past.id)).toMatchObject({ status: "rated", rating: 5, number: past.number });
    expect(requests.vouchers.entries(id).map(({ kind }) => kind)).toEqual(["issue", "hold", "release"]);
    expect(told("p").every(({ text, status }) => text === "" && status === "cancelled")).toBe(true);
    expect(told("w").at(-1)).toMatchObject({ status: "pending" });
    expect(told("w").at(-1)!.text).toContain("您不用去了");
    expect(codeOf(requests.act(OPERATOR, past.id, { do: "reopen", reason: "x" }))).toBe("gone");
    expect(requests.work(worker)).toEqual([]);
  });

  it("leaves other people's orders alone", () => {
    const { requests, id, member, order, told } = setUp();
    // Its number begins with the first's: 1 and 1x must not be taken for one another.
    for (let i = 0; i < 8; i++) order(member());
    const other = order(member("n"), { channel: "telegram", chatId: "n" });
    expect(other.id).toBe(11);
    requests.erase(id);
    expect(requests.detail(OPERATOR, other.id).words).toBe("水管漏了");
    expect(told("n")[0]!.text).toContain("单子收到了");
  });

  it("exports all orders with what was said", () => {
    const { requests, id } = setUp();
    const [open, past] = requests.ordersForExport(id);
    expect(open).toMatchObject({ attachments: 1, ratingWord: null, request: { status: "dispatched" } });
    expect(past).toMatchObject({ ratingWord: "很好", detail: { words: "水管漏了", phone: "13800000001" } });
    expect(past!.events.map(({ note }) => note).filter(Boolean)).toEqual(["换了水管", "很好"]);
  });

  it("lists for staff by state, district, item, assignee and page, and for nobody else", () => {
    const { requests, worker, open, past, id } = setUp();
    const ids = (filter: Parameters<typeof requests.list>[1]) =>
      requests.list(OPERATOR, filter).map((one) => one.id);
    expect(ids({})).toEqual([open.id, past.id]);
    expect(ids({ status: ["rated"] })).toEqual([past.id]);
    expect(ids({ assigneeId: worker })).toEqual([open.id]);
    expect(ids({ itemId: "repair", district: "天元区" })).toEqual([past.id]);
    expect(ids({ district: "攸县" })).toEqual([]);
    expect(ids({ callBack: true })).toEqual([]);
    expect(ids({ afterId: open.id, limit: 1 })).toEqual([past.id]);
    expect(ids({ from: at(23, 9), to: at(23, 9) })).toEqual([]);
    expect(ids({ late: true })).toEqual([]);
    expect(requests.list(staffActor(worker, "viewer"), {})).toHaveLength(2);
    expect(() => requests.list(staffActor(worker, "liaison"), {})).toThrow();
    expect(() => requests.list({ kind: "member", memberId: id }, {})).toThrow();
    expect(requests.byNumber(past.number)?.id).toBe(past.id);
    expect(requests.byNumber("20261123-9999")).toBeUndefined();
  });
});
