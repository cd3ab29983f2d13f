/** Every word of the chat page that people read. */

/** The assistant's name. */
export const NAME = "金秋";
/** What it is, in one line. */
export const TAGLINE = "帮离退休老同志查政策、找依据";
/** The page's title. */
export const TITLE = "金秋 · 政策问答";
/** For the first stop of the Tab key. */
export const SKIP_TO_ASK = "直接去提问";
/** For the first stop of the Tab key on a clause's page. */
export const SKIP_TO_TEXT = "直接看正文";

/** Names of the parts of the page, for screen readers. */
export const LOOK_REGION = "字号和颜色";
export const SIZE_GROUP = "字号";
export const SCHEME_GROUP = "颜色";
export const LOG_REGION = "问答记录";
export const ASK_REGION = "提问";
export const CHOICES_GROUP = "可以接着点";
export const LINKS_GROUP = "可以打开";

/** The first visit. */
export const WELCOME_TITLE = "您好，我是金秋";
export const WELCOME = [
  "养老、看病、证件、家里的事，您用平常话问我就行。",
  "我会找出政策和法律的原文，给您标出要紧的那一句。",
] as const;
export const EXAMPLES_TITLE = "不知道怎么问，可以先点一个";
export const EXAMPLES = [
  "孩子不管我，赡养费怎么要",
  "我想立遗嘱，该怎么写",
  "看病的钱怎么报销",
  "身份证丢了怎么补办",
] as const;

/** The box at the bottom. */
export const ASK_LABEL = "请写下您想说的";
export const ASK_HINT = "一次问一件事。请不要写身份证号和银行卡号。";
export const SEND = "发送";
export const HUMAN = "转人工";
export const HUMAN_HINT = "想和工作人员说，请按“转人工”。";

/** The conversation. */
export const PERSON_SAID = "您说";
export const ASSISTANT_SAID = "金秋";
export const TAPPED = "（您点了一个按钮）";
export const URGENT = "紧急";
export const EVIDENCE = "要点";
export const NOTE = "请注意";
export const WAITING = "正在查找，请稍候。";
export const LOOK_AGAIN = "看看有没有回答";
export const LISTEN = "听一听";
export const STOP_LISTENING = "停下";

/** When something went wrong: what, and what to do. */
export const EMPTY_TEXT = "您还没有写字。请先写下想说的，再按“发送”。";
export const NOT_STORED = "刚才这句话没有存下来。请再按一次。还是不行，请过几分钟再来。";
export const NOT_SENT = "刚才这句话没有发出去，可能是网络断了。请看看网络，再按一次。";
export const DISCONNECTED = "网络断开了，正在重新连接。您写的话还在，请稍等。";
export const NOT_OUR_PAGE = "这句话不是从本页发出的，没有收下。请按下面的链接回到首页，再写一次。";
export const NO_COOKIE =
  "您的浏览器没有记住这次问答，所以看不到回答。请在浏览器设置里允许本网站保存数据，或者换一个浏览器再问。";
export const BROKEN_TITLE = "页面出了点问题";
export const BROKEN = "这一页现在打不开，不是您的错。请按下面的链接回到首页，再试一次。";
export const MISSING_TITLE = "没有找到这一页";
export const MISSING = "这一页可能已经换了地方。请按下面的链接回到首页，再问一次。";
export const CLAUSE_MISSING = "没有找到这一条，文件可能已经更新。请按下面的链接回去，再问一次。";

/** A question is too long. */
export function tooLong(length: number, limit: number): string {
  return `您写了 ${length} 个字，一次最多 ${limit} 个字。请删短一些，或者分几次发送。`;
}
/** A form is so large that its characters were not counted. */
export function farTooLong(limit: number): string {
  return `您写得太长了，一次最多 ${limit} 个字。请分几次发送。`;
}

/** A clause's page. */
export const BACK_TO_CHAT = "返回问答";
export const SAMPLE = "示例文本";
export const SAMPLE_NOTE = "这是演示用的示例文本，不能当作办事依据。请以正式文件为准。";
export const CURRENT = "您看的这一条";
export const PREVIOUS = "上一条";
export const NEXT = "下一条";
export const WHOLE = "看整篇文件";
export const NEARBY = "只看这一条前后";
export const CLAUSE_NAV = "前后条文";
export const FACTS = {
  docNumber: "文号",
  issuer: "发文单位",
  region: "适用地区",
  effectiveOn: "施行日期",
  amendedOn: "最近修改",
} as const;

/** A card's link: the code is in the box. */
export const CODE_READY = "登记码已经替您填好，请按“发送”。";
/** What is in the box then. */
export function codeDraft(code: string): string {
  return `绑定 ${code.replace(/(\d{3})(?=\d)/g, "$1 ")}`;
}
/** A session's QR code: the code is in the box. */
export const ATTEND_READY = "签到码已经替您填好，请按“发送”。";
/** What is in the box then. */
export function attendDraft(code: string): string {
  return `签到 ${code}`;
}
export const ATTEND_WRONG = "这个签到链接不完整。请按下面的链接回到首页，把现场的四位签到码写给我。";
export const CODE_WRONG = "这个登记链接不完整。请按下面的链接回到首页，把卡片上的九位数字写给我。";

/** Links and files below a reply. */
export const FILES_GROUP = "文件";
export const ENLARGE = "点图片，可以放大看";
export const OUTSIDE = "（打开外面的网站）";
export const FILE_MISSING = "这个文件打不开了，可能已经撤下。请按下面的链接回到首页，看看有没有新的。";
export function fileLink(name: string, size: string): string {
  return `打开文件：${name}（${size}）`;
}
export function fileGone(name: string): string {
  return `文件“${name}”已经撤下。`;
}
/** Calendar files. */
export const SESSION_NAME = "学习活动.ics";
export const FEED_NAME = "党支部学习活动.ics";
export const CALENDAR_MISSING = "这个日历链接用不了了。请按下面的链接回到首页，写“学习活动”再看。";

/** A file made for one person. */
export const DOWNLOAD_TITLE = "打开您的资料";
export const DOWNLOAD_ASK = "请写登记手机号的最后四位。没有登记手机号的，写身份证号的最后四位。";
export const DOWNLOAD_LABEL = "最后四位";
export const DOWNLOAD_OPEN = "打开";
export const DOWNLOAD_CARE = "打开以后，文件会存在这台手机或电脑上。用的是别人的，请看完就删掉。";
export const DOWNLOAD_GONE_TITLE = "这个链接用不了了";
export const DOWNLOAD_GONE = "链接过了半小时，或者写错的次数太多。请回到问答里，重新点“导出我的资料”。";
export function downloadWrong(triesLeft: number): string {
  return `对不上。还可以试 ${triesLeft} 次。`;
}

/** The foot of every page. */
export const FOOT = "条文摘自文件原文。具体怎么办，以主管部门的答复为准。";

/** An ISO day as people read it: 2024年1月31日. What is no such day stays as it is. */
export function chineseDay(iso: string): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  return match === null ? iso : `${match[1]}年${Number(match[2])}月${Number(match[3])}日`;
}
