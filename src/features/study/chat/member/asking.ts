/**
 * Words that ask for the list of sessions or the study record. Explicit wording only, from the first character to the
 * last: a question about policy (离休干部学习有什么规定) is never taken.
 */

import { bareWords } from "../../../../dialogue/index.ts";

const WHEN =
  "(?:最近|近期|近来|今天|明天|后天|(?:这个?|本|下个?)(?:月|周|星期|礼拜)|(?:这|本|下)(?:周|星期|礼拜)[一二三四五六日天]|(?:这|近|后面)几天|接下来)";
const WHAT = "(?:什么|哪些|么子|么里|啥)";
const SUBJECT = "(?:学习活动|支部活动|学习安排|活动安排|学习|活动)";
const POLITE = "(?:请问|请|帮我|我想|我要|想)?";
const LOOK = "(?:看一?下|查一?下|看看|查看|看|查|说说|问一?下)?";

const LIST = new RegExp(
  `^(?:/study|${POLITE}${LOOK}(?:一下)?(?:` +
    [
      // 学习活动, 我的学习, 活动, 学习安排, 这个月的学习安排
      `(?:我的?|我们支部的?|支部的?)?${WHEN}?的?(?:学习活动|学习安排|活动安排)`,
      `我(?:的|们支部的)(?:学习|活动)(?:活动|安排|计划)?`,
      "活动",
      "支部活动",
      // 有什么活动, 这个月有什么学习, 支部最近有哪些活动
      `(?:我们?|咱们?|我们支部|支部|党支部)?${WHEN}?(?:还|都)?有${WHAT}${SUBJECT}`,
      `${WHEN}(?:我们?|我们支部|支部)?(?:还|都)?有${WHAT}${SUBJECT}`,
      // 这个月有活动吗, 有没有学习活动
      `(?:我们?|我们支部|支部)?${WHEN}?(?:还|都)?有(?:学习活动|活动|学习)(?:吗|没|没有|不)`,
      `(?:我们?|我们支部|支部)?${WHEN}?(?:还|都)?有没有(?:学习活动|支部活动|活动)`,
      // 什么时候学习, 下次学习是什么时候
      `(?:我们?|我们支部|支部)?(?:下次|下一次|下一场)(?:学习|活动|学习活动)(?:是|在)?(?:什么时候|哪天|几号|么子时候|啥时候)`,
      `(?:我们?|我们支部|支部)?(?:什么时候|哪天|几号)(?:学习|有活动|搞活动|开展活动)`,
    ].join("|") +
    `)(?:吗|呢|啊|呀|咯|啦)?)$`,
  "u",
);

const RECORD =
  /^(?:请|帮我|我想|我要|想)?(?:看一?下|查一?下|看看|查看|看|查)?(?:我的?|本人的?)?(今年|去年)?(?:的|我的)?学习(?:记录|档案|情况)(?:记录)?$/u;
const COUNT = /^我?(今年|去年)?我?(?:一共)?(?:学|学习|参加)了(?:多少|几)(?:次|场)(?:学习|活动)?$/u;

/** 学习活动, 这个月有什么学习. */
export function asksForList(text: string): boolean {
  return LIST.test(bareWords(text));
}

/** What is written or made up after a session is reached from the record. */
const AFTERWARDS = /^(?:我?(?:要|想))?(?:写(?:学习)?心得|补学)$/u;

/** 我的学习记录, 去年的学习记录, 写心得: which year, before this one. */
export function asksForRecord(text: string): { readonly yearsAgo: 0 | 1 } | undefined {
  const plain = bareWords(text);
  const found = RECORD.exec(plain) ?? COUNT.exec(plain);
  if (found !== null) return { yearsAgo: found[1] === "去年" ? 1 : 0 };
  return AFTERWARDS.test(plain) ? { yearsAgo: 0 } : undefined;
}
