/**
 * Answers to an invitation in words: 我参加, 请假, 周五的学习我去不了. Kept strict: besides the answer only a day, a
 * reason, a word such as 活动 and a piece of an upcoming session's title may stand there.
 */

import { dayOf } from "../../../../delivery/index.ts";
import { bareWords } from "../../../../dialogue/index.ts";
import type { MemberSession } from "../../types.ts";
import { readDayWords } from "./dayWords.ts";

export type SaidAnswer = "accept" | "decline" | "later";

/** An answer, and the words that say to what. */
export interface AnswerWords {
  readonly answer: SaidAnswer;
  /** Without spaces and marks; empty when the answer stands alone. */
  readonly about: string;
  /** 参加, 报名, 请假 and the like: words about nothing but an invitation. 我去 may be about anything. */
  readonly plain: boolean;
}

/** An answer is short; more is a story. */
const LONGEST = 40;
const QUESTION =
  /[?？]|吗|么子|怎么|怎样|如何|什么|多少|哪|谁|是否|是不是|能不能|可不可以|要不要|有没有|行不行|好不好|规定|政策|补助|补贴|费|呢$|办法|条件|手续|资格/u;

const WORDS = {
  decline:
    "不(?:能|想|打算|准备|方便)?(?:参加|去|来|到场|到会|报名)|(?:参加|去|来|到)不(?:了|成|到|得)|(?:要|想|得|需要)?请(?:个|一次|一天|一下|一回)?假|没(?:有)?(?:空|时间)(?:参加|去|来)?",
  accept:
    "(?:要|会|能|可以|愿意|想|准时|按时|一定|肯定)*(?:参加|去|来|到场|到会)|(?:要|想)?报(?:个)?名(?:参加)?",
  later:
    "(?:晚点|晚一点|晚些|迟点|等会儿?|等下|回头|过(?:两|几)天|到时候?)再(?:说|看|看看|答复|定|讲|回)|再(?:看看|想想|考虑一?下?)",
} as const satisfies Record<SaidAnswer, string>;

const ME = "(?:我们两个|我们俩|我们|我|本人|俺)?";
const SURE = "(?:就|都|还是|也|可能|恐怕|实在)?";
const TAIL = "(?:了|啦|哈|咯|的|吧|算了)?";
const NOTHING_ELSE = /参加|报名|请|到会|到场|再/u;

const READERS = (["decline", "later", "accept"] as const).map((answer) => ({
  answer,
  atEnd: new RegExp(`^(.*?)${ME}${SURE}(${WORDS[answer]})${TAIL}$`, "u"),
  atStart: new RegExp(`^${ME}${SURE}(${WORDS[answer]})${TAIL}(.+)$`, "u"),
}));

/** Undefined for a question, a story, and anything that is no answer. */
export function readAnswer(text: string): AnswerWords | undefined {
  const words = bareWords(text);
  if (QUESTION.test(text) || [...words].length > LONGEST) return undefined;
  for (const { answer, atEnd } of READERS) {
    const found = atEnd.exec(words);
    if (found === null) continue;
    const [, about = "", said = ""] = found;
    // 去 and 来 without 我 are hardly an answer.
    if (about === "" && /^[去来]$/u.test(said) && !/^(?:我|本人|俺)/u.test(words)) return undefined;
    return { answer, about, plain: NOTHING_ELSE.test(said) };
  }
  for (const { answer, atStart } of READERS) {
    const found = atStart.exec(words);
    if (found === null) continue;
    const [, said = "", about = ""] = found;
    return { answer, about, plain: NOTHING_ELSE.test(said) };
  }
  return undefined;
}

const REASON =
  /(?:(?:我|老伴|家里|家人|最近|这两天|这几天|今天|身体|腿脚|腿|腰|膝盖|有点|因为|由于)*(?:不舒服|不方便|感冒了?|发烧了?|有事|有点事|临时有事|住院了?|在住院|在外地|出门了?|走不动|疼得厉害|腿疼|腰疼|要看病|要带孙子|要体检))|(?:所以|因此|谢谢)/u;
const NOUN =
  /学习会|学习活动|学习|座谈会|座谈|参观活动|参观|宣讲会|宣讲|微党课|党课|主题党日|组织生活会|支部大会|支部会|活动|会议|开会|会/u;
const FILLER =
  /^(?:那|这|的|场|次|个|一|我|我们|您|你|支部|党支部|单位|金秋|对|和|跟|你们|请|帮|说|您好|你好|书记|同志)*$/u;

/** What the words besides an answer point at. */
export type Pointed<T> =
  /** They speak of something else. */
  | { readonly kind: "other" }
  /** `named`: by day, title or a word such as 活动; an answer alone names none and may mean any. */
  | { readonly kind: "sessions"; readonly fitting: readonly T[]; readonly named: boolean };

/** @param upcoming of everybody for whom the person may answer @param now Unix ms */
export function pointedAt<T extends MemberSession>(
  about: string,
  upcoming: readonly T[],
  now: number,
  timeZone: string,
): Pointed<T> {
  const dayWords = readDayWords(about, dayOf(now, timeZone));
  const rest = dayWords.rest.replace(REASON, "");
  const onDay = upcoming.filter(({ session }) => dayWords.fits?.(dayOf(session.startsAt, timeZone)) ?? true);
  const hasDay = dayWords.fits !== undefined;
  const noun = NOUN.exec(rest)?.[0];
  const besides = noun === undefined ? rest : rest.replace(noun, "");
  if (FILLER.test(besides)) {
    // A day alone may belong to anything, unless something of ours is on that day.
    if (hasDay && noun === undefined && onDay.length === 0) return { kind: "other" };
    const titled = noun === undefined ? [] : onDay.filter(({ session }) => session.form === noun);
    const fitting = titled.length > 0 ? titled : onDay;
    return { kind: "sessions", fitting, named: hasDay || noun !== undefined };
  }
  const fitting = onDay.filter(({ session }) => namesTitle(rest, session.title));
  return fitting.length === 0 ? { kind: "other" } : { kind: "sessions", fitting, named: true };
}

/** Whether the words are a piece of the title, give or take 的, 那场 and a closing 学习. */
function namesTitle(words: string, title: string): boolean {
  const core = words
    .replace(/^(?:我们?|那|这|场|次|个|的|关于)+/u, "")
    .replace(/(?:的|那|这|场|次|个|我们?)+$/u, "");
  const written = bareWords(title);
  const without = core.replace(/(?:的)?(?:学习活动|学习|活动|会|课|讲座)$/u, "");
  return [core, without].some((piece) => [...piece].length >= 2 && written.includes(piece));
}
