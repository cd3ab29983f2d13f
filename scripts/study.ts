/** `npm run -s study -- …`: sessions, series, attendance, tables, calendars and quizzes from the server's command line. */

import { FileError } from "../src/delivery/index.ts";
import { actorName } from "../src/features/members/index.ts";
import { QuizFileError, readQuizFile, StudyError, writeQuizTemplate } from "../src/features/study/index.ts";
import { operator } from "./arguments.ts";
import { runCommands } from "./command.ts";
import { attendanceCommands } from "./study/attendanceCommands.ts";
import { type Desk, OPTIONS } from "./study/desk.ts";
import { quizCommands } from "./study/quizCommands.ts";
import { sessionCommands } from "./study/sessionCommands.ts";

const USAGE = `npm run -s study -- 后面写：
  session add --title 主题 --at "2026-11-27 15:00" --minutes 90 在哪里 请谁 [其他]
      在哪里：--home 编号 [--room 房间] | --place 地点
      请谁：--branch 编号（本支部）[--audience JSON，如 {"districts":["天元区"]}]
      其他：--form 学习|参观|座谈|宣讲|微党课  --capacity 人数  --contact 联系  --note 说明  --pick-up 问接送
            --remind 分钟 …（开始前）  --invite-at "2026-11-20 09:00"
  session change 编号 [同上，只写要改的；名额、联系、说明写 none 就去掉] [--no-pick-up] [--version N]
  session move 编号 --at … | --home … | --place … [--minutes N]
  session cancel 编号 --reason 原因
  session show 编号
  session list [--branch 编号] [--home 编号] [--from 日期] [--to 日期] [--all]
  series add --title 主题 --rule "FREQ=MONTHLY;BYDAY=1FR" --starts 日期 --time 15:00 --minutes 90 在哪里 请谁
      [--holiday skip|nextWorkday|keep] [--ends 日期] [--invite-days 天数] [其他]
  series preview [同 series add] [--count 次数]       先看会落在哪几天
  series list
  series end 编号 --last 日期 --reason 原因
  material add 活动 --file 文件 [--title 名字] | --url 网址 --title 名字
  material remove 活动 --material 编号
  who 活动                           谁怎么回复
  answer 活动 --member 编号 --yes|--no|--later [--pick-up|--no-pick-up]      替人回复（来过电话）
  nudge 活动                         提醒没回复的
  tick 活动 --member 编号 … [--absent]                签到点名
  door 活动 --out 文件.html [--bot 机器人名]          门口贴的签到纸
  reflections 活动                   心得
  record --member 编号 [--year 年]   一个人的一年
  table [--year 年] [--branch 编号] [--json]          各支部的一年
  export 文件.xlsx [--year 年] [--branch 编号]
  feed issue|revoke --branch 编号    日历订阅地址
  quiz load 文件 | template 文件.xlsx | list | withdraw 编号 | certificate 答题编号 --out 文件.pdf
  quiz ranking 编号 [members] [--branch 编号]
日期写成 2026-11-27，时间写成 "2026-11-27 15:00"。`;

await runCommands({
  usage: USAGE,
  options: OPTIONS,
  commands: { ...sessionCommands, ...attendanceCommands, ...quizCommands },
  told: [StudyError, QuizFileError, FileError],
  desk({ sessions, attending, studyCalendar, quizzes, audiences, files, store }, { timeZone, publicUrl }) {
    const actor = operator();
    return {
      sessions,
      attending,
      studyCalendar,
      quizzes,
      audiences,
      keepFile: (file) => files.keep(file, actorName(actor)).id,
      readQuiz: (path) => readQuizFile(path, timeZone),
      quizTemplate: writeQuizTemplate,
      atomically: (work) => store.transaction(work),
      actor,
      timeZone,
      clock: Date.now,
      publicUrl,
    } satisfies Desk;
  },
});
