/** Why something about attendance was not done, and what to do: read by retirees and by those who run sessions. */

export const ATTENDING_TEXT = {
  notYours: "只能办理您本人或您代办的老同志的事项",
  notAlive: "这位老同志已登记为去世或迁出，不能签到",
  notYourSession: "这个活动由支部书记或工作人员办理",
  notYourRecord: "只能看您本人、您代办的老同志或您支部的学习记录",
  notYourTable: "只有支部书记和工作人员能看支部的学习情况",
  noSuchSession: "没有找到这个活动。请核对",
  noSuchMember: "没有找到这位老同志。请核对编号",
  noSuchBranch: "没有找到这个党支部。请核对",
  cancelled: "这个活动已经取消",
  tickTooEarly: (minutes: number) => `还没到签到的时间。活动开始前 ${minutes} 分钟起可以点名`,
  tickTooLate: (days: number) => `活动结束已超过 ${days} 天，不能再改签到`,
  notBegun: "活动还没有开始。请等活动开始后再写心得",
  notTakenPart: "没有这位老同志参加这个活动的记录，不能写心得",
  reflectionShort: (least: number) => `心得太短。请写 ${least} 个字以上，或者发一段语音`,
  reflectionLong: (most: number) => `心得太长，最多 ${most} 个字。请缩短，或者分几次写`,
  reflectionsMany: (most: number) => `这个活动已经写了 ${most} 篇心得，不能再加`,
  notEnded: "活动还没有结束。请等活动结束后再补学",
  notInvited: "没有邀请这位老同志参加这个活动，不用补学",
  attended: "这位老同志已经签到，不用补学",
  noMaterials: "这个活动还没有学习材料。请联系支部书记",
  year: (from: number, to: number) => `年份应在 ${from} 到 ${to} 之间。请核对`,
} as const;

/** The page at the door. */
export const DOOR = {
  title: "活动签到",
  codeLabel: "签到码",
  scan: { web: "网页扫这里", telegram: "Telegram 扫这里" },
  steps: (scannable: boolean, code: string) => [
    ...(scannable ? ["用手机扫码。"] : []),
    `${scannable ? "或者打开" : "打开"}金秋，写“签到 ${code}”。`,
    "不方便用手机的，请告诉现场的工作人员，由他们点名。",
  ],
  hours: (minutes: number) => `活动开始前 ${minutes} 分钟到结束后 ${minutes} 分钟可以签到。`,
} as const;

/** What is kept of a member, in the export of their data. */
export const KEPT = {
  sessions: "学习活动",
  reflections: "学习心得",
  voice: "（另有一段语音）",
  cancelled: "活动已取消",
  guest: "未受邀到场",
  answers: { accepted: "答复参加", waiting: "候补", declined: "请假", later: "晚点再说" },
  attended: "已签到",
  madeUp: "已补学",
  pickUp: "要接送",
  quizzes: "知识竞答",
  quizScore: (score: number, total: number) => `得 ${score} 分，满分 ${total} 分`,
  quizOpen: "还没有答完",
} as const;
