/** What one can tap below a reply: inline buttons, the menu of plain words, the button that shares a number. */
import type { InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardMarkup } from "grammy/types";
import { DeliveryError } from "../../delivery/sender.ts";
import type { Choice, Reply } from "../../dialogue/message.ts";
import { linkButtons } from "./links.ts";
import { FAULT, KEEP_NUMBER, MENU, OPEN_CLAUSE } from "./text.ts";
import { withoutLoneSurrogates } from "./wellFormed.ts";

/** UTF-16 units of a label; longer ones are cut off on a narrow phone anyway. */
const LABEL_LIMIT = 40;
/** Source: https://core.telegram.org/bots/api#inlinekeyboardbutton, `callback_data`. */
const ACTION_BYTES = 64;

/** Where a reply goes. */
export interface Place {
  /** In how many messages the reply goes out. */
  readonly parts: number;
  /** A keyboard of words is for one person alone: groups have none. */
  readonly privateChat: boolean;
  readonly publicUrl: string | undefined;
}

/**
 * The markup of each part. A message carries one keyboard. Inline buttons go below the last part; a keyboard of
 * words goes with the last too, or with the first when the last is taken. Where there is but one part, inline
 * buttons come before the menu, and the button that shares a number before inline buttons: the other choices are
 * then words beside it, and quoted clauses cannot be opened from there.
 * @throws DeliveryError `refused` when an action does not fit into `callback_data`, a label is empty, or a link
 * leads elsewhere
 */
export function keyboards(
  reply: Reply,
  place: Place,
): (InlineKeyboardMarkup | ReplyKeyboardMarkup | undefined)[] {
  const last = place.parts - 1;
  const sharing = place.privateChat ? reply.choices.find(isSharing) : undefined;
  const choices = sharing === undefined ? reply.choices : reply.choices.filter((c) => !isSharing(c));
  const inline = inlineRows(reply, choices, place.publicUrl);
  const markups = Array<InlineKeyboardMarkup | ReplyKeyboardMarkup | undefined>(place.parts).fill(undefined);
  if (inline.length > 0) markups[last] = { inline_keyboard: inline };
  const free = inline.length > 0 && last > 0 ? 0 : last;
  if (sharing !== undefined) markups[free] = sharingKeyboard(sharing, last > 0 ? [] : choices);
  else if (reply.menu === true && place.privateChat && markups[free] === undefined) markups[free] = menu();
  return markups;
}

function isSharing({ action }: Choice): boolean {
  return action === "contact";
}

/** Large plain words that stay below the conversation. A tap says the word. */
function menu(): ReplyKeyboardMarkup {
  return {
    keyboard: MENU.map((row) => row.map((text) => ({ text }))),
    is_persistent: true,
    resize_keyboard: true,
  };
}

function sharingKeyboard({ label, action }: Choice, others: readonly Choice[]): ReplyKeyboardMarkup {
  const words = new Set([...others.map((other) => labelOf(other.label, other.action)), KEEP_NUMBER]);
  return {
    keyboard: [
      [{ text: labelOf(label, action), request_contact: true }],
      ...[...words].map((text) => [{ text }]),
    ],
    one_time_keyboard: true,
    resize_keyboard: true,
  };
}

/** One button a row: each quoted clause's full text, then pages to open, then the choices. */
function inlineRows(
  reply: Reply,
  choices: readonly Choice[],
  publicUrl: string | undefined,
): InlineKeyboardButton[][] {
  const openings = clauseOpenings(reply).map(({ label, action }) => tappable(label, action));
  const pages = linkButtons(reply, publicUrl).map(({ label, url }) => ({ text: labelOf(label, url), url }));
  const taps = choices.map(({ label, action }) => tappable(label, action));
  return [...openings, ...pages, ...taps].map((button) => [button]);
}

function clauseOpenings(reply: Reply): { label: string; action: string }[] {
  const byAction = new Map<string, { label: string; source: string }>();
  for (const block of reply.blocks) {
    if (block.kind !== "clause") continue;
    const action = `clause:${block.open.clauseId}`;
    if (!byAction.has(action))
      byAction.set(action, { label: block.open.label || OPEN_CLAUSE, source: block.source });
  }
  const labels = [...byAction.values()].map((opening) => opening.label);
  return [...byAction].map(([action, { label, source }]) => {
    // Several buttons with the same words: the source tells them apart.
    const shared = labels.filter((other) => other === label).length > 1;
    return { action, label: shared ? `${label}：${source}` : label };
  });
}

function tappable(label: string, action: string): InlineKeyboardButton {
  const bytes = Buffer.byteLength(action, "utf8");
  if (bytes < 1 || bytes > ACTION_BYTES) throw new DeliveryError("refused", FAULT.badAction(action, bytes));
  return { text: labelOf(label, action), callback_data: action };
}

function labelOf(label: string, action: string): string {
  if (label.trim() === "") throw new DeliveryError("refused", FAULT.emptyLabel(action));
  const text = withoutLoneSurrogates(label);
  if (text.length <= LABEL_LIMIT) return text;
  const kept = text.slice(0, LABEL_LIMIT - 1);
  // A pair cut in half would show as a box.
  return `${kept.replace(/[\uD800-\uDBFF]$/, "")}…`;
}
