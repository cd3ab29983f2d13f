/** The log of asked questions, for quality work. */
import { and, desc, eq, sql } from "drizzle-orm";
import { preparedOnce, type Records, tables } from "../../store/index.ts";

const { questionLog } = tables;

export function insertQuestion(
  records: Records,
  row: Omit<typeof questionLog.$inferInsert, "id" | "solved">,
): void {
  insert(records).run({ ...row, clauses: JSON.stringify(row.clauses) });
}

const insert = preparedOnce((records) =>
  records
    .insert(questionLog)
    .values({
      channel: sql.placeholder("channel"),
      chatId: sql.placeholder("chatId"),
      askedAt: sql.placeholder("askedAt"),
      question: sql.placeholder("question"),
      kind: sql.placeholder("kind"),
      confidence: sql.placeholder("confidence"),
      clauses: sql`${sql.placeholder("clauses")}`,
    })
    .prepare(),
);

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
