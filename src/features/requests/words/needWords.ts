/** What whoever comes must know, read from everyday words: 坐轮椅, 耳朵背, 养了狗, 一个人住, 老伴在家. */

/** Needs with words of their own; others are kept as they were said. */
export const NEEDS = [
  "wheelchair",
  "walking",
  "bedridden",
  "hearing",
  "sight",
  "speech",
  "memory",
  "dialect",
  "alone",
  "stairs",
  "dog",
  "oxygen",
] as const;

/** A need by its code, or in the words in which someone told it. */
export type Need = (typeof NEEDS)[number] | (string & {});

/** What was found; `rest` is the text without it. */
export interface NeedReading {
  readonly needs: readonly Need[];
  /** Who is at home to open the door, as said: 老伴. */
  readonly whoIsThere?: string;
  readonly rest: string;
}

/** 没养狗, 不用轮椅, 借个轮椅 are no needs. */
const NOT = "(?<!没|没有|冇|冇得|不|不用|不要|不坐|不是)";
const VERY = "(?:有点|有些|蛮|好|很|太|比较|都|也|已经|完全|老是|又)*";

/** Words for each need, and how it is said back. */
const WORDS: Readonly<Record<(typeof NEEDS)[number], { readonly said: RegExp; readonly say: string }>> = {
  wheelchair: {
    said: new RegExp(`(?<![借租买换修订][^，。]{0,4})${NOT}(?:坐|用|推)?(?:着|的是)?轮椅`),
    say: "坐轮椅",
  },
  walking: {
    said: new RegExp(
      `(?:腿脚|腿|脚|走路|走动|行动)${VERY}(?:不方便|不便|不好|不利索|不灵便|不稳|不得力)|走不动|走不得路|行不得路|行不得|走不稳|${NOT}拄(?:着)?拐(?:杖|棍)?|要人扶`,
    ),
    say: "走路不方便",
  },
  bedridden: {
    said: /(?:瘫|躺|睡|卧)(?:痪)?(?:哒|了|着)?(?:在)?床(?:上|不起)?|卧床|下不了床|下不得床|起不来床|起不得床|瘫痪|瘫哒/,
    say: "卧床",
  },
  hearing: {
    said: new RegExp(
      `(?:耳朵|听力)${VERY}(?:背|聋|不好|不行|不灵|不清|听不见|听不清)|耳背|耳聋|${NOT}听不见|听不清|戴(?:着)?助听器`,
    ),
    say: "听力不好，请大声慢讲",
  },
  sight: {
    said: new RegExp(
      `(?:眼睛|视力|眼)${VERY}(?:不好|不行|看不见|看不清|瞎|花|模糊)|看不清|看不见|${NOT}失明|白内障`,
    ),
    say: "眼睛看不清",
  },
  speech: {
    said: /(?:讲|说)话(?:讲)?不(?:太)?清(?:楚|白)?|(?:讲|说)不(?:出|了|清)话|讲不清|说不清话|失语|口齿不清/,
    say: "讲话不清楚",
  },
  memory: {
    said: /(?:老年)?痴呆|老糊涂|(?:脑子|脑壳|人)(?:有点|有些|蛮)?(?:糊涂|不清白|不清楚)|认不得人|不认得人|记性(?:很|蛮|好)?不好|健忘/,
    say: "记性不好，容易糊涂",
  },
  dialect: {
    said: /(?:只|光)(?:会|能)?(?:讲|说|听得懂)[^，。]{0,4}(?:话|方言|土话)|(?:听不懂|讲不了|不会讲|不会说)普通话|(?:讲|说)(?:的是)?(?:方言|土话)/,
    say: "讲方言，听不惯普通话",
  },
  alone: {
    said: /(?:我|老人|妈妈?|爸爸?)?(?:是|就|只有|就是)?(?:我)?一个人(?:单独)?(?:住|在家|在屋里|过)|独居|独住|单身一个|就我一个人|屋里冇得别人|家里没别人/,
    say: "一个人住",
  },
  stairs: {
    said: /(?:[一二三四五六七八九\d]{1,2}楼)?[，,]?(?:没|没有|冇|冇得|无|没装)电梯|(?:爬|上|下)不(?:动|了|得)楼梯?|爬楼梯|步梯/,
    say: "没有电梯，要走楼梯",
  },
  dog: {
    said: new RegExp(
      `${NOT}(?:养|喂|有)(?:了|着|哒)?[一两]?[条只个]?(?:大|小)?狗|(?<!没|冇得|没有)狗(?:会|要|爱)(?:叫|咬)|狗蛮凶`,
    ),
    say: "家里有狗",
  },
  oxygen: { said: new RegExp(`${NOT}(?:吸|用|戴)(?:着)?氧气?|离不开氧`), say: "要吸氧" },
};

const KIN =
  "(?:我?(?:老伴|老倌子|老头子|老婆子|老婆|堂客|爱人|崽|儿子|女儿|妹子|媳妇|儿媳|女婿|孙子|孙女|外孙|弟弟|妹妹|哥哥|姐姐|侄子|侄女|妈妈|爸爸|妈|爸|娘|爷))";
const HELP = "(?:保姆|护工|阿姨|邻居|隔壁[^，。在会]{0,4})";
const WHO_IS_THERE = new RegExp(
  `(?:有)?(${KIN}(?:和${KIN})?|${HELP})(?:都|就)?(?:会|要|可以)?(?:在家|在屋里|在场|给你们开门|帮忙开门|来开门|开门|等你们|陪着|守着)+`,
);
const NOT_AT_HOME = /^(?:不|没|冇)/;

/** Long rambles are read to this length (characters). */
const LONGEST_READ = 600;

/** Finds needs and who is at home. */
export function readNeeds(text: string): NeedReading {
  let rest = text.slice(0, LONGEST_READ);
  const needs: Need[] = [];
  for (const need of NEEDS) {
    const { said } = WORDS[need];
    const before = rest;
    for (let match = said.exec(rest); match !== null; match = said.exec(rest)) rest = without(rest, match);
    if (rest !== before) needs.push(need);
  }
  const who = WHO_IS_THERE.exec(rest);
  const there = who !== null && !NOT_AT_HOME.test(rest.slice(who.index + who[1]!.length)) ? who : undefined;
  if (there !== undefined) rest = without(rest, there);
  return {
    needs,
    ...(there === undefined ? {} : { whoIsThere: there[1]!.replace(/^我/, "") }),
    rest: rest.replaceAll(/([，,、。])[\s，,、。]+/g, "$1").replace(/^[\s，,、。]+|[\s，,、]+$/g, ""),
  };
}

/** 坐轮椅；听力不好，请大声慢讲. Empty when there are none. */
export function sayNeeds(needs: readonly Need[]): string {
  return needs.map((need) => (isKnown(need) ? WORDS[need].say : need)).join("；");
}

function isKnown(need: Need): need is (typeof NEEDS)[number] {
  return Object.hasOwn(WORDS, need);
}

function without(text: string, match: RegExpExecArray): string {
  return text.slice(0, match.index) + text.slice(match.index + match[0].length);
}
