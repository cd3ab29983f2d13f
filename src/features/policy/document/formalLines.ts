/** Lines that carry formalities, not rules: 文号, dates, addressees, 落款, the list of annexes. */
import { DATE } from "./dates.ts";
import { articleMark, bare, headingOf, isTableRow, itemMark, sectionMark } from "./marks.ts";

/** 株老干发〔2026〕5号 with any usual brackets. Groups: agency, year, number. */
export const DOC_NUMBER =
  /(?<agency>[\p{Script=Han}A-Za-z]{1,20})\s*[〔[【（(［﹝]\s*(?<year>(?:19|20)\d{2})\s*[〕\]】）)］﹞]\s*第?\s*(?<number>\d{1,5})\s*号/u;

const DOC_NUMBER_LINE = new RegExp(`^[（(]?\\s*${DOC_NUMBER.source}\\s*[）)]?(\\s*签发人.*)?$`, "u");
const DATE_LINE = new RegExp(`^[（(]?\\s*${DATE}\\s*[）)]?\\s*(印发)?$`);
const SIGNED_DATE_LINE = new RegExp(`^(?<signer>[^。，；：]{2,60}?)\\s*${DATE}\\s*(印发)?$`);
const DATED_EVENT = new RegExp(`^[（(]?\\s*(根据|自|经)?\\s*${DATE}[^。]*$`);
const FOOT_NOTE =
  /^([（(](此件|联系|公开|信息公开|此页)|(抄送|抄报|印发|分送|主题词|公开方式|联系人|联系电话)\s*[:：])/;

/** A date on a line of its own, as under a title or a signature. */
export function isDateLine(line: string): boolean {
  return DATE_LINE.test(bare(line));
}

/** Signer and date on one line. Gives the signer. */
export function signerBeforeDate(line: string): string | undefined {
  const signer = SIGNED_DATE_LINE.exec(bare(line))?.groups?.["signer"]?.trim();
  return signer !== undefined && isSignerLine(signer) ? signer : undefined;
}

/** A body's name as it stands above the date of a notice. */
export function isSignerLine(line: string): boolean {
  const text = bare(line);
  return (
    text.length >= 2 &&
    text.length <= 60 &&
    !/[。，；：！？《》“”、|\d]/.test(text) &&
    !/(通知|办法|规定|条例|细则|意见|决定|方案|指南|规程|名单)$/.test(text) &&
    !isStructural(line)
  );
}

/** 抄送：…, （此件公开发布）and the like. */
export function isFootNote(line: string): boolean {
  return FOOT_NOTE.test(bare(line));
}

/** 附件：1.代办人授权书 at the foot of a notice. */
export function isAnnexList(line: string): boolean {
  return (
    /^附(件|表)?\s*[:：]\s*\S/.test(bare(line)) || /^附(件|表)\s*\d{1,2}\s*[:：.．]\s*\S/.test(bare(line))
  );
}

/** Wholly in brackets: （示例文本，不作为政策依据）, （2018年…修正）. */
export function isBracketed(line: string): boolean {
  return /^[（(【[〔].*[）)】\]〕]$/.test(bare(line));
}

/** A line of the head that says when something was done: 2018年12月29日 …修正. */
export function isEventLine(line: string): boolean {
  return DATED_EVENT.test(bare(line));
}

/** 文号 on a line of its own, in brackets or not. */
export function isDocNumberLine(line: string): boolean {
  return DOC_NUMBER_LINE.test(bare(line));
}

/** The addressees: 各县市区委老干部局，市直各单位： */
function isAddressLine(line: string): boolean {
  const text = bare(line);
  return (
    /[:：]$/.test(text) &&
    !text.includes("。") &&
    !/如下|以下|下列|是指|包括|应当|可以|符合|具备|属于|通知|规定/.test(text)
  );
}

/** Running text, as against titles and formalities. */
export function isParagraph(line: string): boolean {
  const text = bare(line);
  if (isBracketed(line) || isEventLine(line) || isAddressLine(line) || /^<!--/.test(text)) return false;
  return /[。！？；：][”’」』）)]*$/.test(text) || text.includes("。") || text.length >= 80;
}

/** The line belongs to the numbering or is a table row. */
export function isStructural(line: string): boolean {
  return (
    isTableRow(line) ||
    headingOf(line) !== undefined ||
    sectionMark(line) !== undefined ||
    itemMark(line) !== undefined ||
    articleMark(line)?.refers === false
  );
}
