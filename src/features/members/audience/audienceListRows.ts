/** The rows of an uploaded list: headers are looked for in the first lines, columns that are not needed passed over. */
import { type Cell, isEmpty, MembersFileError, readCells } from "../import/cells.ts";
import { bareHeader, keyOfHeader } from "../import/columns.ts";
import { LIST_TEXT } from "./audienceText.ts";

/** One row; `row` is its number as the spreadsheet shows it, from 1. */
export interface ListRow {
  readonly row: number;
  readonly name: Cell | undefined;
  readonly number: Cell | undefined;
  readonly idNumber: Cell | undefined;
  readonly phone: Cell | undefined;
}

type Key = Exclude<keyof ListRow, "row">;

const MAX_MEGABYTES = 20;
const MAX_ROWS = 50_000;
/** A title and notes may stand above the headers. */
const HEADER_SEARCH_ROWS = 10;

/** @throws MembersFileError */
export async function readListRows(file: Uint8Array): Promise<ListRow[]> {
  if (file.length > MAX_MEGABYTES * 1024 * 1024)
    throw new MembersFileError(LIST_TEXT.tooLarge(MAX_MEGABYTES));
  const table = await readCells(Buffer.from(file));
  const { columns, headerAt } = findColumns(table);
  const rows = table
    .map((cells, index) => ({ row: index + 1, cells }))
    .slice(headerAt + 1)
    .filter(({ cells }) => !cells.every(isEmpty))
    .map(({ row, cells }): ListRow => {
      const at = (key: Key) => {
        const column = columns.get(key);
        return column === undefined ? undefined : cells[column];
      };
      return { row, name: at("name"), number: at("number"), idNumber: at("idNumber"), phone: at("phone") };
    });
  if (rows.length === 0) throw new MembersFileError(LIST_TEXT.noRows);
  if (rows.length > MAX_ROWS) throw new MembersFileError(LIST_TEXT.tooManyRows(MAX_ROWS));
  return rows;
}

/** The first row by whose headers people can be found. */
function findColumns(table: readonly Cell[][]): { columns: Map<Key, number>; headerAt: number } {
  for (const [headerAt, cells] of table.slice(0, HEADER_SEARCH_ROWS).entries()) {
    const columns = new Map<Key, number>();
    for (const [index, cell] of cells.entries()) {
      const key = keyOf(typeof cell === "string" ? cell : "");
      if (key !== undefined && !columns.has(key)) columns.set(key, index);
    }
    const findable =
      columns.has("number") || columns.has("idNumber") || (columns.has("name") && columns.has("phone"));
    if (findable) return { columns, headerAt };
  }
  throw new MembersFileError(LIST_TEXT.needs);
}

function keyOf(header: string): Key | undefined {
  if ((LIST_TEXT.number as readonly string[]).includes(bareHeader(header))) return "number";
  const key = keyOfHeader(header);
  return key === "name" || key === "idNumber" || key === "phone" ? key : undefined;
}
