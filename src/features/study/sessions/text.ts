/** Why something about a session is not done, and what to do. Read by retirees, secretaries and staff. */

export const TEXT = {
  notRuns: "这个活动不归您管。要办，请找支部书记或工作人员。",
  notYours: "只能替您本人或您代办的老同志回复。",
  notYourMember: "这位老同志不归您联络，不能替他（她）答复。请找管理员核对联络员。",
  notInvited: "这个活动没有邀请您。想参加，请问支部书记，或点「转人工」。",
  noSession: "没有这个活动。请再看一看。",
  noMember: "没有这位老同志，或者不能替他（她）回复。",
  memberNotInvited: "这位老同志不在这次活动的邀请名单里。请核对。",

  // What was entered.
  titleLength: (least: number, most: number) => `活动主题要写 ${least} 到 ${most} 个字。请改一改。`,
  tooLong: (what: string, most: number) => `${what}太长，最多 ${most} 个字。请写短一些。`,
  empty: (what: string) => `没有写${what}。请补上。`,
  characters: (what: string) => `${what}里有不能显示的字符。请重新写。`,
  form: (forms: readonly string[]) => `形式只能是${forms.join("、")}。请选一个。`,
  time: "时间没有写对。请写清楚年月日和几点几分。",
  past: "开始时间已经过了。请选一个以后的时间。",
  tooFar: "开始时间太远了，请选两年以内的时间。",
  endBeforeStart: "结束时间要在开始时间之后。请改一改。",
  tooLongSession: (days: number) => `一次活动最多 ${days} 天。再长的请分成几次。`,
  noHome: "没有这个老党员之家。请核对。",
  noBranch: "没有这个党支部。请核对。",
  place: "地点没有写对。请选一个老党员之家，或者写明地方。",
  taken: (title: string, when: string) =>
    `这个地方那时已经有活动了：「${title}」，${when}。请换个时间，或者换个房间。`,
  nobody: "这个范围里一个人也没有，没有人可以邀请。请重新选人。",
  ownBranchOnly: "支部书记只能发起自己支部的活动。请选自己的支部。",
  ownAudienceOnly: "支部书记发起的活动，邀请的是自己支部的全体党员。要请别的人，请找工作人员。",
  capacity: "名额要写 1 或更大的整数。不限名额就不用写。",
  capacityBelow: (accepted: number) =>
    `已经有 ${accepted} 人说要参加，名额不能少于 ${accepted}。要减少，请先和其中几位说好，替他们请假。`,
  reminders: (most: number, least: number, days: number) =>
    `提醒时间没有写对：最多 ${most} 个，每个是开始前多少分钟，最少 ${least} 分钟，最多 ${days} 天。`,
  inviteAfterStart: "发邀请的时间要在活动开始之前。请改一改。",
  url: "链接要以 http:// 或 https:// 开头。请检查。",
  noFile: "没有这个文件。请重新上传。",
  materials: (most: number) => `一次活动最多 ${most} 份材料。请先删掉用不着的。`,
  noMaterial: "没有这份材料，可能已经删掉了。",
  changed: "这个活动刚才有人改过。请看一看现在的内容，再改一次。",
  cancelled: "这个活动已经取消了。",
  over: "这个活动已经结束了，不能再改。",
  begun: "这个活动已经开始了，不能再改开始时间。",
  overToCancel: "这个活动已经结束了，不能取消。",

  // Answers.
  answerCancelled: "这个活动已经取消了，不用再回复。",
  answerOver: "这个活动已经结束了，不用再回复。",
  declineBegun: "活动已经开始了，不用请假了。没能来也不要紧，材料可以过后再看。",
  noPickUp: "这个活动没有安排接送。有困难，请点「转人工」。",
  pickUpFirst: "请先点「参加」，再说要不要接送。",
  pickUpOver: "活动已经开始了，来不及接了。有困难，请点「转人工」。",
  rideRefused: "接送没有约上。请点「转人工」，工作人员帮您安排。",
  rideTooLate: "接您的人已经在路上了，这里不能取消。不用接了，请点「转人工」告诉工作人员。",
  nudgedToday: "今天已经提醒过了。请明天再提醒。",
  nudgeBegun: "活动已经开始了，不用再提醒。",
} as const;

/** Why a rule of a series cannot be kept. */
export const RULE_TEXT = {
  unreadable: (part: string) => `重复规则看不懂：「${part}」。请重新选，例如：每月第一个星期五。`,
  noFreq: "重复规则里没有写多久一次（FREQ）。请重新选，例如：每月第一个星期五。",
  tooOften: "一天最多安排一次。请选每天、每周、每月或每年。",
  partRefused: (part: string) => `重复规则里不用写 ${part}。日期和钟点请分开填。`,
  notTogether: (a: string, b: string) => `重复规则里 ${a} 和 ${b} 不能一起写。请去掉一个。`,
  never: "照这个规则，十年里一次也轮不到。请检查月份和日子，例如二月没有 30 日。",
  noEnd: "这个规则差不多天天都有，要写明到哪一天为止，最长一年。请填结束日期，或者改成每周一次。",
  startsOn: "开始日期没有写对，要写成 2026-12-01。",
  startsOnFar: "开始日期太远了，请选两年以内的日子。",
  endsOn: "结束日期没有写对，要写成 2026-12-31，而且不能早于开始日期。",
  time: "时间没有写对，要写成 15:00。",
  minutes: (least: number, most: number) => `每次的时长要在 ${least} 到 ${most} 分钟之间。`,
  inviteDays: (most: number) => `提前几天发邀请，要在 0 到 ${most} 之间。`,
  allPast: "照这个规则，往后一次也没有了。请把结束日期改晚一些。",
  noSeries: "没有这个固定活动。请核对。",
  ended: (day: string) => `这个固定活动到 ${day} 就结束，不能再往后改。要继续，请新建一个。`,
  // To staff, when an occurrence could not be made.
  notMade: (title: string, day: string, reason: string) =>
    `固定活动「${title}」${day} 这一次没有排上：${reason} 需要的话，请单独发起一次。`,
  seriesEnded: "固定活动结束。",
} as const;

/** To staff: those who are to be fetched. */
export const RIDE_NOTES = {
  moved: (title: string, when: string, n: number) =>
    `活动「${title}」改了时间或地点，现在是${when}。有 ${n} 位老同志约了接送，请逐一核对接送的时间和地点。`,
  notCancelled: (title: string, number: string) =>
    `参加活动「${title}」的一位老同志不用接了，可是接送单 ${number} 没能取消。请打电话说一声。`,
  order: (title: string, when: string, where: string) =>
    `接送参加活动「${title}」。活动时间：${when}。地点：${where}。活动结束后请再送回家。`,
  cancelReason: (title: string) => `不用接了：活动「${title}」`,
} as const;
