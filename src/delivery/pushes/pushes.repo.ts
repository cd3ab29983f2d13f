/** The tables of pushes and of the call list. */
import { and, asc, count, eq, isNull, lte, sql } from "drizzle-orm";
import { preparedOnce, tables } from "../../store/index.ts";

const { push, callTask, outbox, member } = tables;

export type PushRow = typeof push.$inferSelect;
export type CallRow = typeof callTask.$inferSelect;
export type CallReason = CallRow["reason"];
export type CallOutcome = NonNullable<CallRow["outcome"]>;

/** The statements over one database. */
export const pushTable = preparedOnce((records) => {
  const seen = records
    .select({ pushId: outbox.pushId })
    .from(outbox)
    .innerJoin(push, eq(push.id, outbox.pushId))
    .where(
      and(
        eq(outbox.channel, sql.placeholder("channel")),
        eq(outbox.chatId, sql.placeholder("chatId")),
        eq(outbox.status, "sent"),
        lte(outbox.sentAt, sql.placeholder("at")),
        eq(push.status, "delivered"),
      ),
    )
    .prepare();
  const ofPush = (id: number) => eq(push.id, id);
  return {
    /** Stores a push; undefined when its key was stored before. */
    insert: (row: Omit<typeof push.$inferInsert, "id" | "status" | "tries">): number | undefined =>
      records
        .insert(push)
        .values({ ...row, status: "open" })
        .onConflictDoNothing()
        .returning({ id: push.id })
        .get()?.id,
    get: (id: number): PushRow | undefined => records.select().from(push).where(ofPush(id)).get(),
    byKey: (key: string): PushRow | undefined =>
      records.select().from(push).where(eq(push.uniqueKey, key)).get(),
    update: (
      id: number,
      change: Partial<
        Pick<
          PushRow,
          "status" | "tries" | "deliveredAt" | "readAt" | "acknowledgedAt" | "readBy" | "body" | "aloud"
        >
      >,
    ) => void records.update(push).set(change).where(ofPush(id)).run(),
    /** Pushes that the person of this chat has got and not been seen to read. */
    unreadIn: (channel: string, chatId: string, at: number): number[] =>
      seen.all({ channel, chatId, at }).flatMap(({ pushId }) => (pushId === null ? [] : [pushId])),
    /** Pushes whose deadline for being read has passed. */
    overdue: (now: number, limit: number): PushRow[] =>
      records
        .select()
        .from(push)
        .where(and(lte(push.readBy, now), sql`${push.status} IN ('open','delivered')`))
        .orderBy(asc(push.readBy))
        .limit(limit)
        .all(),
    insertCall: (row: Pick<CallRow, "pushId" | "memberId" | "reason" | "createdAt">) =>
      void records.insert(callTask).values(row).onConflictDoNothing().run(),
    call: (id: number): CallRow | undefined =>
      records.select().from(callTask).where(eq(callTask.id, id)).get(),
    /** The call for a push, open or settled. */
    callOf: (pushId: number): CallRow | undefined =>
      records.select().from(callTask).where(eq(callTask.pushId, pushId)).get(),
    /** Open calls, oldest first; of one liaison's members, or of all. */
    openCalls: (liaisonId: number | undefined, limit: number) =>
      records
        .select({
          id: callTask.id,
          memberId: callTask.memberId,
          reason: callTask.reason,
          createdAt: callTask.createdAt,
          attempts: callTask.attempts,
          topic: push.topic,
          aloud: push.aloud,
          name: member.name,
          liaisonId: member.liaisonId,
          district: member.district,
        })
        .from(callTask)
        .innerJoin(push, eq(push.id, callTask.pushId))
        .innerJoin(member, eq(member.id, callTask.memberId))
        .where(
          and(isNull(callTask.doneAt), liaisonId === undefined ? undefined : eq(member.liaisonId, liaisonId)),
        )
        .orderBy(asc(callTask.createdAt), asc(callTask.id))
        .limit(limit)
        .all(),
    updateCall: (
      id: number,
      change: Partial<Pick<CallRow, "doneAt" | "doneBy" | "outcome" | "attempts" | "note">>,
    ) => void records.update(callTask).set(change).where(eq(callTask.id, id)).run(),
    /** An open call is not needed any more. */
    closeCallOf: (pushId: number, at: number, by: string) =>
      void records
        .update(callTask)
        .set({ doneAt: at, doneBy: by, outcome: "notNeeded" })
        .where(and(eq(callTask.pushId, pushId), isNull(callTask.doneAt)))
        .run(),
    callsOpen: (): number =>
      records.select({ n: count() }).from(callTask).where(isNull(callTask.doneAt)).get()?.n ?? 0,
    /** Pushes of a topic by status. */
    tally: (topic: string) =>
      records
        .select({ status: push.status, n: count() })
        .from(push)
        .where(eq(push.topic, topic))
        .groupBy(push.status)
        .all(),
  };
});
