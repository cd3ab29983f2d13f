/** Durable inbox and outbox, pacing and retries, pushes and the call list, handovers; the Sender port. */

export { CalendarFileError } from "./calendarFile.ts";
export { type Call, type Calls, createCalls } from "./calls.ts";
export { createDispatcher, type Dispatcher } from "./dispatcher.ts";
export { reasonOf } from "./errorReason.ts";
export { createHandoverIntents } from "./handoverIntents.ts";
export { createHandovers, type Handovers, type OpenHandover } from "./handovers.ts";
export { createListeners, readHistory, type Utterance } from "./history.ts";
export { loadHolidays } from "./holidays.ts";
export { createInbox, type Inbox, type Log } from "./inbox.ts";
export { createJobDesk } from "./jobDesk.ts";
export { createJobs, type Jobs } from "./jobs.ts";
export { dayOf, daysAfter, instantOf, timeOf, weekdayOf } from "./localTime.ts";
export { loadOfficeHours, type OfficeHours } from "./officeHours.ts";
export { createPushes, type Push, type Pushes, type Queued } from "./pushes.ts";
export { queueSizes } from "./queueSizes.ts";
export { createQuietHours } from "./quietHours.ts";
export type { DeliveryFailure, Sender, SendLimits } from "./sender.ts";
export { createStaffNotes, type StaffAccount, type StaffNotes } from "./staffNotes.ts";
export { createStorageWatch } from "./storageWatch.ts";
