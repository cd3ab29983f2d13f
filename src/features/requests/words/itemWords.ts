/** Which service an everyday sentence asks for. Reads only; whether it is an order at all, itemWordsOrder.ts decides. */
import { createSlipMender, normalize } from "../../../search/index.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { ServiceItem } from "../catalogue/catalogueSchema.ts";

export { soundsLikeOrder } from "./itemWordsOrder.ts";

/** A service that a sentence may ask for. `score` is above 0 and below 1; from 0.5 on two or more words speak for it. */
export interface ItemReading {
  readonly item: ServiceItem;
  readonly score: number;
}

/** A way of asking for items: one pattern for each order in which its parts may stand. */
interface Saying {
  readonly patterns: readonly RegExp[];
  readonly weight: number;
}

/** What is worked out once for a catalogue. */
interface Phrasebook {
  readonly sayings: readonly { readonly item: ServiceItem; readonly sayings: readonly Saying[] }[];
  readonly mend: (text: string) => string;
}

/** Long rambles are read to this length (characters), like questions. */
const LONGEST_READ = 600;
/** What may stand at the gap of a saying; it does not reach beyond the sentence. */
const GAP = "[^。！？；!?;\\n]{0,12}?";
/** Words of two characters part in speech: 理个发, 擦一下澡, 换了把锁. */
const PARTING = "[个一下了哒完点些次趟几两把副床张块份碗件条]{0,3}";
/** The name of a service says more than a word that also turns up in stories. */
const NAME_WEIGHT = 1.5;
/** Points at which the score is one half. */
const HALF_POINTS = 4;

const phrasebooks = new WeakMap<Catalogue, Phrasebook>();

/**
 * The services a sentence may ask for, best first; none when no word points at one. Sounds are tried (里发 for 理发师傅)
 * only where the letters say nothing.
 */
export function readItem(text: string, catalogue: Catalogue): ItemReading[] {
  const book = phrasebookOf(catalogue);
  const said = normalize(text.slice(0, LONGEST_READ)).replaceAll(/[\s,，、]/g, "");
  const found = rank(said, book);
  return found.length > 0 ? found : rank(book.mend(said), book);
}

function rank(said: string, { sayings }: Phrasebook): ItemReading[] {
  return sayings
    .map(({ item, sayings: own }) => ({ item, points: pointsOf(said, own) }))
    .filter(({ points }) => points > 0)
    .map(({ item, points }) => ({ item, score: points / (points + HALF_POINTS) }))
    .sort((a, b) => b.score - a.score);
}

/** Every character of the sentence counts once, with the best saying that covers it. */
function pointsOf(said: string, sayings: readonly Saying[]): number {
  const best = new Map<number, number>();
  for (const { patterns, weight } of sayings) {
    for (const at of patterns.flatMap((pattern) => charactersOf(said, pattern))) {
      best.set(at, Math.max(best.get(at) ?? 0, weight));
    }
  }
  return [...best.values()].reduce((sum, weight) => sum + weight, 0);
}

/** Where the characters of a saying stand in the sentence, at its first occurrence; none when it is not there. */
function charactersOf(said: string, pattern: RegExp): number[] {
  const groups = pattern.exec(said)?.indices?.slice(1) ?? [];
  return groups.flatMap((range) =>
    range === undefined ? [] : Array.from({ length: range[1] - range[0] }, (_, i) => range[0] + i),
  );
}

function phrasebookOf(catalogue: Catalogue): Phrasebook {
  const known = phrasebooks.get(catalogue);
  if (known !== undefined) return known;
  const book = createPhrasebook(catalogue);
  phrasebooks.set(catalogue, book);
  return book;
}

function createPhrasebook({ items }: Catalogue): Phrasebook {
  const owners = new Map<string, number>();
  const written = items.map(({ says }) => says.map(normalizeSaying));
  for (const saying of written.flat()) owners.set(saying, (owners.get(saying) ?? 0) + 1);
  const sayings = items.map((item, i) => ({
    item,
    sayings: [
      ...written[i]!.map((saying) => ({ patterns: patternsOf(saying), weight: 1 / owners.get(saying)! })),
      ...namesOf(item).map((name) => ({ patterns: patternsOf(name), weight: NAME_WEIGHT })),
    ],
  }));
  // Nothing is known for certain here: mending is tried only on sentences that no saying matches as they are.
  const whole = [...written.flat(), ...items.flatMap(namesOf)].filter((saying) => !saying.includes("…"));
  const mender = createSlipMender(new Set(whole), () => false);
  return { sayings, mend: (text) => mender.mend(text).text };
}

/** 借…轮椅 is also said the other way round: 轮椅能不能借我. Each part is a group, so that its place is known. */
function patternsOf(saying: string): RegExp[] {
  const parts = saying.split("…");
  if (parts.length > 1) {
    return [parts, parts.toReversed()].map((order) => patternOf(order.map(groupOf).join(GAP)));
  }
  const [first, second, ...rest] = saying;
  const parting = first !== undefined && second !== undefined && rest.length === 0;
  return [patternOf(parting ? groupOf(first) + PARTING + groupOf(second) : groupOf(saying))];
}

function patternOf(source: string): RegExp {
  return new RegExp(source, "d");
}

/** Sayings are plain words: whatever else stands in them is taken as it is. */
function groupOf(words: string): string {
  return `(${words.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")})`;
}

/** 预约特殊检查（绿色通道） is also called by the part before the brackets. */
function namesOf({ name }: ServiceItem): string[] {
  const plain = normalizeSaying(name);
  const short = plain.replace(/\(.*\)$/, "");
  return short === plain || short === "" ? [plain] : [plain, short];
}

function normalizeSaying(saying: string): string {
  // NFKC would turn the gap into three full stops.
  return saying
    .split("…")
    .map((part) => normalize(part.trim()))
    .join("…");
}
