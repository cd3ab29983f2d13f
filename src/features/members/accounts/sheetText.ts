/** The words of an invitation card. */
import type { ForWhom } from "../types.ts";

export const SHEET = {
  title: "登记卡",
  from: (bureau: string) => `${bureau}　登记卡`,
  role: (forWhom: ForWhom, memberName: string | undefined, relation: string | undefined) => {
    if (forWhom === "staff") return "工作人员";
    if (forWhom === "member") return "请您本人登记";
    const whose = memberName === undefined ? "" : `${memberName}的`;
    return `${whose}${relation ?? ""}，代办人`;
  },
  steps: (scannable: boolean, forWhom: ForWhom) => [
    scannable ? "用手机扫码；或者打开金秋，写这九位数字。" : "打开金秋，写这九位数字。",
    forWhom === "member"
      ? "写上姓名，再写登记手机号的最后四位。没有登记手机号的，写身份证号的最后四位。"
      : "写上姓名，再写登记手机号的最后四位。",
    "看清说明，点「同意」，就好了。",
  ],
  scan: { web: "网页扫这里", telegram: "Telegram 扫这里" },
  expires: (day: string) => `请在 ${day} 之前用。只能用一次。`,
  care: "登记不收钱。这张卡不要给别人看。有人借它要钱、要银行卡号，请拨打 110。",
} as const;
