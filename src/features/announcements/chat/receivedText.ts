/** What members and proxies read about announcements. */
export const RECEIVED = {
  title: "通知公告",
  got: "收到",
  enterCode: "写登记码",
  // Confirming.
  confirmed: "记下了，谢谢您。",
  confirmedFor: (name: string) => `记下了：${name}已经收到。`,
  already: "之前已经记下了，不用再点。",
  alreadyFor: (name: string) => `之前已经记下${name}收到了，不用再点。`,
  notYours: "这条通知不是发给您的，不用点收到。",
  /** To whoever noted it on the telephone. */
  notTheirs: "这条通知没有发给这位老同志，不用记收到。",
  mayNot: "这个账号不能替这位老同志点收到。有疑问请点「转人工」。",
  which: (count: number) => `有 ${count} 条通知等您点收到。请点您收到的那一条：`,
  // The list.
  stranger: "还没有登记，看不到发给您的通知。有登记码的，请点「写登记码」；没有的，请点「转人工」。",
  staff: "发给您的通知会直接送到这里，往上翻就能看到。",
  askWhose: "您想看谁的通知，请点一下名字。",
  none: (name: string | undefined) =>
    `${name === undefined ? "" : `${name}：`}还没有发给${name === undefined ? "您" : "本人"}的通知。有了新的会马上告诉您。`,
  listTitle: (name: string | undefined, count: number) =>
    `${name === undefined ? "发给您" : `发给${name}`}的通知，新的在前，共 ${count} 条：`,
  line: (number: number, title: string, date: string, mark: string) =>
    `${number}．${title}　${date}${mark === "" ? "" : `　${mark}`}`,
  confirmedMark: "已点收到",
  waitingMark: "请点收到",
  howToOpen: "想看哪一条，请点下面的按钮。",
  openLabel: (number: number, title: string) => `${number}．${title}`,
  othersLabel: (name: string) => `看${name}的通知`,
  gone: "没有这条通知，或者不是发给您的。写「通知公告」可以看最近的通知。",
  recalled: "这条通知已经撤回，不再有效。有疑问请点「转人工」。",
} as const;
