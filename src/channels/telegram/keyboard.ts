/** The buttons below a reply. */
import type { InlineKeyboardButton } from "grammy/types";
import { DeliveryError } from "../../delivery/sender.ts";
import type { Reply } from "../../dialogue/message.ts";
import { FAULT, OPEN_CLAUSE } from "./text.ts";

/** UTF-16 units of a label; longer ones are cut off on a narrow phone anyway. */
const LABEL_LIMIT = 40;
/** Source: https://core.telegram.org/bots/api#inlinekeyboardbutton, `callback_data`. */
const ACTION_BYTES = 64;

/**
 * One button a row: first each quoted clause's full text, then the choices. Empty when there are none.
 * @throws DeliveryError `refused` when an action does not fit into `callback_data`, or a label is empty
 */
export function keyboard(reply: Reply): InlineKeyboardButton[][] {
  return [...openings(reply), ...reply.choices].map(({ label, action }) => [button(label, action)]);
}

function openings(reply: Reply): { label: string; action: string }[] {
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

function button(label: string, action: string): InlineKeyboardButton {
  const bytes = Buffer.byteLength(action, "utf8");
  if (bytes < 1 || bytes > ACTION_BYTES) throw new DeliveryError("refused", FAULT.badAction(action, bytes));
  if (label.trim() === "") throw new DeliveryError("refused", FAULT.emptyLabel(action));
  return { text: shortened(label), callback_data: action };
}

function shortened(label: string): string {
  if (label.length <= LABEL_LIMIT) return label;
  const kept = label.slice(0, LABEL_LIMIT - 1);
  // A pair cut in half would show as a box.
  return `${kept.replace(/[\uD800-\uDBFF]$/, "")}…`;
}
