/** Reading what people answer while they are bound: a code, a name, the last four. */
import { lastFour, readPhone } from "../values/phone.ts";

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
  /怎么|怎样|如何|什么|么子|为何|何解|多少|几[个时点岁]|哪|吗|呢|可以|能不能|是不是|有没有|要不要|请问|帮我|政策|补贴|补助|养老|医保|社保|报销|待遇|活动|服务|办理|身份证|退休|离休|电话|医院|住院|工资|津贴|抚恤|遗嘱|赡养|登记|绑定|资料|取消|返回|人工|[的不没我你您]|忘记|谢谢|您好|你好|为谁|换人|同意/u;
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

/** The commoner family names, single and double; one that is missing costs only this short cut. */
const FAMILY =
  "(?:欧阳|司马|上官|诸葛|夏侯|皇甫|尉迟|公孙|慕容|司徒|令狐|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴蒙鲍华喻祁蒲滕屈饶解牟艾尤阳时穆农司卓古吉缪简项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝])";
const INTRODUCED = new RegExp(`^${FAMILY}\\p{Script=Han}{1,2}$`, "u");
/** 我叫马踢了, 我叫车撞了: in the dialects of the south 叫 also says by whom one was hurt. */
const HARM = /[了着过倒死伤撞砸踢咬顶打杀砍烫烧火祸劈炸抢偷骗追堵锁救命痛疼血晕]/u;

/**
 * Whether the words are an introduction and nothing else: 我叫王大明, 我是王大明, 买买提·艾力. Careful, for such words
 * are taken before anyone listens for danger: 我叫不醒老伴 is none.
 */
export function isIntroduction(text: string): boolean {
  const name = readName(text);
  if (name === undefined || HARM.test(name)) return false;
  // A plain name is not misheard; to take it before danger would be to risk 车翻了.
  return name.includes("·") || (INTRODUCED.test(name) && [...text.trim()].length > [...name].length + 1);
}

/** 我不记得了, and nothing else. */
export function isForgotten(text: string): boolean {
  const written = text.normalize("NFKC").replace(/[\s\p{P}]/gu, "");
  return /^我?(?:都|也|真的?)?(?:不记得|记不得|记不清|记不起来?|想不起来?|忘记?|不知道|不晓得|不清楚)了?(?:手机号?|号码)?$/u.test(
    written,
  );
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
