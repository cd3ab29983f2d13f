/** What the kernel remembers of each conversation. */
import { and, eq } from "drizzle-orm";
import { type Records, tables } from "../store/index.ts";
import { type ConversationState, FRESH } from "./intent.ts";

const { conversation } = tables;

/** The state of a conversation. A state of a version that this program does not know starts afresh. */
export function loadState(records: Records, channel: string, chatId: string): ConversationState {
  const row = records
    .select({ state: conversation.state })
    .from(conversation)
    .where(and(eq(conversation.channel, channel), eq(conversation.chatId, chatId)))
    .get();
  if (row === undefined) return FRESH;
  const state = JSON.parse(row.state) as ConversationState;
  return state.version === FRESH.version ? state : FRESH;
}

export function saveState(
  records: Records,
  channel: string,
  chatId: string,
  state: ConversationState,
  now: number,
): void {
  const row = { state: JSON.stringify(state), updatedAt: now };
  records
    .insert(conversation)
    .values({ channel, chatId, ...row })
    .onConflictDoUpdate({ target: [conversation.channel, conversation.chatId], set: row })
    .run();
}
