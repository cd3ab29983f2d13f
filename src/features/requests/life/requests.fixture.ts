/** An invented bureau with a small catalogue, for the tests of orders: people with accounts, a clock that is set. */
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import { createPushes, createStaffNotes, loadHolidays, loadOfficeHours } from "../../../delivery/index.ts";
import { type Reply, type Role, replyText } from "../../../dialogue/index.ts";
import { createSecretBox, openStore, tables } from "../../../store/index.ts";
import { type Actor, createMembers, type MemberDraft } from "../../members/index.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { ServiceItem } from "../catalogue/catalogueSchema.ts";
import type { Done, OrderDraft, ServiceRequest } from "../types.ts";
import { createRequests } from "./requests.ts";

export const ZONE = "Asia/Shanghai";
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/** Monday 2026-11-23, 09:00 in Shanghai; the office is open 08:30–12:00 and 14:30–17:30. */
export const MORNING = Date.UTC(2026, 10, 23, 1);
export const OPERATOR: Actor = { kind: "operator", name: "test" };
const KEY = Buffer.alloc(32, 7);
const DATA = resolve(import.meta.dirname, "../../../../data");

/** An instant in Shanghai in November 2026. */
export function at(day: number, hour: number, minute = 0): number {
  return Date.UTC(2026, 10, day, hour - 8, minute);
}

/** A service of the invented catalogue. */
export function item(id: string, more: Partial<ServiceItem> = {}): ServiceItem {
  return {
    id,
    name: `服务${id}`,
    kind: "生活",
    summary: "试用",
    says: [],
    for: {},
    price: { kind: "free" },
    hours: { kind: "office" },
    leadMinutes: 60,
    promise: { acceptMinutes: 60, arriveMinutes: 240, finishMinutes: 480 },
    time: "none",
    place: "home",
    questions: [],
    photo: "none",
    dispatch: "provider",
    ...more,
  };
}

const ITEMS: readonly ServiceItem[] = [
  item("repair"),
  item("clean", { time: "span", price: { kind: "voucher", voucher: "serviceVoucher", yuan: 80 } }),
  item("visit", { dispatch: "liaison" }),
  item("law", {
    dispatch: "desk",
    place: "none",
    promise: { acceptMinutes: 60, finishMinutes: 480 },
    for: { categories: ["离休"], districts: ["天元区"] },
  }),
];

export function staffActor(staffId: number, ...roles: Role[]): Actor {
  return { kind: "staff", staffId, name: "测试员", roles };
}

/** The order, or a failure that names the refusal. */
export function ordered(done: Done): ServiceRequest {
  if (!done.ok) throw new Error(`refused: ${done.refusal.code}`);
  return done.request;
}

/** The refusal's code; undefined when it was done. */
export function codeOf(done: Done): string | undefined {
  return done.ok ? undefined : done.refusal.code;
}

export function setUpRequests(items: readonly ServiceItem[] = ITEMS) {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  let now = MORNING;
  let drawn = 100_000_000;
  let phones = 0;
  const clock = () => now;
  const box = createSecretBox(KEY);
  const ground = { store, box, clock };
  const members = createMembers({
    ...ground,
    key: KEY,
    timeZone: ZONE,
    randomDigits: () => String(++drawn),
  });
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const notes = createStaffNotes({ ...ground, log, duty: undefined, staffAccounts: members.staffAccounts });
  const pushes = createPushes({
    ...ground,
    recipients: { accountsOf: members.accountsOf, nameOf: (id) => members.get(id)?.name },
  });
  const officeHours = loadOfficeHours(
    join(DATA, "office-hours.csv"),
    loadHolidays(join(DATA, "holidays.csv")),
    ZONE,
  );
  const catalogue: Catalogue = {
    items,
    byId: new Map(items.map((one) => [one.id, one])),
    sample: true,
    note: undefined,
    version: "test",
  };
  const shown = { catalogue };
  const followUps: { id: number; words: string }[] = [];
  const parts = {
    ...ground,
    timeZone: ZONE,
    members,
    catalogue: { current: () => shown.catalogue },
    officeHours,
    pushes,
    toAccount: notes.toAccount,
    tellStaff: (note: Parameters<typeof notes.tell>[0]) => void notes.tell(note),
    followUp: (request: ServiceRequest, words: string) => void followUps.push({ id: request.id, words }),
    mayCarryPersonal: (channel: string) => channel !== "telegram",
  };
  const requests = createRequests(parts);

  const bind = (
    accountId: string,
    channel: string,
    target: Parameters<typeof members.invite>[1],
    name: string,
    lastFour: string,
  ) => {
    const { id } = members.invite(OPERATOR, target);
    const bound = members.bind({ channel, accountId }, id, { name, lastFour }, "v1");
    if (bound.kind !== "bound") throw new Error(`not bound: ${bound.kind}`);
    return bound;
  };
  const phone = () => `1380000${String(++phones).padStart(4, "0")}`;

  return {
    ...parts,
    requests,
    /** Another process over the same store. */
    restarted: () => createRequests(parts),
    followUps,
    pass: (ms: number) => {
      now += ms;
    },
    setClock: (to: number) => {
      now = to;
    },
    /** The catalogue loses its items. */
    loseItems: () => {
      shown.catalogue = { ...catalogue, items: [], byId: new Map() };
    },
    /** A member; bound to `telegram:<account>` when one is given. */
    member(account?: string, draft: Partial<MemberDraft> = {}): number {
      const name = draft.name ?? "王大明";
      const number = phone();
      const id = members.add(OPERATOR, {
        name,
        category: "离休",
        phone: number,
        address: "泰山路1号3栋201",
        district: "天元区",
        ...draft,
      });
      if (account !== undefined) bind(account, "telegram", { memberId: id }, name, number.slice(-4));
      return id;
    },
    proxy(memberId: number, account: string): { proxyId: number; grantId: number } {
      const number = phone();
      const grantId = members.grant(OPERATOR, { memberId, name: "王小红", phone: number, relation: "女儿" });
      const bound = bind(account, "telegram", { proxyGrantId: grantId }, "王小红", number.slice(-4));
      return { proxyId: bound.proxyId!, grantId };
    },
    staff(account: string | undefined, name: string, ...roles: Role[]): number {
      const number = phone();
      const id = members.addStaff(OPERATOR, { name, roles, phone: number });
      if (account !== undefined) bind(account, "telegram", { staffId: id }, name, number.slice(-4));
      return id;
    },
    /** Orders for a member, from the account `telegram:<chatId>` where one is given. */
    order(memberId: number, more: Partial<OrderDraft> & { by?: Actor } = {}): ServiceRequest {
      const { by = { kind: "member", memberId }, ...draft } = more;
      return ordered(requests.submit(by, draftFor(memberId, draft)));
    },
    draftFor,
    /** What an account was sent, oldest first; channel telegram unless told. */
    told(accountId: string, channel = "telegram") {
      return store.records
        .select()
        .from(tables.outbox)
        .all()
        .filter((row) => row.channel === channel && row.chatId === accountId)
        .map((row) => {
          const reply = JSON.parse(box.open(row.body)) as Reply;
          return {
            key: row.uniqueKey,
            lane: row.lane,
            status: row.status,
            text: replyText(reply),
            actions: reply.choices.map(({ action }) => action),
          };
        });
    },
    /** Whom liaisons are to call, and what they read aloud. */
    calls: () =>
      store.records
        .select()
        .from(tables.push)
        .all()
        .filter(({ status }) => status === "calling")
        .map(({ memberId, aloud }) => ({ memberId, aloud: box.open(aloud) })),
  };
}

export type Bureau = ReturnType<typeof setUpRequests>;

function draftFor(memberId: number | undefined, more: Partial<OrderDraft> = {}): OrderDraft {
  return {
    itemId: "repair",
    ...(memberId === undefined ? {} : { memberId }),
    source: "chat",
    detail: { contactName: "王大明", needs: [], answers: {}, words: "水管漏了" },
    ...more,
  };
}
