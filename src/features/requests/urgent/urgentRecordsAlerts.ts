/** Whom an urgent record is told to, and in what words: staff, the family, and whoever cried for help. */
import { type Block, type Choice, paragraph, type Reply, strong } from "../../../dialogue/index.ts";
import { type Account, type Members, sayMoment } from "../../members/index.ts";
import type { UrgentRow } from "./urgentRecords.repo.ts";
import { URGENT } from "./urgentRecordsText.ts";

/** What alerts need from outside. */
export interface UrgentAlertParts {
  readonly clock: () => number;
  readonly timeZone: string;
  readonly members: Members;
  /** Where the officer on duty is reached, if that is set: maybe a group, where nobody is known. */
  readonly duty?: { readonly channel: string; readonly chatId: string } | undefined;
  /** Queues a message once per key; at once when urgent. */
  toAccount(account: Account, key: string, reply: Reply, urgent: boolean): void;
  mayCarryPersonal(channel: string): boolean;
}

/** After so many alerts without an answer, all staff are alerted. */
const NARROW_ALERTS = 3;
const MINUTE_MS = 60_000;

/** One alert. */
interface Alert {
  readonly row: UrgentRow;
  readonly words: string;
  /** The how manieth it is; makes its keys unique. */
  readonly number: number;
  /** The person cried again. */
  readonly again: boolean;
}

export function createUrgentAlerts(parts: UrgentAlertParts) {
  const { clock, members, timeZone } = parts;

  function who({ memberId }: UrgentRow): string {
    return (memberId === null ? undefined : members.get(memberId)?.name) ?? URGENT.stranger;
  }

  /** `staff:3` and `proxy:5` as people know them. */
  function nameOf(actor: string, memberId: number | null): string {
    const [kind, id] = actor.split(":");
    if (kind !== "proxy") {
      return URGENT.staff(members.staff().find((one) => String(one.id) === id)?.name ?? "");
    }
    const grants = memberId === null ? [] : members.grantsOf(memberId);
    return URGENT.relative(grants.find(({ proxyId }) => String(proxyId) === id)?.name);
  }

  /** The member's liaison, dispatchers and admins; all staff once those did not answer, or where there are none. */
  function staffOf(row: UrgentRow, alerts: number): readonly Account[] {
    const liaisonId = row.memberId === null ? null : (members.get(row.memberId)?.liaisonId ?? null);
    const near = members
      .staffAccounts()
      .filter(
        ({ staffId, roles }) =>
          staffId === liaisonId || roles.includes("admin") || roles.includes("dispatcher"),
      );
    return alerts > NARROW_ALERTS || near.length === 0 ? members.staffAccounts() : near;
  }

  /** Accounts of proxies, but for the one that cried. */
  function familyOf(row: UrgentRow): readonly Account[] {
    if (row.memberId === null) return [];
    return members
      .accountsOf(row.memberId)
      .filter(({ via, blocked }) => via === "proxy" && !blocked)
      .filter((account) => !isChat(row, account));
  }

  /** Everyone once, staff before family: whoever is both reads what staff read. */
  function audience(
    row: UrgentRow,
    alerts: number,
  ): { staff: readonly Account[]; family: readonly Account[] } {
    const staff = unique(staffOf(row, alerts).filter((account) => !isChat(row, account)));
    const known = new Set(staff.map(keyOf));
    return { staff, family: unique(familyOf(row).filter((account) => !known.has(keyOf(account)))) };
  }

  /** `toDuty` says the same in the duty chat, without choices, unless that chat is one of the accounts. */
  function send(
    key: string,
    accounts: readonly Account[],
    toDuty: boolean,
    reply: (channel: string) => Reply,
  ): void {
    for (const account of accounts) {
      parts.toAccount(account, `${key}:${keyOf(account)}`, reply(account.channel), true);
    }
    const { duty } = parts;
    if (!toDuty || duty === undefined) return;
    const account = { channel: duty.channel, accountId: duty.chatId };
    if (accounts.some((one) => keyOf(one) === keyOf(account))) return;
    parts.toAccount(account, `${key}:duty`, { ...reply(duty.channel), choices: [] }, true);
  }

  function staffReply({ row, words, number, again }: Alert, family: number, channel: string): Reply {
    const time = sayTimeOfDay(row.openedAt, timeZone);
    const minutes = Math.floor((clock() - row.openedAt) / MINUTE_MS);
    const state =
      row.confirmedBy !== null
        ? URGENT.handled(nameOf(row.confirmedBy, row.memberId))
        : number === 1
          ? URGENT.tap
          : URGENT.since(time, minutes);
    const open = parts.mayCarryPersonal(channel);
    return {
      blocks: [
        strong(URGENT.title(who(row))),
        ...(again ? [URGENT.again(sayTimeOfDay(clock(), timeZone))] : []).map(paragraph),
        ...(open ? [URGENT.service(row.service), URGENT.said(words)] : [URGENT.elsewhere]).map(paragraph),
        ...(row.memberId === null ? [] : [URGENT.family(family)]).map(paragraph),
        paragraph(state),
      ],
      choices: [confirmChoice(row.id)],
      urgent: true,
    };
  }

  function familyReply({ row, again }: Alert): Reply {
    const handled =
      row.confirmedBy === null ? undefined : URGENT.handled(nameOf(row.confirmedBy, row.memberId));
    const blocks: Block[] = [
      strong(URGENT.familyTitle(who(row))),
      ...(again ? [URGENT.again(sayTimeOfDay(clock(), timeZone))] : []).map(paragraph),
      paragraph(URGENT.familyDial),
      paragraph(handled ?? URGENT.familyTap),
    ];
    return { blocks, choices: handled === undefined ? [confirmChoice(row.id)] : [], urgent: true };
  }

  /** Whether the account is of whoever did it: they read the answer to their tap. */
  function isOf(account: Account, actor: string | null): boolean {
    const { staff, represents } = members.speakerOf(account);
    return (
      actor === `staff:${staff?.staffId}` || represents.some(({ proxyId }) => actor === `proxy:${proxyId}`)
    );
  }

  function others(
    row: UrgentRow,
    actor: string | null,
  ): { staff: readonly Account[]; family: readonly Account[] } {
    const { staff, family } = audience(row, row.alerts);
    const rest = (accounts: readonly Account[]) => accounts.filter((account) => !isOf(account, actor));
    return { staff: rest(staff), family: rest(family) };
  }

  return {
    who,
    nameOf,
    alert(alert: Alert): void {
      const { row, number } = alert;
      const { staff, family } = audience(row, number);
      const key = `urgent:${row.id}:${number}`;
      send(key, staff, true, (channel) => staffReply(alert, family.length, channel));
      send(key, family, false, () => familyReply(alert));
    },
    /** Everyone who was alerted learns that it is being seen to; the one in need too. */
    confirmed(row: UrgentRow): void {
      const by = nameOf(row.confirmedBy ?? "", row.memberId);
      const { staff, family } = others(row, row.confirmedBy);
      const key = `urgent:${row.id}:confirmed`;
      send(key, staff, true, () => told(URGENT.confirmedBy(who(row), by), [closeChoice(row.id)]));
      send(key, family, false, () => told(URGENT.familyConfirmed(who(row), by)));
      send(key, [{ channel: row.channel, accountId: row.chatId }], false, () => told(URGENT.seen(by)));
    },
    /** The note stays with the record: it may be about health. */
    closed(row: UrgentRow): void {
      const by = nameOf(row.closedBy ?? "", row.memberId);
      const { staff, family } = others(row, row.closedBy);
      const key = `urgent:${row.id}:closed`;
      send(key, staff, true, () => told(URGENT.closedBy(who(row), by)));
      send(key, family, false, () => told(URGENT.familyClosed(who(row))));
      send(key, [{ channel: row.channel, accountId: row.chatId }], false, () => told(URGENT.over));
    },
  };
}

export function confirmChoice(id: number): Choice {
  return { label: URGENT.confirm, action: `urgent:confirm:${id}` };
}

export function closeChoice(id: number): Choice {
  return { label: URGENT.close, action: `urgent:close:${id}` };
}

/** 10:05 */
export function sayTimeOfDay(at: number, timeZone: string): string {
  return sayMoment(at, timeZone).split(" ")[1]!;
}

function told(line: string, choices: readonly Choice[] = []): Reply {
  return { blocks: [paragraph(line)], choices, urgent: true };
}

function keyOf({ channel, accountId }: Account): string {
  return `${channel}:${accountId}`;
}

function isChat(row: UrgentRow, { channel, accountId }: Account): boolean {
  return row.channel === channel && row.chatId === accountId;
}

function unique(accounts: readonly Account[]): readonly Account[] {
  return [...new Map(accounts.map((account) => [keyOf(account), account])).values()];
}
