/** Places named in a text. */
import { FULL_NAME_ONLY, NOT_AFTER, NOT_BEFORE, STREET } from "./ordinaryWords.ts";
import { fullCityName, PROVINCES, shortCityName } from "./regions.ts";

interface Name {
  readonly written: string;
  /** Canonical: `浙江省`, `浙江省杭州市`, `上海市`. */
  readonly region: string;
  readonly province: string;
  readonly isShort: boolean;
}

const NAMES: readonly Name[] = PROVINCES.flatMap(({ name, short, cities }) => [
  { written: name, region: name, province: name, isShort: false },
  { written: short, region: name, province: name, isShort: true },
  ...cities.flatMap((city) => cityNames(name, city)),
]);

function cityNames(province: string, city: string): Name[] {
  const full = fullCityName(city);
  const short = shortCityName(city);
  const region = province + full;
  const written = [full, ...(full.endsWith("自治州") ? [`${short}州`] : [])];
  return [
    ...written.map((name) => ({ written: name, region, province, isShort: false })),
    { written: short, region, province, isShort: true },
  ];
}

/** By first character, the longest first: leftmost-longest keeps 鞍山 out of 马鞍山 and 南通 out of 湖南通道. */
const BY_FIRST: ReadonlyMap<string, readonly Name[]> = groupByFirst(
  [...NAMES].sort((a, b) => b.written.length - a.written.length),
);

function groupByFirst(names: readonly Name[]): Map<string, Name[]> {
  const groups = new Map<string, Name[]>();
  for (const name of names) {
    const group = groups.get(name.written[0]!);
    if (group) group.push(name);
    else groups.set(name.written[0]!, [name]);
  }
  return groups;
}

/** A place where it stands in a text. */
export interface PlacedRegion {
  readonly region: string;
  /** As written there: 杭州, 浙江省杭州市. */
  readonly written: string;
  readonly start: number;
}

/**
 * The regions named in a text, in order, each once: `浙江省`, `浙江省杭州市`, `上海市`.
 * Full and usual short names count; streets named after places and ordinary words do not.
 */
export function findRegions(text: string): string[] {
  return [...new Set(placeRegions(text).map(({ region }) => region))];
}

/** As `findRegions`, with the places where they stand. A city right after its province is one place with it. */
export function placeRegions(text: string): PlacedRegion[] {
  const found: (PlacedRegion & { name: Name })[] = [];
  let at = 0;
  while (at < text.length) {
    const last = found.at(-1);
    const follows = last !== undefined && last.start + last.written.length === at ? last.name : undefined;
    const name = nameAt(text, at, follows);
    if (name === undefined) {
      at++;
      continue;
    }
    if (last !== undefined && follows?.region === name.province && name.region !== name.province) {
      found[found.length - 1] = {
        region: name.region,
        written: last.written + name.written,
        start: last.start,
        name,
      };
    } else if (counts(text, at, name)) {
      found.push({ region: name.region, written: name.written, start: at, name });
    }
    at += name.written.length;
  }
  return found.map(({ region, written, start }) => ({ region, written, start }));
}

/** The name at a place. Right after its own province a city needs no further proof. */
function nameAt(text: string, at: number, follows: Name | undefined): Name | undefined {
  const candidates = (BY_FIRST.get(text[at]!) ?? []).filter(({ written }) => text.startsWith(written, at));
  return (
    candidates.find(
      (name) => follows !== undefined && name.province === follows.region && name.region !== name.province,
    ) ?? candidates.find((name) => !name.isShort || plausible(text, at, name))
  );
}

/** A short name stands here as a place, not as part of another word. */
function plausible(text: string, at: number, { written, region, province }: Name): boolean {
  if (FULL_NAME_ONLY.has(written) && region !== province) return false;
  const before = text.slice(Math.max(0, at - 4), at);
  const after = text.slice(at + written.length, at + written.length + 6);
  return NOT_AFTER[written]?.test(before) !== true && NOT_BEFORE[written]?.test(after) !== true;
}

/** Streets are read over, so that 湖南路 hides no other name, but do not count. */
function counts(text: string, at: number, { written, isShort }: Name): boolean {
  return !isShort || !STREET.test(text.slice(at + written.length, at + written.length + 6));
}
