/** Durable inbox and outbox, pacing and retries, handovers; the Sender port. */
export { createDispatcher, type Dispatcher } from "./dispatcher.ts";
export { createHandovers, type Handovers, type OpenHandover } from "./handovers.ts";
export { createListeners, readHistory, type Utterance } from "./history.ts";
export { createInbox, type Inbox, type Log } from "./inbox.ts";
export { queueSizes } from "./messages.repo.ts";
export type { DeliveryFailure, Sender } from "./sender.ts";
