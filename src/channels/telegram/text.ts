/** What people and operators read of the Telegram adapter. */

/** Said once in a group that calls for the assistant. */
export const GROUP_DECLINE =
  "您好。为了保护您的隐私，群里不方便答复。请在私聊里找我：点我的头像，再点“发消息”。";

/** The button below a clause when the feature gave it no label of its own. */
export const OPEN_CLAUSE = "看全文";

/** The persistent keyboard: the longest words have half the width, so that large letters fit. */
export const MENU = [
  ["查政策", "要服务", "我的"],
  ["学习活动", "找人工"],
] as const;

/** Stands below the button that shares one's own number. */
export const KEEP_NUMBER = "不用了";

/** The first line when a person writes and not the assistant. */
export const writtenBy = (from: string) => `${from}：`;

/** A link that Telegram would not take as a button. */
export const openOnPage = (label: string, address: string) => `请在网页上打开：${label} ${address}`;

/** A link that leads to somebody else's site, where it cannot be a button. */
export const openOutside = (label: string, address: string) => `${label}：${address}`;

/** In place of a message that was taken back and that Telegram will not delete; the first one says more. */
export const WITHDRAWN = "（这一条已经撤回）";
/** In place of the end of a long message that has become shorter. */
export const SURPLUS = "（内容已经更正，请看上面）";

/** When a file that a person sent cannot be fetched. */
export const FETCH = {
  tooLarge: "这个文件太大，Telegram 最多只让取 20 MB。请压缩一下，或者分成几个发给我。",
  gone: "这个文件取不到了。请您再发一次。",
  later: "现在网络不好，这个文件没有取到。请过几分钟再发一次。",
} as const;

/** The command menu of everyone. Asking about a policy needs no command: one simply types. */
export const COMMANDS = [
  { command: "start", description: "开始" },
  { command: "help", description: "怎么用" },
  { command: "study", description: "学习活动" },
  { command: "notices", description: "通知公告" },
  { command: "my", description: "我的资料" },
  { command: "human", description: "转人工" },
  { command: "cancel", description: "取消" },
] as const;

/** What staff have besides. */
export const STAFF_COMMANDS = {
  urgent: { command: "urgent", description: "紧急情况" },
  handovers: { command: "handovers", description: "等人工的" },
  orders: { command: "orders", description: "服务单" },
  work: { command: "work", description: "我的任务" },
  calls: { command: "calls", description: "电话通知清单" },
  announce: { command: "announce", description: "发通知" },
} as const;

/** In place of a photo or the like that Telegram will not show again. */
export const FILE_GONE = "（这里本来有一个文件，现在打不开了）";

/** Log lines for the operator; each says what to do next. */
export const LOG = {
  ready: "Telegram 已连接，开始收消息",
  anotherCopy:
    "409：同一个机器人正在别处运行，Telegram 只把消息给其中一个。请停掉另一个程序；找不到它，就在 BotFather 里换一个新的 BOT_TOKEN。稍后自动重试",
  webhookInTheWay:
    "409：这个机器人还挂着网络回调，长轮询收不到消息。现在自动取消回调，不用处理；若反复出现，请停掉另一个程序",
  wrongToken: "401：BOT_TOKEN 不对或已作废。请从 BotFather 重新复制整串，写进 .env 后重启。稍后自动重试",
  unknownToken:
    "404：Telegram 不认得这个地址或 BOT_TOKEN。请检查 TELEGRAM_API_ROOT，并从 BotFather 重新复制 BOT_TOKEN。稍后自动重试",
  tooFast: "429：请求太快，Telegram 要求等一等。到时自动重试",
  unreachable: "暂时连不上 Telegram，稍后自动重试。若一直这样，请检查本机网络和 TELEGRAM_API_ROOT",
  refused: "Telegram 没有接受请求，稍后自动重试。请看 reason 里的说明",
  stalled: "长轮询太久没有回音，已断开重连，不用处理",
  notStored: "消息没能存到硬盘，没有向 Telegram 确认，稍后会再收到。请检查硬盘空间和数据库",
  faulty: "处理一条消息时程序出错，已跳过这一条，其余照常。请把这行日志交给开发人员",
  unreadable: "收到看不懂的更新，已跳过。不用处理",
  notFetched: "没能从 Telegram 取到一个文件，已请对方稍后再发。若一直这样，请检查本机网络",
  commandsFailed: "命令菜单没有设置成功，不影响收发。下次启动会再试",
} as const;

/** Faults of a reply that Telegram would refuse; for the log and the developer. */
export const FAULT = {
  emptyReply: "回复是空的，Telegram 不收空消息。请给回复加上文字",
  badChat: (chatId: string) => `会话编号“${chatId}”不是数字，不能发到 Telegram。请检查这条消息的来源`,
  noSuchPart: (part: number, parts: number) =>
    `回复共 ${parts} 条，没有第 ${part + 1} 条。请按 parts() 的数目发送`,
  badAction: (action: string, bytes: number) =>
    `按钮的动作“${action}”有 ${bytes} 字节，Telegram 只收 1 到 64 字节。请改存成短编号`,
  badPath: (path: string) => `链接“${path}”不是以 / 开头的本站路径。请检查这条回复的来源`,
  badUrl: "外部链接不是 http 或 https 地址。请检查这条回复的来源",
  emptyLabel: (action: string) => `按钮“${action}”没有文字。请给它写上文字`,
  stoppedBeforeSending: "程序正在停止，这一条没有发出，下次启动会再发",
} as const;
