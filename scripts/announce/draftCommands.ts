/** Writing drafts and changing them. */

import { instantOf } from "../../src/delivery/index.ts";
import type { AnnouncementChange } from "../../src/features/announcements/index.ts";
import { given, needed, RefusedError, said, UsageError, wholeNumber } from "../command.ts";
import { audienceOf } from "./audienceOptions.ts";
import { announcementOf, type Command, type Desk, type Values } from "./desk.ts";
import { readEntered, readText } from "./enteredFiles.ts";

export const draftCommands: Readonly<Record<string, Command>> = {
  async "draft add"(desk, _words, values) {
    needed(values.title);
    const entered = await enteredOf(desk, values);
    const { audience } = entered;
    const { title, body } = entered;
    if (title === undefined || body === undefined) throw new UsageError();
    if (audience === undefined)
      throw new RefusedError("请写明发给谁，比如 --everyone 或 --district 天元区。");
    const fileIds = keptFiles(desk, values);
    const id = desk.announcements.create(desk.actor, { ...entered, title, body, audience, fileIds });
    return said(`草稿存好了，编号 ${id}。`, ...whom(desk, id));
  },

  async "draft change"(desk, words, values) {
    const { id } = announcementOf(desk, words);
    const entered = await enteredOf(desk, values);
    const files = values.file === undefined ? {} : { fileIds: keptFiles(desk, values) };
    const change: AnnouncementChange = { ...entered, ...files };
    if (Object.keys(change).length === 0) throw new UsageError();
    desk.announcements.change(desk.actor, id, change);
    return said(`第 ${id} 号改好了，现在是草稿。`, ...whom(desk, id));
  },
};

/** Whom it means now, and how many. */
export function whom({ announcements, actor }: Desk, id: number): readonly string[] {
  const { words, members, staff } = announcements.look(actor, id, { limit: 1 });
  return [`发给：${words}`, `老同志 ${members} 人，工作人员 ${staff} 人`];
}

/** What the options say of an announcement, files aside: they are kept once all the rest is read. */
async function enteredOf(desk: Desk, values: Values) {
  if (values.body !== undefined && values["body-file"] !== undefined) throw new UsageError();
  const path = values["body-file"];
  return given({
    title: values.title,
    body: values.body ?? (path === undefined ? undefined : readText(path)),
    clause: values.clause === undefined ? undefined : clause(values.clause),
    url: values.url,
    needsConfirmation: values.confirm,
    followUpHours: hours(values["follow-up-hours"]),
    callHours: hours(values["call-hours"]),
    sendAt: values.at === undefined ? undefined : moment(values.at, desk.timeZone),
    audience: await audienceOf(desk, values),
  });
}

function keptFiles({ keepFile }: Desk, { file = [] }: Values): readonly number[] {
  return file.map(readEntered).map(keepFile);
}

function hours(text: string | undefined): number | undefined {
  return text === undefined ? undefined : wholeNumber(text);
}

/** 《…》第…条. */
function clause(text: string): { title: string; article: string } {
  const match = /^《([^《》]+)》\s*(\S.*)$/u.exec(text.trim());
  if (match === null) throw new RefusedError("--clause 要写成《文件名》第三条 这样。");
  return { title: match[1]!.trim(), article: match[2]!.trim() };
}

/** `2026-11-27 09:00`, where the bureau is. */
function moment(text: string, timeZone: string): number {
  const match = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})$/.exec(text.trim());
  try {
    if (match !== null) return instantOf(match[1]!, match[2]!, timeZone);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new RefusedError("--at 要写成 2026-11-27 09:00 这样，日期和时间都要是有的。");
}
