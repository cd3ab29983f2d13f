/** What staff read about festivals: faults in the file, and the note that a greeting waits to be written out. */
export const FAULTS = {
  name: "没有写节日名称",
  nameLong: (most: number) => `节日名称太长，最多 ${most} 个字`,
  repeated: (name: string) => `「${name}」前面已经写过`,
  calendar: (written: string) => `「${written}」不对，公历写 solar，农历写 lunar，节气写 term`,
  month: (written: string) => `月份「${written}」不对，要写 1 到 12`,
  day: (written: string) => `日子「${written}」不对，要写这个月每年都有的日子，农历的最后一天写 last`,
  termEmpty: "节气不用写月份和日子，请空着",
  term: (name: string) => `「${name}」不是二十四节气`,
  leadDays: (written: string, most: number) => `提前天数「${written}」不对，要写 0 到 ${most} 的整数`,
  title: (most: number) => `标题要写 1 到 ${most} 个字`,
  greeting: (most: number) => `问候语要写 1 到 ${most} 个字`,
  audience: (written: string) => `发给谁「${written}」不对，要写 全体，或者 离休、退休、国企退休 里的几项`,
} as const;

/** How the file calls everybody. */
export const EVERYONE = "全体";

export const NEWS = {
  draft: (name: string, day: string, id: number) =>
    `${day}是${name}。已经替您起草了一份问候（第 ${id} 号草稿），还没有提交，也不会自己发出。`,
  asSample: "里面的话是示例。请改成本单位的话，看好发给谁和什么时候发，再提交审批。不用发，就写「不发了」。",
  open: "打开草稿",
} as const;
