/** What the kernel remembers of each conversation. */
import { and, eq, sql } from "drizzle-orm";
import { preparedOnce, type Records, type SecretBox, tables } from "../store/index.ts";
import { type ConversationState, FRESH, type RunningFlow } from "./intent.ts";

const { conversation } = tables;

/** The state of a conversation. A state of a version that this program does not know starts afresh. */
export function loadState(
  records: Records,
  box: SecretBox,
  channel: string,
  chatId: string,
): ConversationState {
  const row = statements(records).select.get({ channel, chatId });
  if (row === undefined) return FRESH;
  const state = JSON.parse(row.state) as { version: number; clauses: readonly number[] };
  // Version 1 also held whether a human had been asked for; that is a row of `handover` now.
  if (state.version === 1) return { ...FRESH, clauses: state.clauses };
  if (state.version !== FRESH.version) return FRESH;
  const flow = row.flow === null ? undefined : (JSON.parse(box.open(row.flow)) as RunningFlow);
  return { version: FRESH.version, clauses: state.clauses, ...(flow === undefined ? {} : { flow }) };
}

export function saveState(
  records: Records,
  box: SecretBox,
  channel: string,
  chatId: string,
  { flow, ...state }: ConversationState,
  now: number,
): void {
  statements(records).save.run({
    channel,
    chatId,
    state: JSON.stringify(state),
    flow: flow === undefined ? null : box.seal(JSON.stringify(flow)),
    updatedAt: now,
  });
}

const statements = preparedOnce((records) => ({
  select: records
    .select({ state: conversation.state, flow: conversation.flow })
    .from(conversation)
    .where(
      and(
        eq(conversation.channel, sql.placeholder("channel")),
        eq(conversation.chatId, sql.placeholder("chatId")),
      ),
    )
    .prepare(),
  save: records
    .insert(conversation)
    .values({
      channel: sql.placeholder("channel"),
      chatId: sql.placeholder("chatId"),
      state: sql.placeholder("state"),
      flow: sql.placeholder("flow"),
      updatedAt: sql.placeholder("updatedAt"),
    })
    .onConflictDoUpdate({
      target: [conversation.channel, conversation.chatId],
      set: { state: sql`excluded.state`, flow: sql`excluded.flow`, updatedAt: sql`excluded.updated_at` },
    })
    .prepare(),
}));
