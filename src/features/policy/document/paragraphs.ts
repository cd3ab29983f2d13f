/** 款 and 项 of a clause, so that a place in it can be named: 第二款第（三）项. */
import { bare, isTableRow, itemMark, sectionMark } from "./marks.ts";
import { writeNumber } from "./numerals.ts";

/** A 款 or 项 of a clause. */
export interface Paragraph {
  /** `第一款`, `第一款第（二）项`, `第一款第（二）项第1目`. */
  readonly label: string;
  /** Word for word, with the clause's own mark on the first. */
  readonly text: string;
}

const POINT = /^(?:(\d{1,2})\s*[.．、](?!\d)|[（(](\d{1,2})[）)])/;

/**
 * Names the lines of a clause. A line of its own is a 款 (立法法 第六十五条), a numbered one a 项 of the 款 before it,
 * and 1. below a 项 a 目. Rows of a table belong to the line above.
 */
export function paragraphsOf(clauseText: string): Paragraph[] {
  const paragraphs: { label: string; text: string }[] = [];
  let passages = 0;
  let item = "";
  for (const line of clauseText.split("\n").filter((text) => text.trim() !== "")) {
    const last = paragraphs.at(-1);
    const mark = last === undefined ? undefined : itemLabel(line);
    const point = last === undefined ? undefined : POINT.exec(bare(line));
    if (last !== undefined && isTableRow(line)) {
      last.text += `\n${line}`;
    } else if (mark !== undefined) {
      item = mark;
      paragraphs.push({ label: `第${writeNumber(passages)}款${item}`, text: line });
    } else if (point) {
      const number = Number(point[1] ?? point[2]);
      const label = item === "" ? `第${number}项` : `${item}第${number}目`;
      paragraphs.push({ label: `第${writeNumber(passages)}款${label}`, text: line });
    } else {
      passages++;
      item = "";
      paragraphs.push({ label: `第${writeNumber(passages)}款`, text: line });
    }
  }
  return paragraphs;
}

/** 第（一）项 for （一） or (一), 第一项 for 一、. */
function itemLabel(line: string): string | undefined {
  const item = itemMark(line);
  if (item !== undefined) return `第（${writeNumber(item.number)}）项`;
  const section = sectionMark(line);
  return section === undefined ? undefined : `第${writeNumber(section.number)}项`;
}
