/** The commands over an invented bureau in memory: one branch of three, one of whom has an account. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import { createFileShelf, createPushes, loadHolidays } from "../../src/delivery/index.ts";
import { type Actor, createAudiences, createMembers } from "../../src/features/members/index.ts";
import {
  createAttending,
  createQuizzes,
  createSessions,
  createStudyCalendar,
  readQuizFile,
  writeQuizTemplate,
} from "../../src/features/study/index.ts";
import { createSecretBox, openStore } from "../../src/store/index.ts";
import type { Said } from "../command.ts";
import { attendanceCommands } from "./attendanceCommands.ts";
import type { Desk, Values } from "./desk.ts";
import { quizCommands } from "./quizCommands.ts";
import { sessionCommands } from "./sessionCommands.ts";

export const DATA = resolve(import.meta.dirname, "..", "..", "data");
const ZONE = "Asia/Shanghai";
const KEY = Buffer.alloc(32, 7);
const OPERATOR: Actor = { kind: "operator", name: "test" };
/** Tuesday 2026-11-24, 09:00 in Shanghai. */
export const MORNING = Date.UTC(2026, 10, 24, 1);
const COMMANDS = { ...sessionCommands, ...attendanceCommands, ...quizCommands };

export function setUp() {
  const store = openStore(":memory:");
  onTestFinished(() => store.close());
  let now = MORNING;
  let drawn = 1000;
  const clock = () => now;
  const box = createSecretBox(KEY);
  const ground = { store, box, key: KEY, clock, timeZone: ZONE };
  const members = createMembers(ground);
  const audiences = createAudiences({ ...ground, members });
  const recipients = { accountsOf: members.accountsOf, nameOf: (id: number) => members.get(id)?.name };
  const sessions = createSessions({
    ...ground,
    members,
    audiences,
    pushes: createPushes({ ...ground, recipients }),
    calendar: loadHolidays(join(DATA, "holidays.csv")),
    rides: {
      order: () => ({ kind: "refused", words: "接送没有约上。" }),
      open: () => undefined,
      takeBack: () => true,
      cancel: () => true,
    },
    tellStaff: () => undefined,
    sessionPath: (id) => `/calendar/session/${id}.ics`,
    newUid: () => `test-${++drawn}`,
    randomDigits: () => String(++drawn),
  });
  const quizzes = createQuizzes({
    ...ground,
    random: () => 0.5,
    newId: () => ++drawn,
    members,
    audiences,
    readClause: () => undefined,
    bureau: "测试局",
  });
  const files = createFileShelf(ground);
  const desk: Desk = {
    sessions,
    attending: createAttending({
      ...ground,
      members,
      sessions,
      quizBest: quizzes.bestOf,
      audit: members.audit,
    }),
    studyCalendar: createStudyCalendar({ ...ground, members, sessions }),
    quizzes,
    audiences,
    keepFile: (file) => files.keep(file, "operator:test").id,
    readQuiz: (path) => readQuizFile(path, ZONE),
    quizTemplate: writeQuizTemplate,
    atomically: (work) => store.transaction(work),
    actor: OPERATOR,
    timeZone: ZONE,
    clock,
    publicUrl: "https://example.org",
  };
  const homeId = members.addHome(OPERATOR, { name: "测试老党员之家", level: "unit" });
  const branchId = members.addBranch(OPERATOR, { name: "测试支部", homeId });
  const people = ["测试甲", "测试乙", "测试丙"].map((name) =>
    members.add(OPERATOR, { name, category: "退休", branchId, phone: "13800001234" }),
  );
  // Of the three, one has an account.
  const { id: invitation } = members.invite(OPERATOR, { memberId: people[2]! });
  members.bind({ channel: "web", accountId: "c" }, invitation, { name: "测试丙", lastFour: "1234" }, "v1");
  const folder = mkdtempSync(join(tmpdir(), "jinqiu-study-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const run = async (
    name: keyof typeof COMMANDS,
    words: readonly string[] = [],
    values: Values = {},
  ): Promise<Said> => COMMANDS[name]!(desk, words, values);
  const usual: Values = {
    title: "测试学习会",
    at: "2026-11-27 15:00",
    minutes: "90",
    home: String(homeId),
    branch: String(branchId),
  };
  return {
    desk,
    files,
    run,
    usual,
    homeId,
    branchId,
    people,
    path: (name: string) => join(folder, name),
    setClock: (to: number) => {
      now = to;
    },
    add: async (values: Values = {}) =>
      (await run("session add", [], { ...usual, ...values })).text.split("  ")[0]!,
  };
}
