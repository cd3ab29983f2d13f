/** Study sessions, put together from their parts. */
import type { Sessions } from "../types.ts";
import { createAnswering } from "./answers/answering.ts";
import { createErasure } from "./answers/erasure.ts";
import { createLists } from "./answers/lists.ts";
import { createWaiting } from "./answers/waiting.ts";
import { createNews } from "./news/news.ts";
import { createNudging } from "./news/nudging.ts";
import { createTick } from "./news/tick.ts";
import { createPlanning } from "./plan/planning.ts";
import { runs } from "./plan/rights.ts";
import { viewOf } from "./plan/sessionView.ts";
import { createSeriesPart } from "./series/series.ts";
import { createCore, type SessionsParts } from "./sessionsParts.ts";

const LISTED = 100;
const LISTED_MOST = 5000;

/** See {@link Sessions}. Keeps in memory what it saw to be at rest: make one for a store and keep it. */
export function createSessions(parts: SessionsParts): Sessions {
  const core = createCore(parts);
  const news = createNews(core);
  const waiting = createWaiting(core, news);
  const { answer, setPickUp, promote } = createAnswering({ core, waiting, news });
  const { make, drop, ...planning } = createPlanning({ core, answering: { promote }, news });
  const { makeDue, ...series } = createSeriesPart(core, { make, drop });
  return {
    ...planning,
    ...series,
    ...createLists(core),
    ...createErasure(core, waiting, news),
    ...createNudging(core, news),
    answer,
    setPickUp,
    get: core.get,
    list: (filter) => core.table.list(filter, Math.min(filter.limit ?? LISTED, LISTED_MOST)).map(viewOf),
    runs: (actor, { branchId }) => runs(core, actor, branchId),
    branchesOf: core.table.branchesOf,
    tick: createTick({ core, series: { makeDue }, waiting, news }),
  };
}
