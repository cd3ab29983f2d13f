/** What is asked when a session or a series is drawn up in the chat. */
import type { SeriesDraft, SessionForm } from "../types.ts";

/** What each form is, in the order of the buttons. */
export const FORM_LABELS = {
  学习: "学习",
  参观: "参观",
  座谈: "座谈",
  宣讲: "宣讲",
  微党课: "微党课",
} as const satisfies Record<SessionForm, string>;

/** What a day off does to an occurrence. */
export const HOLIDAY_LABELS = {
  skip: "遇节假日就不办",
  nextWorkday: "顺延到下一个工作日",
  keep: "照常办",
} as const satisfies Record<SeriesDraft["onHoliday"], string>;

/** Rules offered as buttons; the words are read like words that are typed. */
export const RULE_CHOICES = [
  "每月第一个星期五",
  "每月15日",
  "每周三",
  "每两周的星期五",
  "每月最后一个星期五",
] as const;

/** How long, as buttons: label, minutes. */
export const LENGTHS = [
  ["1小时", 60],
  ["1个半小时", 90],
  ["2小时", 120],
  ["半天（3小时）", 180],
] as const;

export const FORM_TEXT = {
  begin: (branch: string) => `给${branch}发起一次活动。一步一步来，随时可以写「取消」。`,
  beginSeries: (branch: string) => `给${branch}定一个固定活动。一步一步来，随时可以写「取消」。`,
  lapsed: "刚才填了一半的活动已经放下了。要办请重新点「发起活动」。",
  cancelled: "好的，没有发起。",

  title: "活动的主题是什么？比如：学习二十届四中全会精神。",
  form: "用什么形式？",
  when: "什么时候开始？比如：下周五下午3点，12月5日上午9点半。",
  minutes: "大约多长时间？",
  where: "在哪里办？请选，或写地方的名字。",
  whereNoHome: "在哪里办？请写地方的名字，写得让老同志找得到。",
  room: "用哪个房间？请写房间的名字，比如：二楼会议室。",
  wholeHome: "整个地方都用",
  capacity: "最多多少人参加？",
  noLimit: "不限人数",
  pickUp: "报名参加的人，要不要问一问用不用接送？",
  pickUpYes: "要问",
  pickUpNo: "不用问",
  rule: "多久办一次？请选，或写出来，比如：每月第二个星期二下午3点。",
  time: "每次几点开始？比如：下午3点。",
  onHoliday: "碰上节假日怎么办？",

  titleLength: "主题请写 2 到 60 个字。",
  formNotRead: "我没看明白是哪种形式，请点下面的按钮。",
  whenNotRead: "我没看明白时间。请连日子和钟点一起写，比如：12月5日上午9点半。",
  whenNoClock: (day: string) => `您说的是${day}。几点开始？请连日子和钟点一起写，比如：12月5日上午9点半。`,
  whenPast: "这个时间已经过了。请写以后的时间。",
  minutesNotRead: "我没看明白多长时间。请写分钟或小时，比如：90分钟，2小时。",
  whereLength: "地点请写 2 到 100 个字。",
  capacityNotRead: "我没看明白人数。请写数字，比如：30。不限就点「不限人数」。",
  choose: "请点下面的按钮，或照着写。",
  ruleNotRead: "我没看明白多久一次。请照这样写：每月第一个星期五，每月15日，每周三。",
  ruleTooOften: "每天一次太密了。请写每周或每月的哪一天。",
  ruleNotEveryMonth: (day: number) =>
    `不是每个月都有 ${day} 日。请写 28 日以前的日子，或写「每月最后一天」。`,
  ruleNotFifth: "不是每个月都有第五个。请写「每月最后一个」。",
  timeNotRead: "我没看明白几点。请写：上午9点，下午3点半。",

  summary: "请看一看对不对：",
  summaryBranch: (branch: string) => `支部：${branch}`,
  summaryTitle: (title: string, form: string) => `主题：${title}（${form}）`,
  summaryRule: (words: string) => `时间：${words}`,
  summaryLength: (words: string) => `每次：${words}`,
  summaryCapacity: (n: number | null) => (n === null ? "名额：不限" : `名额：${n} 人`),
  summaryPickUp: (asked: boolean) => (asked ? "接送：会问" : "接送：不问"),
  summaryHoliday: (words: string) => `节假日：${words}`,
  previewTitle: "接下来这几次：",
  previewKept: (day: string) => day,
  previewSkipped: (day: string) => `${day}，是节假日，不办`,
  previewMoved: (day: string, to: string) => `${day}，是节假日，改到${to}`,
  confirm: "确认发起",
  confirmSeries: "确认",
  change: "改一项",
  again: "重新填",
  changeWhich: "要改哪一项？",
  unchanged: "都不改",
  created: "发起好了。",
  createdInvites: "邀请会马上发出去，夜里的等到早上 8 点。",
  createdSeries: "定好了。到日子前会自己发邀请。",

  seriesTitle: (branch: string) => `${branch}的固定活动：`,
  noSeries: "还没有固定活动。",
  seriesLine: (title: string, words: string, endsOn: string | null) =>
    `${title}：${words}${endsOn === null ? "" : `，到${endsOn}为止`}`,
  endSeries: (title: string) => `停办：${title}`,
  endAsk: (title: string) => `为什么停办《${title}》？请写一句话，会告诉已经通知到的人。`,
  endConfirm: (title: string, reason: string) =>
    `以后不再办《${title}》，已经安排的以后几次也取消。原因：${reason}。对吗？`,
  endYes: "确认停办",
  endNo: "不停办",
  ended: "停办了。",
  endLapsed: "停办的事已经放下了，活动照旧。",
} as const;

/** Names of the fields, on the buttons that change one. */
export const FIELD_LABELS = {
  title: "主题",
  form: "形式",
  when: "时间",
  rule: "多久一次",
  time: "几点",
  minutes: "多长时间",
  where: "地点",
  room: "房间",
  capacity: "名额",
  pickUp: "接送",
  onHoliday: "节假日",
} as const;
