/** The words of the exported file. */

const until = (from: string, to: string | undefined, ended: string): string =>
  to === undefined ? `${from} 起` : `${from} 起，${to} ${ended}`;

export const EXPORT = {
  title: (name: string) => `${name}的资料`,
  madeAt: (moment: string) => `整理时间：${moment}`,
  keepSafe: "里面有您的身份证号、电话和住址，请收好，不要转给别人。",
  none: "没有。",
  notOnFile: "未登记",
  number: "编号",
  basics: "登记的内容",
  grants: "代办人",
  grant: (name: string, relation: string, from: string, to: string | undefined) =>
    `${name}（${relation}），${until(from, to, "解除")}`,
  accounts: "绑定过的账号",
  account: (channel: string, id: string, from: string, to: string | undefined) =>
    `${channel}（${id}），${until(from, to, "解除")}`,
  consents: "您的同意",
  consent: (version: string, given: string, withdrawn: string | undefined) =>
    `${given} 同意登记，说明版本 ${version}${withdrawn === undefined ? "" : `；${withdrawn} 收回`}`,
  questions: "您问过的问题",
  handovers: "转人工",
  handover: (opened: string, reason: string, closed: string | undefined, note: string) =>
    `${opened}　${reason}，${closed === undefined ? "还没有办结" : `${closed} 办结`}${note === "" ? "" : `：${note}`}`,
  said: "来往的话",
  speakers: { person: "您说", assistant: "回复" },
  notForProxies: "老人自己说的话，只有本人能导出。",
  pushes: "发给您的通知",
  push: (sent: string, text: string, status: string, read: string | undefined) =>
    `${sent}　${read === undefined ? status : `${read} 已看`}　${text}`,
  calls: "打给您的电话",
  call: (created: string, reason: string, done: string | undefined, outcome: string, note: string) =>
    `${created}　因为${reason}，${done === undefined ? "还没有打" : `${done} ${outcome}`}${note === "" ? "" : `：${note}`}`,
  audit: "谁看过、改过您的资料",
} as const;

const STATUS: Readonly<Record<string, string>> = { alive: "健在", deceased: "去世", moved: "迁出" };
const QUESTION_KINDS: Readonly<Record<string, string>> = {
  answer: "答了",
  related: "给了可能有关的规定",
  abstain: "没有找到规定",
};
const REASONS: Readonly<Record<string, string>> = {
  emergency: "紧急情况",
  fraud: "疑似诈骗",
  requested: "您要找人工",
  unanswered: "问题没有解决",
  noAccount: "没有绑定账号",
  blocked: "账号收不到消息",
  failed: "消息没有发到",
  unread: "消息一直没有看",
};
const OUTCOMES: Readonly<Record<string, string>> = {
  told: "已经告诉您",
  noAnswer: "没有人接",
  wrongNumber: "号码不对",
  notNeeded: "不用打了",
};
const PUSH_STATUS: Readonly<Record<string, string>> = {
  open: "正在发",
  delivered: "已送到",
  read: "已看",
  calling: "改打电话",
  cancelled: "已取消",
};

/** 健在, or 去世（2026年11月1日）. */
export function sayStatus(status: string, on: string | undefined): string {
  const word = STATUS[status] ?? status;
  return on === undefined ? word : `${word}（${on}）`;
}

export function sayQuestionKind(kind: string): string {
  return QUESTION_KINDS[kind] ?? "其他";
}

/** Why a human was wanted, or a call was needed. */
export function sayReason(reason: string): string {
  return REASONS[reason] ?? "其他原因";
}

export function sayOutcome(outcome: string): string {
  return OUTCOMES[outcome] ?? "办了";
}

export function sayPushStatus(status: string): string {
  return PUSH_STATUS[status] ?? status;
}
