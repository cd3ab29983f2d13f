/** Who issued a text. */

import { withoutQuotations } from "./bookTitles.ts";
import { placeRegions } from "./findRegions.ts";
import { isDateLine, isFootNote, isSignerLine, signerBeforeDate } from "./formalLines.ts";
import type { HeadEvent } from "./headEvents.ts";
import { bare } from "./marks.ts";

/** What an issuer is read from. */
export interface IssuerEvidence {
  readonly title: string;
  readonly events: readonly HeadEvent[];
  /** Lines of the foot. */
  readonly closing: readonly string[];
}

const BODY_END =
  /(局|委|委员会|部|厅|办|办公厅|办公室|政府|院|法院|检察院|中心|总局|署|会|社|银行|军事委员会)$/;

/** Adopting body, else publishing body, else the congress of a local 条例's place, else signature, else title. */
export function readIssuer({ title, events, closing }: IssuerEvidence): string | undefined {
  return (
    adoptingBody(title, events) ??
    publishingBody(events) ??
    signers(closing) ??
    bodyInTitle(title) ??
    localCongress(title)
  );
}

/** The body whose meeting adopted the text; that of the title's own place where several did. */
function adoptingBody(title: string, events: readonly HeadEvent[]): string | undefined {
  const bodies = events.flatMap(({ what }) => {
    const before = /^(.*?)通过/.exec(what)?.[1];
    const body = before === undefined ? undefined : meetingBody(before);
    return body === undefined ? [] : [body];
  });
  const place = leadingPlace(title);
  return bodies.find((body) => place !== undefined && body.startsWith(place)) ?? bodies[0];
}

/** 山东省第十三届人民代表大会常务委员会第十八次会议 → 山东省人民代表大会常务委员会; 国务院第21次常务会议 → 国务院 */
function meetingBody(text: string): string | undefined {
  const congress =
    /(?:第[^届第]{1,6}届)?(全国)?(?:([\p{Script=Han}]{2,20}?)第[^届第]{1,6}届)?人民代表大会(常务委员会)?/u.exec(
      text,
    );
  if (congress) {
    const place = congress[1] ?? congress[2];
    return place === undefined ? undefined : `${place}人民代表大会${congress[3] ?? ""}`;
  }
  const council = /^([\p{Script=Han}]{2,20}?)第.{1,6}次(常务|全体)会议/u.exec(text)?.[1];
  return council?.replaceAll("中华人民共和国", "");
}

/** 中共中央、国务院发布 → 中共中央、国务院; 国务院令第271号发布 → 国务院 */
function publishingBody(events: readonly HeadEvent[]): string | undefined {
  for (const { what } of events) {
    const body = /^(.*?)(?:令\s*第?\s*[\d一二三四五六七八九十百零〇]+\s*号)?(?:发布|公布|颁布|印发)/.exec(
      what,
    )?.[1];
    const name = body?.replaceAll("中华人民共和国", "").trim();
    if (name !== undefined && name.length > 1 && /^[\p{Script=Han}、]+$/u.test(name)) return name;
  }
  return undefined;
}

/** The bodies above the first date of the foot, joined with 、. */
function signers(closing: readonly string[]): string | undefined {
  const dated = closing.findIndex((line) => isDateLine(line) || signerBeforeDate(line) !== undefined);
  if (dated < 0) return undefined;
  const own = signerBeforeDate(closing[dated]!);
  const above = closing.slice(0, dated).filter((line) => isSignerLine(line) && !isFootNote(line));
  const names = [...above.map(bare), ...(own === undefined ? [] : [own])].flatMap((name) =>
    name.split(/[\s\u3000]+(?=\S{4})/),
  );
  return names.length === 0 ? undefined : names.map((name) => name.replace(/[\s\u3000]/g, "")).join("、");
}

/** 国务院关于… → 国务院; 株洲市民政局关于印发… → 株洲市民政局 */
function bodyInTitle(title: string): string | undefined {
  const body = /^([\p{Script=Han}、\s]{2,60}?)关于/u.exec(title)?.[1]?.trim();
  return body !== undefined && BODY_END.test(body) ? body.replace(/[\s\u3000]+/g, "、") : undefined;
}

/** A local 条例 that does not say who adopted it: only congresses and their committees make them (立法法 第八十条). */
function localCongress(title: string): string | undefined {
  const place = leadingPlace(title);
  return place !== undefined && /条例$/.test(withoutQuotations(title))
    ? `${place}人民代表大会及其常务委员会`
    : undefined;
}

/** The place a title begins with, as written there. */
function leadingPlace(title: string): string | undefined {
  return placeRegions(title).find(({ start }) => start === 0)?.written;
}
