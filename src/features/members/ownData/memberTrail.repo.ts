/** Everything that is stored about one member or in the chats of their own accounts, for reading. */
import { and, asc, desc, eq, isNull, lte } from "drizzle-orm";
import { type Records, tables } from "../../../store/index.ts";

const { callTask, consent, handover, identity, inbox, outbox, proxy, proxyGrant, push, questionLog } = tables;

/**
 * A private chat of the member's, up to `until` (Unix ms): what was said after the account was taken from them may be
 * someone else's.
 */
export interface OwnChat {
  readonly channel: string;
  readonly chatId: string;
  readonly until: number;
}

export type IdentityRow = typeof identity.$inferSelect;

/** The member's own accounts, also those taken from them since. */
export function identitiesOf(records: Records, memberId: number): IdentityRow[] {
  return records
    .select()
    .from(identity)
    .where(eq(identity.memberId, memberId))
    .orderBy(asc(identity.id))
    .all();
}

/** Stands in place of an account's id after erasure: what it once said belongs to nobody any more. */
export const ERASED_ACCOUNT = "erased";

/** The member's own chats; one that was bound twice is one. */
export function ownChats(records: Records, memberId: number): OwnChat[] {
  const chats = new Map<string, OwnChat>();
  for (const row of identitiesOf(records, memberId)) {
    if (row.accountId === ERASED_ACCOUNT) continue;
    const key = `${row.channel}\n${row.accountId}`;
    const until = Math.max(row.revokedAt ?? Number.MAX_SAFE_INTEGER, chats.get(key)?.until ?? 0);
    chats.set(key, { channel: row.channel, chatId: row.accountId, until });
  }
  return [...chats.values()];
}

/** Open and ended grants with the proxy's name. */
export function allGrantsOf(records: Records, memberId: number) {
  return records
    .select({
      grantId: proxyGrant.id,
      proxyId: proxyGrant.proxyId,
      name: proxy.name,
      relation: proxyGrant.relation,
      grantedAt: proxyGrant.grantedAt,
      revokedAt: proxyGrant.revokedAt,
    })
    .from(proxyGrant)
    .innerJoin(proxy, eq(proxy.id, proxyGrant.proxyId))
    .where(eq(proxyGrant.memberId, memberId))
    .orderBy(asc(proxyGrant.id))
    .all();
}

export function proxyNamed(records: Records, proxyId: number): string | undefined {
  return records.select({ name: proxy.name }).from(proxy).where(eq(proxy.id, proxyId)).get()?.name;
}

export function consentsOf(records: Records, memberId: number): (typeof consent.$inferSelect)[] {
  return records.select().from(consent).where(eq(consent.memberId, memberId)).orderBy(asc(consent.id)).all();
}

/** The newest consent that was not withdrawn. */
export function currentConsent(
  records: Records,
  memberId: number,
): { version: string; givenAt: number } | undefined {
  return records
    .select({ version: consent.version, givenAt: consent.givenAt })
    .from(consent)
    .where(and(eq(consent.memberId, memberId), isNull(consent.withdrawnAt)))
    .orderBy(desc(consent.id))
    .limit(1)
    .get();
}

export function questionsIn(records: Records, chat: OwnChat) {
  return records
    .select({ askedAt: questionLog.askedAt, question: questionLog.question, kind: questionLog.kind })
    .from(questionLog)
    .where(
      and(
        eq(questionLog.channel, chat.channel),
        eq(questionLog.chatId, chat.chatId),
        lte(questionLog.askedAt, chat.until),
      ),
    )
    .orderBy(asc(questionLog.id))
    .all();
}

/** Bodies of what came in, oldest first. */
export function receivedIn(records: Records, chat: OwnChat): { at: number; body: Buffer }[] {
  return records
    .select({ at: inbox.receivedAt, body: inbox.body })
    .from(inbox)
    .where(
      and(eq(inbox.channel, chat.channel), eq(inbox.chatId, chat.chatId), lte(inbox.receivedAt, chat.until)),
    )
    .orderBy(asc(inbox.id))
    .all();
}

/** Bodies of what went out or is to go out, oldest first. */
export function sentIn(records: Records, chat: OwnChat): { at: number; body: Buffer }[] {
  return records
    .select({ at: outbox.createdAt, body: outbox.body })
    .from(outbox)
    .where(
      and(
        eq(outbox.channel, chat.channel),
        eq(outbox.chatId, chat.chatId),
        lte(outbox.createdAt, chat.until),
      ),
    )
    .orderBy(asc(outbox.id))
    .all();
}

export function handoversIn(records: Records, chat: OwnChat) {
  return records
    .select({
      openedAt: handover.openedAt,
      reason: handover.reason,
      closedAt: handover.closedAt,
      note: handover.note,
    })
    .from(handover)
    .where(
      and(
        eq(handover.channel, chat.channel),
        eq(handover.chatId, chat.chatId),
        lte(handover.openedAt, chat.until),
      ),
    )
    .orderBy(asc(handover.id))
    .all();
}

export function pushesTo(records: Records, memberId: number) {
  return records
    .select({ createdAt: push.createdAt, body: push.body, status: push.status, readAt: push.readAt })
    .from(push)
    .where(eq(push.memberId, memberId))
    .orderBy(asc(push.id))
    .all();
}

export function callsTo(records: Records, memberId: number) {
  return records
    .select({
      createdAt: callTask.createdAt,
      reason: callTask.reason,
      doneAt: callTask.doneAt,
      outcome: callTask.outcome,
      note: callTask.note,
    })
    .from(callTask)
    .where(eq(callTask.memberId, memberId))
    .orderBy(asc(callTask.id))
    .all();
}
