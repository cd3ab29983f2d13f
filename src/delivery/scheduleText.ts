/** What the schedule says to people: when the office opens, and that a task did not get done. */

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
