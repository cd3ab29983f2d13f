/** Text that can be encoded. */

/** Half a surrogate pair cannot be encoded in UTF-8, and Telegram refuses the whole message for it. */
export function withoutLoneSurrogates(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\uFFFD");
}
