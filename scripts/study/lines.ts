/** Sessions, invitees, records and tables in lines of text, for the command line. */
import { sayMoment } from "../../src/features/members/index.ts";
import type {
  BranchLine,
  Invitee,
  Material,
  SessionCounts,
  StudyRecord,
  StudySession,
} from "../../src/features/study/index.ts";

const ANSWERS = { accepted: "参加", waiting: "等候", declined: "请假", later: "晚点" } as const;
const OUTCOMES = { attended: "到会", madeUp: "补学", excused: "请假", absent: "缺席" } as const;

/** One line of a list. */
export function sessionLine(session: StudySession, timeZone: string): string {
  const { id, title, form, startsAt, where, branch, status } = session;
  return [
    String(id),
    sayMoment(startsAt, timeZone),
    `${title}（${form}）`,
    where,
    branch ?? "全体或跨支部",
    ...(status === "cancelled" ? ["已取消"] : []),
  ].join("  ");
}

/** All of a session that whoever runs it may see. */
export function sessionCard(
  session: StudySession,
  counts: SessionCounts,
  materials: readonly Material[],
  timeZone: string,
): string {
  const at = (moment: number) => sayMoment(moment, timeZone);
  const lines: (readonly [string, string | number | null])[] = [
    ["开始", at(session.startsAt)],
    ["结束", at(session.endsAt)],
    ["地点", session.where],
    ["名额", session.capacity],
    ["联系", session.contact],
    ["说明", session.note],
    ["接送", session.pickUp ? "会问" : "不问"],
    ["提醒", session.reminders.length === 0 ? "不提醒" : `提前 ${session.reminders.join("、")} 分钟`],
    ["发邀请", at(session.inviteAt)],
    ["签到码", session.code],
    ["固定活动", session.seriesId],
    ["取消原因", session.cancelReason],
    ["版本", session.version],
  ];
  const { invited, accepted, waiting, declined, later, unanswered, attended } = counts;
  return [
    sessionLine(session, timeZone),
    ...lines.filter(([, value]) => value !== null).map(([name, value]) => `${name}：${value}`),
    `邀请 ${invited}，参加 ${accepted}，等候 ${waiting}，请假 ${declined}，晚点 ${later}，没回复 ${unanswered}，签到 ${attended}`,
    ...materials.map(({ id, title, url, fileId }) => `材料 ${id}：${title}  ${url ?? `文件 ${fileId}`}`),
  ].join("\n");
}

export function inviteeLine(one: Invitee): string {
  const { memberId, name, branch, guest, answer, waitingPlace, pickUp, attendedAt, madeUpAt, onCallList } =
    one;
  return [
    String(memberId),
    name,
    branch ?? "没有支部",
    guest
      ? "自己来的"
      : answer === null
        ? "没回复"
        : `${ANSWERS[answer]}${waitingPlace === undefined ? "" : `第 ${waitingPlace} 位`}`,
    ...(pickUp === true ? ["要接送"] : []),
    ...(attendedAt === null ? [] : ["已到"]),
    ...(madeUpAt === null ? [] : ["已补学"]),
    ...(onCallList ? ["要打电话"] : []),
  ].join("  ");
}

export function recordLines(record: StudyRecord, timeZone: string): readonly string[] {
  const { year, invited, attended, madeUp, reflections, lines, quizzes } = record;
  return [
    `${year} 年：应到 ${invited} 次，到会 ${attended} 次，补学 ${madeUp} 次，心得 ${reflections} 篇。`,
    ...lines.map(
      ({ sessionId, title, form, startsAt, outcome }) =>
        `${sessionId}  ${sayMoment(startsAt, timeZone)}  ${title}（${form}）  ${OUTCOMES[outcome]}`,
    ),
    ...quizzes.map(({ title, score, total }) => `竞答  ${title}  ${score}/${total}`),
  ];
}

export function tableLine(line: BranchLine): string {
  const { branchId, branch, members, planned, held, cancelled, invited, attended, madeUp, rate } = line;
  const share = rate === undefined ? "没有办过" : `到会率 ${(rate * 100).toFixed(1)}%`;
  return `${branchId}  ${branch}  ${members} 人  计划 ${planned}  办了 ${held}  取消 ${cancelled}  应到 ${invited}  实到 ${attended}  补学 ${madeUp}  ${share}`;
}
