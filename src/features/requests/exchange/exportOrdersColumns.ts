/** The columns of the exported table, in order. */
import type { Cell } from "write-excel-file/node";
import { dayOf, timeOf } from "../../../delivery/index.ts";
import type { ServiceItem } from "../catalogue/catalogueSchema.ts";
import type { OrderDetail } from "../types.ts";
import { sayNeeds } from "../words/needWords.ts";
import type { ExportRow } from "./exportOrders.repo.ts";
import { EXPORT_TEXT, HEADERS } from "./exportOrdersText.ts";
import { ORDER_LABELS } from "./orderLabels.ts";

/** An order with what the role may see of it. */
export interface ExportedRow {
  readonly row: ExportRow;
  /** Undefined where the catalogue has lost it. */
  readonly item: ServiceItem | undefined;
  /** Opened for dispatchers and admins alone. */
  readonly detail?: OrderDetail;
  readonly ratingWord?: string;
}

export interface Column {
  readonly field: keyof typeof HEADERS;
  readonly header: string;
  /** In characters. */
  readonly width: number;
  cell(row: ExportedRow): Cell;
}

const DATE_TIME = "yyyy-mm-dd hh:mm";
const MOMENT_WIDTH = 17;

/**
 * Text stays text, whatever it begins with: a cell of type String is never a formula, so that an address `=HYPERLINK(…)`
 * does nothing. The format `@` keeps it so when the cell is edited.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function textCell(text: string | null | undefined): Cell {
  return text === null || text === undefined || text === ""
    ? null
    : { value: text, type: String, format: "@" };
}

function numberCell(value: number | null): Cell {
  return value === null ? null : { value, type: Number };
}

/** A table for the role. @param personal with what belongs to the persons */
export function columnsFor(personal: boolean, timeZone: string): readonly Column[] {
  const column = (field: keyof typeof HEADERS, width: number, cell: Column["cell"]): Column => ({
    field,
    header: HEADERS[field],
    width,
    cell,
  });
  const text = (
    field: keyof typeof HEADERS,
    width: number,
    of: (row: ExportedRow) => string | null | undefined,
  ) => column(field, width, (row) => textCell(of(row)));
  const moment = (field: keyof typeof HEADERS, of: (row: ExportRow) => number | null) =>
    column(field, MOMENT_WIDTH, ({ row }) => momentCell(of(row), timeZone));

  const open = [
    text("number", 15, ({ row }) => row.number),
    text("item", 18, ({ row, item }) => item?.name ?? row.itemId),
    text("kind", 8, ({ item }) => item?.kind),
    text("status", 10, ({ row }) => ORDER_LABELS.statuses[row.status]),
    text("source", 10, ({ row }) => ORDER_LABELS.sources[row.source]),
    text("district", 10, ({ row }) => row.district),
    moment("submittedAt", (row) => row.submittedAt),
    moment("wantedFrom", (row) => row.wantedFrom),
    moment("wantedTo", (row) => row.wantedTo),
    moment("acceptBy", (row) => row.acceptBy),
    moment("arriveBy", (row) => row.arriveBy),
    moment("finishBy", (row) => row.finishBy),
    moment("acceptedAt", (row) => row.acceptedAt),
    moment("dispatchedAt", (row) => row.dispatchedAt),
    moment("arrivedAt", (row) => row.arrivedAt),
    moment("doneAt", (row) => row.doneAt),
    moment("closedAt", (row) => row.closedAt),
    text("escalation", 10, ({ row }) => ORDER_LABELS.escalations[row.escalation]),
    text("assignee", 10, ({ row }) => row.assigneeName),
    column("rating", 8, ({ row }) => numberCell(row.rating)),
    column("reopened", 10, ({ row }) => numberCell(row.reopened)),
    text("callBack", 10, ({ row }) => (row.callBack ? EXPORT_TEXT.yes : EXPORT_TEXT.no)),
  ];
  if (!personal) return open;
  return [
    ...open,
    column("memberId", 10, ({ row }) => numberCell(row.memberId)),
    text("member", 10, ({ row }) => row.memberName),
    text("proxy", 10, ({ row }) => row.proxyName),
    text("contactName", 10, ({ row, detail }) =>
      row.erasedAt === null ? detail?.contactName : EXPORT_TEXT.erased,
    ),
    text("phone", 15, ({ detail }) => detail?.phone),
    text("address", 30, ({ detail }) => detail?.address),
    text("whoIsThere", 15, ({ detail }) => detail?.whoIsThere),
    text("needs", 20, ({ detail }) => (detail === undefined ? null : sayNeeds(detail.needs))),
    text("answers", 30, ({ detail, item }) => (detail === undefined ? null : sayAnswers(detail, item))),
    text("words", 40, ({ detail }) => detail?.words),
    text("ratingWord", 30, ({ ratingWord }) => ratingWord),
  ];
}

/** Excel has no zones: what the clock of the bureau showed. */
function momentCell(at: number | null, timeZone: string): Cell {
  if (at === null) return null;
  const shown = Date.parse(`${dayOf(at, timeZone)}T00:00:00Z`) + timeOf(at, timeZone) * 60_000;
  return { value: new Date(shown), type: Date, format: DATE_TIME };
}

function sayAnswers({ answers }: OrderDetail, item: ServiceItem | undefined): string {
  const asked = new Map(item?.questions.map(({ id, ask }) => [id, ask]));
  return Object.entries(answers)
    .map(([id, answer]) => `${asked.get(id) ?? id} ${answer}`)
    .join("\n");
}
