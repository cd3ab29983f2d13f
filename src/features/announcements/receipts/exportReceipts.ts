/** Receipts as an Excel file; every file is in the audit log before it is handed out. */
import type { Cell } from "write-excel-file/node";
import { dayOf, timeOf } from "../../../delivery/index.ts";
import { requireRole } from "../../members/index.ts";
import { type Core, subjectOf } from "../life/core.ts";
import type { Announcements } from "../types.ts";
import { type Receipt, receiptsPage } from "./receipts.repo.ts";
import {
  CALL_REASONS,
  CONFIRMED_BY,
  KINDS,
  NOTED_BY_STAFF,
  OUTCOMES,
  RECEIPT_HEADERS,
  SHEET,
  SKIPPED,
  STANDINGS,
  UNREACHED,
} from "./receiptsText.ts";
import { standingOf } from "./standing.ts";

const PAGE = 2_000;
const DATE_TIME = "yyyy-mm-dd hh:mm";
const HEADER = { fontWeight: "bold", backgroundColor: "#E8EEF4", wrap: true } as const;
const WIDTHS: Readonly<Record<keyof typeof RECEIPT_HEADERS, number>> = {
  number: 10,
  kind: 10,
  name: 12,
  district: 10,
  branch: 20,
  standing: 14,
  why: 26,
  queuedAt: 17,
  deliveredAt: 17,
  readAt: 17,
  confirmedAt: 17,
  confirmedBy: 10,
  followedUpAt: 17,
  outcome: 12,
  calledAt: 17,
};
const FIELDS = Object.keys(RECEIPT_HEADERS) as (keyof typeof RECEIPT_HEADERS)[];

export function createReceiptsExport(core: Core): Pick<Announcements, "exportReceipts"> {
  const { store, members, timeZone } = core;
  return {
    async exportReceipts(actor, id) {
      const by = requireRole(actor, "editor").actor;
      core.known(id);
      const rows = [...receipts(core, id)].map((receipt) => {
        const cells = cellsOf(receipt, timeZone);
        return FIELDS.map((field) => cells[field]);
      });
      // Before anything is handed out: a file that nobody knows of must not exist.
      store.transaction(() =>
        members.audit.record(by, "announcement.export", subjectOf(id), { rows: rows.length }),
      );
      // Loaded when it is needed: the service starts without it.
      const { default: writeSheet } = await import("write-excel-file/node");
      const header = FIELDS.map((field) => ({ value: RECEIPT_HEADERS[field], type: String, ...HEADER }));
      return writeSheet([
        {
          sheet: SHEET,
          stickyRowsCount: 1,
          columns: FIELDS.map((field) => ({ width: WIDTHS[field] })),
          data: [header, ...rows],
        },
      ]).toBuffer();
    },
  };
}

function* receipts({ store }: Core, id: number): Generator<Receipt, void> {
  let after = 0;
  for (;;) {
    const page = receiptsPage(store.records, id, after, PAGE);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.id;
  }
}

function cellsOf(receipt: Receipt, timeZone: string): Record<keyof typeof RECEIPT_HEADERS, Cell> {
  const { traces, memberId, staffId } = receipt;
  const moment = (at: number | null) => momentCell(at, timeZone);
  return {
    number: { value: memberId ?? staffId ?? 0, type: Number },
    kind: textCell(memberId === null ? KINDS.staff : KINDS.member),
    name: textCell(receipt.name),
    district: textCell(receipt.district),
    branch: textCell(receipt.branch),
    standing: textCell(STANDINGS[standingOf(traces)]),
    why: textCell(whyOf(receipt)),
    queuedAt: moment(receipt.queuedAt),
    deliveredAt: moment(receipt.deliveredAt),
    readAt: moment(receipt.readAt),
    confirmedAt: moment(receipt.confirmedAt),
    confirmedBy: textCell(confirmerOf(receipt)),
    followedUpAt: moment(receipt.followedUpAt),
    outcome: textCell(traces.callOutcome === null ? null : OUTCOMES[traces.callOutcome]),
    calledAt: moment(receipt.calledAt),
  };
}

function confirmerOf({ memberId, confirmedBy }: Receipt): string | undefined {
  const kind = confirmedBy?.split(":")[0];
  if (kind === undefined) return undefined;
  return memberId !== null && kind !== "member" && kind !== "proxy" ? NOTED_BY_STAFF : CONFIRMED_BY[kind];
}

/** Why it was not sent, or not delivered, or is to be told by telephone. */
function whyOf({ traces, skipped }: Receipt): string | undefined {
  if (skipped !== null) return SKIPPED[skipped];
  if (traces.callReason !== null) return CALL_REASONS[traces.callReason];
  return standingOf(traces) === "staffUnreached" ? UNREACHED : undefined;
}

/**
 * Text stays text, whatever it begins with: a cell of type String is never a formula.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function textCell(text: string | null | undefined): Cell {
  return text === null || text === undefined || text === ""
    ? null
    : { value: text, type: String, format: "@" };
}

/** Excel has no zones: what the clock of the bureau showed. */
function momentCell(at: number | null, timeZone: string): Cell {
  if (at === null) return null;
  const shown = Date.parse(`${dayOf(at, timeZone)}T00:00:00Z`) + timeOf(at, timeZone) * 60_000;
  return { value: new Date(shown), type: Date, format: DATE_TIME };
}
