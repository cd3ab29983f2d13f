/** Durable inbox and outbox, pacing and retries, pushes and the call list, handovers; the Sender port. */

export type { Changed } from "./changes/outboxChanges.ts";
export { equalSecrets } from "./constantTime.ts";
export { createDispatcher, type Dispatcher } from "./dispatcher.ts";
export { reasonOf } from "./errorReason.ts";
export { createFileShelf } from "./files/fileShelf.ts";
export { type Fetched, FileError, type FileKind, type FileShelf, type StoredFile } from "./files/types.ts";
export { createHandoverIntents } from "./handovers/handoverIntents.ts";
export { createHandovers, type Handovers, type OpenHandover } from "./handovers/handovers.ts";
export { createListeners, readHistory, type Utterance } from "./history.ts";
export { CalendarFileError, readCalendarFile } from "./hours/calendarFile.ts";
export { loadHolidays } from "./hours/holidays.ts";
export { dayOf, daysAfter, instantOf, timeOf, weekdayOf } from "./hours/localTime.ts";
export { loadOfficeHours, type OfficeHours } from "./hours/officeHours.ts";
export { createQuietHours } from "./hours/quietHours.ts";
export { sayAt, sayDayOf, saySpan } from "./hours/spokenTime.ts";
export { createInbox, type Inbox, type Log } from "./inbox.ts";
export { createJobDesk } from "./jobs/jobDesk.ts";
export { createJobs, type Jobs } from "./jobs/jobs.ts";
export { createNumberedAddresses } from "./numberedAddress.ts";
export { type Call, type Calls, createCalls } from "./pushes/calls.ts";
export { createPushes, type Pushes } from "./pushes/pushes.ts";
export type { Push, PushState, Queued } from "./pushes/types.ts";
export { queueSizes } from "./queueSizes.ts";
export {
  DeliveryError,
  type DeliveryFailure,
  type Posted,
  type Sender,
  type SendLimits,
  type SentChanges,
} from "./sender.ts";
export { createStaffNotes, type StaffAccount, type StaffNotes } from "./staffNotes.ts";
export { createStorageWatch } from "./storageWatch.ts";
