/** What recipients read and hear of announcements. */
export const WORDS = {
  got: "收到",
  again: "再看一遍",
  askGot: "看完以后，请点「收到」。",
  link: "点这里看更多",
  aloud: (title: string, text: string) => `您好，我是老干部局的联络员，给您念一条通知。${title}。${text}`,
  aloudAnswer: "您听清楚了，请答应我一声。",
  /** Once, when it was not confirmed, or not seen to be read. */
  remindGot: (title: string) => `前些天给您发过一条通知《${title}》，您还没有点「收到」。看过了，请点一下。`,
  remindRead: (title: string) => `前些天给您发过一条通知《${title}》，请您抽空看一看。`,
  corrected: (title: string) => `更正：${title}`,
  why: (reason: string) => `为什么更正：${reason}`,
  newText: "请以下面的为准：",
  aloudCorrected: (title: string, reason: string) =>
    `您好，我是老干部局的联络员。之前发给您的通知，有更正。${title}。${reason}。请以现在念的为准。`,
  /** In place of an earlier correction. */
  overtaken: (title: string) => `《${title}》又有新的更正，请看后面那一条。`,
  /** In place of a message that cannot be deleted any more. */
  recalledHere: (title: string) => `《${title}》这条通知已经撤回。`,
  recalled: (title: string, reason: string) =>
    `之前发给您的通知《${title}》撤回了，请不要再按它办。原因：${reason}`,
} as const;
