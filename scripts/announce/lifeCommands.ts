/** Looking at announcements, handing them in, letting them out. */

import { randomUUID } from "node:crypto";
import { daysAfter } from "../../src/delivery/index.ts";
import { replyText } from "../../src/dialogue/index.ts";
import {
  type Announcement,
  type AnnouncementStatus,
  STATUS_WORDS,
} from "../../src/features/announcements/index.ts";
import { actorName, sayMoment } from "../../src/features/members/index.ts";
import { given, RefusedError, said, UsageError, wholeNumber } from "../command.ts";
import { announcementOf, type Command, type Desk, type Values } from "./desk.ts";
import { whom } from "./draftCommands.ts";
import { nameLines } from "./nameLines.ts";

const MOST = 200;

export const lifeCommands: Readonly<Record<string, Command>> = {
  list({ announcements, timeZone }, _words, { status }) {
    const found = announcements.list({ ...given({ status: statusOf(status) }), limit: MOST });
    if (found.length === 0) return said("没有。");
    return said(...found.map((one) => line(one, timeZone)));
  },

  show(desk, words) {
    return said(...card(announcementOf(desk, words), desk.timeZone));
  },

  audience(desk, words, { names }) {
    const { id } = announcementOf(desk, words);
    const { announcements, actor } = desk;
    const lines = names === true ? nameLines((page) => announcements.look(actor, id, page).names) : [];
    return said(...whom(desk, id), ...lines);
  },

  preview(desk, words, { staff }) {
    const { id } = announcementOf(desk, words);
    const reply = desk.announcements.preview(id);
    if (staff !== undefined) return sendPreview(desk, id, wholeNumber(staff));
    const files = (reply.files ?? []).flatMap((file) => ("stored" in file ? [`［文件］${file.name}`] : []));
    const links = (reply.links ?? []).map(
      (link) => `［链接］${link.label}${"url" in link ? ` ${link.url}` : ""}`,
    );
    return said(replyText(reply), ...links, ...files, ...reply.choices.map(({ label }) => `［${label}］`));
  },

  submit(desk, words) {
    const { id } = announcementOf(desk, words);
    desk.announcements.submit(desk.actor, id);
    return said(`第 ${id} 号提交审批了。`);
  },

  approve(desk, words) {
    const { announcements, actor } = desk;
    const { id, status, createdBy, submittedBy } = announcementOf(desk, words);
    // The operator answers for their own; what another wrote is approved once it was submitted.
    const own = [createdBy, submittedBy].includes(actorName(actor));
    const count =
      own || status === "draft" ? announcements.release(actor, id) : announcements.approve(actor, id);
    return said(`第 ${id} 号批准了，发给 ${count} 人。服务运行着，到时间就发。`);
  },

  "send-back"(desk, words, { reason }) {
    const { id } = announcementOf(desk, words);
    if (reason === undefined) throw new UsageError();
    desk.announcements.sendBack(desk.actor, id, reason);
    return said(`第 ${id} 号退回了。`);
  },

  drop(desk, words) {
    const { id } = announcementOf(desk, words);
    desk.announcements.drop(desk.actor, id);
    return said(`第 ${id} 号不发了。`);
  },

  festivals({ festivals }) {
    const coming = festivals();
    if (coming.length === 0) return said("没有。节日写在 data/festivals.csv。");
    return said(
      ...coming.map(
        ({ festival: { name, leadDays }, day }) => `${day}  ${name}  ${daysAfter(day, -leadDays)} 起草问候`,
      ),
    );
  },
};

/** Their accounts show it as recipients will see it; the button says that it is a preview. */
function sendPreview({ announcements, members, notes }: Desk, id: number, staffId: number) {
  const accounts = members.staffAccounts().filter((account) => account.staffId === staffId);
  if (accounts.length === 0) {
    throw new RefusedError(
      "这位工作人员没有登记账号，发不到手机上。请先用 npm run -s invite -- --staff 编号。",
    );
  }
  const reply = announcements.preview(id);
  const choices = reply.choices.map((choice) => ({ ...choice, action: "ann:preview" }));
  const key = `preview:${id}:${randomUUID()}`;
  for (const account of accounts) {
    notes.toAccount(
      account,
      `${key}:${account.channel}:${account.accountId}`,
      { ...reply, choices },
      // They asked for it now, at whatever hour.
      true,
    );
  }
  return said(`预览放进了发件箱，发到 ${accounts.length} 个账号。服务运行着才会送出。`);
}

function statusOf(text: Values["status"]): AnnouncementStatus | undefined {
  if (text === undefined) return undefined;
  if (!Object.hasOwn(STATUS_WORDS, text)) throw new UsageError();
  return text as AnnouncementStatus;
}

function line({ id, title, status, createdAt, festival }: Announcement, timeZone: string): string {
  return [
    id,
    STATUS_WORDS[status],
    title,
    sayMoment(createdAt, timeZone),
    ...(festival === null ? [] : [`节日问候 ${festival}`]),
  ].join("  ");
}

function card(announcement: Announcement, timeZone: string): readonly string[] {
  const at = (moment: number | null) => (moment === null ? undefined : sayMoment(moment, timeZone));
  const { clause, files, needsConfirmation, followUpHours, callHours, sendAt, finishedAt } = announcement;
  const fields: readonly (readonly [string, string | undefined])[] = [
    ["写的人", announcement.createdBy],
    ["提交人", announcement.submittedBy ?? undefined],
    ["批准人", announcement.approvedBy ?? undefined],
    ["退回原因", announcement.returnedReason ?? undefined],
    ["条款", clause === null ? undefined : `《${clause.title}》${clause.article}`],
    ["网址", announcement.url ?? undefined],
    ["文件", files.length === 0 ? undefined : files.map(({ name }) => name).join("、")],
    ["确认收到", needsConfirmation ? "要" : "不用"],
    ["提醒和电话", `发出 ${followUpHours} 小时后提醒，${callHours} 小时后打电话`],
    ["定时", at(sendAt)],
    ["开始发送", at(announcement.startedAt)],
    ["全部交付", at(finishedAt)],
    ["撤回", at(announcement.recalledAt)],
  ];
  return [
    line(announcement, timeZone),
    ...fields.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name}：${value}`])),
    "",
    announcement.body,
  ];
}
