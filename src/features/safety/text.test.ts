import { describe, expect, it } from "vitest";
import type { EmergencyService } from "./danger.ts";
import { sceneOf } from "./scene.ts";
import { type DangerScene, dangerWords, fraudWords, SAFE_WORDS } from "./text.ts";

const wordsFor = (text: string, service: EmergencyService) =>
  dangerWords(service, sceneOf(text, service), true).lines.join("");

describe("the words in danger", () => {
  it.each<[string, EmergencyService, DangerScene, string]>([
    ["我妈摔了一跤起不来", "120", "fall", "不要扶起来"],
    ["胸口痛出冷汗", "120", "chest", "坐下或躺下"],
    ["吃汤圆噎住了", "120", "breath", "120 的指导"],
    ["我爸喝了农药", "120", "poison", "不要催吐"],
    ["手腕割了血止不住", "120", "bleeding", "用力按住"],
    ["摸电线被电打了没反应", "120", "electric", "关总电源"],
    ["开水烫了一大片", "120", "burn", "凉水"],
    ["好大的煤气味", "119", "gas", "不要开灯"],
    ["没气味好大", "119", "gas", "不要开灯"],
    ["厨房着火了", "119", "fire", "不要坐电梯"],
    ["困在电梯里", "119", "trapped", "紧急呼叫"],
    ["老人掉到河里了", "119", "water", "不要自己下水"],
    ["娭毑走丢哒", "110", "lost", "留在原地"],
    ["有人撬门", "110", "intruder", "不要开门"],
    ["我不想活了", "12356", "despair", "我在"],
  ])("fit what happened: %s", (text, service, scene, advice) => {
    expect(sceneOf(text, service)).toBe(scene);
    expect(wordsFor(text, service)).toContain(advice);
  });

  it("name the number first", () => {
    for (const service of ["120", "119", "110", "12356"] as const) {
      expect(dangerWords(service, "illness", true).dial).toContain(service);
    }
  });

  it("send the caller out of a room full of gas before dialling", () => {
    expect(dangerWords("119", "gas", true).dial).toMatch(/屋外拨打 119/);
  });

  it("do not claim that someone was told when nobody was", () => {
    const all = [
      dangerWords("120", "fall", false),
      dangerWords("12356", "despair", false),
      fraudWords(false),
    ];
    for (const { lines } of all) expect(lines.join("")).not.toContain("已通知");
    expect(dangerWords("120", "fall", true).lines.join("")).toContain("已通知值班人员");
  });

  it("have no exclamation mark", () => {
    const texts = [dangerWords("119", "fire", true), fraudWords(true)].flatMap(({ dial, lines }) => [
      dial,
      ...lines,
    ]);
    expect([...texts, SAFE_WORDS].join("")).not.toMatch(/[！!]/);
  });
});
