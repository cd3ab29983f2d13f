import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isForgotten, isIntroduction, readCode, readLastFour, readName } from "./bindingAnswers.ts";

describe("a name", () => {
  it.each([
    ["测试甲", "测试甲"],
    ["我叫测试甲。", "测试甲"],
    ["我的名字是测试甲", "测试甲"],
    ["姓名：测试甲", "测试甲"],
    ["测 试 甲", "测试甲"],
    ["阿卜杜热合曼·艾力", "阿卜杜热合曼·艾力"],
    ["阿卜杜热合曼•艾力", "阿卜杜热合曼·艾力"],
    ["欧阳测试甲", "欧阳测试甲"],
  ])("is read from %s", (text, name) => expect(readName(text)).toBe(name));

  it.each([
    "医保卡丢了怎么办",
    "养老金什么时候发",
    "我的资料",
    "取消",
    "谢谢",
    "Wang",
    "甲",
    "我想问一下这个事情到底该找哪个单位办才好",
    "1234",
    "",
    "<b>甲乙</b>",
  ])("is not read from %s", (text) => expect(readName(text)).toBeUndefined());
});

describe("an introduction", () => {
  it.each(["我叫王大明", "我是李秀英。", "我的名字叫欧阳建国", "姓名：赵甲", "买买提·吐尔逊"])(
    "is %s",
    (text) => expect(isIntroduction(text)).toBe(true),
  );

  it.each([
    "我叫不醒老伴",
    "我叫不应",
    "我叫车撞了",
    "我叫马踢了",
    "马惊了",
    "王大明",
    "救命",
    "救命啊",
    "着火了",
    "我是公安局",
    "我是银行",
    "我摔倒了",
    "我叫张三打了",
    "我是王大明的女儿",
    "测试甲",
  ])("is not %s", (text) => expect(isIntroduction(text)).toBe(false));
});

describe("having forgotten", () => {
  it.each(["我不记得了", "忘了", "记不得了。", "不晓得"])("is %s", (text) =>
    expect(isForgotten(text)).toBe(true),
  );
  it.each(["老伴不记得回家的路了", "我不知道怎么报销", "不想活了", ""])("is not %s", (text) =>
    expect(isForgotten(text)).toBe(false),
  );
});

describe("a code", () => {
  it("is read however it is grouped, spoken of or wide", () => {
    const separator = fc.constantFrom("", " ", "-", "　", "－", "·");
    const before = fc.constantFrom("", "/start ", "绑定", "绑定 ", "登记码：", "我的登记码是 ");
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{9}$/),
        fc.array(separator, { minLength: 9, maxLength: 9 }),
        before,
        fc.boolean(),
        (code, separators, call, wide) => {
          const written = [...code]
            .map(
              (digit, i) =>
                (wide ? String.fromCharCode(digit.charCodeAt(0) + 0xfee0) : digit) + separators[i],
            )
            .join("");
          expect(readCode(call + written)).toEqual({ kind: "code", code, explicit: call !== "" });
        },
      ),
    );
  });

  it("is not read from anything else, and never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const read = readCode(text);
        if (read?.kind === "code") expect(read.code).toMatch(/^\d{9}$/);
      }),
    );
    for (const text of ["12345678", "1234567890", "老年法第十八条", "/start", "/start abc", "110"]) {
      expect(readCode(text)?.kind).not.toBe("code");
    }
    expect(readCode("/start abc")).toBeUndefined();
    expect(readCode("登记")).toEqual({ kind: "asksToBind" });
    expect(readCode("绑定 1234")).toEqual({ kind: "wrongLength", digits: 4 });
  });
});

describe("the last four", () => {
  it.each([
    ["1234", "1234"],
    ["１２３４", "1234"],
    ["尾号是1234", "1234"],
    ["我的手机号最后四位是 1 2 3 4", "1234"],
    ["八八六幺", "8861"],
    ["+86 138 0000 1234", "1234"],
    ["0731-22345678", "5678"],
    ["123", undefined],
    ["13800001", undefined],
  ])("of a phone is read from %s", (text, lastFour) => {
    if (lastFour === undefined) expect(readLastFour(text, true)).toEqual({ kind: "wrongLength" });
    else expect(readLastFour(text, true)).toEqual({ kind: "lastFour", lastFour });
  });

  it("of an identity number may end in X", () => {
    expect(readLastFour("123x", false)).toEqual({ kind: "lastFour", lastFour: "123X" });
    expect(readLastFour("12345678901234567x", false)).toEqual({ kind: "lastFour", lastFour: "567X" });
    expect(readLastFour("123x", true)).toEqual({ kind: "wrongLength" });
    expect(readLastFour("12X4", false)).toBeUndefined();
  });

  it.each(["不知道", "多少钱", ""])("is not read from %s", (text) => {
    expect(readLastFour(text, true)).toBeUndefined();
  });
});
