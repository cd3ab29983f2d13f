import { describe, expect, it } from "vitest";
import { findRegions } from "./findRegions.ts";
import { fullCityName, PROVINCES, shortCityName } from "./regions.ts";

describe("findRegions", () => {
  it.each([
    ["浙江省医疗保障条例", ["浙江省"]],
    ["杭州的老人坐公交要钱吗", ["浙江省杭州市"]],
    ["浙江省杭州市居家养老办法", ["浙江省杭州市"]],
    ["浙江杭州和上海", ["浙江省杭州市", "上海市"]],
    ["中共株洲市委老干部局", ["湖南省株洲市"]],
    ["湖南省湘西土家族苗族自治州", ["湖南省湘西土家族苗族自治州"]],
    ["湘西的规定", ["湖南省湘西土家族苗族自治州"]],
    ["吉林省吉林市", ["吉林省吉林市"]],
    ["吉林怎么办", ["吉林省"]],
    ["广西南宁", ["广西壮族自治区南宁市"]],
    ["海口、大同、长治", ["海南省海口市", "山西省大同市", "山西省长治市"]],
    ["上海市、上海", ["上海市"]],
    ["马鞍山", ["安徽省马鞍山市"]],
    ["湖南通道侗族自治县", ["湖南省"]],
    ["青海省海南藏族自治州", ["青海省海南藏族自治州"]],
    ["海南的老年卡", ["海南省"]],
    ["陕西安康", ["陕西省安康市"]],
    ["株洲市路灯管理处", ["湖南省株洲市"]],
  ])("finds in %s the places named", (text, regions) => {
    expect(findRegions(text)).toEqual(regions);
  });

  it.each([
    "今天津贴发了吗",
    "每天水电费",
    "停了三天水",
    "医保定点医院",
    "周六安排活动",
    "重阳节隆重庆祝",
    "大同小异，长治久安",
    "再三明确",
    "四平方米",
    "东西安全吗",
    "祝平安顺利",
    "按指南通知",
    "普通话和交通化",
    "孙中山故居",
    "朝阳区",
    "湖南路和南京东路",
    "普洱茶和哈密瓜",
    "美丽水乡",
    "和平街道",
  ])("finds no place in %s", (text) => {
    expect(findRegions(text)).toEqual([]);
  });

  it("knows all 34 province-level units and every city by its full name", () => {
    expect(PROVINCES).toHaveLength(34);
    for (const { name, cities } of PROVINCES) {
      expect(findRegions(name)).toEqual([name]);
      for (const city of cities)
        expect(findRegions(`在${fullCityName(city)}`)).toEqual([name + fullCityName(city)]);
    }
  });

  it("knows every city by its short name right after its province", () => {
    for (const { name, cities } of PROVINCES) {
      for (const city of cities)
        expect(findRegions(name + shortCityName(city))).toEqual([name + fullCityName(city)]);
    }
  });

  it("lists no city twice", () => {
    const all = PROVINCES.flatMap(({ cities }) => cities);
    expect(new Set(all).size).toBe(all.length);
  });
});
