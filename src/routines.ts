/** What the service does by the clock: which jobs recur, and when. The jobs themselves belong to delivery and features. */
import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Assistant } from "./assistant.ts";
import { createJobs, type Jobs, type Log } from "./delivery/index.ts";

/** A waiting handover is late after so many minutes of the office's time; then staff are told again every so often. */
const HANDOVER_PATIENCE_MINUTES = 10;

/** Pushes of study sessions queued at once: some 50 ms of work. */
const STUDY_PUSHES = 50;

/** Jobs, defined and at rest. */
export function createRoutines(
  assistant: Assistant,
  ground: { timeZone: string; clock: () => number; random: () => number; log: Log },
): Jobs {
  const { clock, log } = ground;
  const { handovers, officeHours, pushes, notes, membersData, members, requests, urgent } = assistant;
  const { sessions, quizzes, announcements } = assistant;
  const jobs = createJobs({
    ...ground,
    store: assistant.store,
    bootId: randomUUID(),
    alert: (key, text) => notes.alert(key, text),
  });

  jobs.every("push.overdue", "*/5 * * * *", {
    run: async () => [() => void pushes.callOverdue()],
  });
  jobs.every("handover.waiting", "*/5 * * * *", {
    run: async () => {
      const now = clock();
      if (!officeHours.open(now)) return [];
      // As many reminders as there are spans of patience: the key keeps each span at one.
      const span = Math.floor(now / (HANDOVER_PATIENCE_MINUTES * 60_000));
      return [
        () =>
          void handovers.remind(
            (openedAt) => officeHours.workMinutesBetween(openedAt, now) >= HANDOVER_PATIENCE_MINUTES,
            String(span),
          ),
      ];
    },
  });
  jobs.every("request.tick", "* * * * *", { run: async () => [() => void requests.tick()] });
  jobs.every("urgent.tick", "* * * * *", { run: async () => [() => void urgent.tick()] });
  jobs.every("study.tick", "* * * * *", {
    // In small transactions, with room between them: an invitation to everyone must not hold up an answer.
    run: async (_payload, { signal }) => {
      while (!signal.aborted && (await assistant.store.commit(() => sessions.tick(STUDY_PUSHES))) > 0)
        await setImmediate();
      return [];
    },
  });
  jobs.every("quiz.close", "*/5 * * * *", { run: async () => [() => void quizzes.closeExpired()] });
  jobs.every("announcement.carryOn", "* * * * *", {
    // A push to everyone is stored in a few minutes; what is left over is taken up a minute later.
    run: async (_payload, { signal }) => {
      await announcements.carryOn(signal);
      return [];
    },
  });
  jobs.every("download.purge", "*/10 * * * *", {
    run: async () => [() => void membersData.downloads.purgeExpired()],
  });
  jobs.every("audit.verify", "40 3 * * *", {
    run: async () => {
      const verdict = members.audit.verify();
      if (verdict.ok) {
        log.info({ rows: verdict.rows, head: verdict.head }, "审计记录核对无误");
        return [];
      }
      return [
        () =>
          notes.alert(
            `audit:${verdict.firstBad}`,
            `审计记录从第 ${verdict.firstBad} 条起对不上，请马上查原因`,
          ),
      ];
    },
  });
  return jobs;
}
