/** Attendance and what comes after: signing in, ticks, 心得, make-up, records, tables, the sheet at the door. */
import type { Attending } from "../types.ts";
import type { AttendingParts } from "./attendingParts.ts";
import { createDoorSheet } from "./doorSheet.ts";
import { deleteFailures } from "./presence/presence.repo.ts";
import { createPresence } from "./presence/presence.ts";
import { createSignIn } from "./presence/signIn.ts";
import { deleteReflections } from "./reflections/reflections.repo.ts";
import { createReflections } from "./reflections/reflections.ts";
import { createExport } from "./year/exportTable.ts";
import { createRecord } from "./year/record.ts";
import { createTable } from "./year/table.ts";

export type { AttendingParts } from "./attendingParts.ts";

export function createAttending(parts: AttendingParts): Attending {
  const { records } = parts.store;
  return {
    ...createSignIn(parts),
    ...createPresence(parts),
    ...createReflections(parts),
    record: createRecord(parts),
    table: createTable(parts),
    exportTable: createExport(parts),
    doorSheet: createDoorSheet(parts),
    erase: (memberId) =>
      parts.store.transaction(() => {
        deleteReflections(records, memberId);
        deleteFailures(records, memberId);
      }),
  };
}
