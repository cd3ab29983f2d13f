/** The table of urgent records. */
import { and, asc, eq, isNull } from "drizzle-orm";
import { type Records, tables } from "../../../store/index.ts";

const { urgentRecord } = tables;

export type UrgentRow = typeof urgentRecord.$inferSelect;
type NewUrgent = Pick<
  UrgentRow,
  "channel" | "chatId" | "memberId" | "handoverId" | "service" | "wordsSealed" | "openedAt"
>;
type Change = Partial<Omit<UrgentRow, "id" | "channel" | "chatId" | "openedAt">>;

/** The statements over one database. A chat has one open record at most: a unique index holds it. */
export function urgentTable(records: Records) {
  return {
    insert: (row: NewUrgent): number =>
      records.insert(urgentRecord).values(row).returning({ id: urgentRecord.id }).get().id,
    get: (id: number): UrgentRow | undefined =>
      records.select().from(urgentRecord).where(eq(urgentRecord.id, id)).get(),
    openOf: (channel: string, chatId: string): UrgentRow | undefined =>
      records
        .select()
        .from(urgentRecord)
        .where(
          and(
            eq(urgentRecord.channel, channel),
            eq(urgentRecord.chatId, chatId),
            isNull(urgentRecord.closedAt),
          ),
        )
        .get(),
    /** Oldest first. */
    open: (): UrgentRow[] =>
      records
        .select()
        .from(urgentRecord)
        .where(isNull(urgentRecord.closedAt))
        .orderBy(asc(urgentRecord.id))
        .all(),
    /** Of a member; closed ones too. */
    about: (memberId: number): UrgentRow[] =>
      records.select().from(urgentRecord).where(eq(urgentRecord.memberId, memberId)).all(),
    update: (id: number, change: Change): void =>
      void records.update(urgentRecord).set(change).where(eq(urgentRecord.id, id)).run(),
  };
}
