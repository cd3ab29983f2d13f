/** The columns of the exported sheets, in order. */
import type { Cell } from "write-excel-file/node";
import { dayOf, timeOf } from "../../../../delivery/index.ts";
import type { BranchLine } from "../../types.ts";
import { EXPORT_TEXT, NAME_HEADERS, SESSION_HEADERS, SUMMARY_HEADERS } from "./exportText.ts";
import { outcomeOf } from "./outcome.ts";
import type { SessionFigures } from "./table.ts";
import type { NameRow } from "./year.repo.ts";

export interface Column<Row> {
  readonly header: string;
  /** In characters. */
  readonly width: number;
  cell(row: Row): Cell;
}

const MOMENT = "yyyy-mm-dd hh:mm";

/**
 * Text stays text, whatever it begins with: a cell of type String is never a formula, so that a title `=HYPERLINK(…)`
 * does nothing. The format `@` keeps it so when the cell is edited.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
function textCell(text: string | null): Cell {
  return text === null || text === "" ? null : { value: text, type: String, format: "@" };
}

function numberCell(value: number): Cell {
  return { value, type: Number };
}

function rateCell(rate: number | undefined): Cell {
  return rate === undefined ? null : { value: rate, type: Number, format: "0.0%" };
}

/** Excel has no zones: what the clock of the bureau showed. */
function momentCell(at: number | null, timeZone: string): Cell {
  if (at === null) return null;
  const shown = Date.parse(`${dayOf(at, timeZone)}T00:00:00Z`) + timeOf(at, timeZone) * 60_000;
  return { value: new Date(shown), type: Date, format: MOMENT };
}

/** A branch a row. */
export function summaryColumns(year: number): readonly Column<BranchLine>[] {
  const number = (
    field: "members" | "planned" | "held" | "cancelled" | "invited" | "attended" | "madeUp",
  ) => ({
    header: SUMMARY_HEADERS[field],
    width: 10,
    cell: (row: BranchLine) => numberCell(row[field]),
  });
  return [
    { header: SUMMARY_HEADERS.year, width: 8, cell: () => numberCell(year) },
    { header: SUMMARY_HEADERS.branch, width: 28, cell: ({ branch }) => textCell(branch) },
    number("members"),
    number("planned"),
    number("held"),
    number("cancelled"),
    number("invited"),
    number("attended"),
    number("madeUp"),
    { header: SUMMARY_HEADERS.rate, width: 10, cell: ({ rate }) => rateCell(rate) },
  ];
}

/** A session a row. */
export function sessionColumns(timeZone: string): readonly Column<SessionFigures>[] {
  const column = (
    field: keyof typeof SESSION_HEADERS,
    width: number,
    cell: (row: SessionFigures) => Cell,
  ) => ({ header: SESSION_HEADERS[field], width, cell });
  return [
    column("startsAt", 17, ({ startsAt }) => momentCell(startsAt, timeZone)),
    column("endsAt", 17, ({ endsAt }) => momentCell(endsAt, timeZone)),
    column("title", 30, ({ title }) => textCell(title)),
    column("form", 8, ({ form }) => textCell(form)),
    column("branch", 28, ({ branch }) => textCell(branch)),
    column("where", 30, ({ home, room, place }) => textCell(place ?? `${home ?? ""}${room ?? ""}`)),
    column("state", 8, (row) => textCell(EXPORT_TEXT[stateOf(row)])),
    column("cancelReason", 20, ({ cancelReason }) => textCell(cancelReason)),
    column("invited", 8, ({ invited }) => numberCell(invited)),
    column("accepted", 10, ({ accepted }) => numberCell(accepted)),
    column("declined", 8, ({ declined }) => numberCell(declined)),
    column("attended", 8, ({ attended }) => numberCell(attended)),
    column("guests", 8, ({ guests }) => numberCell(guests)),
    column("madeUp", 8, ({ madeUp }) => numberCell(madeUp)),
    column("rate", 8, ({ held, invited, attended }) =>
      rateCell(held && invited > 0 ? attended / invited : undefined),
    ),
  ];
}

/** A member and session a row. */
export function nameColumns(timeZone: string): readonly Column<NameRow>[] {
  const column = (field: keyof typeof NAME_HEADERS, width: number, cell: (row: NameRow) => Cell) => ({
    header: NAME_HEADERS[field],
    width,
    cell,
  });
  return [
    column("startsAt", 17, ({ startsAt }) => momentCell(startsAt, timeZone)),
    column("title", 30, ({ title }) => textCell(title)),
    column("memberId", 10, ({ memberId }) => numberCell(memberId)),
    column("name", 12, ({ name, erasedAt }) => textCell(erasedAt === null ? name : EXPORT_TEXT.erased)),
    column("branch", 28, ({ branch }) => textCell(branch)),
    column("kind", 12, ({ guest }) => textCell(guest ? EXPORT_TEXT.guest : EXPORT_TEXT.invited)),
    column("answer", 10, ({ guest, answer }) =>
      textCell(guest ? null : EXPORT_TEXT.answers[answer ?? "none"]),
    ),
    column("outcome", 12, (row) => textCell(EXPORT_TEXT.outcomes[outcomeOf(row)])),
    column("attendedAt", 17, ({ attendedAt }) => momentCell(attendedAt, timeZone)),
    column("via", 10, ({ attendedVia }) =>
      textCell(attendedVia === null ? null : EXPORT_TEXT.vias[attendedVia]),
    ),
    column("madeUpAt", 17, ({ madeUpAt }) => momentCell(madeUpAt, timeZone)),
  ];
}

function stateOf({ status, held }: SessionFigures): "held" | "upcoming" | "cancelled" {
  if (status === "cancelled") return "cancelled";
  return held ? "held" : "upcoming";
}
