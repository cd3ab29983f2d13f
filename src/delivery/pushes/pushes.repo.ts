/** The tables of pushes and of the call list. */
import { and, asc, count, eq, isNull, lte, sql } from "drizzle-orm";
import { preparedOnce, tables } from "../../store/index.ts";

const { push, callTask, outbox, member } = tables;

export type PushRow = typeof push.$inferSelect;
/** A push to be stored. */
export type NewPush = Omit<PushRow, "id" | "status" | "tries" | "deliveredAt" | "readAt" | "acknowledgedAt">;
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
  // These run for each of the 30,000 recipients of an announcement.
  const insert = records
    .insert(push)
    .values({
      uniqueKey: sql.placeholder("uniqueKey"),
      memberId: sql.placeholder("memberId"),
      topic: sql.placeholder("topic"),
      body: sql.placeholder("body"),
      aloud: sql.placeholder("aloud"),
      urgent: sql.placeholder("urgent"),
      ownOnly: sql.placeholder("ownOnly"),
      readBy: sql.placeholder("readBy"),
      createdAt: sql.placeholder("createdAt"),
      status: "open",
    })
    .onConflictDoNothing()
    .returning()
    .prepare();
  const byId = records
    .select()
    .from(push)
    .where(eq(push.id, sql.placeholder("id")))
    .prepare();
  const byKey = records
    .select()
    .from(push)
    .where(eq(push.uniqueKey, sql.placeholder("key")))
    .prepare();
  const tried = records
    .update(push)
    .set({ tries: sql`${push.tries} + 1` })
    .where(eq(push.id, sql.placeholder("id")))
    .prepare();
  return {
    /** Stores a push; undefined when its key was stored before. */
    insert: (row: NewPush): PushRow | undefined => insert.get(row),
    get: (id: number): PushRow | undefined => byId.get({ id }),
    byKey: (key: string): PushRow | undefined => byKey.get({ key }),
    /** One account more was tried. */
    countTry: (id: number): void => void tried.run({ id }),
    update: (
      id: number,
      change: Partial<
        Pick<PushRow, "status" | "deliveredAt" | "readAt" | "acknowledgedAt" | "readBy" | "body" | "aloud">
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
          body: push.body,
          name: member.name,
          liaisonId: member.liaisonId,
          district: member.district,
        })
        .from(callTask)
        .innerJoin(push, eq(push.id, callTask.pushId))
        .innerJoin(member, eq(member.id, callTask.memberId))
        .where(
          and(
            isNull(callTask.doneAt),
            // Who died since is not called; the call stays open for the log.
            eq(member.status, "alive"),
            isNull(member.erasedAt),
            liaisonId === undefined ? undefined : eq(member.liaisonId, liaisonId),
          ),
        )
        .orderBy(asc(callTask.createdAt), asc(callTask.id))
        .limit(limit)
        .all(),
    updateCall: (
      id: number,
      change: Partial<Pick<CallRow, "doneAt" | "doneBy" | "outcome" | "attempts" | "note">>,
    ) => void records.update(callTask).set(change).where(eq(callTask.id, id)).run(),
    /** An open call is over: not needed any more, or it was what told them. */
    closeCallOf: (pushId: number, at: number, by: string, outcome: CallOutcome = "notNeeded") =>
      void records
        .update(callTask)
        .set({ doneAt: at, doneBy: by, outcome })
        .where(and(eq(callTask.pushId, pushId), isNull(callTask.doneAt)))
        .run(),
    callsOpen: (): number =>
      records
        .select({ n: count() })
        .from(callTask)
        .innerJoin(member, eq(member.id, callTask.memberId))
        .where(and(isNull(callTask.doneAt), eq(member.status, "alive"), isNull(member.erasedAt)))
        .get()?.n ?? 0,
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
