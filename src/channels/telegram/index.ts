/** The Telegram channel: translates between the Bot API and the dialogue, and decides nothing. */
export { createTelegram, type TelegramChannel, type TelegramParts } from "./channel.ts";
export type { StaffChat } from "./commandMenus.ts";
export type { KeptFiles } from "./files/storedFiles.ts";
export type { QueuedReply } from "./intake.ts";
