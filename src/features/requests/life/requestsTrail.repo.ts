/** What belongs to an order: its events and attachments. */
import { and, asc, desc, eq, inArray } from "drizzle-orm";
import { type Records, tables } from "../../../store/index.ts";

const { requestAttachment, requestEvent } = tables;

export type EventRow = typeof requestEvent.$inferSelect;

/** The statements over one database. */
export function trailTable(records: Records) {
  return {
    insertEvent: (row: typeof requestEvent.$inferInsert): number =>
      records.insert(requestEvent).values(row).returning({ id: requestEvent.id }).get().id,
    events: (requestId: number): EventRow[] =>
      records
        .select()
        .from(requestEvent)
        .where(eq(requestEvent.requestId, requestId))
        .orderBy(asc(requestEvent.id))
        .all(),
    /** The names of what happened after the first so many events. */
    actionsAfter: (requestId: number, count: number): string[] =>
      records
        .select({ action: requestEvent.action })
        .from(requestEvent)
        .where(eq(requestEvent.requestId, requestId))
        .orderBy(asc(requestEvent.id))
        .all()
        .slice(count)
        .map(({ action }) => action),
    submitter: (requestId: number): string | undefined =>
      records
        .select({ actor: requestEvent.actor })
        .from(requestEvent)
        .where(and(eq(requestEvent.requestId, requestId), eq(requestEvent.action, "submit")))
        .get()?.actor,
    /** When something last happened to the order. */
    lastAt: (requestId: number, action: string): number | undefined =>
      records
        .select({ at: requestEvent.at })
        .from(requestEvent)
        .where(and(eq(requestEvent.requestId, requestId), eq(requestEvent.action, action)))
        .orderBy(desc(requestEvent.id))
        .limit(1)
        .get()?.at,
    /** The details of events of these kinds. */
    details: (requestId: number, actions: readonly string[]): Record<string, unknown>[] =>
      records
        .select({ detail: requestEvent.detail })
        .from(requestEvent)
        .where(and(eq(requestEvent.requestId, requestId), inArray(requestEvent.action, [...actions])))
        .orderBy(asc(requestEvent.id))
        .all()
        .map(({ detail }) => JSON.parse(detail) as Record<string, unknown>),
    insertAttachment(row: typeof requestAttachment.$inferInsert): void {
      records.insert(requestAttachment).values(row).run();
    },
    attachments: (requestId: number) =>
      records
        .select()
        .from(requestAttachment)
        .where(eq(requestAttachment.requestId, requestId))
        .orderBy(asc(requestAttachment.id))
        .all(),
  };
}

export type TrailTable = ReturnType<typeof trailTable>;
