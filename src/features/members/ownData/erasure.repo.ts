/**
 * Emptying what is stored about a member. Rows that something else stands on stay, without content and without the
 * account they came from; the rest goes.
 */
import { and, eq, gte, inArray, isNotNull, isNull, lt, lte, type SQL, sql } from "drizzle-orm";
import { type Records, tables } from "../../../store/index.ts";
import { ERASED_ACCOUNT, type OwnChat } from "./memberTrail.repo.ts";

const {
  bindingFailure,
  branch,
  callTask,
  consent,
  conversation,
  download,
  handover,
  handoverRelay,
  identity,
  inbox,
  invitation,
  member,
  memberTag,
  outbox,
  proxy,
  proxyGrant,
  push,
  questionLog,
  speakingFor,
} = tables;

/** Sealed bodies without content, as each table's readers expect them. */
export interface EmptyBodies {
  readonly message: Buffer;
  readonly reply: Buffer;
  readonly text: Buffer;
}

/** In place of a name or a relation. */
export const ERASED_NAME = "已删除";

/** Takes everything out of the member's row but name, category, unit, branch and status; `full` takes those it can, too. */
export function emptyMember(records: Records, memberId: number, full: boolean, now: number): void {
  records.delete(memberTag).where(eq(memberTag.memberId, memberId)).run();
  records
    .update(member)
    .set({
      gender: null,
      birthDay: null,
      birthCalendar: null,
      birthLeap: false,
      homeId: null,
      district: null,
      community: null,
      joinedPartyOn: null,
      liaisonId: null,
      phoneSealed: null,
      phoneHash: null,
      idNumberSealed: null,
      idNumberHash: null,
      addressSealed: null,
      healthSealed: null,
      updatedAt: now,
      erasedAt: now,
      ...(full ? { name: ERASED_NAME, unit: null, branchId: null } : {}),
    })
    .where(eq(member.id, memberId))
    .run();
  if (full) records.update(branch).set({ secretaryId: null }).where(eq(branch.secretaryId, memberId)).run();
}

/** Empties one chat of the member's in both directions, and cuts it off from its account. How many messages. */
export function emptyChat(records: Records, chat: OwnChat, empty: EmptyBodies): number {
  const { channel, chatId, until } = chat;
  const received = records
    .update(inbox)
    .set({ body: empty.message, chatId: ERASED_ACCOUNT, status: "done" })
    .where(and(eq(inbox.channel, channel), eq(inbox.chatId, chatId), lte(inbox.receivedAt, until)))
    .run().changes;
  const sent = emptyOutgoing(
    records,
    and(eq(outbox.channel, channel), eq(outbox.chatId, chatId), lte(outbox.createdAt, until)),
    empty,
    true,
  );
  records
    .update(questionLog)
    .set({ question: empty.text, chatId: ERASED_ACCOUNT, clauses: [] })
    .where(
      and(eq(questionLog.channel, channel), eq(questionLog.chatId, chatId), lte(questionLog.askedAt, until)),
    )
    .run();
  records
    .delete(conversation)
    .where(
      and(
        eq(conversation.channel, channel),
        eq(conversation.chatId, chatId),
        lte(conversation.updatedAt, until),
      ),
    )
    .run();
  records
    .delete(bindingFailure)
    .where(
      and(
        eq(bindingFailure.channel, channel),
        eq(bindingFailure.accountId, chatId),
        lte(bindingFailure.at, until),
      ),
    )
    .run();
  emptyHandovers(records, chat, empty);
  return received + sent;
}

/** Also what staff were told of it. One that is open keeps its chat: the person still waits for an answer there. */
function emptyHandovers(records: Records, { channel, chatId, until }: OwnChat, empty: EmptyBodies): void {
  const own = and(eq(handover.channel, channel), eq(handover.chatId, chatId), lte(handover.openedAt, until));
  const relayed = records
    .select({ key: handoverRelay.outboxKey })
    .from(handoverRelay)
    .innerJoin(handover, eq(handover.id, handoverRelay.handoverId))
    .where(own);
  emptyOutgoing(records, inArray(outbox.uniqueKey, relayed), empty, false);
  // Notes about a handover have keys of this form (delivery/handovers.ts); `;` follows `:` in ASCII.
  for (const { id } of records.select({ id: handover.id }).from(handover).where(own).all()) {
    const notes = and(gte(outbox.uniqueKey, `handover:${id}:`), lt(outbox.uniqueKey, `handover:${id};`));
    emptyOutgoing(records, notes, empty, false);
  }
  records.update(handover).set({ message: empty.text, note: null }).where(own).run();
  records
    .update(handover)
    .set({ chatId: ERASED_ACCOUNT })
    .where(and(own, isNotNull(handover.closedAt)))
    .run();
}

/** Empties pushes to the member, whatever account they went to, and calls. What was still to be done is not. */
export function emptyPushes(
  records: Records,
  memberId: number,
  empty: EmptyBodies,
  by: string,
  now: number,
): { pushes: number; calls: number } {
  const own = records.select({ id: push.id }).from(push).where(eq(push.memberId, memberId));
  emptyOutgoing(records, inArray(outbox.pushId, own), empty, false);
  const pushes = records
    .update(push)
    .set({
      body: empty.reply,
      aloud: empty.text,
      status: sql`CASE WHEN ${push.status} IN ('open','delivered','calling') THEN 'cancelled' ELSE ${push.status} END`,
    })
    .where(eq(push.memberId, memberId))
    .run().changes;
  const calls = records
    .update(callTask)
    .set({ note: null })
    .where(eq(callTask.memberId, memberId))
    .run().changes;
  records
    .update(callTask)
    .set({ doneAt: now, doneBy: by, outcome: "notNeeded" })
    .where(and(eq(callTask.memberId, memberId), isNull(callTask.doneAt)))
    .run();
  return { pushes, calls };
}

/** An empty message is not to be sent: what waits is cancelled. */
function emptyOutgoing(
  records: Records,
  which: SQL | undefined,
  empty: EmptyBodies,
  cutOff: boolean,
): number {
  return records
    .update(outbox)
    .set({
      body: empty.reply,
      status: sql`CASE WHEN ${outbox.status} IN ('pending','sending') THEN 'cancelled' ELSE ${outbox.status} END`,
      ...(cutOff ? { chatId: ERASED_ACCOUNT } : {}),
    })
    .where(which)
    .run().changes;
}

/** Ends the member's bindings, consents, invitations, grants and downloads. How many accounts and grants. */
export function endTies(
  records: Records,
  memberId: number,
  now: number,
): { accounts: number; grants: number } {
  const grants = records
    .select({ id: proxyGrant.id, proxyId: proxyGrant.proxyId })
    .from(proxyGrant)
    .where(eq(proxyGrant.memberId, memberId))
    .all();
  const grantIds = grants.map(({ id }) => id);
  for (const target of [eq(invitation.memberId, memberId), inArray(invitation.proxyGrantId, grantIds)]) {
    records
      .update(invitation)
      .set({ revokedAt: now })
      .where(and(target, isNull(invitation.usedAt), isNull(invitation.revokedAt)))
      .run();
  }
  records
    .update(proxyGrant)
    .set({ revokedAt: sql`COALESCE(${proxyGrant.revokedAt}, ${now})`, relation: ERASED_NAME })
    .where(eq(proxyGrant.memberId, memberId))
    .run();
  for (const proxyId of new Set(grants.map(({ proxyId }) => proxyId)))
    emptyProxyWithoutGrants(records, proxyId, now);
  records.delete(speakingFor).where(eq(speakingFor.memberId, memberId)).run();
  records.delete(download).where(eq(download.memberId, memberId)).run();
  records
    .update(consent)
    .set({ withdrawnAt: now })
    .where(and(eq(consent.memberId, memberId), isNull(consent.withdrawnAt)))
    .run();
  return { accounts: endAccounts(records, eq(identity.memberId, memberId), now), grants: grants.length };
}

/** Who acts for nobody any more is not kept (个人信息保护法 第四十七条第一款第一项: the purpose is gone). */
function emptyProxyWithoutGrants(records: Records, proxyId: number, now: number): void {
  const open = records
    .select({ id: proxyGrant.id })
    .from(proxyGrant)
    .where(and(eq(proxyGrant.proxyId, proxyId), isNull(proxyGrant.revokedAt)))
    .limit(1)
    .get();
  if (open !== undefined) return;
  records
    .update(proxy)
    .set({ name: ERASED_NAME, phoneSealed: null, phoneHash: null })
    .where(eq(proxy.id, proxyId))
    .run();
  endAccounts(records, eq(identity.proxyId, proxyId), now);
}

function endAccounts(records: Records, which: SQL, now: number): number {
  return records
    .update(identity)
    .set({
      accountId: ERASED_ACCOUNT,
      blockedAt: null,
      revokedAt: sql`COALESCE(${identity.revokedAt}, ${now})`,
    })
    .where(which)
    .run().changes;
}
