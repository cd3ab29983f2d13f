/** What staff read about writing, approving and sending announcements: refusals and notes. */
import type { AnnouncementStatus } from "../types.ts";
import type { Step } from "./transition.ts";

const STATES: Readonly<Record<AnnouncementStatus, string>> = {
  draft: "还是草稿",
  submitted: "正在等审批",
  approved: "已经批准，还没有发",
  sending: "正在发送",
  sent: "已经发出",
  recalled: "已经撤回",
  dropped: "已经不发了",
};

/** What can be done instead. */
const INSTEAD: Readonly<Record<AnnouncementStatus, string>> = {
  draft: "可以修改、提交审批，或者不发",
  submitted: "可以批准、退回，或者不发",
  approved: "可以退回修改，或者不发",
  sending: "可以更正或撤回",
  sent: "可以更正或撤回",
  recalled: "要再发，请另写一条",
  dropped: "要再发，请另写一条",
};

const DEEDS: Readonly<Record<Step, string>> = {
  change: "修改",
  submit: "提交审批",
  approve: "批准",
  release: "直接发送",
  sendBack: "退回",
  drop: "取消",
  start: "发送",
  hold: "暂停",
  finish: "结束",
  correct: "更正",
  recall: "撤回",
};

export const REFUSALS = {
  unknown: "没有找到这条通知。请核对编号",
  notYourMember: "这位老同志不归您联络，不能替他（她）记收到。请找管理员核对联络员",
  notNow: (status: AnnouncementStatus, step: Step) =>
    `这条通知${STATES[status]}，不能${DEEDS[step]}。${INSTEAD[status]}`,
  changedMeanwhile: "这条通知刚才被别人改过。请重新看一遍再办",
  titleMissing: "没有写标题。请补上",
  titleLong: (most: number) => `标题太长，最多 ${most} 个字。请缩短`,
  titleLines: "标题要写成一行。请改正",
  bodyMissing: "没有写正文。请补上",
  bodyLong: (most: number, written: number) =>
    `正文太长，最多 ${most} 个字，现在有 ${written} 个字。请缩短，或者把全文做成文件附上`,
  characters: "文字里有不能显示的字符。请重新填写",
  audienceMissing: "还没有选发给谁。请先选好",
  nobody: "按现在选的条件，一个人也没有。请改一改发给谁",
  clauseMissing: "政策库里没有找到现行有效的这一条。请核对文件名和条款号，例如《…》第十九条",
  clauseGone: "所引的条款现在已经不是现行有效的了。请换成现行的条款，或者不引条款，改好再提交",
  url: "链接要以 http:// 或 https:// 开头。请核对",
  tooManyFiles: (most: number) => `最多附 ${most} 个文件。请减少`,
  fileGone: "有的文件找不到了。请重新附上",
  sameFile: "同一个文件附了两次。请去掉一个",
  hours: (most: number) => `提醒和电话的时间要写整小时数，1 到 ${most} 之间。请改正`,
  hoursOrder: "打电话的时间要在提醒之后。请改正",
  sendAtWrong: "发送时间没有写对。请重新填写",
  sendAtPast: "发送时间已经过了。请改一个以后的时间，或者批准后马上发",
  sendAtFar: "发送时间在一年以后。请改近一些",
  ownApproval: "自己写的或者自己提交的通知，要由另一位资料员或管理员批准",
  ownCorrection: "自己写的或者自己提交的通知，要由另一位资料员或管理员更正。着急的话，可以先撤回",
  othersDraft: "这份草稿是别人写的，还没有提交。请等提交以后再办",
  reasonMissing: "请写明原因，对方会看到",
  reasonLong: (most: number) => `原因太长，最多 ${most} 个字。请缩短`,
  sameBody: "更正后的正文和原来一样。请写新的正文",
} as const;

/** Below what an audience comes to. */
export const LOOK = {
  nightly: (sendAt: string, arrives: string) => `。定在${sendAt}发，那时是夜里，消息要等到${arrives}才送到`,
} as const;

/** Buttons and words of notes to staff. */
export const NEWS = {
  approve: "批准",
  sendBack: "退回",
  names: "看名单",
  progress: "看进度",
  open: "打开",
  submitted: (id: number, who: string) => `有一条通知等审批（第 ${id} 号），提交人：${who}`,
  to: (words: string, count: number) => `发给：${words}。共 ${count} 人`,
  at: (when: string) => `定在${when}发`,
  atOnce: "批准后马上发",
  asSeen: "收到的人看到的是这样：",
  approved: (title: string, count: number, when: string | undefined) =>
    when === undefined
      ? `《${title}》批准了，正在发给 ${count} 人。`
      : `《${title}》批准了，定在${when}发给 ${count} 人。`,
  returned: (title: string, reason: string) => `《${title}》退回来了。原因：${reason}`,
  held: (title: string) => `《${title}》没有发出，退回成草稿。${REFUSALS.clauseGone}。`,
  sent: (title: string, count: number) =>
    `《${title}》已经全部交付发送，共 ${count} 人。送到多少，请看进度。`,
  someone: "系统管理人员",
} as const;
