/** Words for those who run sessions: secretaries of branches, and staff. What the drafts ask is in organiserFormText.ts. */
import type { BranchLine, SessionCounts } from "../types.ts";

/** Names of answers, in the order in which they are listed. */
export const ANSWER_GROUPS = [
  ["accepted", "参加"],
  ["waiting", "排队等候"],
  ["declined", "请假"],
  ["later", "说晚点再答复"],
  ["none", "还没回复"],
  ["calling", "还没回复，手机上通知不到，要打电话"],
] as const;

export const ORGANISER_LABELS = {
  myBranch: "我的支部",
  who: "看回复",
  nudge: "提醒没回复的",
  tick: "签到点名",
  find: "按名字找",
  code: "今天的签到码",
  move: "改时间",
  place: "换地点",
  cancel: "取消活动",
  materials: "加材料",
  reflections: "看心得",
  create: "发起活动",
  series: "每月固定活动",
  newSeries: "新定一个",
  feed: "日历订阅",
  feedYes: "要新地址",
  year: "本年情况",
  upcoming: "以后的活动",
  past: "以前的活动",
  otherBranch: "换一个支部",
  study: "学习活动",
  before: "上一页",
  next: "下一页",
  present: "已到",
  absent: "没到",
  leave: "不用了",
  yes: "确认",
  done: "好了",
} as const;

export const ORGANISER = {
  notYours: "这里是支部书记和工作人员用的。您的学习安排，请点「学习活动」。",
  notYourSession: "这次活动不归您管，只有本支部书记和工作人员能看、能改。",
  gone: "没有找到这次活动。请重新点「我的支部」。",
  branchGone: "没有找到这个支部。请重新点「我的支部」。",
  stale: "这个按钮已经用不上了。请重新点「我的支部」。",
  whichBranch: "您想看哪个支部？",
  writeBranch: "您想看哪个支部？请写支部的名字，写几个字也行。",
  noBranch: "没有找到名字里有这几个字的支部。请再写一次。",
  manyBranches: (n: number) => `名字里有这几个字的支部有 ${n} 个。请多写几个字，或从下面选。`,
  branchLapsed: "刚才找支部的事已经放下了。需要时请再写「支部」。",
  dropped: "好的，没有改动。",

  next: "下一次活动",
  nothingPlanned: "眼下没有安排活动。要安排，请点「发起活动」。",
  branchRest: "支部的其他事：",
  upcomingTitle: "以后的活动：",
  pastTitle: "以前的活动：",
  noneUpcoming: "以后没有安排活动。",
  nonePast: "最近一年没有办过活动。",
  cancelled: (reason: string | null) =>
    reason === null || reason === "" ? "已取消。" : `已取消。原因：${reason}`,
  when: (words: string) => `时间：${words}`,
  where: (words: string) => `地点：${words}`,
  capacity: (n: number) => `名额：${n} 人`,
  contact: (words: string) => `联系：${words}`,
  note: (words: string) => `说明：${words}`,
  inviteLater: (words: string) => `邀请还没有发，${words}发出。`,

  whoTitle: (title: string) => `《${title}》的回复`,
  whoNone: "这次活动还没有邀请任何人。",
  group: (name: string, n: number) => `${name}（${n} 人）：`,
  pickUp: "要接送",
  byPhone: "要打电话",
  page: (page: number, pages: number) => `第 ${page} 页，共 ${pages} 页`,
  byPhoneHint: "要打电话的，已列入电话通知清单。",

  nudged: (n: number) => `提醒好了。还没有回复的 ${n} 人会收到消息。`,
  nobodyReached: "现在没有提醒谁：邀请还没有发出去，或者没回复的人手机上通知不到，要打电话。",
  nobodyToNudge: "大家都回复了，不用提醒。",

  tickTitle: (title: string) => `签到点名：${title}`,
  tickHow: "点一下名字，就在「已到」和「没到」之间改一次。",
  tickCount: (present: number, all: number) => `已到 ${present} 人，共 ${all} 人。`,
  tickNone: "这次活动没有邀请任何人，没有名单可点。",
  guest: "（没在名单里，自己来的）",
  findAsk: "请写要找的名字，写一个字也行。",
  findNone: "名单里没有这个名字。请再写一次，或写「取消」。",
  findSome: "找到了，点一下就改：",
  findMany: (n: number) => `名单里有 ${n} 个人的名字有这几个字，请写全名。`,
  findLapsed: "刚才按名字找的事已经放下了。需要时请再点「签到点名」。",

  codeTitle: (title: string) => `《${title}》的签到码：`,
  codeHow: "请念给大家听，或写在黑板上。开始前一小时到结束后一小时，大家把这四个数字发给我就签到了。",
  codeSheet: "门口要贴带二维码的签到纸，请找老干部局工作人员打印。",
  codeNotToday: (when: string) => `这次活动在${when}。签到码到那天再看。`,

  cancelAsk: (title: string) => `为什么取消《${title}》？请写一句话，会告诉大家。`,
  cancelLapsed: "取消活动的事已经放下了，活动照旧。",
  cancelShort: "请把原因写清楚一点，比如：老师临时有事。",
  cancelLong: "原因太长了，请写短一点，200 个字以内。",
  cancelConfirm: (title: string, when: string, reason: string) =>
    `要取消${when}的《${title}》吗？原因：${reason}`,
  cancelYes: "确认取消活动",
  cancelNo: "不取消",
  cancelDone: "活动取消了。",
  willTell: (n: number) => (n === 0 ? "还没有通知过任何人，不用另外告诉。" : `会告诉 ${n} 位同志。`),
  willInvite: (n: number) => `会邀请 ${n} 位同志。`,

  changedMeanwhile: "这次活动刚刚改动过。现在是这样，请看过再改：",
  moveAsk: (title: string, when: string) => `《${title}》原定${when}。要改到什么时候？比如：下周五下午3点。`,
  placeAsk: (title: string, where: string) => `《${title}》原定在${where}。要换到哪里？`,
  moveConfirm: (title: string, when: string) => `《${title}》改到${when}，对吗？`,
  placeConfirm: (title: string, where: string) => `《${title}》换到${where}，对吗？`,
  changeDone: "改好了。",
  changeLapsed: "刚才的改动已经放下了，活动照旧。",

  materialsTitle: (title: string) => `《${title}》的材料：`,
  noMaterials: "还没有材料。",
  materialAsk: "请把文件或图片发给我，或写网址。一次发一个。发完点「好了」。",
  materialName: "这份材料叫什么名字？比如：学习提纲。",
  materialKept: (title: string) => `《${title}》加好了，大家都能看到。还有就接着发，没有了点「好了」。`,
  materialDone: "好的，材料都加好了。",
  backToSession: "看这次活动",
  materialGone: "撤下来了。",
  materialTakeOff: (title: string) => `撤下：${title}`,
  materialLapsed: "加材料的事已经放下了。已经加好的都在。",
  materialNotRead: "我没看到文件或网址。请发文件、图片，或写 http 开头的网址。",

  feedWarn:
    "订阅地址能放进手机或电脑的日历，支部的活动会自己出现在里面。地址不要发给外人。发出新地址，以前的地址就不能用了。",
  feedHere: (branch: string) => `${branch}的日历订阅地址：`,
  feedHow: "请复制这个地址，在日历里选「通过网址订阅」，再贴进去。",
  feedLink: "打开日历",
  feedDone: "新地址发给您了。以前的地址不能再用。",

  yearTitle: (branch: string, year: number) => `${branch} ${year} 年学习情况`,
  yearNone: "今年还没有记录。",

  reflectionsTitle: (title: string) => `《${title}》的心得：`,
  noReflections: "还没有人写心得。",
  reflectionVoice: "（录音）",
  reflectionVoiceElsewhere: "（录音，在本人用的那个软件里）",
} as const;

/** 邀请 30 人：参加 12 人，请假 3 人，还没回复 15 人. */
export function sayCounts(counts: SessionCounts): string {
  const { invited, accepted, waiting, declined, later, unanswered, attended } = counts;
  const some = (name: string, n: number) => (n === 0 ? [] : [`${name} ${n} 人`]);
  const answers = [
    `参加 ${accepted} 人`,
    ...some("排队等候", waiting),
    ...some("请假", declined),
    ...some("晚点再答复", later),
    ...some("还没回复", unanswered),
    ...some("已签到", attended),
  ];
  return `邀请 ${invited} 人：${answers.join("，")}。`;
}

/** A branch's year in lines. */
export function sayYear(line: BranchLine): readonly string[] {
  const { members, planned, held, cancelled, invited, attended, madeUp, rate } = line;
  return [
    `支部党员 ${members} 人。`,
    `安排活动 ${planned} 次，办了 ${held} 次，取消 ${cancelled} 次。`,
    `应到 ${invited} 人次，实到 ${attended} 人次，补学 ${madeUp} 人次。`,
    rate === undefined ? "还没有办过活动，到会率没法算。" : `到会率 ${(rate * 100).toFixed(1)}%。`,
  ];
}
