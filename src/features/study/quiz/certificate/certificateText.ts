/** What stands on a certificate. */
export const CERTIFICATE_TEXT = {
  title: "荣誉证书",
  comrade: "同志：",
  /** The quiz's name, points got, points there were. */
  body: (quiz: string, score: number, total: number) =>
    `您在《${quiz.replaceAll("《", "〈").replaceAll("》", "〉")}》中认真作答，取得 ${score} 分（满分 ${total} 分）的成绩，达到合格标准。`,
  closing: "特发此证，以资鼓励。",
  number: (number: number) => `证书编号 ${number}`,
  sample: "示例",
  sampleNote: "本证书由示例题目生成，仅供试用，不作为任何证明。",
} as const;

const DIGITS = "〇一二三四五六七八九";

/** 2026-11-24 → 二〇二六年十一月二十四日. @param day `YYYY-MM-DD` */
export function dayInCharacters(day: string): string {
  const [year = "", month, date] = day.split("-");
  const years = [...year].map((digit) => DIGITS[Number(digit)]).join("");
  return `${years}年${below100(Number(month))}月${below100(Number(date))}日`;
}

/** 1 to 99: 十一, 二十, 二十四. */
function below100(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  const head = tens === 0 ? "" : `${tens === 1 ? "" : DIGITS[tens]}十`;
  return head + (ones === 0 ? "" : DIGITS[ones]);
}
