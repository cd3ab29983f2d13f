/** The exchange as a caller meets it, for tests. */
import { Hono } from "hono";
import { expect } from "vitest";
import { fakeHotline, KEY, NOW } from "./fakeHotline.ts";
import { createOpen311, type Open311Parts } from "./index.ts";

export const BASE = "http://localhost/open311/v2";
const FORM = "application/x-www-form-urlencoded; charset=utf-8";
/** A form with everything that is needed. */
export const WHOLE = {
  service_code: "plumbing",
  address_string: "天元区泰山路1号",
  description: "水管漏了",
  first_name: "大明",
  last_name: "王",
  phone: "13800001234",
  "attribute[what]": "厨房水管",
};

/** The exchange at its place, with the fake bureau behind it. */
export function setUp(parts: Partial<Open311Parts> = {}) {
  const fake = fakeHotline();
  let now = NOW;
  const app = new Hono();
  app.route("/open311/v2", createOpen311({ hotline: fake.hotline, clock: () => now, ...parts }));
  const get = (path: string, key = KEY) =>
    app.request(`${BASE}${path}${path.includes("?") ? "&" : "?"}api_key=${key}`);
  return {
    ...fake,
    app,
    get,
    json: async (path: string) => (await get(path)).json(),
    post: (fields: Record<string, string> | string, type = FORM) =>
      app.request(`${BASE}/requests.json`, {
        method: "POST",
        headers: { "Content-Type": type },
        body:
          typeof fields === "string" ? fields : new URLSearchParams({ api_key: KEY, ...fields }).toString(),
      }),
    pass: (ms: number) => {
      now += ms;
    },
  };
}

/** What a refusal says, in the form that the standard wants. */
export async function refusal(response: Response): Promise<{ status: number; errors: unknown }> {
  expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
  return { status: response.status, errors: await response.json() };
}

/** A refusal with these descriptions. */
export const fault = (status: number, ...descriptions: string[]) => ({
  status,
  errors: descriptions.map((description) => ({ code: status, description })),
});
