/** Storing a file of people: all of it or nothing. */
import { type Actor, requireRole } from "../actor.ts";
import { columnsOf } from "../records/memberDraft.ts";
import { type MemberDraft, MemberError, type MemberStatus } from "../types.ts";
import { createLookupHash } from "../values/lookupHash.ts";
import { nameKey } from "./cellText.ts";
import { type Check, type CheckedRow, examine, type ImportParts, todayOf } from "./check.ts";
import { COLUMNS } from "./columns.ts";
import { clearStatusDay, memberInserter, storedState } from "./import.repo.ts";
import { type Fault, faultAt } from "./memberRow.ts";
import type { Named } from "./names.ts";
import type { MembersFile } from "./table.ts";

/** How to import. */
export interface ImportOptions {
  /** Rows whose identity number is stored change that member, filled cells only; otherwise they stop the import. */
  readonly update: boolean;
  /** Unknown branches and homes (as unit sites) are created; otherwise they are faults. */
  readonly createPlaces: boolean;
}

/** What became of it. */
export type Imported =
  | {
      readonly kind: "imported";
      readonly added: number;
      /** Rows that belong to a stored member, whether or not they told anything new. */
      readonly updated: number;
      readonly check: Check;
    }
  /** Nothing was stored. */
  | { readonly kind: "refused"; readonly check: Check };

/**
 * Imports a file in one transaction: any fault, the same identity number twice in the file, or (without `update`) one
 * that is stored already, and nothing is stored. Each person is in the audit log, and the file once.
 * @throws NotAllowed unless the actor is admin or editor
 */
export function importMembers(
  parts: ImportParts,
  actor: Actor,
  file: MembersFile,
  options: ImportOptions,
): Imported {
  const by = requireRole(actor, "editor");
  try {
    return parts.store.transaction((): Imported => {
      const check = examine(parts, by, file, options);
      if (isRefused(check, options)) return { kind: "refused", check };
      const faults = storeRows(parts, actor, file, check);
      if (faults.length > 0) throw new Refused({ ...check, faults });
      const updated = check.rows.filter(({ memberId }) => memberId !== undefined).length;
      const added = check.rows.length - updated;
      parts.members.audit.record(actor, "import", `import:${file.sha256.slice(0, 16)}`, {
        name: file.name,
        sha256: file.sha256,
        added,
        updated,
      });
      return { kind: "imported", added, updated, check };
    });
  } catch (error) {
    if (error instanceof Refused) return { kind: "refused", check: error.check };
    throw error;
  }
}

/** Whether a check keeps the file from being stored. */
export function isRefused({ faults, duplicates }: Check, { update }: Pick<ImportOptions, "update">): boolean {
  return faults.length > 0 || duplicates.some(({ sameAs }) => "row" in sameAs || !update);
}

/** Thrown to roll back when the members' own rules refuse what the check let pass. */
class Refused extends Error {
  constructor(readonly check: Check) {
    super("import refused");
  }
}

function storeRows(parts: ImportParts, actor: Actor, file: MembersFile, check: Check): Fault[] {
  const { members } = parts;
  const branches = creator((name) => members.addBranch(actor, { name }));
  const homes = creator((name) => members.addHome(actor, { name, level: "unit" }));
  const add = adder(parts, actor);
  const faults: Fault[] = [];
  for (const row of check.rows) {
    const draft = withReferences(row, branches(row.branchNamed), homes(row.homeNamed));
    try {
      if (row.memberId === undefined) add(draft, row.status ?? "alive");
      else change(parts, actor, row, row.memberId, draft);
    } catch (error) {
      if (!(error instanceof MemberError)) throw error;
      faults.push(faultOf(file, row, error));
    }
  }
  return faults;
}

/**
 * Adds a checked person as `members.add` does, in a third of its time: while an import holds the write lock, the
 * service waits.
 */
function adder({ store, box, members, key, clock }: ImportParts, actor: Actor) {
  const insert = memberInserter(store.records, clock());
  const lookupHash = createLookupHash(key);
  return (draft: MemberDraft, status: MemberStatus): void => {
    const { name, category, tags } = draft;
    const id = insert({ ...columnsOf(draft, box, lookupHash), name, category, status }, tags ?? []);
    const fields = [...Object.keys(draft), ...(status === "alive" ? [] : ["status"])];
    members.audit.record(actor, "member.add", `member:${id}`, { fields });
  };
}

function change(
  parts: ImportParts,
  actor: Actor,
  row: CheckedRow,
  memberId: number,
  draft: MemberDraft,
): void {
  const { store, members } = parts;
  const stored = storedState(store.records, memberId);
  const kept = row.derived.filter((field) => (field === "birth" ? stored?.birthDay : stored?.gender) != null);
  members.change(actor, memberId, without(draft, kept));
  if (row.status === undefined || row.status === stored?.status) return;
  // The members' own rules take a status with its day. The file tells none, and none is kept.
  members.setStatus(actor, memberId, row.status, todayOf(parts));
  clearStatusDay(store.records, memberId);
}

function withReferences(
  { draft, liaisonId }: CheckedRow,
  branchId: number | undefined,
  homeId: number | undefined,
): MemberDraft {
  return {
    ...draft,
    ...(branchId === undefined ? {} : { branchId }),
    ...(homeId === undefined ? {} : { homeId }),
    ...(liaisonId === undefined ? {} : { liaisonId }),
  };
}

/** Turns names into ids, creating a new one at its first use. */
function creator(create: (name: string) => number): (named: Named | undefined) => number | undefined {
  const created = new Map<string, number>();
  return (named) => {
    if (named === undefined || named.kind === "refused") return undefined;
    if (named.kind === "known") return named.id;
    const key = nameKey(named.name);
    const id = created.get(key) ?? create(named.name);
    created.set(key, id);
    return id;
  };
}

function without(draft: MemberDraft, fields: readonly (keyof MemberDraft)[]): Partial<MemberDraft> {
  return Object.fromEntries(
    Object.entries(draft).filter(([field]) => !fields.includes(field as keyof MemberDraft)),
  );
}

/** The cell of the field that was refused; the row's first where the field has no column. */
function faultOf(file: MembersFile, { row }: CheckedRow, { field, message }: MemberError): Fault {
  const source = file.rows.find((candidate) => candidate.row === row)!;
  const bare = field.replace(/Id$/, "");
  const key = COLUMNS.find((column) => column.key === bare)?.key ?? "name";
  return faultAt(file, source, key, message);
}
