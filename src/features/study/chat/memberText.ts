/** What members and their proxies read about study. `who` is 您 or the member's name. */

export const LABELS = {
  study: "学习活动",
  record: "我的学习记录",
  recordOf: (who: string) => (who === "您" ? "我的学习记录" : `${who}的学习记录`),
  listOf: (name: string) => `${name}的学习活动`,
  quiz: "知识竞答",
  branch: "我的支部",
  enterCode: "写登记码",
  more: "后面的活动",
  yes: "参加",
  no: "请假",
  later: "晚点再说",
  changeToNo: "改成请假",
  changeToYes: "改成参加",
  leaveList: "不等了",
  ride: "要接送",
  noRide: "不用接送",
  calendar: "加到日历",
  map: "看地图",
  materials: "看材料",
  write: "写心得",
  makeUp: "我要补学",
  madeUp: "看完了",
  notYet: "还没看完",
  signIn: "签到",
  signInFor: (who: string) => `也给${who}签到`,
  look: "看这场活动",
  lastYear: "去年的记录",
  thisYear: "今年的记录",
  done: "写完了",
  handIn: "交上去",
  goOn: "接着写",
  again: "重新写",
  orders: "我的服务单",
} as const;

/** Days that are said by name, today first. */
export const NEAR_DAYS: readonly string[] = ["今天", "明天", "后天"];

/** 学习活动: the list. */
export const LIST = {
  title: (who: string) => (who === "您" ? "您近期的学习活动：" : `${who}近期的学习活动：`),
  more: (count: number) => `后面还有 ${count} 场。`,
  choose: "想看哪一场，点一下就行。",
  empty: (who: string) => `${who}现在没有安排好的学习活动。`,
  emptyHint: "有新的活动，我会发给您。想问支部的安排，可以点「转人工」。",
  nothingMore: "后面没有别的活动了。",
  stranger: "学习活动按支部通知。您还没有登记，我不知道您是哪个支部的。",
  strangerHint: "请点「写登记码」，输入登记卡上的九位数字。没有登记卡，请点「转人工」。",
  staff: "您这个账号没有登记为老同志，没有要参加的学习活动。",
} as const;

/** One's own answer, short, for a line of the list. */
export const ANSWERS = {
  none: "还没答复",
  accepted: "参加",
  waiting: (place: number | undefined) => (place === undefined ? "在候补" : `候补第 ${place} 位`),
  declined: "已请假",
  later: "说了晚点答复",
  signedIn: "已签到",
} as const;

/** One session. */
export const CARD = {
  forWhom: (who: string) => `这是为${who}看的。`,
  form: (form: string) => `形式：${form}`,
  when: (when: string) => `时间：${when}`,
  where: (where: string) => `地点：${where}`,
  address: (address: string) => `地址：${address}`,
  contact: (contact: string) => `联系人：${contact}`,
  branch: (branch: string) => `组织的支部：${branch}`,
  note: (note: string) => `说明：${note}`,
  capacity: (count: number) => `名额：${count} 人`,
  cancelled: (reason: string | null) =>
    reason === null || reason === "" ? "这场活动取消了。" : `这场活动取消了。原因：${reason}`,
  on: "活动正在进行。",
  over: "活动已经结束。",
  unanswered: (who: string) => `${who}参加吗？请点一下。`,
  later: (who: string) => `${who}还没有定。定了请点一下。`,
  accepted: (who: string) => `${who}已报名参加。`,
  waiting: (who: string, place: number | undefined) =>
    place === undefined
      ? `名额满了，${who}在候补名单上。`
      : `名额满了，${who}在候补名单上，排第 ${place} 位。`,
  declined: (who: string) => `${who}已请假。`,
  noAnswer: (who: string) => `${who}没有答复过。`,
  signedIn: (who: string) => `${who}已签到。`,
  madeUp: (who: string) => `${who}已补学。`,
  absent: (who: string) => `没有${who}的签到记录。`,
  ride: "接送：已登记要接送",
  noRide: "接送：不用",
  askRide: (who: string) => `${who}要我们派人接送吗？腿脚不方便的，请点「要接送」。`,
  hasMaterials: (count: number) => `有 ${count} 份材料，可以点「看材料」。`,
  gone: "没有找到这场活动。",
  notYours: "这场活动不在您名下，看不了。要查的话，请点「转人工」。",
} as const;

/** Answering an invitation. */
export const ANSWERED = {
  accepted: (who: string, title: string) => `好的，记下了：${who}参加「${title}」。`,
  acceptedAlready: (who: string, title: string) => `${who}前面已经报名参加「${title}」了。`,
  waiting: (who: string, title: string, place: number | undefined) =>
    `「${title}」名额满了。${who}已经排上候补${place === undefined ? "" : `，是第 ${place} 位`}。有人让出名额，会马上告诉您。`,
  declined: (who: string, title: string) => `好的，记下了：${who}请假，不参加「${title}」。`,
  declinedAlready: (who: string, title: string) => `${who}前面已经请过假了，是「${title}」。`,
  changeMind: "改主意了，再点一下就行。",
  later: "好的，不急。想好了，再点一下就行。",
  rideOrdered: "好的，接送登记好了。派好了人会告诉您。",
  rideNotNeeded: "好的，不用接送。",
  which: "您说的是哪一场？请点一下。",
  none: "现在没有等您答复的学习活动。",
  noneThatDay: "那一天没有您的学习活动。您近期的活动在下面。",
  already: "您近期的活动都答复过了。要改的话，请点一下。",
} as const;

/** An answer given on the telephone, as whoever called reads it. */
export const NOTED = {
  waiting: (who: string, title: string, place: number | undefined) =>
    `记下了：「${title}」名额满了，${who}排上了候补${place === undefined ? "" : `，是第 ${place} 位`}。有了名额会再通知。`,
  later: (who: string, title: string) => `记下了：「${title}」，${who}还没有定。`,
  askRide: (who: string) => `请问一问，${who}要不要人接送。`,
  rideOrdered: (who: string, number: string) => `记下了：${who}要接送，服务单号 ${number}。`,
  rideNotNeeded: (who: string) => `记下了：${who}不用接送。`,
  rideRefused: (who: string) => `${who}的接送没有约上。请告诉派单员，另想办法。`,
  rideUnderWay: (who: string) => `接${who}的人已经在路上了，这里不能取消。请打电话告诉派单员。`,
} as const;

/** Signing in. */
export const SIGN_IN = {
  ask: "请写现场公布的四位签到码。",
  askFor: (who: string) => `给${who}签到。请写现场公布的四位签到码。`,
  digits: "签到码是四位数字。请照着现场的再写一遍。",
  withWord: "请把「签到」和现场的四位数字写在一起，比如：签到 1234。",
  signedIn: (who: string, title: string) => `${who}在「${title}」签到好了。`,
  guest: (who: string) => `${who}不在邀请名单上，按来宾登记。`,
  already: (who: string, title: string) => `${who}已经签过到了，是「${title}」。`,
  wrong: (left: number) =>
    left > 0
      ? `这个码对不上。请看清现场的四位数字，再写一遍。还可以试 ${left} 次。`
      : "这个码对不上。能试的次数用完了，请过一个小时再试。",
  tooMany: "试的次数太多了，请过一个小时再试。",
  bySecretary: "人在现场的，也可以请支部书记或工作人员替您点名。",
  stranger: "签到要先登记，才知道是您来了。请点「写登记码」，输入登记卡上的九位数字。",
  staff: "您这个账号没有登记为老同志，不用签到。",
  lapsed: "刚才的签到没有做完。还在现场的话，请再写「签到」。",
  cancelled: "好的，先不签到。",
} as const;

/** Materials and make-up. */
export const MATERIALS = {
  title: (title: string) => `「${title}」的材料：`,
  line: (index: number, title: string) => `${index}. ${title}`,
  none: "这场活动还没有放材料。",
  missing: (title: string) => `「${title}」这个文件暂时打不开，请点「转人工」。`,
  makeUp: (who: string) => `${who}没有到会，可以看材料补学。`,
  confirm: "都看完了，请点「看完了」。",
  notYet: "好的，不急。看完了，再到这里点「看完了」。",
  madeUp: (who: string, title: string) => `好的，记下了：${who}补学了「${title}」。`,
  staleStep: "这篇心得已经交了，或者取消了。",
  thenWrite: "有体会的话，可以点「写心得」。",
} as const;

/** 学习心得. */
export const REFLECTION = {
  ask: (title: string) => `请说说您的体会，打字或发语音都行。这是写给「${title}」的。`,
  askFor: (who: string, title: string) => `请写${who}的体会，打字或发语音都行。这是写给「${title}」的。`,
  howTo: "可以分几次写。都写好了，请点「写完了」，或者写「好了」。",
  goOn: "请接着写。都写好了，请点「写完了」。",
  kept: (characters: number) => `记下了，一共 ${characters} 个字。还可以接着写；写好了，请点「写完了」。`,
  voiceKept: "语音收到了。还可以接着说；好了，请点「写完了」。",
  voiceReplaced: "新的语音收到了，只交这一段，前面那段不要了。还可以接着写；好了，请点「写完了」。",
  onlyWords: "心得只收文字和语音，这个没有记下。",
  emptyVoice: "这段语音是空的，没有收到声音。请再说一次。",
  editedWords: "您改了前面写的话，我这里没法跟着改。要改的话，请点「重新写」。",
  tooLong: (most: number) => `一篇最多 ${most} 个字，最后这一段没有记下。请写短一点。`,
  tooShort: (least: number) => `还太短了，最少 ${least} 个字。请再说几句，或者发一段语音。`,
  readBack: "请您看一遍：",
  voiceLength: (seconds: number | undefined) =>
    seconds === undefined ? "语音一段" : `语音一段，${seconds} 秒`,
  size: (characters: number) => `一共 ${characters} 个字`,
  right: "可以的话，请点「交上去」。",
  thanks: (who: string) => `收到了，${who}的心得已经交给支部。谢谢您。`,
  lapsed: "您有一篇心得没有交，放了一天，没有留下来。还想写的话，请再点一次「写心得」。",
  cancelled: "好的，这篇心得不交了。",
  busy: "您正在办另一件事。先办完，或者写「取消」，再来写心得。",
  noLongerFor: "您现在不能替这位老同志办事了，这篇心得没有交。",
} as const;

/** 我的学习记录. */
export const RECORD = {
  title: (who: string, year: number) =>
    who === "您" ? `您 ${year} 年的学习记录：` : `${who} ${year} 年的学习记录：`,
  summary: (who: string, invited: number, attended: number) =>
    `请${who}去的活动 ${invited} 场，到会 ${attended} 场。`,
  madeUp: (count: number) => `补学 ${count} 场。`,
  reflections: (count: number) => `写心得 ${count} 篇。`,
  quiz: (title: string, score: number, total: number) =>
    `竞答「${title}」：最好成绩 ${score} 分，满分 ${total} 分。`,
  line: (day: string, title: string, outcome: string) => `${day}　${title}　${outcome}`,
  outcomes: { attended: "到会", madeUp: "已补学", excused: "请假", absent: "没有到会" },
  earlier: (count: number) => `更早的还有 ${count} 场。`,
  none: (who: string, year: number) => `${who}在 ${year} 年还没有学习记录。`,
  open: "点一场，可以看材料、补学、写心得。",
} as const;
