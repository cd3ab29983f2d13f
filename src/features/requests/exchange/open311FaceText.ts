/** What the exchange with the hotline says: to its operators, and to the staff who issue keys. */
import type { RequestStatus } from "../types.ts";

/** Where an order stands, without a word about the person. */
const STAGES = {
  submitted: "已收到，等待受理",
  accepted: "已受理，正在安排人员",
  dispatched: "已安排人员",
  onTheWay: "服务人员已出发",
  done: "已办完",
  rated: "已办完，已评价",
  declined: "没有受理。具体情况由经办单位告知本人",
  cancelled: "已取消",
} as const satisfies Record<RequestStatus, string>;

export const EXCHANGE_TEXT = {
  stages: STAGES,
  /** @param by when, as people say it */
  callBack: (by: string) => `已收到。工作人员会先打电话核实，${by}前受理。`,
  received: (by: string) => `已收到，${by}前受理。办理情况会告诉本人。`,
  /** @param by when, as people say it */
  expected: (by: string) => `预计${by}前办完。`,
  closed: "已办结。",
  wantedFrom: "希望服务的时间从几时起？",
  wantedTo: "到几时止？",
  wantedHint: "写成 2026-11-23T14:00:00+08:00 这样，带时区",
  wantedToHint: "不填就是一个小时。写法同上",
  yes: "是",
  no: "否",
  position: (lat: number, long: number) => `坐标（WGS84）：纬度 ${lat}，经度 ${long}`,
  media: (url: string) => `附件地址：${url}`,
  unnamed: "来电人",
  answerMissing: (code: string, ask: string) => `缺少 attribute[${code}]：${ask}`,
  answerUnknown: (code: string) => `这项服务没有 attribute[${code}]`,
  answerChoice: (code: string, keys: readonly string[]) => `attribute[${code}] 只能填：${keys.join("、")}`,
  answerMoment: (code: string) => `attribute[${code}] 要写成 2026-11-23T14:00:00+08:00 这样，带时区`,
  wantedReversed: "attribute[wanted_to] 要晚于 attribute[wanted_from]",
  again: (words: string) => `${words} 如果本人确实还要再下一张，请加上 attribute[order_again]=yes 再提交`,
  keyNameMissing: "没有写对接系统的名称。请补上，例如：市12345热线",
  keyNameTooLong: (most: number) => `名称太长，最多 ${most} 个字`,
  keyNameTaken: "已经有同名的密钥在用。请换一个名称，或先停用原来的",
  keyGone: "没有这把密钥，或已经停用。请核对编号",
} as const;
