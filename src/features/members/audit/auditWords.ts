/** The audit log in plain words, for the person it is about. */
import type { Records } from "../../../store/index.ts";
import type { Actor } from "../actor.ts";
import { proxyNamed } from "../ownData/memberTrail.repo.ts";
import { FIELD_NAMES } from "../refusals.ts";
import type { AuditEntry, Members } from "../types.ts";
import { sayMoment } from "../values/moment.ts";

const DEEDS: Readonly<Record<string, string>> = {
  "member.add": "登记了资料",
  "member.change": "改了资料",
  "member.status": "改了状态",
  "member.read": "看了",
  "member.find": "按号码查找过",
  "member.export": "导出了资料",
  "member.erase": "删除了资料",
  "download.fetch": "打开了导出的资料",
  "proxy.grant": "登记了代办人",
  "proxy.grantAgain": "再次登记了代办人",
  "proxy.change": "改了代办人的登记",
  "proxy.revoke": "解除了代办",
  "invitation.issue": "发了登记码",
  "invitation.revoke": "收回了登记码",
  "invitation.mismatch": "核对了一次登记码，没有对上",
  "identity.bind": "绑定了账号",
  "identity.unbind": "解除了账号",
  "call.settle": "打电话通知过",
  "study.answer": "回复了学习活动",
  "study.pickUp": "说了要不要接送",
  "study.signIn": "在学习活动上签到",
  "study.tick": "点名记了到会",
  "study.untick": "改了点名",
  "study.makeUp": "记了补学",
  "study.reflect": "交了学习心得",
  "announcement.confirm": "确认收到通知公告",
};

/** Who did it, as the person knows them. `viewer` is who reads: 您本人 is the member, not the proxy. */
function whoDid(actor: string, memberId: number, viewer: Actor, members: Members, records: Records): string {
  const [kind = "", id = ""] = actor.split(":");
  const number = Number(id);
  switch (kind) {
    case "staff": {
      const name = members.staff().find((one) => one.id === number)?.name;
      return name === undefined ? "工作人员" : `${name}（工作人员）`;
    }
    case "member":
      if (number !== memberId) return "别的老同志";
      return viewer.kind === "member" ? "您本人" : "本人";
    case "proxy": {
      if (viewer.kind === "proxy" && viewer.proxyId === number) return "您";
      const name = proxyNamed(records, number);
      return name === undefined ? "代办人" : `${name}（代办人）`;
    }
    case "operator":
      return "系统管理人员";
    default:
      return "系统";
  }
}

/** One line of the log: 2026年11月23日 10:05 李敏（工作人员）看了：手机、住址。用途：上门 */
export function auditLine(
  entry: AuditEntry,
  about: {
    readonly memberId: number;
    readonly viewer: Actor;
    readonly members: Members;
    readonly records: Records;
    readonly timeZone: string;
  },
): string {
  const who = whoDid(entry.actor, about.memberId, about.viewer, about.members, about.records);
  const deed = DEEDS[entry.action] ?? "办过一项事务";
  const fields = namesOf(entry.detail["fields"]);
  const purpose = entry.detail["purpose"];
  return [
    `${sayMoment(entry.at, about.timeZone)}　${who}${deed}`,
    fields === "" ? "" : `：${fields}`,
    typeof purpose === "string" && purpose !== "" ? `。用途：${purpose}` : "",
  ].join("");
}

function namesOf(fields: unknown): string {
  if (!Array.isArray(fields)) return "";
  return fields
    .map((field) => (FIELD_NAMES as Record<string, string>)[String(field)])
    .filter((name) => name !== undefined)
    .join("、");
}
