/** The log of asked questions, for quality work. */
import { and, desc, eq } from "drizzle-orm";
import { type Records, tables } from "../../store/index.ts";

const { questionLog } = tables;

export function insertQuestion(
  records: Records,
  row: Omit<typeof questionLog.$inferInsert, "id" | "solved">,
): void {
  records.insert(questionLog).values(row).run();
}

/** Marks the newest question of a conversation as not solved. */
export function markLastUnsolved(records: Records, channel: string, chatId: string): void {
  const last = records
    .select({ id: questionLog.id })
    .from(questionLog)
    .where(and(eq(questionLog.channel, channel), eq(questionLog.chatId, chatId)))
    .orderBy(desc(questionLog.id))
    .limit(1)
    .get();
  if (last !== undefined)
    records.update(questionLog).set({ solved: false }).where(eq(questionLog.id, last.id)).run();
}
