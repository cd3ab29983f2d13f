import { describe, expect, it } from "vitest";
import { isPublic, linkButtons, linkLines } from "./links.ts";

describe("isPublic", () => {
  it.each(["https://jinqiu.example.cn", "http://jinqiu.example.cn:8443/a", "http://203.0.113.9:8080"])(
    "takes %s",
    (address) => expect(isPublic(address)).toBe(true),
  );

  it.each([
    "http://localhost",
    "http://localhost:8080",
    "http://a.localhost",
    "http://127.0.0.1:8080",
    "http://0x7f.1",
    "http://10.1.2.3",
    "http://100.64.0.1",
    "http://172.31.9.9",
    "http://192.168.1.5:8080",
    "http://[::1]:8080",
    "http://bureau:8080",
    "http://bureau.",
    "http://bureau.local",
    "http://bureau.internal.",
    "ftp://example.cn",
    "jinqiu.example.cn",
    "",
  ])("does not take %s", (address) => expect(isPublic(address)).toBe(false));
});

describe("linkButtons", () => {
  it("lets no path lead to another host", () => {
    const to = (path: string) => () =>
      linkButtons({ blocks: [], choices: [], links: [{ label: "看", path }] }, "https://jinqiu.example.cn");
    for (const path of ["@evil.example", ".evil.example", ":81/x", "https://evil.example", ""]) {
      expect(to(path)).toThrow(/不是以 \/ 开头/);
    }
    for (const { url } of to("//evil.example/x")()) expect(new URL(url).host).toBe("jinqiu.example.cn");
  });

  it("leads outside by a button, also where our own pages have no address, and encodes what it holds", () => {
    const reply = {
      blocks: [],
      choices: [],
      links: [{ label: "看地图", url: "https://map.example.cn/?q=老 家" }],
    };
    expect(linkButtons(reply, undefined)).toEqual([
      { label: "看地图", url: "https://map.example.cn/?q=%E8%80%81%20%E5%AE%B6" },
    ]);
    expect(linkLines(reply, undefined)).toEqual([]);
  });

  it("writes out what Telegram takes no button for", () => {
    const links = [{ label: "内网", url: "http://bureau:8080/x" }];
    const contact = [{ label: "发号码", action: "contact" }];
    expect(linkButtons({ blocks: [], choices: [], links }, undefined)).toEqual([]);
    expect(linkLines({ blocks: [], choices: [], links }, undefined)).toEqual(["内网：http://bureau:8080/x"]);
    const outside = [{ label: "看地图", url: "https://map.example.cn/" }];
    expect(linkLines({ blocks: [], choices: contact, links: outside }, undefined)).toEqual([
      "看地图：https://map.example.cn/",
    ]);
  });

  it.each(["javascript:alert(1)", "tg://resolve?domain=x", "ftp://example.cn", "//example.cn", ""])(
    "lets %j lead nowhere",
    (url) => {
      const reply = { blocks: [], choices: [], links: [{ label: "看", url }] };
      expect(() => linkButtons(reply, undefined)).toThrow(/不是 http 或 https/);
    },
  );
});
