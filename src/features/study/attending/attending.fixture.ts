/** An invented bureau with two branches, for the tests of attendance and calendars; sessions are rows put in by hand. */
import { onTestFinished } from "vitest";
import type { Role } from "../../../dialogue/index.ts";
import { createSecretBox, openStore, type Store, tables } from "../../../store/index.ts";
import { type Actor, createMembers, type MemberDraft, type Members } from "../../members/index.ts";
import { createSessions } from "../sessions/sessions.ts";
import type { Sessions } from "../types.ts";
import { createAttending } from "./attending.ts";
import type { AttendingParts } from "./attendingParts.ts";

export const ZONE = "Asia/Shanghai";
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const KEY = Buffer.alloc(32, 7);
export const OPERATOR: Actor = { kind: "operator", name: "test" };
/** The session of the tests: Friday 2026-11-27, 15:00 to 16:30 in Shanghai. */
export const START = Date.UTC(2026, 10, 27, 7);
export const END = START + 90 * MINUTE_MS;

const { studyInvitee, studyMaterial, studyReflection, studySession } = tables;

type SessionRow = typeof studySession.$inferInsert;
type InviteeRow = typeof studyInvitee.$inferInsert;

export function staffActor(...roles: Role[]): Actor {
  return { kind: "staff", staffId: 99, name: "测试员", roles };
}

export function memberActor(memberId: number): Actor {
  return { kind: "member", memberId };
}

export function setUpStudy(more: Partial<AttendingParts> = {}) {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  let now = START;
  const clock = () => now;
  const box = createSecretBox(KEY);
  const members = createMembers({ store, box, key: KEY, clock, timeZone: ZONE });
  const person = (name: string, draft: Partial<MemberDraft> = {}) =>
    members.add(OPERATOR, { name, category: "退休", ...draft });

  const branchId = members.addBranch(OPERATOR, { name: "测试第一支部" });
  const otherBranchId = members.addBranch(OPERATOR, { name: "测试第二支部" });
  const secretaryId = person("书记甲", { branchId });
  const memberId = person("党员乙", { branchId });
  const strangerId = person("党员丙", { branchId: otherBranchId });
  members.setSecretary(OPERATOR, branchId, secretaryId);

  let made = 0;
  const session = (row: Partial<SessionRow> = {}): number => {
    made++;
    return store.records
      .insert(studySession)
      .values({
        uid: `session-${made}@jinqiu.test`,
        title: `学习活动${made}`,
        form: "学习",
        startsAt: START,
        endsAt: END,
        place: "测试会议室",
        audience: { version: 1, branchIds: [branchId] },
        branchId,
        pickUp: false,
        reminders: [4_320, 1_440, 120],
        inviteAt: START - 14 * DAY_MS,
        status: "planned",
        code: String(1_000 + made),
        createdAt: START - 14 * DAY_MS,
        createdBy: "operator:test",
        ...row,
      })
      .returning({ id: studySession.id })
      .get().id;
  };
  const sessions = readSessions(store, members, clock);
  const attending = createAttending({
    store,
    box,
    clock,
    timeZone: ZONE,
    members,
    sessions,
    quizBest: () => [],
    audit: members.audit,
    ...more,
  });
  return {
    store,
    tables,
    box,
    members,
    sessions,
    attending,
    clock,
    branchId,
    otherBranchId,
    secretaryId,
    memberId,
    strangerId,
    person,
    session,
    at: (moment: number) => {
      now = moment;
    },
    invite: (sessionId: number, who: number, row: Partial<InviteeRow> = {}) =>
      store.records
        .insert(studyInvitee)
        .values({ sessionId, memberId: who, ...row })
        .run(),
    material: (sessionId: number) =>
      store.records
        .insert(studyMaterial)
        .values({
          sessionId,
          title: "材料",
          url: "https://example.org/",
          addedAt: now,
          addedBy: "operator:test",
        })
        .run(),
    /** The row of a member and session as it is stored. */
    row: (sessionId: number, who: number) =>
      store.records
        .select()
        .from(studyInvitee)
        .all()
        .find((one) => one.sessionId === sessionId && one.memberId === who),
    reflectionRows: () => store.records.select().from(studyReflection).all(),
    codeOf: (sessionId: number) => sessions.get(sessionId)?.code ?? "",
  };
}

/** Of sessions only what reads is asked here: nothing is sent, ordered or chosen. */
function readSessions(store: Store, members: Members, clock: () => number): Sessions {
  const unasked = () => {
    throw new Error("not asked in these tests");
  };
  return createSessions({
    store,
    box: createSecretBox(KEY),
    clock,
    timeZone: ZONE,
    members,
    audiences: {
      read: unasked,
      memberIds: unasked,
      staffIds: unasked,
      count: unasked,
      has: unasked,
      names: unasked,
      say: unasked,
    },
    pushes: { send: unasked, cancel: unasked, acknowledge: unasked },
    calendar: { isHoliday: unasked, nextWorkday: unasked },
    rides: { order: unasked, open: unasked, takeBack: unasked, cancel: unasked },
    tellStaff: unasked,
    sessionPath: unasked,
    newUid: unasked,
  });
}
