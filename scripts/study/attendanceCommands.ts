/** Who answers and who comes: answers, reminding, ticking, the sheet at the door, reflections, records, tables, feeds. */

import { writeFileSync } from "node:fs";
import { sayMoment } from "../../src/features/members/index.ts";
import { needed, rows, said, UsageError, wholeNumber } from "../command.ts";
import { type Command, sessionOf, yearOf } from "./desk.ts";
import { pickUpOf } from "./draftOptions.ts";
import { inviteeLine, recordLines, tableLine } from "./lines.ts";

const ANSWERS = { accepted: "参加", waiting: "排队等候", declined: "请假", later: "晚点再答复" } as const;

export const attendanceCommands: Readonly<Record<string, Command>> = {
  who({ sessions, actor }, words) {
    const { id } = sessionOf({ sessions }, words);
    return rows(sessions.invitees(actor, id).map(inviteeLine));
  },

  answer({ sessions, actor }, words, values) {
    const { id } = sessionOf({ sessions }, words);
    const { member, yes, no, later } = values;
    if (member?.length !== 1 || [yes, no, later].filter((one) => one === true).length !== 1)
      throw new UsageError();
    const memberId = wholeNumber(member[0]);
    const answered = sessions.answer(
      actor,
      id,
      memberId,
      yes === true ? "accept" : no === true ? "decline" : "later",
    );
    const place = answered.waitingPlace === undefined ? "" : `，第 ${answered.waitingPlace} 位`;
    const line = `记好了：${ANSWERS[answered.answer]}${place}。`;
    const wanted = pickUpOf(values);
    if (wanted === undefined) return said(line);
    const ride = sessions.setPickUp(actor, id, memberId, wanted);
    switch (ride.kind) {
      case "notNeeded":
        return said(line, "不用接送。");
      case "ordered":
        return said(line, `接送的服务单：${ride.number}。`);
      case "refused":
        return { ok: false, text: `${line}\n${ride.words}` };
    }
  },

  nudge({ sessions, actor }, words) {
    return said(`提醒了 ${sessions.nudge(actor, sessionOf({ sessions }, words).id)} 人。`);
  },

  tick({ sessions, attending, actor, atomically }, words, { member, absent }) {
    const { id } = sessionOf({ sessions }, words);
    const ids = [...(member ?? []), ...words.slice(1)].map(wholeNumber);
    if (ids.length === 0) throw new UsageError();
    atomically(() => {
      for (const memberId of ids) attending.tick(actor, id, memberId, absent !== true);
    });
    return said(`${absent === true ? "改成没到" : "记了已到"}：${ids.length} 人。`);
  },

  async door({ sessions, attending, actor, publicUrl }, words, { out, bot }) {
    const { id } = sessionOf({ sessions }, words);
    const file = needed(out);
    const links = {
      ...(publicUrl === undefined ? {} : { publicUrl }),
      ...(bot === undefined ? {} : { botUsername: bot.replace(/^@/, "") }),
    };
    writeFileSync(file, await attending.doorSheet(actor, id, links), { mode: 0o600 });
    return said(`写入 ${file}。请用浏览器打开，打印一张贴在门口。`);
  },

  reflections({ sessions, attending, actor, timeZone }, words) {
    const { id } = sessionOf({ sessions }, words);
    return rows(
      attending
        .reflections(actor, id)
        .map(
          ({ name, at, text, voice }) =>
            `${sayMoment(at, timeZone)}  ${name}：${text}${voice === undefined ? "" : "（有录音）"}`,
        ),
    );
  },

  record(desk, _words, { member, year }) {
    if (member?.length !== 1) throw new UsageError();
    const record = desk.attending.record(desk.actor, wholeNumber(member[0]), yearOf(desk, year));
    return said(...recordLines(record, desk.timeZone));
  },

  table(desk, _words, { year, branch, json }) {
    const branchId = branch === undefined ? undefined : wholeNumber(branch);
    const lines = desk.attending.table(desk.actor, yearOf(desk, year), branchId);
    return json === true ? said(JSON.stringify(lines)) : rows(lines.map(tableLine));
  },

  async export(desk, words, { year, branch }) {
    const file = needed(words[0]);
    const branchId = branch === undefined ? undefined : wholeNumber(branch);
    writeFileSync(file, await desk.attending.exportTable(desk.actor, yearOf(desk, year), branchId), {
      mode: 0o600,
    });
    return said(`写入 ${file}。`, "里面有姓名和到会情况。用完请删掉。");
  },

  "feed issue"({ studyCalendar, actor, publicUrl }, _words, { branch }) {
    const address = studyCalendar.issueFeed(actor, wholeNumber(branch));
    const url =
      address.startsWith("/") && publicUrl !== undefined ? new URL(address, publicUrl).href : address;
    return said(url, "以前的地址不能再用了。这个地址谁拿到都能看，请只给本支部的人。");
  },

  "feed revoke"({ studyCalendar, actor }, _words, { branch }) {
    studyCalendar.revokeFeed(actor, wholeNumber(branch));
    return said("停用了。");
  },
};
