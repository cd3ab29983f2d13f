/** Announcements 通知公告: drafts, approval, sending, receipts, correction and recall; greetings at festivals. */
export { createAnnouncementsConversation } from "./chat/conversation.ts";
export type { AnnouncementsConversationParts } from "./chat/conversationParts.ts";
export { STATUS_WORDS } from "./chat/desk/deskText.ts";
export { progressLines } from "./chat/desk/progressReply.ts";
export { createSpokenReceipts } from "./chat/notedReceipts.ts";
export { type ComingFestival, comingFestivals } from "./festivals/festivalDrafts.ts";
export { type Festival, loadFestivals } from "./festivals/festivalFile.ts";
export { createAnnouncements } from "./life/announcements.ts";
export type { AnnouncementsParts, ShownClause } from "./life/core.ts";
export { createKeptAnnouncements } from "./receipts/kept.ts";
export type * from "./types.ts";
export { AnnouncementError } from "./types.ts";
