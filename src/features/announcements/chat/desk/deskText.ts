/** What editors, admins and onlookers read about announcements in a messenger. */
import type { AnnouncementStatus } from "../../types.ts";

export const STATUS_WORDS: Readonly<Record<AnnouncementStatus, string>> = {
  draft: "草稿",
  submitted: "等审批",
  approved: "已批准，没有发",
  sending: "正在发送",
  sent: "已发送",
  recalled: "已撤回",
  dropped: "不发了",
};

export const DESK = {
  // Buttons.
  approve: "批准",
  sendBack: "退回",
  names: "看名单",
  more: "下一页",
  progress: "看进度",
  open: "看这条通知",
  edit: "修改",
  goOn: "接着写",
  correct: "更正",
  recall: "撤回",
  drop: "不发了",
  dropSure: "确定不发了",
  older: "更早的",
  fresh: "再看一次进度",
  notConfirmed: "没点收到的名单",
  notRead: "没看的名单",
  write: "发通知",
  drafts: "看草稿",
  // Who may.
  staffOnly: "这个按钮只给工作人员用。",
  editorsOnly: "发通知、审批通知要有资料员或管理员的权限。请找管理员开通。",
  gone: "没有这条通知。写「通知管理」可以看全部。",
  finishFirst: "您有一条通知还没有写完。请先写完，或者写「取消」放下它，再办这件事。",
  // Approving.
  approved: (title: string, count: number) => `批准了。《${title}》会发给 ${count} 人。`,
  approvedFor: (title: string, count: number, when: string) =>
    `批准了。《${title}》定在${when}，发给 ${count} 人。`,
  askWhyBack: (title: string) => `退回《${title}》。请写退回的原因，写的人会看到。`,
  sentBack: "退回了，已经把原因告诉写的人。",
  // The list.
  none: "还没有通知。写「发通知」就可以写一条。",
  listTitle: "通知，新的在前。要看哪一条，请点下面的按钮：",
  draftsTitle: "草稿，新的在前。要接着写哪一条，请点下面的按钮：",
  noDrafts: "没有草稿。写「发通知」就可以写一条。",
  line: (title: string, status: string, day: string) => `${title}　${status}　${day}`,
  festival: "（节日问候，系统起草，请改好再提交）",
  returned: (reason: string) => `退回的原因：${reason}`,
  // One announcement.
  state: (status: string) => `现在：${status}`,
  author: (words: string) => `发给：${words}`,
  counted: (members: number, staff: number) =>
    staff === 0 ? `共 ${members} 人` : `共 ${members + staff} 人，其中工作人员 ${staff} 人`,
  needsConfirmation: "需要点收到",
  needsNone: "不用点收到",
  sendAt: (when: string) => `定在${when}发`,
  dropAsk: (title: string) => `《${title}》不发了，确定吗？不发以后不能再改回来。`,
  dropped: "好的，这条不发了。",
  // Names.
  namesTitle: (title: string, words: string, count: string) => `《${title}》发给：${words}。${count}。`,
  noNames: "名单上没有人了。",
  namesElsewhere: "这份名单是按标签选的，涉及个人情况，不在这里显示名字。请到聊天网页上看。",
  missingTitle: (title: string, needsConfirmation: boolean) =>
    needsConfirmation ? `《${title}》还没点收到的：` : `《${title}》还没看的：`,
  noneMissing: (needsConfirmation: boolean) => (needsConfirmation ? "都点收到了。" : "都看过了。"),
  onlyPreview: "这是预览，不用点。真正发出去以后，收到的人才会用到这个按钮。",
} as const;

/** Lines of progress, for a messenger and the command line. */
export const PROGRESS = {
  title: (title: string, status: string) => `《${title}》　${status}`,
  recipients: (count: number) => `一共发给 ${count} 人`,
  waiting: (count: number) => `还没送到：${count} 人`,
  delivered: (count: number, read: number) => `送到了：${count} 人，其中看过的 ${read} 人`,
  confirmed: (count: number) => `点了收到：${count} 人`,
  toCall: (count: number, reasons: string) => `要打电话：${count} 人（${reasons}）`,
  reasons: {
    noAccount: "没有登记账号",
    blocked: "停用了机器人",
    failed: "发不出去",
    unread: "到时间没看或没点收到",
  },
  reason: (words: string, count: number) => `${words} ${count}`,
  called: (count: number) => `打电话告诉了：${count} 人`,
  callFailed: (count: number) => `打了电话没有结果：${count} 人`,
  skipped: (count: number) => `没有发：${count} 人（批准以后去世、迁出、注销，或者撤回以前还没有送到）`,
  staffUnreached: (count: number) => `没有送到的工作人员：${count} 人`,
} as const;

/** Correcting and recalling. */
export const AFTER = {
  askBody: (title: string) =>
    `更正《${title}》。请把更正后的正文从头到尾写给我，一次发一整条。收到过的人会看到新的正文。`,
  askReason: "请写为什么更正，收到过的人会看到。比如：原来的地点写错了。",
  preview: "更正以后是这样的：",
  sureCorrect: (reached: number) =>
    `已经送到的 ${reached} 人会收到更正，还没有送到的会直接收到新的。确认更正吗？`,
  correct: "确认更正",
  corrected: "更正了，正在告诉收到过的人。",
  askRecallReason: (title: string) => `撤回《${title}》。请写为什么撤回，收到过的人会看到。`,
  sureRecall: (waiting: number, reached: number) =>
    `没有送到的 ${waiting} 人不再发；已经送到的 ${reached} 人会看到撤回的说明。撤回以后不能恢复。确认撤回吗？`,
  recall: "确认撤回",
  recalled: "撤回了，正在告诉收到过的人。",
  rewrite: "重新写",
  unread: "请点下面的按钮，或者写「取消」。",
  writeWords: "请用文字写给我。",
  lapsed: "刚才没有写完，这条通知没有动。",
  cancelled: "好的，这条通知不动了。",
} as const;
