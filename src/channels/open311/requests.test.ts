import { describe, expect, it } from "vitest";
import { BASE, fault, refusal, setUp, WHOLE } from "./exchange.fixture.ts";
import { fakeHotline, KEY, NOW, record } from "./fakeHotline.ts";
import { TEXT } from "./text.ts";

describe("a posted order", () => {
  it("is handed on whole and answered with its id at once", async () => {
    const { post, orders } = setUp();
    const response = await post({
      ...WHOLE,
      lat: "27.827",
      long: "113.134",
      media_url: "https://example.com/a.jpg",
      email: "nobody@example.com",
      device_id: "x",
      jurisdiction_id: "example.gov.cn",
      "attribute[water]": "yes",
    });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(await response.json()).toStrictEqual([
      { service_request_id: "20261123-0001", service_notice: "已收到。", account_id: null },
    ]);
    expect(orders).toEqual([
      {
        holder: { keyId: 1, name: "市12345热线" },
        order: {
          serviceCode: "plumbing",
          address: "天元区泰山路1号",
          position: { lat: 27.827, long: 113.134 },
          description: "水管漏了",
          firstName: "大明",
          lastName: "王",
          phone: "13800001234",
          mediaUrl: "https://example.com/a.jpg",
          answers: { what: ["厨房水管"], water: ["yes"] },
        },
      },
    ]);
  });

  it("may name a place on the map alone, and several values for one attribute", async () => {
    const { post, orders } = setUp();
    const body = `api_key=${KEY}&service_code=plumbing&lat=27.8&long=113.1&attribute[what][]=a&attribute[what][]=b`;
    expect((await post(body)).status).toBe(200);
    expect(orders[0]?.order).toEqual({
      serviceCode: "plumbing",
      position: { lat: 27.8, long: 113.1 },
      answers: { what: ["a", "b"] },
    });
  });

  it.each([
    ["without service_code", { service_code: "" }, [TEXT.serviceCodeMissing]],
    ["without a place", { address_string: " " }, [TEXT.placeMissing]],
    ["with half a position", { lat: "27.8" }, [TEXT.positionWrong]],
    ["with a position off the map", { lat: "91", long: "0" }, [TEXT.positionWrong]],
    ["with a position in words", { lat: "NaN", long: "1e2" }, [TEXT.positionWrong]],
    ["with an address_id alone", { address_string: "", address_id: "7" }, [TEXT.addressIdUnknown]],
    [
      "with a description over the limit",
      { description: "长".repeat(4_001) },
      [TEXT.tooLong("description", 4_000)],
    ],
    ["with a script for a picture", { media_url: "javascript:alert(1)" }, [TEXT.mediaWrong]],
    [
      "with two faults",
      { service_code: "", address_string: "" },
      [TEXT.serviceCodeMissing, TEXT.placeMissing],
    ],
  ])("%s is refused with 400 and every reason, and nothing is handed on", async (_, fields, reasons) => {
    const { post, orders } = setUp();
    expect(await refusal(await post({ ...WHOLE, ...fields }))).toEqual(fault(400, ...reasons));
    expect(orders).toEqual([]);
  });

  it("keeps a description at the limit, its lines, and drops what cannot be shown", async () => {
    const { post, orders } = setUp();
    await post({ ...WHOLE, description: `一\r\n二\u0000\u202E${"字".repeat(3_997)}` });
    expect(orders[0]?.order.description).toBe(`一\n二${"字".repeat(3_997)}`);
  });

  it("that is no form, or too large, is refused", async () => {
    const { app, post, orders } = setUp();
    const asJson = await app.request(`${BASE}/requests.json?api_key=${KEY}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(WHOLE),
    });
    expect(await refusal(asJson)).toEqual(fault(400, TEXT.notForm));
    expect((await post({ ...WHOLE, description: "长".repeat(20_000) })).status).toBe(413);
    expect(orders).toEqual([]);
  });

  it("for a service that is not there is 404, a refused one 400 with the reasons", async () => {
    const { post, answerWith } = setUp();
    answerWith({ ok: false, fault: "noSuchService" });
    expect(await refusal(await post(WHOLE))).toEqual(fault(404, TEXT.noSuchService));
    answerWith({ ok: false, fault: "refused", reasons: ["甲", "乙"] });
    expect(await refusal(await post(WHOLE))).toEqual(fault(400, "甲", "乙"));
  });

  it("whose work fails is answered with 500 in the standard's form, and reported", async () => {
    const reported: unknown[] = [];
    const { hotline } = fakeHotline();
    const broken = new Error("disk");
    const { post } = setUp({
      hotline: {
        ...hotline,
        submit: () => {
          throw broken;
        },
      },
      report: (error) => reported.push(error),
    });
    expect(await refusal(await post(WHOLE))).toEqual(fault(500, TEXT.broken));
    expect(reported).toEqual([broken]);
  });
});

describe("requests", () => {
  it("are told with exactly the standard's fields, and without personal data", async () => {
    const { json, records } = setUp();
    records.push(record("20261123-0001"));
    const told = {
      service_request_id: "20261123-0001",
      status: "open",
      status_notes: "已收到，等待受理",
      service_name: "水电维修",
      service_code: "plumbing",
      description: "水电维修",
      agency_responsible: null,
      service_notice: "预计2026年11月24日 10:00前办完。",
      requested_datetime: "2026-11-23T02:00:00Z",
      updated_datetime: "2026-11-23T02:01:00Z",
      expected_datetime: "2026-11-24T02:00:00Z",
      address: "天元区",
      address_id: null,
      zipcode: null,
      lat: null,
      long: null,
      media_url: null,
    };
    expect(await json("/requests/20261123-0001.json")).toStrictEqual([told]);
    expect(await json("/requests.json")).toStrictEqual([told]);
    expect(await json("/requests.json?service_request_id=20261123-0001,none")).toStrictEqual([told]);
    expect(await json("/tokens/20261123-0001.json")).toStrictEqual([
      { service_request_id: "20261123-0001", token: "20261123-0001" },
    ]);
  });

  it("that are not there are 404 alone and left out of a list", async () => {
    const { get, json } = setUp();
    expect(await refusal(await get("/requests/none.json"))).toEqual(fault(404, TEXT.noSuchRequest));
    expect(await refusal(await get("/tokens/none.json"))).toEqual(fault(404, TEXT.noSuchToken));
    expect(await json("/requests.json?service_request_id=none")).toEqual([]);
  });

  it("are searched by code, status and dates, and by nothing empty", async () => {
    const { json, searches } = setUp();
    await json(
      "/requests.json?service_code=a,b&service_code=c&status=closed&start_date=2026-11-01T00:00:00Z&end_date=2026-11-02T08:00:00%2B08:00",
    );
    await json("/requests.json?service_code=&status=open,closed&start_date=&jurisdiction_id=x");
    expect(searches).toEqual([
      {
        from: Date.UTC(2026, 10, 1),
        to: Date.UTC(2026, 10, 2),
        serviceCodes: ["a", "b", "c"],
        open: false,
        limit: 1_000,
      },
      { from: NOW - 90 * 86_400_000, to: NOW, limit: 1_000 },
    ]);
  });

  it("spread over 90 days from the one date that is given", async () => {
    const { json, searches } = setUp();
    await json("/requests.json?start_date=2026-01-01T00:00:00Z");
    // A plus sign that nobody encoded.
    await json("/requests.json?end_date=2026-06-01T08:00:00+08:00");
    expect(searches.map(({ from, to }) => [from, to])).toEqual([
      [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 91)],
      [Date.UTC(2026, 5, 1) - 90 * 86_400_000, Date.UTC(2026, 5, 1)],
    ]);
  });

  it.each([
    ["start_date=2026-11-01", TEXT.dateWrong("start_date")],
    ["start_date=2026-11-01T00:00:00", TEXT.dateWrong("start_date")],
    ["end_date=2026-02-30T00:00:00Z", TEXT.dateWrong("end_date")],
    ["start_date=2026-11-02T00:00:00Z&end_date=2026-11-01T00:00:00Z", TEXT.datesReversed],
    ["start_date=2026-01-01T00:00:00Z&end_date=2026-04-01T00:00:01Z", TEXT.spanTooLong(90)],
    ["status=done", TEXT.statusWrong],
    [`service_request_id=${Array.from({ length: 1_001 }, (_, i) => i).join(",")}`, TEXT.tooManyIds(1_000)],
  ])("are not searched by %s", async (query, reason) => {
    const { get, searches } = setUp();
    expect(await refusal(await get(`/requests.json?${query}`))).toEqual(fault(400, reason));
    expect(searches).toEqual([]);
  });
});
