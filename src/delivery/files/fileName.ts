/** The name of a file, made safe to show, to send and to store. */
import { FILE_TEXT } from "./text.ts";

/** A name in two halves; `ending` in lower case, without the dot, "" where there is none. */
export interface FileName {
  readonly stem: string;
  readonly ending: string;
}

/** Longest name with its ending, in characters as a person counts them (code points). */
const LONGEST_NAME = 80;
/** A name of any length may come; its ending counts, and looking through a megabyte of dots takes minutes. */
const LONGEST_GIVEN = 1_000;
/** What no file system takes, and what would break out of a header. Path separators were cut at before. */
const UNSAFE = /[<>:;"|?*]/g;
/** Control characters, format characters (the bidi ones turn `gpj.exe` round), halves of pairs. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Reads a name as it came: without folders, without what cannot be seen. */
export function readFileName(given: string): FileName {
  const seen = given.slice(-LONGEST_GIVEN).replace(UNSEEN, "");
  const last = seen.split(/[\\/]/).pop()!.normalize("NFC");
  const name = last.replace(UNSAFE, "_").replace(/[\s.]+$/, "");
  const dot = name.lastIndexOf(".");
  const ending = dot < 0 ? "" : name.slice(dot + 1).toLowerCase();
  // A dot in 2026.11.24 开会通知 opens no ending.
  const hasEnding = /^[a-z0-9]{1,5}$/.test(ending);
  const stem = (hasEnding ? name.slice(0, dot) : name).replace(/^[\s.]+|[\s.]+$/g, "");
  return { stem: stem === "" ? FILE_TEXT.unnamed : stem, ending: hasEnding ? ending : "" };
}

/** The name in one piece, at most 80 characters; the ending stays. */
export function writeFileName({ stem, ending }: FileName): string {
  const room = LONGEST_NAME - ending.length - 1;
  return `${[...stem].slice(0, room).join("").trim()}.${ending}`;
}
