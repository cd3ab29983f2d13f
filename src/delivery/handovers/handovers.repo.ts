/** The tables of handovers. */
import { and, asc, count, eq, isNull, sql } from "drizzle-orm";
import { preparedOnce, tables } from "../../store/index.ts";

const { handover, handoverRelay, staff } = tables;

export type HandoverRow = typeof handover.$inferSelect;
/** Why a human is wanted. */
export type HandoverReason = HandoverRow["reason"];

/** The statements over one database. `of` runs for every message. */
export const handoverTable = preparedOnce((records) => {
  const ofChat = records
    .select({
      id: handover.id,
      reason: handover.reason,
      silent: handover.silent,
      takenBy: handover.takenBy,
      takenByName: staff.name,
    })
    .from(handover)
    .leftJoin(staff, eq(staff.id, handover.takenBy))
    .where(
      and(
        eq(handover.channel, sql.placeholder("channel")),
        eq(handover.chatId, sql.placeholder("chatId")),
        isNull(handover.closedAt),
      ),
    )
    .prepare();
  return {
    insert: (
      row: Pick<HandoverRow, "channel" | "chatId" | "reason" | "message" | "openedAt" | "silent">,
    ): number => records.insert(handover).values(row).returning({ id: handover.id }).get().id,
    ofChat: (channel: string, chatId: string) => ofChat.get({ channel, chatId }),
    get: (id: number): HandoverRow | undefined =>
      records.select().from(handover).where(eq(handover.id, id)).get(),
    update: (
      id: number,
      change: Partial<
        Pick<HandoverRow, "reason" | "silent" | "takenAt" | "takenBy" | "closedAt" | "closedBy" | "note">
      >,
    ) => void records.update(handover).set(change).where(eq(handover.id, id)).run(),
    /** Open ones, oldest first. */
    open: (): HandoverRow[] =>
      records.select().from(handover).where(isNull(handover.closedAt)).orderBy(asc(handover.id)).all(),
    openCount: (): number =>
      records.select({ n: count() }).from(handover).where(isNull(handover.closedAt)).get()?.n ?? 0,
    insertRelay: (outboxKey: string, handoverId: number) =>
      void records.insert(handoverRelay).values({ outboxKey, handoverId }).onConflictDoNothing().run(),
    relayOf: (outboxKey: string): number | undefined =>
      records
        .select({ id: handoverRelay.handoverId })
        .from(handoverRelay)
        .where(eq(handoverRelay.outboxKey, outboxKey))
        .get()?.id,
  };
});
