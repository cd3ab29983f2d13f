/** What stands in the file of receipts, and in a member's export. */
import type { Standing } from "./standing.ts";

export const SHEET = "回执";

export const STANDINGS: Readonly<Record<Standing, string>> = {
  waiting: "还没有送到",
  delivered: "已送到",
  read: "已看",
  called: "已电话告知",
  callFailed: "电话没有办成",
  skipped: "没有发",
  staffUnreached: "没有送到",
  noAccount: "要打电话",
  blocked: "要打电话",
  failed: "要打电话",
  unread: "要打电话",
};

/** Why a call is due. */
export const CALL_REASONS: Readonly<Record<string, string>> = {
  noAccount: "没有登记账号",
  blocked: "停用了聊天账号",
  failed: "发不出去",
  unread: "到时间没有看，或者没有点收到",
};

/** Why it was not sent after all. */
export const SKIPPED: Readonly<Record<string, string>> = {
  gone: "批准以后去世、迁出或者删除了资料",
  erased: "按本人要求删除了资料",
  recalled: "发之前已经撤回",
  asMember: "已按老同志身份发给同一个账号",
};

export const OUTCOMES: Readonly<Record<string, string>> = {
  told: "已告知",
  noAnswer: "没有人接",
  wrongNumber: "号码不对",
  notNeeded: "不用打了",
};

export const CONFIRMED_BY: Readonly<Record<string, string>> = {
  member: "本人",
  proxy: "代办人",
  staff: "本人",
};

/** Of a member: they said so on the telephone. */
export const NOTED_BY_STAFF = "本人，在电话里说的";

export const RECEIPT_HEADERS = {
  number: "人员编号",
  kind: "身份",
  name: "姓名",
  district: "区县",
  branch: "党支部",
  standing: "情况",
  why: "原因",
  queuedAt: "交付发送",
  deliveredAt: "送到",
  readAt: "看到",
  confirmedAt: "点收到",
  confirmedBy: "谁点的",
  followedUpAt: "提醒",
  outcome: "电话结果",
  calledAt: "电话时间",
} as const;

export const KINDS = { member: "老同志", staff: "工作人员" } as const;

export const UNREACHED = "没有登记账号，或者账号发不进去";

export const KEPT = {
  title: "通知公告",
  line: (when: string, title: string, rest: string) => `${when}　《${title}》${rest}`,
  confirmed: (when: string) => `　${when}点了收到`,
  noted: (when: string) => `　${when}在电话里说收到`,
  unconfirmed: "　没有点收到",
  recalled: "　后来撤回",
} as const;
