/** The words of the exported table, for staff. */

export const EXPORT_TEXT = {
  sheets: { summary: "汇总", sessions: "活动", names: "出席名单" },
  /** In place of names that are too many for one file. */
  tooMany: (names: number, most: number) => `名单共 ${names} 行，超过一份文件的 ${most} 行。请按支部分别导出`,
  erased: "资料已按要求删除",
  held: "已开展",
  upcoming: "未开展",
  cancelled: "已取消",
  guest: "来宾",
  invited: "应到",
  answers: { accepted: "参加", waiting: "候补", declined: "请假", later: "晚点再说", none: "未回复" },
  outcomes: { attended: "到会", madeUp: "补学", excused: "请假或候补", absent: "缺席" },
  vias: { code: "签到码", qr: "扫码", tick: "点名" },
} as const;

export const SUMMARY_HEADERS = {
  year: "年度",
  branch: "党支部",
  members: "党员人数",
  planned: "安排活动",
  held: "已开展",
  cancelled: "已取消",
  invited: "应到人次",
  attended: "到会人次",
  madeUp: "补学人次",
  rate: "到会率",
} as const;

export const SESSION_HEADERS = {
  startsAt: "开始时间",
  endsAt: "结束时间",
  title: "主题",
  form: "形式",
  branch: "党支部",
  where: "地点",
  state: "状态",
  cancelReason: "取消原因",
  invited: "应到",
  accepted: "答复参加",
  declined: "请假",
  attended: "到会",
  guests: "来宾",
  madeUp: "补学",
  rate: "到会率",
} as const;

export const NAME_HEADERS = {
  startsAt: "开始时间",
  title: "主题",
  memberId: "人员编号",
  name: "姓名",
  branch: "所在党支部",
  kind: "应到或来宾",
  answer: "答复",
  outcome: "结果",
  attendedAt: "签到时间",
  via: "签到方式",
  madeUpAt: "补学时间",
} as const;
