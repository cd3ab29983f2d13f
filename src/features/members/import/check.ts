/** A whole file held against the rules and the database, without changing anything. */
import type { SecretBox, Store } from "../../../store/index.ts";
import { type Actor, type Authorized, requireRole } from "../actor.ts";
import type { Members } from "../types.ts";
import { createLookupHash } from "../values/lookupHash.ts";
import { nameKey } from "./cellText.ts";
import { type Duplicate, findDuplicates } from "./duplicates.ts";
import { type Fault, faultAt, type MemberRow, readRow } from "./memberRow.ts";
import { knownNames, type Named, type Names } from "./names.ts";
import type { MembersFile, TableRow } from "./table.ts";

/** What an import works with. */
export interface ImportParts {
  readonly store: Store;
  readonly box: SecretBox;
  readonly members: Members;
  /** The service's 32 bytes: look-up hashes are derived from it. */
  readonly key: Buffer;
  /** Unix ms. */
  readonly clock: () => number;
  readonly timeZone: string;
}

/** A row without faults, its names resolved. */
export interface CheckedRow extends MemberRow {
  readonly branchNamed?: Named;
  readonly homeNamed?: Named;
  readonly liaisonId?: number;
  /** The member with this identity number. */
  readonly memberId?: number;
}

/** What a check found. Nothing may be stored while there are faults. */
export interface Check {
  /** The rows without faults. */
  readonly rows: readonly CheckedRow[];
  /** In the order of the file. */
  readonly faults: readonly Fault[];
  /** The same identity number in two rows, or in a row and the database. */
  readonly duplicates: readonly Duplicate[];
  /** Perhaps the same person; stops nothing. */
  readonly warnings: readonly Duplicate[];
  /** Names that would be created. */
  readonly newBranches: readonly string[];
  readonly newHomes: readonly string[];
}

/**
 * Checks a file for an import: the dry run. Needs admin or editor; noted in the audit log, for it tells which people
 * are stored.
 * @throws NotAllowed
 */
export function checkRows(
  parts: ImportParts,
  actor: Actor,
  file: MembersFile,
  options: { readonly createPlaces: boolean },
): Check {
  const by = requireRole(actor, "editor");
  const { store, members } = parts;
  return store.transaction(() => {
    members.audit.record(by.actor, "import.check", `import:${file.sha256.slice(0, 16)}`, {
      name: file.name,
      sha256: file.sha256,
      rows: file.rows.length,
    });
    return examine(parts, by, file, options);
  });
}

/** Today where the bureau is, `YYYY-MM-DD`: Swedish writes dates so. */
export function todayOf({ clock, timeZone }: ImportParts): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone }).format(clock());
}

/** The check itself, for the import too. */
export function examine(
  parts: ImportParts,
  _by: Authorized,
  file: MembersFile,
  { createPlaces }: { readonly createPlaces: boolean },
): Check {
  const { store, members, key } = parts;
  const today = todayOf(parts);
  const names = knownNames(members, createPlaces);
  const faults: Fault[] = [];
  const rows: CheckedRow[] = [];
  for (const source of file.rows) {
    const read = readRow(file, source, today);
    if (read.kind === "faulty") faults.push(...read.faults);
    else rows.push(resolveNames(file, source, read.row, names, faults));
  }
  const { certain, possible } = findDuplicates(store.records, createLookupHash(key), rows);
  const memberIds = new Map(
    certain.flatMap(({ row, sameAs }) => ("memberId" in sameAs ? [[row, sameAs.memberId] as const] : [])),
  );
  return {
    rows: rows.map((row) => {
      const memberId = memberIds.get(row.row);
      return memberId === undefined ? row : { ...row, memberId };
    }),
    faults,
    duplicates: certain,
    warnings: possible,
    newBranches: newNames(rows.map(({ branchNamed }) => branchNamed)),
    newHomes: newNames(rows.map(({ homeNamed }) => homeNamed)),
  };
}

/** A row whose names are not found stays among the rows, so that its duplicates are found too; its faults are added. */
function resolveNames(
  file: MembersFile,
  source: TableRow,
  row: MemberRow,
  names: Names,
  faults: Fault[],
): CheckedRow {
  const resolve = (key: "branch" | "home" | "liaison"): Named | undefined => {
    const name = row[key];
    if (name === undefined) return undefined;
    const named = names[key](name);
    if (named.kind === "refused") faults.push(faultAt(file, source, key, named.reason));
    return named;
  };
  const branchNamed = resolve("branch");
  const homeNamed = resolve("home");
  const liaison = resolve("liaison");
  return {
    ...row,
    ...(branchNamed === undefined ? {} : { branchNamed }),
    ...(homeNamed === undefined ? {} : { homeNamed }),
    ...(liaison?.kind === "known" ? { liaisonId: liaison.id } : {}),
  };
}

function newNames(named: readonly (Named | undefined)[]): string[] {
  const names = new Map<string, string>();
  for (const one of named) {
    if (one?.kind === "new" && !names.has(nameKey(one.name))) names.set(nameKey(one.name), one.name);
  }
  return [...names.values()];
}
