/**
 * The actions of buttons about announcements, written and read. All name the announcement, members' also the member:
 * a proxy of two gets both. At most 64 bytes (Bot API, `callback_data`).
 */
import type { Choice } from "../../../dialogue/index.ts";
import { DESK } from "./desk/deskText.ts";
import { RECEIVED } from "./receivedText.ts";

const id = "(\\d{1,12})";

/** How actions are read: the announcement's id first. */
export const ACTIONS = {
  /** 收到: of a member, or of the member of staff it went to (no member, or 0). */
  got: new RegExp(`^ann:${id}:got(?::${id})?$`),
  open: new RegExp(`^ann:${id}:open:${id}$`),
  /** What one of several represented members was sent. */
  of: new RegExp(`^annof:${id}$`),
  /** With the version that was looked at. */
  approve: new RegExp(`^annap:${id}:${id}$`),
  back: new RegExp(`^annback:${id}$`),
  /** The last id of the page before. */
  names: new RegExp(`^annwho:${id}(?::${id})?$`),
  progress: new RegExp(`^annst:${id}$`),
  unconfirmed: new RegExp(`^annun:${id}(?::${id})?$`),
  look: new RegExp(`^annopen:${id}$`),
  edit: new RegExp(`^annedit:${id}$`),
  correct: new RegExp(`^anncor:${id}$`),
  recall: new RegExp(`^annrec:${id}$`),
  drop: new RegExp(`^anndrop:${id}(:sure)?$`),
  list: /^annlist(?::(\d{1,12}))?$/,
} as const;

export type ActionName = keyof typeof ACTIONS;

/** The numbers in an action; undefined when it is another one. A missing number is undefined. */
export function readAction(
  name: ActionName,
  action: string | undefined,
): readonly (number | undefined)[] | undefined {
  const match = action === undefined ? null : ACTIONS[name].exec(action);
  return match?.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
}

export const gotIt = (id: number, memberId: number, label: string = RECEIVED.got): Choice => {
  return { label, action: `ann:${id}:got:${memberId}` };
};
export const openIt = (id: number, memberId: number, label: string): Choice => {
  return { label, action: `ann:${id}:open:${memberId}` };
};
export const listOf = (memberId: number, label: string): Choice => ({ label, action: `annof:${memberId}` });

export const approveIt = (id: number, version: number): Choice => {
  return { label: DESK.approve, action: `annap:${id}:${version}` };
};
export const sendItBack = (id: number): Choice => ({ label: DESK.sendBack, action: `annback:${id}` });
export const namesOf = (id: number, afterId?: number): Choice => {
  return afterId === undefined
    ? { label: DESK.names, action: `annwho:${id}` }
    : { label: DESK.more, action: `annwho:${id}:${afterId}` };
};
export const progressOf = (id: number): Choice => ({ label: DESK.progress, action: `annst:${id}` });
export const unconfirmedOf = (id: number, label: string, afterId?: number): Choice => {
  return { label, action: afterId === undefined ? `annun:${id}` : `annun:${id}:${afterId}` };
};
export const lookAt = (id: number, label: string = DESK.open): Choice => ({ label, action: `annopen:${id}` });
export const editIt = (id: number, label: string = DESK.edit): Choice => {
  return { label, action: `annedit:${id}` };
};
export const correctIt = (id: number): Choice => ({ label: DESK.correct, action: `anncor:${id}` });
export const recallIt = (id: number): Choice => ({ label: DESK.recall, action: `annrec:${id}` });
export const dropIt = (id: number): Choice => ({ label: DESK.drop, action: `anndrop:${id}` });
export const listAfter = (beforeId: number): Choice => {
  return { label: DESK.older, action: `annlist:${beforeId}` };
};
export const ENTER_CODE: Choice = { label: RECEIVED.enterCode, action: "bind" };
export const NOTICES: Choice = { label: RECEIVED.title, action: "notices" };
