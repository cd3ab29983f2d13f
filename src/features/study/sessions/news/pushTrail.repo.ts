/** Reading what became of the pushes about a session. Their keys: `study:<session>:<what>:<state>:<member>`. */
import { and, asc, eq, gt, inArray, lt, sql } from "drizzle-orm";
import { type Records, tables } from "../../../../store/index.ts";

const { push } = tables;

export type PushTrail = ReturnType<typeof pushTrail>;

/** One push to one member. */
export interface TrailedPush {
  readonly key: string;
  /** `invite`, `change` …: see news.ts. */
  readonly what: string;
  readonly status: (typeof push.$inferSelect)["status"];
  readonly deliveredAt: number | null;
}

/** The statements over one database. */
export function pushTrail(records: Records) {
  return {
    /** All about one session to one member. By the member's index: the session may have 30,000. */
    of: (sessionId: number, memberId: number): TrailedPush[] =>
      records
        .select({ key: push.uniqueKey, status: push.status, deliveredAt: push.deliveredAt })
        .from(push)
        .where(and(eq(push.memberId, memberId), sql`instr(${push.uniqueKey}, ${`study:${sessionId}:`}) = 1`))
        .orderBy(asc(push.id))
        .all()
        .map((row) => ({ ...row, what: row.key.split(":")[2] ?? "" })),
    /** Keys of what is not sent or waits for a call. */
    unfinished: (sessionId: number, limit: number): string[] =>
      records
        .select({ key: push.uniqueKey })
        .from(push)
        .where(
          and(
            gt(push.uniqueKey, `study:${sessionId}:`),
            lt(push.uniqueKey, `study:${sessionId};`),
            inArray(push.status, ["open", "calling"]),
            // What is said afterwards is of use afterwards.
            sql`instr(${push.uniqueKey}, ':after:') = 0`,
          ),
        )
        .limit(limit)
        .all()
        .map(({ key }) => key),
    /** The first that was queued of those whose keys begin so. @param prefix with its last colon */
    first: (prefix: string) =>
      records
        .select({
          aloud: push.aloud,
          urgent: push.urgent,
          readBy: push.readBy,
          createdAt: push.createdAt,
        })
        .from(push)
        .where(and(gt(push.uniqueKey, prefix), lt(push.uniqueKey, `${prefix.slice(0, -1)};`)))
        .orderBy(asc(push.id))
        .limit(1)
        .get(),
  };
}
