/** Orders as Excel files, with the fields that the role may see; every file is in the audit log. */
import type { Cell } from "write-excel-file/node";
import type { SecretBox, Store } from "../../../store/index.ts";
import { type Actor, type Audit, hasRole, MemberError, requireRole } from "../../members/index.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { OrderDetail } from "../types.ts";
import { type ExportFilter, type ExportRow, exportPage, extentOf } from "./exportOrders.repo.ts";
import { columnsFor, type ExportedRow } from "./exportOrdersColumns.ts";
import { EXPORT_TEXT } from "./exportOrdersText.ts";

export type { ExportFilter } from "./exportOrders.repo.ts";

/** One .xlsx file. */
export interface OrdersFile {
  /** From 1. */
  readonly part: number;
  readonly parts: number;
  readonly rows: number;
  readonly content: Buffer;
}

/** What the export is built from. */
export interface OrdersExportParts {
  readonly store: Store;
  readonly box: SecretBox;
  readonly audit: Pick<Audit, "record">;
  readonly catalogue: { current(): Catalogue };
  readonly timeZone: string;
  /** {@link ROWS_PER_FILE} unless given. */
  readonly rowsPerFile?: number;
}

/** The library builds a file in memory, 25 MB a thousand rows: so many need about 250 MB while they are written. */
export const ROWS_PER_FILE = 10_000;
const LONGEST_PURPOSE = 100;
const HEADER = { fontWeight: "bold", backgroundColor: "#E8EEF4", wrap: true } as const;

/**
 * Exports orders: files of 10,000 rows at most, one after the other, so that any number of orders takes the memory of one
 * file; one file with headers alone when there is nothing. Viewers and editors get no personal fields, dispatchers and
 * admins all of them.
 * @param purpose what it is for; kept in the audit log with count and fields
 * @throws (at once) NotAllowed, MemberError
 */
export function createOrdersExport(parts: OrdersExportParts) {
  return (actor: Actor, filter: ExportFilter, purpose: string): AsyncGenerator<OrdersFile, void> => {
    const by = requireRole(actor, "viewer", "editor", "dispatcher").actor;
    const what = purpose.replace(/\s+/g, " ").trim();
    if (what === "") throw new MemberError("purpose", EXPORT_TEXT.purposeMissing);
    if ([...what].length > LONGEST_PURPOSE)
      throw new MemberError("purpose", EXPORT_TEXT.purposeTooLong(LONGEST_PURPOSE));
    if (filter.from >= filter.to) throw new MemberError("from", EXPORT_TEXT.periodReversed);
    return files(parts, by, filter, what);
  };
}

/** See {@link createOrdersExport}. */
export type ExportOrders = ReturnType<typeof createOrdersExport>;

async function* files(
  parts: OrdersExportParts,
  actor: Actor,
  filter: ExportFilter,
  purpose: string,
): AsyncGenerator<OrdersFile, void> {
  const { store, audit, rowsPerFile = ROWS_PER_FILE } = parts;
  const { records } = store;
  const personal = hasRole(actor, "dispatcher");
  const columns = columnsFor(personal, parts.timeZone);
  const { rows, lastId } = extentOf(records, filter);
  const count = Math.max(1, Math.ceil(rows / rowsPerFile));
  let after = { at: 0, id: 0 };
  for (let part = 1; part <= count; part++) {
    const page = exportPage(records, filter, after, lastId, rowsPerFile);
    // Before anything is handed out: a file that nobody knows of must not exist.
    audit.record(actor, "requests.export", "requests:all", {
      ...filter,
      part,
      parts: count,
      rows: page.length,
      fields: columns.map(({ field }) => field),
      purpose,
    });
    const content = await workbook(
      columns.map(({ header }) => header),
      columns.map(({ width }) => width),
      page.map((row) => cellsOf(columns, opened(parts, row, personal))),
    );
    yield { part, parts: count, rows: page.length, content };
    const last = page.at(-1);
    if (last === undefined) return;
    after = { at: last.submittedAt, id: last.id };
  }
}

function cellsOf(columns: ReturnType<typeof columnsFor>, row: ExportedRow): Cell[] {
  return columns.map(({ cell }) => cell(row));
}

/** Sealed fields are opened for those alone who get them. */
function opened({ box, catalogue }: OrdersExportParts, row: ExportRow, personal: boolean): ExportedRow {
  const item = catalogue.current().byId.get(row.itemId);
  if (!personal) return { row, item };
  return {
    row,
    item,
    detail: JSON.parse(box.open(row.detailSealed)) as OrderDetail,
    ...(row.ratingSealed === null ? {} : { ratingWord: box.open(row.ratingSealed) }),
  };
}

async function workbook(
  headers: readonly string[],
  widths: readonly number[],
  rows: readonly Cell[][],
): Promise<Buffer> {
  const header = headers.map((value) => ({ value, type: String, ...HEADER }));
  // Loaded when it is needed: the service starts without it.
  const { default: writeSheet } = await import("write-excel-file/node");
  return writeSheet([
    {
      sheet: EXPORT_TEXT.sheet,
      stickyRowsCount: 1,
      columns: widths.map((width) => ({ width })),
      data: [header, ...rows],
    },
  ]).toBuffer();
}
