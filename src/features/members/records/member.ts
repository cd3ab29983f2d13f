/** Members: entering, changing, their status, and opening what is sealed. */

import { revokeOpenOfMember } from "../accounts/invitations.repo.ts";
import { requireRole } from "../actor.ts";
import { refusals } from "../refusals.ts";
import {
  type MemberChange,
  type MemberDraft,
  MemberError,
  type Members,
  type SecretField,
} from "../types.ts";
import { enteredChoice, enteredLine } from "../values/entered.ts";
import { admit } from "./access.ts";
import type { Core } from "./core.ts";
import {
  findMember,
  insertMember,
  type MemberRow,
  ownerOfIdNumber,
  replaceTags,
  tagsOf,
  updateMember,
} from "./member.repo.ts";
import { birthOf, checkChange, checkDraft, columnsOf, enteredDay, SEALED_COLUMNS } from "./memberDraft.ts";
import { branchExists, homeExists } from "./places.repo.ts";
import { findStaff, rolesOf } from "./staff.repo.ts";

const STATUSES = ["alive", "deceased", "moved"] as const;

export function createMemberRecords(core: Core): Pick<Members, "add" | "change" | "setStatus" | "reveal"> {
  const { store, box, lookupHash, audit, clock, today } = core;
  const { records } = store;
  return {
    add: (actor, entered) =>
      store.transaction(() => {
        const by = requireRole(actor, "editor");
        const draft = checkDraft(entered, today());
        checkReferences(core, draft);
        refuseTakenIdNumber(core, draft.idNumber);
        const id = insertMember(
          records,
          { name: draft.name, category: draft.category, ...columnsOf(draft, box, lookupHash) },
          clock(),
        );
        if (draft.tags !== undefined) replaceTags(records, id, draft.tags);
        audit.record(by.actor, "member.add", `member:${id}`, { fields: Object.keys(draft) });
        return id;
      }),

    change: (actor, id, entered) =>
      store.transaction(() => {
        const by = requireRole(actor, "editor");
        const row = existing(findMember(records, id));
        const change = differing(checkChange(entered, today()), row, tagsOf(records, id), core);
        const fields = Object.keys(change);
        if (fields.length === 0) return;
        checkReferences(core, change);
        refuseTakenIdNumber(core, change.idNumber);
        updateMember(records, id, columnsOf(change, box, lookupHash), clock());
        if (change.tags !== undefined) replaceTags(records, id, change.tags ?? []);
        audit.record(by.actor, "member.change", `member:${id}`, { fields });
      }),

    setStatus: (actor, id, status, on) =>
      store.transaction(() => {
        const by = requireRole(actor, "editor");
        existing(findMember(records, id));
        enteredChoice("status", status, STATUSES);
        const statusOn = enteredDay("statusOn", on, today());
        if (statusOn === null) throw new MemberError("statusOn", refusals.required("statusOn"));
        updateMember(records, id, { status, statusOn }, clock());
        if (status !== "alive") revokeOpenOfMember(records, id, clock());
        audit.record(by.actor, "member.status", `member:${id}`, { status });
      }),

    reveal: (actor, id, fields, purpose) =>
      store.transaction(() => {
        admit(core, actor, id, { roles: ["editor", "dispatcher"], liaison: true, self: true, proxy: true });
        const row = findMember(records, id);
        if (row === undefined) throw new MemberError("id", refusals.noSuchMember);
        const why = enteredLine("purpose", purpose, 100);
        if (why === null) throw new MemberError("purpose", refusals.required("purpose"));
        audit.record(actor, "member.read", `member:${id}`, { fields: [...fields], purpose: why });
        const opened: Partial<Record<SecretField, string>> = {};
        for (const field of fields) {
          const sealed = row[SEALED_COLUMNS[field]];
          if (sealed !== null) opened[field] = box.open(sealed);
        }
        return opened;
      }),
  };
}

function existing(row: MemberRow | undefined): MemberRow {
  if (row === undefined) throw new MemberError("id", refusals.noSuchMember);
  if (row.erasedAt !== null) throw new MemberError("id", refusals.erased);
  return row;
}

function checkReferences(core: Core, { branchId, homeId, liaisonId }: MemberChange): void {
  const { records } = core.store;
  if (typeof branchId === "number" && !branchExists(records, branchId)) {
    throw new MemberError("branchId", refusals.noSuchBranch);
  }
  if (typeof homeId === "number" && !homeExists(records, homeId)) {
    throw new MemberError("homeId", refusals.noSuchHome);
  }
  if (typeof liaisonId === "number") {
    const active = findStaff(records, liaisonId)?.active === true;
    if (!active || !rolesOf(records, liaisonId).includes("liaison")) {
      throw new MemberError("liaisonId", refusals.liaisonRole);
    }
  }
}

/** The transaction holds the write lock, so nobody takes the number between this look and the writing. */
function refuseTakenIdNumber(core: Core, idNumber: string | null | undefined): void {
  if (idNumber === undefined || idNumber === null) return;
  const owner = ownerOfIdNumber(core.store.records, core.lookupHash("idNumber", idNumber));
  if (owner !== undefined) throw new MemberError("idNumber", refusals.idNumberTaken);
}

/** The fields of a change that change something. */
function differing(
  change: MemberChange,
  row: MemberRow,
  tags: readonly string[],
  { box }: Core,
): MemberChange {
  const opened = (sealed: Buffer | null): string | null => (sealed === null ? null : box.open(sealed));
  const before: { readonly [K in keyof MemberDraft]-?: MemberDraft[K] | null } = {
    name: row.name,
    category: row.category,
    gender: row.gender,
    birth: birthOf(row),
    unit: row.unit,
    branchId: row.branchId,
    homeId: row.homeId,
    district: row.district,
    community: row.community,
    joinedPartyOn: row.joinedPartyOn,
    liaisonId: row.liaisonId,
    tags,
    phone: opened(row.phoneSealed),
    idNumber: opened(row.idNumberSealed),
    address: opened(row.addressSealed),
    health: opened(row.healthSealed),
  };
  const fields = Object.entries(change) as [keyof MemberDraft, unknown][];
  return Object.fromEntries(
    fields.filter(([field, value]) => !same(field === "tags" ? (value ?? []) : value, before[field])),
  ) as MemberChange;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
