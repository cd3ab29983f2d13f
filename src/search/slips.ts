/**
 * Mending what ears and keyboards do to words: homophone slips of voice typing (扶恤金 for 抚恤金) and pinyin left
 * in Latin letters (yanglaojin). A slip is mended only where the letters said are no word that the library or the
 * bank of questions knows, and one known word sounds the same, near sounds of the southern dialects (n/l, zh/z,
 * in/ing, h/f) taken as one.
 */
import { pinyin } from "pinyin-pro";

/** What was heard and what was meant. */
export interface Slip {
  readonly heard: string;
  readonly meant: string;
}

/** Mends slips in normalised text. */
export interface SlipMender {
  mend(text: string): { text: string; slips: Slip[] };
}

/** Syllables that sound alike to a southern ear are written alike. */
export function foldSyllable(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/, "$1")
    .replace(/^n(?=[aeiouv])/, "l")
    .replace(/^hu(?=[ai])/, "f")
    .replace(/^hu$/, "fu")
    .replace(/([aei])ng$/, "$1n");
}

function syllables(text: string): string[] {
  return pinyin(text, { toneType: "none", type: "array", nonZh: "removed", v: true }).map(foldSyllable);
}

const HAN_RUN = /\p{Script=Han}{2,}/gu;
const LATIN_RUN = /[a-z]{4,}(?:[ '][a-z]{1,6})*/g;
const SHORTEST = 3;
const LONGEST = 7;

/**
 * @param words words that may be meant (lexicon, titles, frequent words of clauses), at least two characters
 * @param isKnown true for letters that are in use as they are and must not be changed
 */
export function createSlipMender(words: Iterable<string>, isKnown: (letters: string) => boolean): SlipMender {
  const bySound = new Map<string, string[]>();
  const byLetters = new Map<string, string>();
  for (const word of words) {
    if (!/^\p{Script=Han}{2,7}$/u.test(word)) continue;
    const plain = pinyin(word, { toneType: "none", type: "array", v: true });
    if (!byLetters.has(plain.join(""))) byLetters.set(plain.join(""), word);
    if (word.length < SHORTEST) continue;
    const sound = plain.map(foldSyllable).join(" ");
    const known = bySound.get(sound);
    if (known === undefined) bySound.set(sound, [word]);
    else if (!known.includes(word)) known.push(word);
  }
  return {
    mend(text) {
      const slips: Slip[] = [];
      const latin = text.replace(LATIN_RUN, (run) => fromLetters(run, byLetters, slips));
      const mended = latin.replace(HAN_RUN, (run) => fromSounds(run, bySound, isKnown, slips));
      return { text: mended, slips };
    },
  };
}

function fromLetters(run: string, byLetters: ReadonlyMap<string, string>, slips: Slip[]): string {
  const letters = run.replaceAll(/[ ']/g, "");
  let out = "";
  let at = 0;
  while (at < letters.length) {
    let end = Math.min(letters.length, at + 6 * LONGEST);
    while (end > at + 3 && !byLetters.has(letters.slice(at, end))) end--;
    const word = byLetters.get(letters.slice(at, end));
    if (word === undefined) {
      out += letters[at++];
    } else {
      out += word;
      slips.push({ heard: letters.slice(at, end), meant: word });
      at = end;
    }
  }
  return /\p{Script=Han}/u.test(out) ? out : run;
}

function fromSounds(
  run: string,
  bySound: ReadonlyMap<string, readonly string[]>,
  isKnown: (letters: string) => boolean,
  slips: Slip[],
): string {
  if (bySound.size === 0 || !hasStrangePair(run, isKnown)) return run;
  const sounds = syllables(run);
  if (sounds.length !== run.length) return run;
  let out = "";
  let at = 0;
  while (at < run.length) {
    const slip = slipAt(run, sounds, at, bySound, isKnown);
    if (slip === undefined) {
      out += run[at++];
    } else {
      slips.push(slip);
      out += slip.meant;
      at += slip.heard.length;
    }
  }
  return out;
}

function hasStrangePair(run: string, isKnown: (letters: string) => boolean): boolean {
  for (let i = 0; i + 1 < run.length; i++) if (!isKnown(run.slice(i, i + 2))) return true;
  return false;
}

function slipAt(
  run: string,
  sounds: readonly string[],
  at: number,
  bySound: ReadonlyMap<string, readonly string[]>,
  isKnown: (letters: string) => boolean,
): Slip | undefined {
  for (let length = Math.min(LONGEST, run.length - at); length >= SHORTEST; length--) {
    const meant = bySound.get(sounds.slice(at, at + length).join(" "));
    if (meant === undefined) continue;
    const heard = run.slice(at, at + length);
    if (meant.includes(heard) || meant.length > 1) continue;
    // Letters in ordinary use stay: only where a stretch of two is met nowhere is it a slip.
    const strange = Array.from({ length: length - 1 }, (_, i) => heard.slice(i, i + 2)).some(
      (pair) => !isKnown(pair) && !meant[0]!.includes(pair),
    );
    if (strange) return { heard, meant: meant[0]! };
  }
  return undefined;
}
