/** What liaisons read of the call list 电话通知清单. */
import type { Calls } from "../../../delivery/index.ts";

/** What came of a call. */
export type CallOutcome = Parameters<Calls["settle"]>[1];

export const CALLS = {
  notYours: "这位老同志不归您联络，不能办这件事。请找管理员核对联络员",
  staffOnly: "电话通知清单只给工作人员和联络员用。",
  none: "现在没有要打的电话。",
  head: (left: number) => `电话通知清单，还有 ${left} 个要打。先打这一个：`,
  person: (name: string, district: string | null) => (district === null ? name : `${name}（${district}）`),
  phone: (phone: string) => `电话：${phone}`,
  noPhone: "没有登记电话。请向所在单位打听，补登后再打。",
  phoneElsewhere: "电话号码不经这里传，请在工作台或通讯录里看。",
  reason: {
    noAccount: "没有绑定任何账号",
    blocked: "账号收不到消息",
    failed: "消息没有发到",
    unread: "到时间还没有看",
  },
  attempts: (times: number) => `已经打过 ${times} 次，没人接。`,
  aloudTitle: "请照着念：",
  whatTheySay: "对方怎么说，请点一下：",
  next: "下一个电话",
  told: "通知到了",
  noAnswer: "没人接",
  wrongNumber: "号码不对",
  notNeeded: "不用通知了",
  gone: "这一个已经办过了。",
  noted: "记下了。",
} as const;

/** What was noted, for each outcome's button. */
export const OUTCOMES: readonly CallOutcome[] = ["told", "noAnswer", "wrongNumber", "notNeeded"];
