import { describe, expect, it } from "vitest";
import { ConfigError, parseConfig } from "./config.ts";

const TOKEN = "123456:AAEabcdefghijklmnopqrstuvwxyz";

describe("parseConfig", () => {
  it("has a default for everything, and takes a blank for unset", () => {
    expect(parseConfig({ PORT: "", BOT_TOKEN: " " })).toMatchObject({
      host: "127.0.0.1",
      port: 8080,
      databasePath: "data/jinqiu.db",
      policyDir: "data/policies",
      region: "湖南省株洲市",
      timeZone: "Asia/Shanghai",
      telegram: { mode: "off" },
    });
  });

  it("tells polling from webhook, and wants a public address for the latter", () => {
    expect(parseConfig({ BOT_TOKEN: TOKEN }).telegram).toMatchObject({ mode: "polling", token: TOKEN });
    const webhook = { BOT_TOKEN: TOKEN, TELEGRAM_WEBHOOK_SECRET: "a-secret-of-length" };
    expect(() => parseConfig(webhook)).toThrow(/PUBLIC_URL/);
    expect(parseConfig({ ...webhook, PUBLIC_URL: "https://example.org/" }).telegram).toMatchObject({
      mode: "webhook",
      publicUrl: "https://example.org",
    });
  });

  it.each([
    ["PORT", "70000"],
    ["PORT", "8.5"],
    ["REGION", "Zhuzhou"],
    ["TIME_ZONE", "Nowhere"],
    ["ENCRYPTION_KEY", "short"],
    ["TELEGRAM_API_ROOT", "telegram"],
    ["LOG_LEVEL", "loud"],
    ["DUTY_CHAT_ID", "@duty"],
  ])("refuses %s=%s and names it", (variable, value) => {
    try {
      parseConfig({ [variable]: value });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ConfigError);
      expect((error as ConfigError).faults.map((fault) => fault.variable)).toEqual([variable]);
    }
  });
});
