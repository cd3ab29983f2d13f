/** What came of announcements: progress, who is missing, receipts; correcting and recalling. */

import { writeFileSync } from "node:fs";
import { progressLines, STATUS_WORDS } from "../../src/features/announcements/index.ts";
import { needed, said, UsageError } from "../command.ts";
import { announcementOf, type Command } from "./desk.ts";
import { readText } from "./enteredFiles.ts";
import { nameLines } from "./nameLines.ts";

export const afterCommands: Readonly<Record<string, Command>> = {
  progress(desk, words, { json }) {
    const announcement = announcementOf(desk, words);
    const { id, title } = announcement;
    const progress = desk.announcements.progress(desk.actor, id);
    if (json === true) return said(JSON.stringify({ id, title, ...progress }));
    return said(`${title}  ${STATUS_WORDS[progress.state]}`, ...progressLines(announcement, progress));
  },

  unconfirmed(desk, words) {
    const { id, needsConfirmation } = announcementOf(desk, words);
    const lines = nameLines((page) => desk.announcements.unconfirmed(desk.actor, id, page));
    if (lines.length === 0) return said(needsConfirmation ? "都点收到了。" : "都看过了。");
    return said(...lines, `共 ${lines.length} 人`);
  },

  async export(desk, words) {
    const { id } = announcementOf(desk, words);
    const file = needed(words[1]);
    const content = await desk.announcements.exportReceipts(desk.actor, id);
    writeFileSync(file, content, { mode: 0o600 });
    return said(`写入 ${file}。里面有个人资料，用完请删掉。`);
  },

  correct(desk, words, values) {
    const { id } = announcementOf(desk, words);
    const path = values["body-file"];
    if ((path === undefined) === (values.body === undefined)) throw new UsageError();
    const body = path === undefined ? needed(values.body) : readText(path);
    desk.announcements.correct(desk.actor, id, { body, reason: needed(values.reason) });
    return said(`第 ${id} 号更正了，服务运行着就会告诉收到过的人。`);
  },

  recall(desk, words, { reason }) {
    const { id } = announcementOf(desk, words);
    desk.announcements.recall(desk.actor, id, needed(reason));
    return said(`第 ${id} 号撤回了，没发的不再发，服务运行着就会告诉收到过的人。`);
  },
};
