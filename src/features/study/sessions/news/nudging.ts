/** Who runs a session reminds those who have not answered. */
import { dayOf } from "../../../../delivery/index.ts";
import { type Sessions, StudyError } from "../../types.ts";
import { sessionToRun } from "../plan/rights.ts";
import type { Core } from "../sessionsParts.ts";
import { TEXT } from "../text.ts";
import type { News } from "./news.ts";

export function createNudging(core: Core, news: Pick<News, "nudge">): Pick<Sessions, "nudge"> {
  const { store, members, invitees, clock, timeZone } = core;
  return {
    nudge: (actor, id) =>
      store.transaction(() => {
        const session = sessionToRun(core, actor, id);
        if (session.status === "cancelled") throw new StudyError("status", TEXT.cancelled);
        if (session.startsAt <= clock()) throw new StudyError("status", TEXT.nudgeBegun);
        const last = invitees.lastNudge(id);
        if (last !== undefined && dayOf(last, timeZone) === core.today())
          throw new StudyError("nudge", TEXT.nudgedToday);
        const n = news.nudge(session);
        members.audit.record(actor, "study.nudge", `studySession:${id}`, { n });
        return n;
      }),
  };
}
