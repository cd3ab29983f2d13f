/** An invented bureau with branches, homes and their members, for the tests of study sessions: a clock that is set. */
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import { createPushes, instantOf, loadHolidays } from "../../delivery/index.ts";
import { type Reply, type Role, replyText } from "../../dialogue/index.ts";
import { createSecretBox, openStore, tables } from "../../store/index.ts";
import { type Actor, createAudiences, createMembers, type MemberDraft } from "../members/index.ts";
import type { Ride, Rides } from "./sessions/answers/rides.ts";
import { createSessions } from "./sessions/sessions.ts";
import type { SessionsParts, StaffNote } from "./sessions/sessionsParts.ts";
import type { SeriesDraft, SessionDraft } from "./types.ts";

export const ZONE = "Asia/Shanghai";
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/** Tuesday 2026-11-24, 09:00 in Shanghai. */
export const MORNING = Date.UTC(2026, 10, 24, 1);
export const OPERATOR: Actor = { kind: "operator", name: "test" };
export const KEY = Buffer.alloc(32, 7);
const DATA = resolve(import.meta.dirname, "../../../data");

/** An instant in Shanghai: `at("2026-11-27", "15:00")`. */
export function at(day: string, time = "15:00"): number {
  return instantOf(day, time, ZONE);
}

export function staffActor(staffId: number, ...roles: Role[]): Actor {
  return { kind: "staff", staffId, name: "测试员", roles };
}

/** One push as it lies in the outbox or on the call list. */
export interface SentPush {
  readonly key: string;
  /** `invite`, `change`, `cancel`, `remind`, `nudge`, `promoted`. */
  readonly what: string;
  readonly memberId: number;
  readonly status: string;
  readonly urgent: boolean;
  readonly readBy: number | null;
  readonly text: string;
  readonly aloud: string;
  readonly actions: readonly string[];
  readonly links: Reply["links"];
}

/** Rides that are always to be had, and can be taken back until they are marked as under way. */
export function fakeRides() {
  const rides = new Map<
    number,
    { memberId: number; sessionId: number; state: "open" | "onTheWay" | "cancelled" }
  >();
  let refused = false;
  const parts: Rides = {
    order(_actor, session, memberId): Ride {
      if (refused) return { kind: "refused", words: "接送没有约上。" };
      const requestId = rides.size + 1;
      rides.set(requestId, { memberId, sessionId: session.id, state: "open" });
      return { kind: "ordered", requestId, number: `20261124-${String(requestId).padStart(4, "0")}` };
    },
    open: (id) =>
      (rides.get(id)?.state ?? "cancelled") === "cancelled"
        ? undefined
        : `20261124-${String(id).padStart(4, "0")}`,
    takeBack(_actor, id) {
      const ride = rides.get(id)!;
      if (ride.state === "onTheWay") return false;
      rides.set(id, { ...ride, state: "cancelled" });
      return true;
    },
    cancel(id) {
      rides.set(id, { ...rides.get(id)!, state: "cancelled" });
      return true;
    },
  };
  return {
    parts,
    rides,
    refuse: () => {
      refused = true;
    },
    setOut: (id: number) => rides.set(id, { ...rides.get(id)!, state: "onTheWay" }),
  };
}

/**
 * Two homes, two branches with four members each (the first of each its secretary), nobody of them reachable until
 * `bind`.
 */
export function setUpStudy(more: Partial<SessionsParts> = {}) {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  let now = MORNING;
  let drawn = 100_000_000;
  let [phones, uids, codes] = [0, 0, 1000];
  const clock = () => now;
  const box = createSecretBox(KEY);
  const ground = { store, box, clock, timeZone: ZONE };
  const members = createMembers({ ...ground, key: KEY, randomDigits: () => String(++drawn) });
  const audiences = createAudiences({ ...ground, members });
  const pushes = createPushes({
    ...ground,
    recipients: { accountsOf: members.accountsOf, nameOf: (id) => members.get(id)?.name },
  });
  const notes: StaffNote[] = [];
  const rides = fakeRides();
  const parts: SessionsParts = {
    ...ground,
    members,
    audiences,
    pushes,
    calendar: loadHolidays(join(DATA, "holidays.csv")),
    rides: rides.parts,
    tellStaff: (note) => void notes.push(note),
    sessionPath: (id) => `/calendar/session/${id}-test.ics`,
    mapUrl: ({ address }) =>
      address === null ? undefined : `https://example.org/map?q=${encodeURIComponent(address)}`,
    newUid: () => `test-${++uids}@jinqiu`,
    randomDigits: () => String(++codes),
    ...more,
  };
  const sessions = createSessions(parts);

  const phoneOf = new Map<number, string>();
  function member(draft: Partial<MemberDraft> = {}): number {
    const phone = `1380000${String(++phones).padStart(4, "0")}`;
    const name = draft.name ?? `测试${phones}`;
    const id = members.add(OPERATOR, { name, category: "退休", district: "天元区", ...draft, phone });
    phoneOf.set(id, phone);
    return id;
  }
  /** Binds `telegram:<account>`, `m<id>` unless told. */
  function bind(memberId: number, account = `m${memberId}`): void {
    const { id } = members.invite(OPERATOR, { memberId });
    const proof = { name: members.get(memberId)!.name, lastFour: phoneOf.get(memberId)!.slice(-4) };
    const bound = members.bind({ channel: "telegram", accountId: account }, id, proof, "v1");
    if (bound.kind !== "bound") throw new Error(`not bound: ${bound.kind}`);
  }
  function branchOf(name: string, homeId: number) {
    const id = members.addBranch(OPERATOR, { name, homeId });
    const memberIds = [1, 2, 3, 4].map((n) => member({ name: `${name.slice(0, 2)}${n}号`, branchId: id }));
    members.setSecretary(OPERATOR, id, memberIds[0]!);
    return { id, secretaryId: memberIds[0]!, memberIds, homeId };
  }
  const homes = {
    tianyuan: members.addHome(OPERATOR, {
      name: "天元区老党员之家",
      level: "district",
      district: "天元区",
      address: "天元区泰山路1号",
    }),
    lusong: members.addHome(OPERATOR, { name: "芦淞区老党员之家", level: "district", district: "芦淞区" }),
  };
  const branches = {
    first: branchOf("第一支部", homes.tianyuan),
    second: branchOf("第二支部", homes.lusong),
  };
  const editorId = members.addStaff(OPERATOR, { name: "王敏", roles: ["editor"] });

  /** A session of the first branch in its home, in three days at 15:00, for an hour and a half. */
  function draft(over: Partial<SessionDraft> = {}): SessionDraft {
    const startsAt = over.startsAt ?? at("2026-11-27");
    return {
      title: "十月学习会",
      form: "学习",
      startsAt,
      endsAt: startsAt + 90 * MINUTE_MS,
      where: { homeId: homes.tianyuan, room: "二楼会议室" },
      audience: { version: 1, branchIds: [branches.first.id] },
      branchId: branches.first.id,
      ...over,
    };
  }
  function seriesDraft(over: Partial<SeriesDraft> = {}): SeriesDraft {
    const { startsAt: _, endsAt: __, inviteAt: ___, ...template } = draft({ title: "主题党日" });
    return {
      rule: "FREQ=MONTHLY;BYDAY=1FR",
      startsOn: "2026-11-24",
      time: "15:00",
      minutes: 90,
      onHoliday: "skip",
      template,
      ...over,
    };
  }

  return {
    ...parts,
    parts,
    sessions,
    homes,
    branches,
    editor: staffActor(editorId, "editor"),
    secretary: { kind: "member", memberId: branches.first.secretaryId } satisfies Actor,
    rides,
    notes,
    member,
    bind,
    draft,
    seriesDraft,
    /** Binds every member of a branch. */
    bindBranch: (branch: { memberIds: readonly number[] }) => {
      for (const id of branch.memberIds) bind(id);
    },
    /** A proxy of the member's. */
    proxy(memberId: number): { actor: Actor; grantId: number } {
      const phone = `1390000${String(++phones).padStart(4, "0")}`;
      const grantId = members.grant(OPERATOR, { memberId, name: "王小红", phone, relation: "女儿" });
      const { proxyId } = members.grantsOf(memberId).find((grant) => grant.grantId === grantId)!;
      return { actor: { kind: "proxy", proxyId, memberId }, grantId };
    },
    create: (over: Partial<SessionDraft> = {}) => sessions.create(OPERATOR, draft(over)),
    say: (sessionId: number, memberId: number, answer: "accept" | "decline" | "later") =>
      sessions.answer({ kind: "member", memberId }, sessionId, memberId, answer),
    setClock: (to: number) => {
      now = to;
    },
    pass: (ms: number) => {
      now += ms;
    },
    /** Another process over the same store. */
    restarted: () => createSessions(parts),
    /** Ticks until nothing is due. */
    settle(): number {
      let done = 0;
      for (let n = sessions.tick(); n > 0; n = sessions.tick()) done += n;
      return done;
    },
    /** Every push that waits is delivered now. */
    deliver(): void {
      for (const { id } of store.records.select().from(tables.push).all()) pushes.sent(id, now);
    },
    /** All pushes, oldest first. */
    sent: (what?: string): SentPush[] =>
      store.records
        .select()
        .from(tables.push)
        .all()
        .map((row) => {
          const reply = JSON.parse(box.open(row.body)) as Reply;
          return {
            key: row.uniqueKey,
            what: row.uniqueKey.split(":")[2] ?? "",
            memberId: row.memberId,
            status: row.status,
            urgent: row.urgent,
            readBy: row.readBy,
            text: replyText(reply),
            aloud: box.open(row.aloud),
            actions: reply.choices.map(({ action }) => action),
            links: reply.links,
          };
        })
        .filter((push) => what === undefined || push.what === what),
  };
}

export type StudyBureau = ReturnType<typeof setUpStudy>;
