/** A link that shows where a session is, on any phone and without a key. */
import type { StudySession } from "../types.ts";

/**
 * 高德's search page. It opens in the browser: whoever has the app is offered it there.
 * @param city narrows the search; its name, as 高德 takes it
 * @returns undefined for a home without an address: its name is on no map
 * @see https://lbs.amap.com/api/uri-api/guide/search/search
 */
export function mapUrl(
  { homeId, address, where }: Pick<StudySession, "homeId" | "address" | "where">,
  city: string | undefined,
): string | undefined {
  const keyword = (homeId === null ? (address ?? where) : (address ?? "")).trim();
  if (keyword === "") return undefined;
  const query = new URLSearchParams({
    keyword,
    ...(city === undefined ? {} : { city }),
    view: "map",
    src: "jinqiu",
  });
  // As `%20`: a plus in the keyword is shown as it stands.
  return `https://uri.amap.com/search?${query.toString().replace(/\+/g, "%20")}`;
}
