/** What the conversation about quizzes says. */

/** Labels of buttons. */
export const LABELS = {
  list: "全部竞答",
  start: "开始答题",
  again: (left: number) => `再答一次（还可以答 ${left} 次）`,
  goOn: "接着答",
  ranking: "看排名",
  certificate: "领证书",
  next: "下一题",
  rest: "先歇一会",
  result: "看成绩",
  done: "选好了",
  chosen: (label: string) => `已选 ${label}`,
  option: (letter: string, option: string) => `${letter}. ${option}`,
  openClause: "看全文",
} as const;

/** The lists and cards. */
export const LIST = {
  title: "知识竞答",
  titleFor: (name: string) => `${name}的知识竞答`,
  none: "现在没有可以参加的竞答。有新的竞答，我再告诉您。",
  stranger:
    "知识竞答要先登记才能参加。请把登记码写给我，登记码在联络员给您的卡片上。没有登记码，请点「转人工」。",
  staff: "知识竞答是给老同志参加的。您这个账号没有对应的老同志。",
  whom: "请问是替哪一位答题？",
  notYours: "这是别人的竞答，这个账号不能替他答。",
  gone: "没有找到这次竞答，可能已经撤下了。",
  busy: "您正在办另一件事，先把它办完。要先答题的话，请说「取消」，再说「答题」。",
  underWay: (answered: number, of: number) => `正在答，已答 ${answered} 题，共 ${of} 题`,
  best: (score: number, total: number) => `最好成绩 ${score} 分，满分 ${total} 分`,
  left: (left: number) => `还可以答 ${left} 次`,
  usedUp: "次数已经用完",
  opens: (when: string) => `${when} 开始`,
  closed: "已经截止",
  line: (title: string, state: string) => `${title}：${state}`,
  sample: "这是示例竞答，题目是试用时编的，成绩不作数。",
  questions: (count: number) => `一共 ${count} 道题。`,
  minutes: (minutes: number) => `限时 ${minutes} 分钟，点「开始答题」后开始计时。`,
  noHurry: "不限时间，您慢慢答。",
  closes: (when: string) => `${when} 截止。`,
  once: "每人答 1 次。",
  attempts: (attempts: number) => `每人可以答 ${attempts} 次，取最好的一次。`,
  pass: (percent: number) => `得到满分的百分之 ${percent}，可以领证书。`,
  rule: "多选题要全部选对才得分，多选、少选、选错都不得分。",
} as const;

/** Question and answer. */
export const QUIZ = {
  head: (number: number, of: number, kind: "single" | "multiple", points: number) =>
    `第 ${number} 题，共 ${of} 题（${kind === "single" ? "单选" : "多选"}，${points} 分）`,
  howSingle: "点一个答案。也可以写字母，例如 A。",
  howMultiple: "可以选几个。选完点「选好了」。也可以写字母，例如 AC。",
  until: (time: string) => `请在 ${time} 以前答完。`,
  right: (points: number) => `答对了，得 ${points} 分。`,
  wrong: "这道题没有答对。",
  yours: (options: string) => `您选的是：${options}`,
  answer: (options: string) => `正确答案是：${options}`,
  goOn: (done: number, of: number) => `已经答了 ${done} 题，共 ${of} 题。点「下一题」接着答。`,
  stale: "这道题已经答过了，答案没有变。",
  unknownOption: "没有这个选项，请再看一看。",
  unsure: "不确定也不要紧，请选一个您觉得最像的。",
  oneOnly: "这道题是单选题，请只选一个。",
  atLeastTwo: "这道题是多选题，至少要选两个。",
  cancelled: "好的，先不答了。答过的题都记着，说「答题」就能接着答。限时的竞答，时间照样在走。",
  lapsed: "刚才的竞答放得太久，先停下了。答过的题都记着，说「答题」就能接着答。",
  over: "刚才那次竞答已经结束，成绩记下了。",
  notAllowed: "这个账号现在不能替他答题了。",
} as const;

/** The end. */
export const RESULT = {
  done: "答完了。",
  outOfTime: (unanswered: number) => `时间到了，还有 ${unanswered} 题没有答，按没有答对算。`,
  score: (score: number, total: number) => `得了 ${score} 分，满分 ${total} 分。`,
  counts: (right: number, wrong: number) => `答对 ${right} 题，答错 ${wrong} 题。`,
  best: (best: number) => `这次竞答的最好成绩是 ${best} 分。`,
  passed: "成绩合格，可以领证书。",
  notPassed: "这次还没有合格。",
  rankTitle: (title: string) => `${title}：本支部排名`,
  rankNone: "还没有人答完这次竞答。",
  rankLine: (rank: number, name: string, score: number, time: string) =>
    `第 ${rank} 名　${name}　${score} 分　用时 ${time}`,
  rankOwn: (rank: number, of: number, score: number) =>
    `您排在第 ${rank} 名，共 ${of} 人答过。您的成绩是 ${score} 分。`,
  rankOwnFor: (name: string, rank: number, of: number, score: number) =>
    `${name}排在第 ${rank} 名，共 ${of} 人答过，成绩是 ${score} 分。`,
  rankNotYet: "这次竞答还没有答完过，所以没有名次。",
  time: (minutes: number, seconds: number) =>
    minutes === 0 ? `${seconds} 秒` : `${minutes} 分 ${seconds} 秒`,
  certificate: (title: string) => `《${title}》的证书做好了，在下面。可以存下来，也可以打印。`,
  certificateSample: "这是示例竞答的证书，上面写着「示例」，只供试用。",
  certificateMissing: (characters: string) =>
    `名字里的「${characters}」字库里没有，证书上先用方框代替。要补上的话，请点「转人工」。`,
  noCertificate: "这次答题还没有合格，领不了证书。",
  fileName: (title: string) => `证书-${title}.pdf`,
} as const;
