/** The feature, put together from its parts. */
import { createFestivalDrafts } from "../festivals/festivalDrafts.ts";
import { createConfirming } from "../receipts/confirming.ts";
import { createReceiptsExport } from "../receipts/exportReceipts.ts";
import { createReceipts } from "../receipts/receipts.ts";
import { createChanging } from "../sending/changing.ts";
import { createCorrections } from "../sending/corrections.ts";
import { createReminders } from "../sending/reminders.ts";
import { createSending } from "../sending/sending.ts";
import type { Announcements } from "../types.ts";
import { createApproval } from "./approval.ts";
import { type AnnouncementsParts, createCore } from "./core.ts";
import { createDrafting } from "./drafting.ts";
import { createStaffNews } from "./staffNews.ts";

/** See {@link Announcements}. Keeps when reminders were last looked for: make one for a store and keep it. */
export function createAnnouncements(parts: AnnouncementsParts): Announcements {
  const core = createCore(parts);
  const news = createStaffNews(core);
  const sending = createSending(core, news);
  const corrections = createCorrections(core);
  const reminders = createReminders(core);
  const draftGreetings = createFestivalDrafts(core);

  return {
    ...createDrafting(core),
    ...createApproval(core, news),
    ...createChanging(core),
    ...createConfirming(core),
    ...createReceipts(core),
    ...createReceiptsExport(core),
    /** Begin → correct → send, until neither is left → remind → call → draft greetings. */
    async carryOn(signal) {
      sending.begin();
      do {
        await corrections.carryOut(signal);
        await sending.queueRest(signal);
      } while (!signal.aborted && corrections.open());
      await reminders.remind(signal);
      await reminders.call(signal);
      if (!signal.aborted) draftGreetings();
    },
  };
}
