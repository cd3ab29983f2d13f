/** Branches, homes and liaisons by their names, as a file gives them. */

import { MemberError, type Members } from "../types.ts";
import { enteredName } from "../values/entered.ts";
import { nameKey } from "./cellText.ts";
import { CELL_TEXT } from "./text.ts";

/** What a name stands for. */
export type Named =
  | { readonly kind: "known"; readonly id: number }
  /** To be created; `name` is how it will be called. */
  | { readonly kind: "new"; readonly name: string }
  | { readonly kind: "refused"; readonly reason: string };

/** Looks the names of a file up. */
export interface Names {
  branch(name: string): Named;
  home(name: string): Named;
  liaison(name: string): Named;
}

/**
 * The names known now. Width, case and spaces do not count.
 * @param createPlaces unknown branches and homes are to be created
 */
export function knownNames(members: Members, createPlaces: boolean): Names {
  const liaisons = members.staff().filter(({ active, roles }) => active && roles.includes("liaison"));
  const find =
    (known: ReadonlyMap<string, number | "several">, unknown: string, creatable: boolean) =>
    (name: string): Named => {
      const id = known.get(nameKey(name));
      if (id === "several") return { kind: "refused", reason: CELL_TEXT.severalNamed };
      if (id !== undefined) return { kind: "known", id };
      return creatable ? creatableName(name) : { kind: "refused", reason: unknown };
    };
  return {
    branch: find(byName(members.branches()), CELL_TEXT.unknownBranch, createPlaces),
    home: find(byName(members.homes()), CELL_TEXT.unknownHome, createPlaces),
    liaison: find(byName(liaisons), CELL_TEXT.unknownLiaison, false),
  };
}

function byName(
  rows: readonly { readonly id: number; readonly name: string }[],
): Map<string, number | "several"> {
  const known = new Map<string, number | "several">();
  for (const { id, name } of rows) known.set(nameKey(name), known.has(nameKey(name)) ? "several" : id);
  return known;
}

function creatableName(name: string): Named {
  try {
    return { kind: "new", name: enteredName(name) };
  } catch (error) {
    if (!(error instanceof MemberError)) throw error;
    return { kind: "refused", reason: error.message };
  }
}
