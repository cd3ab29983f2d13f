/** Why something about a quiz is refused: read by members and proxies, where noted by staff. */
export const QUIZ_TEXT = {
  notYours: "这次答题是别人的，您不能替他答。",
  gone: "没有找到这次竞答，可能已经撤下了。",
  withdrawn: "这次竞答已经撤下，现在不能答了。",
  notYet: (when: string) => `这次竞答还没有开始，${when} 开始。`,
  closed: "这次竞答已经截止了。",
  notMeant: "这次竞答不在您的参加范围里。",
  usedUp: (attempts: number) => `这次竞答每人可以答 ${attempts} 次，您已经答完了。`,
  outOfTime: "时间到了，这道题没有算进去。",
  finished: "这次答题已经结束了，答案没有变。",
  already: "这道题您已经答过了，答案没有变。",
  notYetPut: "请按次序答，先答前面的题。",
  chooseOne: "单选题请选一个答案。",
  chooseSome: "多选题请至少选两个答案。",
  noSuchOption: "没有这个选项。请看一看题目，再选一次。",
  /** To staff. */
  otherBranch: "只能看本支部的排名。",
  notMember: "没有这位老同志，或者已经不在册。",
} as const;
