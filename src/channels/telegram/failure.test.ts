import { GrammyError, HttpError } from "grammy";
import { describe, expect, it } from "vitest";
import { DeliveryError } from "../../delivery/sender.ts";
import { toDeliveryError } from "./failure.ts";

const answer = (code: number, description = "x", retryAfter?: number) =>
  new GrammyError(
    "Call failed",
    {
      ok: false,
      error_code: code,
      description,
      ...(retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } }),
    },
    "sendMessage",
    { text: "我的病历" },
  );
const broken = (cause: object) =>
  new HttpError("Network request failed", Object.assign(new TypeError("fetch failed"), { cause }));

describe("toDeliveryError", () => {
  it.each([
    ["blocked", answer(403, "Forbidden: bot was blocked by the user")],
    ["blocked", answer(400, "Bad Request: chat not found")],
    ["blocked", answer(400, "Bad Request: user is deactivated")],
    ["refused", answer(400, "Bad Request: can't parse entities")],
    ["refused", answer(413, "Request Entity Too Large")],
    ["rateLimited", answer(429, "Too Many Requests", 7)],
    ["transport", answer(500)],
    ["transport", answer(502)],
    ["transport", answer(401, "Unauthorized")],
    ["transport", broken({ code: "ECONNREFUSED" })],
    ["transport", broken({ code: "ENOTFOUND", syscall: "getaddrinfo" })],
    ["transport", broken({ code: "EAI_AGAIN" })],
    ["transport", broken({ code: "UND_ERR_CONNECT_TIMEOUT" })],
    ["transport", broken({ code: "ETIMEDOUT", errors: [{ syscall: "connect" }, { syscall: "connect" }] })],
    ["uncertain", broken({ code: "ETIMEDOUT", syscall: "read" })],
    ["uncertain", broken({ code: "ECONNRESET" })],
    ["uncertain", broken({ code: "UND_ERR_SOCKET" })],
    ["uncertain", new HttpError("Network request failed", new Error("timed out after 500 seconds"))],
    ["uncertain", new Error("?")],
  ])("says %s of %s", (kind, error) => {
    expect(toDeliveryError(error).kind).toBe(kind);
  });

  it("passes on exactly how long to wait", () => {
    expect(toDeliveryError(answer(429, "Too Many Requests", 37)).retryAfterSeconds).toBe(37);
  });

  it("leaves a DeliveryError as it is", () => {
    const error = new DeliveryError("transport", "未发出");
    expect(toDeliveryError(error)).toBe(error);
  });

  it("carries nothing of what was written to the person", () => {
    const error = toDeliveryError(answer(400, "Bad Request"));
    expect(error.cause).toBeUndefined();
    expect(JSON.stringify({ ...error, message: error.message })).not.toContain("病历");
  });
});
