/** Emptying what is stored of a person with their orders. */
import { and, eq, gte, lt, or, sql } from "drizzle-orm";
import { type Records, tables } from "../../../store/index.ts";

const { outbox, requestAttachment, requestEvent, serviceRequest } = tables;

/** Empties one order: detail, notes, attachments, the word of its rating, and cuts it off from its chat. */
export function emptyOrder(records: Records, id: number, emptyDetail: Buffer, now: number): void {
  records
    .update(serviceRequest)
    .set({
      detailSealed: emptyDetail,
      ratingSealed: null,
      channel: null,
      chatId: null,
      proxyId: null,
      erasedAt: now,
    })
    .where(eq(serviceRequest.id, id))
    .run();
  records.update(requestEvent).set({ noteSealed: null }).where(eq(requestEvent.requestId, id)).run();
  records.delete(requestAttachment).where(eq(requestAttachment.requestId, id)).run();
}

/** Empties the messages about an order that went to accounts; what waits is not sent. Pushes are the erasure's own. */
export function emptyMessages(records: Records, id: number, emptyReply: Buffer): void {
  // Keys of this form (requestNews.ts; staff notes put `note:` before them); `;` follows `:` in ASCII.
  const under = (prefix: string) =>
    and(gte(outbox.uniqueKey, `${prefix}:`), lt(outbox.uniqueKey, `${prefix};`));
  records
    .update(outbox)
    .set({
      body: emptyReply,
      status: sql`CASE WHEN ${outbox.status} IN ('pending','sending') THEN 'cancelled' ELSE ${outbox.status} END`,
    })
    .where(or(under(`request:${id}`), under(`note:request:${id}`)))
    .run();
}
