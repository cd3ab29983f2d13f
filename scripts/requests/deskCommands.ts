/** Who serves what, vouchers, and other systems' keys. */

import { sayMoment } from "../../src/features/members/index.ts";
import { needed, oneOf, said, UsageError, wholeNumber } from "../command.ts";
import type { Command } from "./desk.ts";

const VOUCHERS = { serviceVoucher: "服务券", careCard: "爱心卡" } as const;
const KINDS = ["serviceVoucher", "careCard"] as const;

export const deskCommands: Readonly<Record<string, Command>> = {
  "skill add"({ requests, actor }, _words, { staff, item, district }) {
    requests.skills.set(actor, wholeNumber(staff), needed(item), district);
    return said("登记好了。");
  },
  "skill remove"({ requests, actor }, _words, { staff, item, district }) {
    requests.skills.remove(actor, wholeNumber(staff), needed(item), district);
    return said("取消了。");
  },
  "skill list"({ requests, catalogue }, _words, { staff }) {
    const { byId } = catalogue.current();
    const skills = requests.skills.of(wholeNumber(staff));
    return rows(
      skills.map(
        ({ itemId, district }) =>
          `${itemId}  ${byId.get(itemId)?.name ?? "（目录里已没有）"}  ${district ?? "各区县"}`,
      ),
    );
  },

  "voucher issue"({ requests, actor }, _words, { member, kind, yuan, expires }) {
    const id = requests.vouchers.issue(actor, wholeNumber(member), oneOf(kind, KINDS), fen(yuan), expires);
    return said(`发好了，编号 ${id}。`);
  },
  "voucher show"({ requests }, _words, { member }) {
    return rows(
      requests.vouchers
        .balances(wholeNumber(member))
        .map(
          ({ id, kind, balance, held, expiresOn }) =>
            `${id}  ${VOUCHERS[kind]}  可用 ${yuanOf(balance)} 元  占用 ${yuanOf(held)} 元  ${expiresOn === null ? "长期有效" : `用到 ${expiresOn}`}`,
        ),
    );
  },

  "key add"({ apiKeys, actor }, words) {
    const { id, key } = apiKeys.issue(actor, words.join(" "));
    return said(`编号 ${id}\n${key}\n密钥只显示这一次。请马上交给对方，不要留在聊天记录里。`);
  },
  "key list"({ apiKeys, actor, timeZone }) {
    return rows(
      apiKeys
        .list(actor)
        .map(
          ({ id, name, createdAt, revokedAt }) =>
            `${id}  ${name}  ${sayMoment(createdAt, timeZone)}${revokedAt === null ? "" : `  已于 ${sayMoment(revokedAt, timeZone)} 停用`}`,
        ),
    );
  },
  "key revoke"({ apiKeys, actor }, words) {
    apiKeys.revoke(actor, wholeNumber(words[0]));
    return said("停用了。");
  },
};

function rows(lines: readonly string[]) {
  return said(lines.length === 0 ? "没有。" : lines.join("\n"));
}

/** 12.5 → 1250: read digit by digit, since 0.29 × 100 is not 29 in binary fractions. @throws UsageError */
function fen(yuan: string | undefined): number {
  const match = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(needed(yuan));
  if (match === null) throw new UsageError();
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}

function yuanOf(amount: number): string {
  return (amount / 100).toFixed(2);
}
