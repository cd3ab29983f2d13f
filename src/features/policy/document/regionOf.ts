/** The region a text applies in. */
import { withoutQuotations } from "./bookTitles.ts";
import { findRegions, placeRegions } from "./findRegions.ts";

const NATIONAL = "全国";
const NATIONAL_TITLE = /^(中华人民共和国|国务院|中共中央|中国共产党|全国人民代表大会|全国人大|最高人民)/;
const NATIONAL_BODY =
  /^(全国人民代表大会|国务院|中共中央|中央|最高人民|国家\p{Script=Han}{2,20}(局|委员会|署)|(民政|财政|教育|司法|公安|人力资源社会保障|人力资源和社会保障|退役军人事务|住房和城乡建设|住房城乡建设|交通运输|文化和旅游)部)/u;

/**
 * `全国` for national texts, else the place of the title, the issuer's, else the bureau's own.
 * A title may name a place that is only its subject (赴上海参观的通知): then the issuer's place stands.
 */
export function readRegion(title: string, issuer: string | undefined, homeRegion: string): string {
  if (NATIONAL_TITLE.test(title) || (issuer !== undefined && NATIONAL_BODY.test(issuer))) return NATIONAL;
  const ownWords = withoutQuotations(title);
  const [leading] = placeRegions(ownWords).filter(({ start }) => start === 0);
  if (leading !== undefined) return leading.region;
  const issuing = issuer === undefined ? undefined : findRegions(issuer)[0];
  const named = findRegions(title)[0];
  if (named !== undefined && (issuing === undefined || named.startsWith(issuing))) return named;
  if (issuing !== undefined) return issuing;
  // Without a place in its title a 法 or 条例 is national: local ones carry the name of their place.
  return issuer === undefined && /(法|条例)$/.test(ownWords) ? NATIONAL : homeRegion;
}
