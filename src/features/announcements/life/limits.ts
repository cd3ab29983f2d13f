/** How long an announcement may be, in characters. */
export const LONGEST_TITLE = 60;
/** One message on every channel: Telegram's limit of 4,096 leaves room for a clause and the title. */
export const LONGEST_BODY = 3_000;
