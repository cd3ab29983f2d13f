/** After a session: whoever came is thanked and asked for 心得; whoever did not is given the materials. No calls. */
import type { StudySession } from "../../types.ts";
import type { Core } from "../sessionsParts.ts";
import { saidOfMaterials, saidOfThanks } from "./newsText.ts";
import { createTelling } from "./telling.ts";

const HOUR_MS = 60 * 60_000;
/** Ticks of the roll-call and materials come in by then. */
const AFTER_MS = HOUR_MS;
/** A process that was down makes good for it within this time. */
const WITHIN_MS = 24 * HOUR_MS;
const PAGE = 200;

/** Tells at most `most` members; returns how many. */
export function createAfterwards(core: Core): (most: number) => number {
  const { store, table, invitees, members, clock } = core;
  const { tell, prefix, choices } = createTelling(core);
  /** Told to the last, as seen by this process. */
  const done = new Set<number>();

  function tellOf(session: StudySession, most: number): number {
    const materials = table.materials(session.id).length > 0;
    const keys = prefix(session.id, "after", 0);
    let [told, afterId] = [0, 0];
    while (told < most) {
      const rows = invitees.afterwards(session.id, materials, keys, { afterId, limit: PAGE });
      for (const { memberId, attendedAt } of rows) {
        afterId = memberId;
        if (told >= most) break;
        // Kind, but nothing to telephone about.
        if (!members.accountsOf(memberId).some(({ blocked }) => !blocked)) continue;
        const said = attendedAt === null ? saidOfMaterials(session) : saidOfThanks(session, materials);
        tell(session, memberId, {
          what: "after",
          state: 0,
          said,
          choices: choices(session, memberId, "look"),
        });
        told++;
      }
      if (rows.length < PAGE) break;
    }
    return told;
  }

  return (most) => {
    const now = clock();
    const ended = table.ended(now - WITHIN_MS, now - AFTER_MS);
    let told = 0;
    for (const id of ended) {
      if (done.has(id) || told >= most) continue;
      const n = store.transaction(() => tellOf(core.get(id)!, most - told));
      if (n === 0) done.add(id);
      told += n;
    }
    for (const id of done) if (!ended.includes(id)) done.delete(id);
    return told;
  };
}
