/** The exchange with the city hotline (12345): Open311 GeoReport v2 in JSON. Mounted at `/open311/v2`. */
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import {
  definitionFields,
  discoveryFields,
  requestFields,
  serviceFields,
  submittedFields,
  tokenFields,
} from "./fields.ts";
import { readOrderForm } from "./orderForm.ts";
import type { KeyHolder, Open311Parts } from "./parts.ts";
import { createRateLimit } from "./rateLimit.ts";
import { readSearch } from "./searchForm.ts";
import { TEXT } from "./text.ts";

export type {
  Hotline,
  HotlineCatalogue,
  HotlineFilter,
  HotlineOrder,
  HotlineQuestion,
  HotlineRecord,
  HotlineService,
  KeyHolder,
  Open311Parts,
  Submitted,
} from "./parts.ts";

/** A form at all the standard's limits, Chinese and percent-encoded, is about 60 KB. */
const MAX_FORM_BYTES = 128 * 1024;
/** For what has no form: the key is in the query or a header. */
const NO_FORM = new URLSearchParams();

type Status = 400 | 403 | 404 | 406 | 413 | 429 | 500;

/**
 * Builds the exchange: `discovery.json`, `services.json`, `services/<code>.json`, `requests.json` (GET and POST),
 * `requests/<id>.json`, `tokens/<id>.json`. All but the discovery need a key, as the parameter `api_key` (the standard's
 * way) or as the header `X-Api-Key`, which stays out of the logs of proxies.
 * @see http://wiki.open311.org/GeoReport_v2/
 */
export function createOpen311(parts: Open311Parts): Hono {
  const { hotline } = parts;
  const guard = createGuard(parts);
  const app = new Hono();
  app.use("*", async (c, next) => {
    await next();
    c.header("Cache-Control", "no-store");
    c.header("X-Content-Type-Options", "nosniff");
  });
  app.get("/discovery.json", (c) => json(c, discoveryFields(hotline.catalogue(), endpointUrl(c, parts))));
  app.use("*", async (c, next) => {
    if (/\.xml$/i.test(c.req.path)) return refuse(c, 406, [TEXT.jsonOnly]);
    return next();
  });

  app.get("/services.json", (c) =>
    guard(c, NO_FORM, () => json(c, hotline.catalogue().services.map(serviceFields))),
  );
  app.get("/services/:file{.+\\.json}", (c) =>
    guard(c, NO_FORM, () => {
      const code = named(c);
      const questions = hotline.questionsOf(code);
      if (questions === undefined) return refuse(c, 404, [TEXT.noSuchService]);
      return json(c, definitionFields(code, questions));
    }),
  );
  app.get("/requests.json", (c) => guard(c, NO_FORM, () => search(c, parts)));
  app.post(
    "/requests.json",
    bodyLimit({ maxSize: MAX_FORM_BYTES, onError: (c) => refuse(c, 413, [TEXT.tooLarge]) }),
    async (c) => {
      const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(c.req.header("content-type") ?? "");
      const form = new URLSearchParams(isForm ? await c.req.text() : "");
      return guard(c, form, (holder) =>
        isForm ? submit(c, parts, holder, form) : refuse(c, 400, [TEXT.notForm]),
      );
    },
  );
  app.get("/requests/:file{.+\\.json}", (c) =>
    guard(c, NO_FORM, () => {
      const [record] = hotline.byNumbers([named(c)]);
      return record === undefined ? refuse(c, 404, [TEXT.noSuchRequest]) : json(c, [requestFields(record)]);
    }),
  );
  // Nobody was given a token: whoever asks all the same, with the request's id, is told that id.
  app.get("/tokens/:file{.+\\.json}", (c) =>
    guard(c, NO_FORM, () => {
      const [record] = hotline.byNumbers([named(c)]);
      return record === undefined
        ? refuse(c, 404, [TEXT.noSuchToken])
        : json(c, [tokenFields(record.number)]);
    }),
  );
  app.all("*", (c) => refuse(c, 404, [TEXT.noSuchPath]));
  app.onError((error, c) => {
    parts.report?.(error);
    return refuse(c, 500, [TEXT.broken]);
  });
  return app;
}

/** Lets the holder of a key through to `work`, so often a minute. `form` is looked at before the query. */
function createGuard({ hotline, clock }: Open311Parts) {
  const admit = createRateLimit(clock);
  return (
    c: Context,
    form: URLSearchParams,
    work: (holder: KeyHolder) => Response | Promise<Response>,
  ): Response | Promise<Response> => {
    const apiKey = form.get("api_key") || c.req.query("api_key") || c.req.header("x-api-key") || "";
    if (apiKey === "") return refuse(c, 403, [TEXT.keyMissing]);
    const holder = hotline.holderOf(apiKey);
    if (holder === undefined) return refuse(c, 403, [TEXT.keyInvalid]);
    const admitted = admit(holder.keyId);
    if (admitted.allowed) return work(holder);
    c.header("Retry-After", String(admitted.retryAfterSeconds));
    return refuse(c, 429, [TEXT.tooMany(admitted.retryAfterSeconds)]);
  };
}

function search(c: Context, { hotline, clock }: Open311Parts): Response {
  const asked = readSearch(new URL(c.req.url).searchParams, clock());
  switch (asked.kind) {
    case "faulty":
      return refuse(c, 400, asked.reasons);
    case "numbers":
      return json(c, hotline.byNumbers(asked.numbers).map(requestFields));
    case "filter":
      return json(c, hotline.list(asked.filter).map(requestFields));
  }
}

function submit(c: Context, { hotline }: Open311Parts, holder: KeyHolder, form: URLSearchParams): Response {
  const read = readOrderForm(form);
  if (!read.ok) return refuse(c, 400, read.reasons);
  const submitted = hotline.submit(holder, read.order);
  if (submitted.ok) return json(c, [submittedFields(submitted.number, submitted.notice)]);
  return submitted.fault === "noSuchService"
    ? refuse(c, 404, [TEXT.noSuchService])
    : refuse(c, 400, submitted.reasons);
}

/** The resource's name: what stands before `.json`. */
function named(c: Context): string {
  return (c.req.param("file") ?? "").replace(/\.json$/, "");
}

/** Where this exchange is mounted, as the world sees it. */
function endpointUrl(c: Context, { publicUrl }: Open311Parts): string {
  const { origin, pathname } = new URL(c.req.url);
  return `${(publicUrl ?? origin).replace(/\/$/, "")}${pathname.replace(/\/discovery\.json$/, "")}`;
}

/** Errors in the standard's form; the code is the HTTP status. */
function refuse(c: Context, status: Status, descriptions: readonly string[]): Response {
  return json(
    c,
    descriptions.map((description) => ({ code: status, description })),
    status,
  );
}

/** With the charset that the standard asks for. */
function json(c: Context, body: unknown, status: Status | 200 = 200): Response {
  return c.body(JSON.stringify(body), status, { "Content-Type": "application/json; charset=utf-8" });
}
