import { describe, expect, it } from "vitest";
import { BASE, fault, refusal, setUp, WHOLE } from "./exchange.fixture.ts";
import { KEY, OTHER_KEY } from "./fakeHotline.ts";
import { REQUESTS_A_MINUTE } from "./rateLimit.ts";
import { TEXT } from "./text.ts";

describe("services", () => {
  it("lists them with exactly the standard's fields", async () => {
    const { json } = setUp();
    expect(await json("/services.json")).toStrictEqual([
      {
        service_code: "plumbing",
        service_name: "水电维修",
        description: "水管、电路坏了，上门修。",
        metadata: true,
        type: "realtime",
        keywords: "修水管,修电",
        group: "生活",
      },
      {
        service_code: "visit",
        service_name: "探望陪聊",
        description: "有人上门陪您说话。",
        metadata: false,
        type: "realtime",
        keywords: "",
        group: "温情",
      },
    ]);
  });

  it("defines a service by its questions, in order, with exactly the standard's fields", async () => {
    const { json } = setUp();
    const common = { variable: true, datatype_description: null };
    expect(await json("/services/plumbing.json")).toStrictEqual({
      service_code: "plumbing",
      attributes: [
        { ...common, code: "what", datatype: "text", required: true, order: 1, description: "哪里坏了？" },
        {
          ...common,
          code: "water",
          datatype: "singlevaluelist",
          required: false,
          order: 2,
          description: "总闸能关上吗？",
          values: [
            { key: "yes", name: "是" },
            { key: "no", name: "否" },
          ],
        },
        {
          ...common,
          code: "wanted_from",
          datatype: "datetime",
          required: false,
          datatype_description: "带时区",
          order: 3,
          description: "几时来？",
        },
      ],
    });
    expect(await json("/services/visit.json")).toEqual({ service_code: "visit", attributes: [] });
  });

  it("answers 404 for a service that is not there", async () => {
    const { get } = setUp();
    expect(await refusal(await get("/services/none.json"))).toEqual(fault(404, TEXT.noSuchService));
  });
});

describe("keys", () => {
  it.each(["/services.json", "/services/visit.json", "/requests.json", "/requests/1.json", "/tokens/1.json"])(
    "lets nobody see %s without a key or with a wrong one",
    async (path) => {
      const { app, get } = setUp();
      expect(await refusal(await app.request(BASE + path))).toEqual(fault(403, TEXT.keyMissing));
      expect(await refusal(await get(path, "jq_wrong"))).toEqual(fault(403, TEXT.keyInvalid));
    },
  );

  it("takes no order without a key, whatever the form says", async () => {
    const { post, orders } = setUp();
    expect((await post({ ...WHOLE, api_key: "" })).status).toBe(403);
    expect((await post({ ...WHOLE, api_key: "__proto__" })).status).toBe(403);
    expect(orders).toEqual([]);
  });

  it("takes the key from a header, which stays out of logs", async () => {
    const { app } = setUp();
    const response = await app.request(`${BASE}/services.json`, { headers: { "X-Api-Key": KEY } });
    expect(response.status).toBe(200);
  });

  it("lets 120 requests a minute through for each key, and says when to come again", async () => {
    const { get, pass } = setUp();
    for (let i = 0; i < REQUESTS_A_MINUTE; i++) expect((await get("/services.json")).status).toBe(200);
    pass(20_000);
    const refused = await get("/services.json");
    expect(refused.headers.get("retry-after")).toBe("40");
    expect(await refusal(refused)).toEqual(fault(429, TEXT.tooMany(40)));
    expect((await get("/services.json", OTHER_KEY)).status).toBe(200);
    pass(40_000);
    expect((await get("/services.json")).status).toBe(200);
  });

  it("does not lock a key out when the clock is set back", async () => {
    const { get, pass } = setUp();
    for (let i = 0; i <= REQUESTS_A_MINUTE; i++) await get("/services.json");
    pass(-3_600_000);
    expect((await get("/services.json")).status).toBe(200);
  });
});

describe("the way in", () => {
  it("is described for anyone: JSON alone, a sample catalogue is for testing", async () => {
    const { app } = setUp({ publicUrl: "https://example.gov.cn/" });
    const response = await app.request(`${BASE}/discovery.json`);
    expect(await response.json()).toStrictEqual({
      changeset: "2026-11-23T02:00:00.000Z",
      contact: TEXT.contact,
      key_service: TEXT.keyService,
      endpoints: [
        {
          specification: "http://wiki.open311.org/GeoReport_v2",
          url: "https://example.gov.cn/open311/v2",
          changeset: "2026-11-23T02:00:00.000Z",
          type: "test",
          formats: ["application/json"],
        },
      ],
    });
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it("offers no XML and says so", async () => {
    const { get } = setUp();
    for (const path of ["/services.xml", "/services/visit.xml", "/requests.xml", "/discovery.xml"])
      expect(await refusal(await get(path))).toEqual(fault(406, TEXT.jsonOnly));
  });

  it("ends in 404 for every other address, without touching the pages beside it", async () => {
    const { app, get } = setUp();
    app.get("/elsewhere", (c) => c.text("still here"));
    expect(await refusal(await get("/requests"))).toEqual(fault(404, TEXT.noSuchPath));
    expect(await refusal(await get("/"))).toEqual(fault(404, TEXT.noSuchPath));
    expect(await (await app.request("http://localhost/elsewhere")).text()).toBe("still here");
  });
});
