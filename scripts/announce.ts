/** `npm run -s announce -- …`: announcements from the server's command line, from draft to report. */

import { join } from "node:path";
import { DATA_FOLDER } from "../src/assistant.ts";
import { FileError } from "../src/delivery/index.ts";
import { AnnouncementError, comingFestivals, loadFestivals } from "../src/features/announcements/index.ts";
import { actorName, MembersFileError, readAudienceList } from "../src/features/members/index.ts";
import { afterCommands } from "./announce/afterCommands.ts";
import { type Desk, OPTIONS } from "./announce/desk.ts";
import { draftCommands } from "./announce/draftCommands.ts";
import { lifeCommands } from "./announce/lifeCommands.ts";
import { operator } from "./arguments.ts";
import { runCommands } from "./command.ts";

const USAGE = `npm run -s announce -- 后面写：
  draft add --title 标题 --body-file 文件.txt 发给谁 [其他]      写草稿
  draft change 编号 [同上，只写要改的]
      其他：--clause 《文件名》第三条  --url 网址  --file 文件 …（最多 5 个）  --confirm 要点收到
            --at "2026-11-27 09:00" 定时  --follow-up-hours 48  --call-hours 96  --body 正文
      发给谁：--everyone | --district 区县 … --branch 支部 … --home 老党员之家 … --category 类别 … --age-from 80
              --age-to 89 --tag 标签 … --secretaries --staff-role 角色 … --list 名单.xlsx --audience JSON
              除去：--except-list 名单.xlsx --except-tag 标签 … --except-district 区县 … --except-branch 支部 …
  list [--status 状态]               状态：draft submitted approved sending sent recalled dropped
  show 编号                          看一条
  audience 编号 [--names]            发给谁，多少人；--names 列名单
  preview 编号 [--staff 编号]        看收到的样子；--staff 发到这位工作人员的手机上
  submit 编号                        提交审批
  approve 编号                       批准，到时间就发
  send-back 编号 --reason 原因       退回
  drop 编号                          不发了
  progress 编号 [--json]             发到哪一步
  unconfirmed 编号                   没点收到（没看）的名单
  export 编号 文件.xlsx              回执表
  correct 编号 --body-file 文件.txt --reason 原因      更正
  recall 编号 --reason 原因          撤回
  festivals                          接下来的节日`;

const FESTIVALS = join(DATA_FOLDER, "festivals.csv");

await runCommands({
  usage: USAGE,
  options: OPTIONS,
  commands: { ...draftCommands, ...lifeCommands, ...afterCommands },
  told: [AnnouncementError, FileError, MembersFileError],
  desk({ announcements, audiences, members, notes, files, store, today }, { timeZone }) {
    const actor = operator();
    return {
      announcements,
      audiences,
      members,
      notes,
      keepFile: (file) => files.keep(file, actorName(actor)).id,
      readList: (file) => readAudienceList({ store, members }, actor, file),
      festivals: () => comingFestivals(loadFestivals(FESTIVALS), today()),
      actor,
      timeZone,
      clock: Date.now,
    } satisfies Desk;
  },
});
