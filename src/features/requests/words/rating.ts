/** A rating from 1 to 5, read from a figure, stars or a word. */

/** 1 very bad, 5 very good. */
export type Rating = 1 | 2 | 3 | 4 | 5;

const FIGURE = /^(?:我)?(?:给|打|评)?(?:个)?([1-5一二两三四五])(?:分|星|颗星|星级|个星)?(?:好评)?[。.]*$/;
const FIGURE_IN =
  /(?:给|打|评)(?:个|你们|他|她)?([1-5一二两三四五])(?:分|颗星|星)|([1-5一二两三四五])(?:颗星|星|分)(?:好评)?(?![钟之])/;
const STARS = /^[★⭐🌟]{1,5}[☆]*$/u;
const NUMERALS: Readonly<Record<string, Rating>> = { 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5 };

/** In order: a word that holds another comes first, and what was read is taken out. */
const WORDS: readonly { readonly said: RegExp; readonly rating: Rating }[] = [
  {
    said: /(?:非常|很|太|极|特别|一点(?:也|都)|十分)不满意|(?:很|太|极|特别|非常|最|好)(?:差|坏|糟糕?)|差劲|差评|差得很|气人|骗人|再也不|投诉|👎/u,
    rating: 1,
  },
  {
    said: /不太?(?:满意|好|行|如意|理想|周到)|不怎么(?:样|好|满意)|不是蛮好|有点差|(?:比较|蛮)差|差|失望|不耐烦|马虎得很/,
    rating: 2,
  },
  {
    said: /一般(?:般|化)?|基本满意|还(?:行|可以|好|过得去|算可以)|马马虎虎|凑合|将就|过得去|差不多|中等|凑合/,
    rating: 3,
  },
  {
    said: /(?:非常|很|太|十分|特别|蛮|挺|最|真|好|极其|相当)(?:满意|好|不错|周到|负责|仔细|热情|贴心|棒|到位)|(?:满意|好)(?:得很|极了|得不得了)|没得(?:说|讲)|冇得(?:说|讲)|优秀|点赞|顶呱呱|一流|完美|百分之?百|满分|好评|👍|💯/u,
    rating: 5,
  },
  {
    said: /不错|满意|要得|可以|挺好|称心|好(?=$|[，。,的啊咯吧])|行(?=$|[，。,的啊咯吧])|谢谢|感谢|辛苦/,
    rating: 4,
  },
];

/** Negations that hold a good word without being a bad one. */
const PRAISE_BY_NO =
  /没(?:什么|么子)?(?:不满意|不好|意见)的?|(?:没有|冇得)(?:什么|么子)?(?:不满意|不好|意见)的?/;
const LONGEST_READ = 200;

/** Reads a rating; undefined when there is none, or when praise and blame stand side by side. */
export function readRating(text: string): Rating | undefined {
  const said = text
    .slice(0, LONGEST_READ)
    .normalize("NFKC")
    .replaceAll(/[\s!！]/gu, "");
  if (STARS.test(said)) return stars(said);
  const figure = FIGURE.exec(said) ?? FIGURE_IN.exec(said);
  if (figure !== null) return ratingOf((figure[1] ?? figure[2])!);
  const rest = said.replace(PRAISE_BY_NO, "");
  const found = wordsIn(rest);
  if (found.length === 0) return rest === said ? undefined : 5;
  const [worst, best] = [Math.min(...found), Math.max(...found)];
  // 师傅很好，就是太差时间观念: a person is asked rather than an average made up.
  if (worst <= 2 && best >= 4) return undefined;
  return (worst <= 3 ? worst : best) as Rating;
}

function wordsIn(text: string): Rating[] {
  let rest = text;
  const found: Rating[] = [];
  for (const { said, rating } of WORDS) {
    const match = said.exec(rest);
    if (match === null) continue;
    found.push(rating);
    rest = `${rest.slice(0, match.index)}，${rest.slice(match.index + match[0].length)}`;
  }
  return found;
}

function stars(text: string): Rating {
  return [...text].filter((sign) => sign !== "☆").length as Rating;
}

function ratingOf(figure: string): Rating {
  return NUMERALS[figure] ?? (Number(figure) as Rating);
}
