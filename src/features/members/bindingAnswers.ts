/** Reading what people answer while they are bound: a code, a name, the last four. */
import { lastFour, readPhone } from "./phone.ts";

/** What a message says about a code. */
export type ReadCode =
  | {
      readonly kind: "code";
      readonly code: string /** 绑定 or /start stood before it. */;
      readonly explicit: boolean;
    }
  /** 绑定, and then not nine digits. */
  | { readonly kind: "wrongLength"; readonly digits: number }
  /** 绑定 alone. */
  | { readonly kind: "asksToBind" };

const CODE_DIGITS = 9;
const CALL = /^(?:\/start|\/bind|(?:我的)?登记码(?:是|为)?|(?:我要|我想)?(?:绑定|登记)(?:账号|帐号)?)[:：]?/u;

/** Reads `123456789`, `123 456 789`, `１２３－４５６－７８９`, `绑定 123456789`, `/start 123456789`; undefined for anything else. */
export function readCode(text: string): ReadCode | undefined {
  const written = text.normalize("NFKC").replace(/[\s\-–—_.,，。·、]/g, "");
  const call = CALL.exec(written)?.[0] ?? "";
  const rest = written.slice(call.length);
  // The transport's own /start with nothing behind it is the greeting, with something else another feature's.
  if (call.startsWith("/start") && !/^\d{9}$/.test(rest)) return undefined;
  if (rest === "") return call === "" ? undefined : { kind: "asksToBind" };
  if (!/^\d+$/.test(rest)) return undefined;
  if (rest.length === CODE_DIGITS) return { kind: "code", code: rest, explicit: call !== "" };
  return call === "" ? undefined : { kind: "wrongLength", digits: rest.length };
}

/** How many digits a message is, when it is nothing but digits. */
export function digitsIn(text: string): number | undefined {
  const written = text.normalize("NFKC").replace(/[\s\-–—_.,，。·、]/g, "");
  return /^\d+$/.test(written) ? written.length : undefined;
}

const INTRODUCTION =
  /^(?:您好|你好)?[，,]?(?:我的?(?:名字)?(?:叫做?|是|姓名是?)|姓名|名字)(?:[是叫]|[:：])?/u;
/** Words that stand in questions and errands, and hardly in names. */
const NO_NAME =
  /怎么|怎样|如何|什么|么子|为何|何解|多少|几[个时点岁]|哪|吗|呢|可以|能不能|是不是|有没有|要不要|请问|帮我|政策|补贴|补助|养老|医保|社保|报销|待遇|活动|服务|办理|身份证|退休|离休|电话|医院|住院|工资|津贴|抚恤|遗嘱|赡养|登记|绑定|资料|取消|返回|人工|我的|不知道|不晓得|不记得|忘记|谢谢|您好|你好|为谁|换人|同意/u;
const NAME = /^\p{Script=Han}{1,14}(?:·\p{Script=Han}{1,12}){0,4}$/u;
const LONGEST_NAME = 20;

/**
 * A name as people give it: 王大明, 我叫王大明, 买买提·吐尔逊. Undefined when the words are more likely a question,
 * or not Chinese characters.
 */
export function readName(text: string): string | undefined {
  const written = text
    .normalize("NFKC")
    .replace(/[\s。.!]/gu, "")
    .replace(/[•‧・∙●]/gu, "·");
  const name = written.replace(INTRODUCTION, "").replace(/^[，,]/u, "");
  const length = [...name].length;
  if (length < 2 || length > LONGEST_NAME || NO_NAME.test(name)) return undefined;
  return NAME.test(name) && (name.includes("·") || length <= 15) ? name : undefined;
}

/** What a message says about the last four. */
export type ReadLastFour =
  | { readonly kind: "lastFour"; readonly lastFour: string }
  /** Digits, but not four of them and no whole number either. */
  | { readonly kind: "wrongLength" };

const SPOKEN: Readonly<Record<string, string>> = {
  〇: "0",
  零: "0",
  洞: "0",
  一: "1",
  幺: "1",
  二: "2",
  两: "2",
  三: "3",
  四: "4",
  五: "5",
  六: "6",
  七: "7",
  八: "8",
  九: "9",
};

/**
 * The last four of a phone or an identity number: `1234`, `尾号1234`, `一二三四`, or the whole number.
 * @param ofPhone false: of an identity number, whose last place may be X
 */
export function readLastFour(text: string, ofPhone: boolean): ReadLastFour | undefined {
  const written = text
    .normalize("NFKC")
    .replace(/[\s\-–—_.,，。·、:：+]/g, "")
    .replace(
      /^(?:我的)?(?:手机号?码?|电话号?码?|身份证号?码?)?(?:的)?(?:最后四位|后四位|末四位|尾号|尾数)?(?:数字)?是?/u,
      "",
    );
  const digits = [...written]
    .map((letter) => SPOKEN[letter] ?? letter)
    .join("")
    .toUpperCase();
  if (!/^\d+X?$/.test(digits)) return undefined;
  if (ofPhone) {
    if (/^\d{4}$/.test(digits)) return { kind: "lastFour", lastFour: digits };
    const phone = readPhone(digits);
    return phone.ok ? { kind: "lastFour", lastFour: lastFour(phone.phone) } : { kind: "wrongLength" };
  }
  const whole = /^(?:\d{4}|\d{3}X|\d{18}|\d{17}X)$/.test(digits);
  return whole ? { kind: "lastFour", lastFour: digits.slice(-4) } : { kind: "wrongLength" };
}
