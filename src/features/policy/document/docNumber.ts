/** 文号: 株老干发〔2026〕5号, 国务院令第271号. */
import { DOC_NUMBER, isDocNumberLine } from "./formalLines.ts";
import { bare } from "./marks.ts";

const ORDER =
  /(?<bodies>[\p{Script=Han}、]{2,60}?)令\s*第?\s*(?<number>\d+|[一二三四五六七八九十百零〇]+)\s*号/gu;

/** The 文号 in the lines of a head, with 〔〕; else the latest 令 number there. */
export function readDocNumber(headLines: readonly string[]): string | undefined {
  const line = headLines.find(isDocNumberLine);
  if (line !== undefined) return normaliseDocNumber(line);
  const orders = headLines.flatMap((line) => [...bare(line).matchAll(ORDER)].map(orderNumber));
  return orders.at(-1);
}

/** 株老干发[2026]第5号 → 株老干发〔2026〕5号. Undefined when there is no 文号 in the text. */
export function normaliseDocNumber(text: string): string | undefined {
  const groups = DOC_NUMBER.exec(text)?.groups;
  return groups && `${groups["agency"]}〔${groups["year"]}〕${Number(groups["number"])}号`;
}

function orderNumber(match: RegExpMatchArray): string {
  const bodies = match.groups!["bodies"]!.replace(/^.*日/, "").replaceAll("中华人民共和国", "");
  return `${bodies}令第${match.groups!["number"]}号`;
}
