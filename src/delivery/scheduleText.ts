/** What the schedule says to people: when the office opens, and that a task did not get done. */

const WEEKDAYS = ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"] as const;

/** 上午8点半, 中午12点, 下午2点45分. @param minutes since midnight */
export function sayTime(minutes: number): string {
  const hour = Math.floor(minutes / 60);
  const past = minutes % 60;
  const part = hour < 6 ? "凌晨" : hour < 12 ? "上午" : hour === 12 ? "中午" : hour < 18 ? "下午" : "晚上";
  const rest = past === 0 ? "" : past === 30 ? "半" : `${past}分`;
  return `${part}${hour > 12 ? hour - 12 : hour}点${rest}`;
}

/** 11月24日. @param day `YYYY-MM-DD` */
export function sayDate(day: string): string {
  const [, month, date] = day.split("-");
  return `${Number(month)}月${Number(date)}日`;
}

/** 星期一. @param weekday 1 for Monday up to 7 */
export function sayWeekday(weekday: number): string {
  return WEEKDAYS[weekday - 1] ?? "";
}

export const SCHEDULE_TEXT = {
  now: "现在",
  today: (time: string) => `今天${time}`,
  tomorrow: (date: string, time: string) => `明天（${date}）${time}`,
  later: (date: string, weekday: string, time: string) => `${date}（${weekday}）${time}`,
  /** To whoever runs the service. */
  dead: (id: number, kind: string) =>
    `后台任务 ${id}（${kind}）没有做成，已经停下。请在服务器上运行 npm run -s jobs 查看；排除原因后用 -- --retry ${id} 重做，不需要了用 -- --drop ${id} 放弃。`,
  // Why a job is a dead letter, for whoever runs the service.
  unknownKind: "这个版本的程序不认识这种任务",
  unknownPayload: (fault: string) => `这个版本的程序看不懂任务的内容（${fault}）`,
  cutOff: "每次做到一半程序就停了",
  timedOut: (seconds: number) => `超过 ${seconds} 秒没有做完`,
} as const;
