/** The words of calendar entries and feeds. */

export const CALENDAR_TEXT = {
  /** Who made the file (PRODID), and who invites where no branch does. */
  assistant: "金秋",
  feedName: (branch: string) => `${branch}学习活动`,
  /** Calendars that do not know STATUS show it all the same. */
  cancelledTitle: (title: string) => `（已取消）${title}`,
  form: (form: string) => `形式：${form}`,
  contact: (contact: string) => `联系人：${contact}`,
  note: (note: string) => `说明：${note}`,
  cancelReason: (reason: string) => `取消原因：${reason}`,
  noSuchBranch: "没有找到这个党支部。请核对",
  notYourBranch: "日历订阅由支部书记或工作人员办理",
} as const;
