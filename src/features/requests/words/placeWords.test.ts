import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DISTRICTS } from "../catalogue/catalogueSchema.ts";
import { districtIn, readPlace } from "./placeWords.ts";

describe("reading places", () => {
  it.each(["到我家", "老地方", "在家", "上门吧", "就在屋里", "我家水管漏了下午能来人吗"])(
    "reads home from %s",
    (text) => {
      expect(readPlace(text)).toEqual({ kind: "home" });
    },
  );

  it.each([
    ["在天元区泰山路阳光小区3栋201", "天元区泰山路阳光小区3栋201", "天元区"],
    ["我住芦淞区建设中路88号，请人来修水管", "芦淞区建设中路88号", "芦淞区"],
    ["石峰区清水塘街道映峰社区5栋", "石峰区清水塘街道映峰社区5栋", "石峰区"],
    ["醴陵，国瓷路20号", "国瓷路20号", "醴陵市"],
    ["株洲市荷塘区红旗路金钩山村7栋2单元301，下午3点来", "株洲市荷塘区红旗路金钩山村7栋2单元301", "荷塘区"],
    ["明天上午9点到天元区黄河路", "天元区黄河路", "天元区"],
    ["泰山路12号3点来", "泰山路12号", undefined],
    ["八达小区12栋", "八达小区12栋", undefined],
    ["我崽屋里（泰山路12号）", "泰山路12号", undefined],
    ["省直医院门口", "省直医院门口", undefined],
    ["市中心医院住院部3楼12床", "市中心医院住院部3楼12床", undefined],
    ["泰山路", "泰山路", undefined],
    ["我崽屋里", "我崽屋里", undefined],
    ["天元区", "天元区", "天元区"],
  ])("reads the address in %s", (text, address, district) => {
    expect(readPlace(text)).toEqual({ kind: "address", address, ...(district && { district }) });
  });

  it.each([
    ["来长沙接我", "长沙"],
    ["我住在广州女儿这边", "广州"],
    ["长沙市雨花区韶山路1号", "长沙"],
    ["湘潭", "湘潭"],
  ])("sees that %s is outside the nine districts", (text, place) => {
    expect(readPlace(text)).toEqual({ kind: "outside", place });
  });

  it.each([
    "我走路不方便",
    "想要个保洁",
    "去银行办事",
    "陪我去中心医院看眼睛",
    "一路上都不舒服",
    "农村的",
    "",
  ])("finds no place in: %s", (text) => {
    expect(readPlace(text)).toEqual({ kind: "none" });
  });

  it("does not take a street named after a city for that city", () => {
    expect(readPlace("在天元区长沙路3号")).toMatchObject({ kind: "address", district: "天元区" });
    expect(readPlace("在北京路3号")).toMatchObject({ kind: "address", address: "北京路3号" });
  });

  it("knows every district by its full name, and those with one by their everyday name", () => {
    for (const district of DISTRICTS) expect(districtIn(`我在${district}住`)).toBe(district);
    expect(districtIn("我是醴陵的")).toBe("醴陵市");
    expect(districtIn("株洲县")).toBe("渌口区");
    expect(districtIn("雨花区")).toBeUndefined();
  });

  it("survives any text", () => {
    const scraps = fc.constantFrom(..."路号栋小区村3二在到我家天元区医院门口长沙，（）-".split(""));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: scraps, maxLength: 300 })), (text) => {
        const place = readPlace(text);
        if (place.kind === "address") expect(place.address).not.toBe("");
      }),
    );
  });
});
