/** What the product itself says of an announcement between two lives of the process. */
import { announcementTable } from "../../features/announcements/life/announcement.repo.ts";
import { createReceipts } from "../../features/announcements/receipts/receipts.ts";
import type { Progress } from "../../features/announcements/types.ts";
import { openStore } from "../../store/index.ts";

/** How far it has come, counted as for a report. @throws when there is no such announcement */
export function progressAtRest(databasePath: string, id: number): Progress {
  const store = openStore(databasePath);
  try {
    const table = announcementTable(store.records);
    const known = (wanted: number) => {
      const found = table.get(wanted);
      if (found === undefined) throw new Error(`no announcement ${wanted}`);
      return found;
    };
    return createReceipts({ store, known }).progress({ kind: "operator", name: "proof" }, id);
  } finally {
    store.close();
  }
}

/** Everyone is in one place of a report. */
export function placesOf(progress: Progress): number {
  const { waiting, delivered, read, toCall, called, callFailed, skipped, staffUnreached } = progress;
  const calls = Object.values(toCall).reduce((sum, n) => sum + n, 0);
  return waiting + delivered + read + calls + called + callFailed + skipped + staffUnreached;
}
