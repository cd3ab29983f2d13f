/** An invented bureau in memory and files for it: for the tests of the import only. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import writeSheets from "write-excel-file/node";
import { createSecretBox, openStore } from "../../../store/index.ts";
import type { Actor } from "../actor.ts";
import { createMembers } from "../records/members.ts";
import type { Members } from "../types.ts";
import { checkCharacter } from "../values/idNumber.ts";
import type { Cell } from "./cells.ts";
import { type Check, checkRows, type ImportParts } from "./check.ts";
import { type MembersFile, readMembersFile } from "./table.ts";

export const OPERATOR: Actor = { kind: "operator", name: "tester" };
export const NEITHER = { update: false, createPlaces: false } as const;

/** An identity number that nobody has: there is no area 000000. */
export function inventedId(birth: string, sequence: string): string {
  const digits = `000000${birth}${sequence}`;
  return `${digits}${checkCharacter(digits)}`;
}

/** Born on 3 May 1940. */
export const MAN = inventedId("19400503", "001");
/** Born on 11 July 1938. */
export const WOMAN = inventedId("19380711", "002");

/** The bureau on 1 May 2026, and files made of rows. */
export interface SampleBureau {
  readonly parts: ImportParts;
  readonly members: Members;
  csv(...rows: readonly (readonly string[])[]): Promise<MembersFile>;
  excel(...rows: readonly (readonly Cell[])[]): Promise<MembersFile>;
  check(file: MembersFile, createPlaces?: boolean): Check;
  close(): void;
}

export function openSampleBureau(): SampleBureau {
  const folder = mkdtempSync(join(tmpdir(), "jinqiu-import-"));
  const store = openStore(":memory:");
  const key = Buffer.alloc(32, 1);
  const clock = () => Date.parse("2026-05-01T02:00:00Z");
  const ground = { store, box: createSecretBox(key), key, clock, timeZone: "Asia/Shanghai" };
  const members = createMembers(ground);
  const parts = { ...ground, members };
  return {
    parts,
    members,
    csv(...rows) {
      const path = join(folder, "名册.csv");
      writeFileSync(path, Papa.unparse(rows.map((row) => [...row])));
      return readMembersFile(path);
    },
    async excel(...rows) {
      const path = join(folder, "名册.xlsx");
      const data = rows.map((row) =>
        row.map((value) => (value instanceof Date ? { value, type: Date, format: "yyyy-mm-dd" } : value)),
      );
      await writeSheets(data, { sheet: "名册" }).toFile(path);
      return readMembersFile(path);
    },
    check: (file, createPlaces = false) => checkRows(parts, OPERATOR, file, { createPlaces }),
    close() {
      store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Cells at fault and why. */
export function told({ faults }: Check): (readonly [cell: string, reason: string])[] {
  return faults.map(({ cell, reason }) => [cell, reason]);
}
