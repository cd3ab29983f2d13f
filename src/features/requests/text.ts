/** What people and staff read about orders. Messages may go through a messenger abroad: no address, phone or health. */
import type { RequestStatus } from "./types.ts";

/** The state in words, as in 这张单子现在…. */
export const STATES: Readonly<Record<RequestStatus, string>> = {
  submitted: "已收到，还没有接单",
  accepted: "已接单，正在安排人",
  dispatched: "已安排人上门办理",
  onTheWay: "办理的人已经出发",
  done: "已经办完",
  rated: "已经办完，也评过分了",
  declined: "办不了，已经退回",
  cancelled: "已经取消",
};

const HUMAN = "要是着急，请写「转人工」。";

/** Why something is not done. */
export const REFUSALS = {
  notAllowed: "这件事您不能办。要办，请写「转人工」。",
  illegal: (status: RequestStatus) => `这张单子现在是「${STATES[status]}」，不能这样办。`,
  cancelTooLate: "办理的人已经在路上了，这里不能取消了。要取消，请写「转人工」。",
  changeTooLate: "已经安排好人了，这里不能改了。要改，请写「转人工」。",
  reasonMissing: "请写明为什么办不了，对方会看到。",
  noteMissing: "请写一句话，或者发一张照片。",
  changeMissing: "请说要改成什么时间，或者改到什么地方。",
  reopenReasonMissing: "请说说哪里还没有办好。",
  reopenTooLate: "办完已经超过 7 天，不能重新办了。您可以再下一单，也可以写「转人工」。",
  reopenedOften: "这张单子已经重办过两次了。请写「转人工」，让工作人员来处理。",
  urgedToday: `今天已经替您催过了。${HUMAN}`,
  rated: "您已经评过分了，谢谢您。",
  arrived: "已经记过到达了。",
  warned: "已经提醒过了。",
  noOffer: "这张单子现在不能派。",
  takenByYou: "这张单子您已经接了。",
  offerGone: "这张单子已经转给别人，或者不用办了。",
  assignedToThem: "已经派给这个人了。",
  assignedToOther: "已经派给别人了。确定要换人，请选「改派」。",
  linked: "这张单子已经有登记的人了。",
  changed: "刚才有人先办了这张单子，请看一下现在的情况再办。",
  noRequest: "没有这张单子。",
  erased: "这张单子的资料已经按要求删除，不能再办。",
  noStaff: "没有这位工作人员，或者已经停用。",
  noMember: "没有这位老同志，或者不能替他（她）下单。",
  unknownItem: "没有这项服务。请写「要服务」，看看有哪些。",
  notForCategory: (item: string) => `「${item}」不面向您这类人员。要问清楚，请写「转人工」。`,
  notForDistrict: (item: string) => `「${item}」在您那里还没有开通。要问清楚，请写「转人工」。`,
  timeMissing: "请说一个时间，比如：明天上午。",
  tooFar: "时间太远了，请选半年以内的时间。",
  past: (next: string) => `这个时间已经过了。最早可以约：${next}。`,
  tooSoon: (next: string) => `这个时间来不及安排。最早可以约：${next}。`,
  outsideHours: (next: string) => `这个时间不办这项服务。最近可以约：${next}。`,
  outsideDistricts: "这个地方不在株洲市的服务范围。要是有难处，请写「转人工」。",
  contactMissing: "请留下姓名和电话，工作人员好给您回电话。",
  addressMissing: "请说一下上门的地址。",
  noVoucher: (item: string, kind: string) =>
    `「${item}」要用${kind}，您的余额不够。也可以先不用券下单，费用由工作人员跟您说；或者写「转人工」问一问。`,
  duplicate: (item: string, number: string) =>
    `一天之内已经下过一张「${item}」的单子（单号 ${number}）。还要再下一张吗？`,
  // For staff who enter something.
  noItem: "目录里没有这项服务。请核对服务编号。",
  badDistrict: "没有这个区县。请写全称，比如：天元区。",
  badAmount: "金额要大于 0，最多 10 万元，算到分。",
  badExpiry: "到期日要写成 2026-12-31 这样，不能早于今天。",
} as const;

export const VOUCHERS = { serviceVoucher: "服务券", careCard: "爱心卡" } as const;

/** To whoever ordered and for whom it is. `item` is the service's name, `when` the wanted time in words. */
export const NEWS = {
  title: (item: string, number: string) => `「${item}」，单号 ${number}`,
  forWhom: (name: string) => `这是给${name}办的事。`,
  when: (when: string) => `时间：${when}。`,
  submitted: "单子收到了。",
  submittedByProxy: "您的代办人替您下了一张单子。",
  submittedByStaff: "工作人员替您下了一张单子。",
  acceptBy: (when: string) => `最迟${when}前有人接单，接了会告诉您。`,
  callBack: "工作人员会先给您打电话核对，核对好了就安排。",
  held: (yuan: string, kind: string) => `用${kind} ${yuan} 元，办完才扣。`,
  cut: "您写的话太长，后面一部分没有存下。",
  accepted: "您的单子已经接了，正在安排人。",
  dispatched: (who: string) => `已经安排好了，由${who}来办。`,
  dispatchedOther: (who: string) => `换了人，改由${who}来办。`,
  onTheWay: (who: string) => `${who}已经出发，请您等一等。`,
  done: "事情办完了。您觉得怎么样？请点一个分数。",
  doneAloud: "事情办完了。请问您满意吗？1 到 5 分，您打几分？",
  declined: (reason: string) => `很抱歉，这件事现在办不了。原因：${full(reason)}`,
  declinedNext: "要是还有难处，请写「转人工」。",
  cancelled: "单子已经取消了。",
  cancelledByStaff: (reason: string) =>
    reason === "" ? "工作人员取消了这张单子。" : `工作人员取消了这张单子。原因：${full(reason)}`,
  released: "先前留出的券已经退回。",
  changed: (when: string | undefined) =>
    when === undefined ? "上门的地址改好了。" : `时间改好了，改到：${when}。`,
  reopened: "这张单子重新办，正在安排人。",
  linked: "工作人员核对好了，这张单子记在您名下。",
  stars: ["1 分 很不满意", "2 分 不满意", "3 分 一般", "4 分 满意", "5 分 很满意"],
  look: "看这张单子",
} as const;

/** To liaisons and providers, and to the desk. */
export const WORK = {
  offer: "有一张单子，您方便去办吗？",
  offerUntil: (when: string) => `请在${when}前回复，过了就问别人。`,
  take: "我去办",
  refuse: "我不方便",
  assigned: "有一张单子派给您。",
  withdrawn: "这张单子不用您办了，已另作安排。",
  lapsed: "这张单子没有等到您回复，已经去问别人。",
  cancelled: "这张单子取消了，您不用去了。",
  changed: "这张单子的时间或地点改了，请看一下。",
  urged: "对方在催这张单子，请尽快办。",
  said: (words: string) => `对方说：${words}`,
  where: (district: string) => `地点：${district}`,
  by: (who: string) => `办的人：${who}`,
  someone: "办理的人",
  when: (when: string) => `时间：${when}`,
  deadline: (when: string) => `请在${when}前办。`,
  look: "看单子",
  mine: "看我的任务",
  // To the desk.
  deskNew: "来了一张新单子，请办理。",
  deskCallBack: "没有登记的人下了一张单子，请先回电话核对。",
  deskNobody: "这张单子没有找到能去的人，请安排。",
  deskReopened: "这张单子要重新办。",
  deskUrged: "对方在催这张单子。",
  deskCancelled: "对方取消了这张单子。",
  deskWarn: "这张单子快到时限了，请留意。",
  warn: "这张单子快到时限了，请抓紧。",
  escalate: "这张单子已经超过时限，请马上处理。",
  accept: "接单",
  decline: "办不了",
  followUp: (stars: number, word: string) =>
    word === "" ? `只打了 ${stars} 分，请回访。` : `只打了 ${stars} 分，请回访。对方说：${word}`,
} as const;

/** Marks where a long text was cut off. */
export const CUT_MARK = "……（太长，后面没有存下）";

/** 欧阳 and the like are surnames of two characters. */
const LONG_SURNAMES = /^(欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|司徒|长孙|宇文|端木|南宫)/;

/** 王同志: who comes, without a full name. */
export function comrade(name: string): string {
  return `${LONG_SURNAMES.exec(name)?.[0] ?? [...name][0] ?? ""}同志`;
}

/** A sentence ends once. */
function full(text: string): string {
  return /[。！？.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}。`;
}

/** 120, 120.5 */
export function yuan(fen: number): string {
  return String(fen / 100);
}
