/** What is asked back when the words leave the time open. */
export const TIME_TEXT = {
  whichDay: "请问您想哪一天？说「明天上午」「12月1号下午」这样的就行。",
  whichDayOf: (period: string) => `请问您想${period}的哪一天？说「${period}五号上午」这样的就行。`,
  noSuchDay: (said: string) => `日历上没有${said}这一天，请问您想哪一天？`,
  noSuchTime: "这个钟点我没看明白，请问您想几点？说「上午9点」「下午3点」这样的就行。",
  mismatch: (first: string, second: string) => `${first}和${second}不是同一天，请问您想哪一天？`,
  which: (first: string, second: string) => `您说了两个时间，请问是${first}，还是${second}？`,
  backwards: "结束的时间比开始的早，请问您想从什么时候到什么时候？",
  tooFar: "这个时间还太远，请您选一年以内的日子。",
} as const;
