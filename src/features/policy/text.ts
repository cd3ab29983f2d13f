/** What the policy feature says. Short sentences, polite, a next step at every end. */
import type { Refusal, Status } from "./answer.ts";

export const TEXT = {
  answer: "规定是这样写的：",
  answerMore: "下面的规定也有关系：",
  related: "没有找到完全对得上的规定。下面这几条可能有关，请您参考。拿不准的话，可以请工作人员帮您核对。",
  nothing:
    "我手头的政策里，没有找到这方面的规定。我不敢乱说。您可以换个说法再问，也可以点「转人工」，请工作人员来答。",
  noLibrary: "政策库还没有准备好。请您稍后再问，或点「转人工」。",
  open: "看全文",
  unsolved: "没有解决",
  human: "转人工",
  previous: "上一条",
  next: "下一条",
  unsolvedReply: "对不起，没有帮到您。您可以换个说法再问一次，也可以点「转人工」，请工作人员来答。",
  clauseGone: "这一条已经不在库里了。请您把问题再问一遍。",
  askAnother: "还想问什么，请直接写给我。",
} as const;

const STATUS: Record<Exclude<Status, "inForce">, string> = {
  upcoming: "还没有开始施行",
  superseded: "已被新的规定代替，不能作为依据",
  repealed: "已经废止，不能作为依据",
  expired: "已经过了有效期，不能作为依据",
};

/** A warning about a text that does not apply; undefined for one in force. */
export function statusNote(status: Status): string | undefined {
  return status === "inForce" ? undefined : STATUS[status];
}

export const SAMPLE_NOTE = "示例文本，不作为政策依据";

/** 2018-12-29 → 2018年12月29日 */
export function dayInWords(day: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${year}年${month}月${date}日`;
}

/** 《中华人民共和国老年人权益保障法》第十九条（株老干发〔2026〕5号，2026年7月1日起施行） */
export function sourceLine(source: {
  title: string;
  article: string | null;
  docNumber: string | null;
  effectiveOn: string | null;
  amendedOn: string | null;
}): string {
  const details = [
    source.docNumber,
    source.effectiveOn === null ? null : `${dayInWords(source.effectiveOn)}起施行`,
    source.amendedOn === null || source.amendedOn === source.effectiveOn
      ? null
      : `${dayInWords(source.amendedOn)}修改`,
  ].filter((detail) => detail !== null);
  return `${titleInMarks(source.title)}${source.article ?? ""}${details.length > 0 ? `（${details.join("，")}）` : ""}`;
}

/** 《中华人民共和国民法典》继承编; marks inside a title become single. */
export function titleInMarks(title: string): string {
  const [name = title, part] = title.split(" ");
  const inner = name.replaceAll("《", "〈").replaceAll("》", "〉");
  return `《${inner}》${part ?? ""}`;
}

/** A text without Markdown's heading marks and comments, which say nothing to a reader. */
export function withoutMarks(text: string): string {
  return text
    .replace(/^#{1,6}\s+/gm, "")
    .replace(/<!--.*?-->/gs, "")
    .trim();
}

/** Why there is no answer. */
export function refusalText(refusal: Refusal): string {
  switch (refusal.kind) {
    case "nothing":
      return TEXT.nothing;
    case "elsewhere": {
      const held = refusal.titles.slice(0, 3).map(titleInMarks).join("、");
      const lead = `您问的是${refusal.region}的规定。外地的规定不适用于本市，我不能拿它来答复您。`;
      const known = held === "" ? "" : `库里存有${held}，属于外地规定，仅供参考。`;
      return `${lead}${known}要打听当地的办法，请问当地的老干部部门；问本市的办法，请直接写给我，或点「转人工」。`;
    }
    case "ended": {
      const name = `${titleInMarks(refusal.title)}${refusal.docNumber === null ? "" : `（${refusal.docNumber}）`}`;
      return `${name}${statusNote(refusal.ending) ?? ""}。现在请看新的规定；没有列出的，请点「转人工」核对。`;
    }
  }
}
