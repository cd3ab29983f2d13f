/** What the message path itself says. */
export const TEXT = {
  failed: "对不起，刚才这句话没有处理好。请您再说一遍，或点「转人工」。",
  human: "转人工",
} as const;
