/**
 * `npm run -s test:proof`: kill -9 while an announcement is corrected and another recalled. Both go to the same people;
 * the kills are aimed at the walk over the recipients and at the changes of what was sent. PROOF_SEED repeats a run's
 * chances.
 */
import { rmSync } from "node:fs";
import { expect, it, onTestFinished } from "vitest";
import { type RealProcess, startRealProcess } from "../realProcess.ts";
import { seededRandom } from "../seededRandom.ts";
import { startTelegramServer, type TelegramServer } from "../telegramServer.ts";
import { announce, atWork, type Drill, makeJobsDue, memberChat, prepareDrill } from "./drill.ts";
import { lookInto, type OutboxEvidence } from "./evidence.repo.ts";
import { placesOf, progressAtRest } from "./progress.ts";

const SEED = Number(process.env["PROOF_SEED"] ?? Date.now() % 2 ** 31);
const MEMBERS = 200;
const CORRECTED = { title: "体检通知", body: "下周二上午八点，在市中心医院体检。" };
const RIGHT_BODY = "下周三上午八点，在市中心医院体检。";
const WRONG_REASON = "日期写错了";
const RECALLED = { title: "观影通知", body: "周五下午两点，在老党员之家看电影。" };
const OFF_REASON = "放映机坏了";
/** So many have got it when it is corrected, or recalled. */
const REACHED = 80;
const LIMIT_MS = 60_000;
/** After what the kill is aimed at: the walk takes eight transactions, the changes some seconds. */
const LATEST_MS = 60;
const TOLERANCE_MS = 15;

it("corrects an announcement in every chat, and takes another back, through 5 kills", async () => {
  const began = performance.now();
  const random = seededRandom(SEED);
  const server = await startTelegramServer();
  onTestFinished(() => server.close());
  server.enforceLimits({ perSecond: 30, perChatMs: 1000, toleranceMs: TOLERANCE_MS });
  const drill = await prepareDrill({ server, members: MEMBERS });
  onTestFinished(() => rmSync(drill.folder, { recursive: true, force: true }));
  const { corrected, recalled } = await atWork(drill.settings, async (assistant) => {
    const ids = {
      corrected: announce(assistant, drill, CORRECTED),
      recalled: announce(assistant, drill, RECALLED),
    };
    await makeJobsDue(assistant, drill);
    return ids;
  });
  const lives = aimedKills(server, drill, random);
  const hasCome = (title: string) =>
    server.sent.filter(({ text }) => text.startsWith(title)).length >= REACHED;
  const expectWholeReports = () => {
    for (const id of [corrected, recalled]) {
      const progress = progressAtRest(drill.databasePath, id);
      expect([progress.recipients, placesOf(progress)], `seed ${SEED}`).toEqual([MEMBERS, MEMBERS]);
    }
  };

  await lives.killOnce("the first one is on its way", () => hasCome(CORRECTED.title));
  await atWork(drill.settings, async (assistant) => {
    assistant.announcements.correct(drill.approver, corrected, { body: RIGHT_BODY, reason: WRONG_REASON });
    await makeJobsDue(assistant, drill);
  });
  await lives.killOnce("the correction is under way", () => lives.isUnderWay(corrected));
  expectWholeReports();
  await lives.killOnce("messages are being edited", (called) => called("editMessageText"));
  expectWholeReports();
  await lives.killOnce("the second one is on its way", () => hasCome(RECALLED.title));
  await atWork(drill.settings, async (assistant) => {
    assistant.announcements.recall(drill.approver, recalled, OFF_REASON);
    await makeJobsDue(assistant, drill);
  });
  await lives.killOnce("the recall is under way", () => lives.isUnderWay(recalled));
  expectWholeReports();
  const last = startRealProcess(drill);
  onTestFinished(() => last.kill());
  await lives.settled([corrected, recalled], last);
  expect(await last.stop()).toBe(0);
  expectWholeReports();

  const facts = lookInto(drill.databasePath, (evidence) => ({
    outbox: evidence.outbox(),
    pushes: evidence.pushes(),
    corrected: { status: evidence.announcementStatus(corrected), steps: evidence.steps(corrected) },
    recalled: { status: evidence.announcementStatus(recalled), steps: evidence.steps(recalled) },
  }));
  const sending = ["create", "submit", "approve", "start"].map((step) => `announcement.${step}`);
  expect(facts.corrected.status).toBe("sent");
  // All may have been queued before the correction came, or only after it.
  const [corrections, rest] = parted(facts.corrected.steps, "announcement.correct");
  expect([corrections, rest]).toEqual([1, [...sending, "announcement.finish"]]);
  expect(facts.recalled.status).toBe("recalled");
  const [recalls, others] = parted(facts.recalled.steps, "announcement.recall");
  expect(recalls).toBe(1);
  expect([sending, [...sending, "announcement.finish"]]).toContainEqual(others);
  const unfinished = facts.outbox.filter(({ status }) => status !== "sent" && status !== "cancelled");
  expect(unfinished).toEqual([]);
  const uncertain = checkChats(server, facts.outbox);
  const seconds = Math.round((performance.now() - began) / 1000);
  process.stdout.write(
    `kill -9 under correction and recall: 5 kills, ${MEMBERS} recipients, ${server.sent.length} sends, ` +
      `${lives.called("editMessageText")} edits, ${lives.called("deleteMessage")} removals, ` +
      `${uncertain} copies of sends of unknown outcome, ${seconds} s, seed ${SEED}\n`,
  );
});

/** Lives of the process that end when something has come about. */
function aimedKills(server: TelegramServer, drill: Drill, random: () => number) {
  async function until(what: string, life: RealProcess, holds: () => boolean): Promise<void> {
    const latest = performance.now() + LIMIT_MS;
    while (!holds()) {
      expect(life.ended, `${what}, seed ${SEED}: ${life.lastWords()}`).toBeUndefined();
      if (performance.now() > latest) throw new Error(`not within ${LIMIT_MS} ms: ${what}, seed ${SEED}`);
      await pass(5);
    }
  }

  return {
    /** Starts it, and kills it a moment after `holds` does; it is told what was called in this life. */
    async killOnce(what: string, holds: (called: (method: string) => boolean) => boolean): Promise<void> {
      const callsBefore = server.calls.length;
      const called = (wanted: string) =>
        server.calls.slice(callsBefore).some(({ method }) => method === wanted);
      const life = startRealProcess(drill);
      onTestFinished(() => life.kill());
      await until(what, life, () => holds(called));
      await pass(random() * LATEST_MS);
      await life.kill();
    },
    /** Some recipients have been gone through. */
    isUnderWay: (id: number): boolean =>
      lookInto(drill.databasePath, (evidence) => evidence.corrections(id)).some(
        ({ doneUpTo }) => doneUpTo !== 0,
      ),
    called: (wanted: string): number => server.calls.filter(({ method }) => method === wanted).length,
    /** All is carried out, and nothing waits. */
    settled: (ids: readonly number[], life: RealProcess): Promise<void> =>
      until("all is carried out", life, () =>
        lookInto(
          drill.databasePath,
          (evidence) =>
            evidence.waiting() === 0 &&
            ids.every((id) => evidence.corrections(id).every(({ finishedAt }) => finishedAt !== null)),
        ),
      ),
  };
}

/**
 * In every chat: each message that we know of says what is right, or is gone; whoever may have another copy, of a send
 * that was cut off, has been told; nobody was told twice. Returns how many such copies there are.
 */
function checkChats(server: TelegramServer, outbox: readonly OutboxEvidence[]): number {
  let copies = 0;
  for (let n = 0; n < MEMBERS; n += 1) {
    const chat = memberChat(n);
    const rows = outbox.filter(({ chatId, operation }) => chatId === String(chat) && operation === "send");
    const known = new Set(rows.flatMap(({ receipts }) => receipts ?? []));
    const uncertain = rows.reduce((sum, row) => sum + row.uncertain, 0);
    const shown = server.sentTo(chat).filter(({ deleted }) => deleted !== true);
    const of = (start: string) => shown.filter(({ text }) => text.startsWith(start));
    const first = of(CORRECTED.title);
    const stale = first.filter(({ text }) => !text.includes(RIGHT_BODY));
    const left = of(RECALLED.title);
    const told = { corrected: of(`更正：${CORRECTED.title}`), recalled: of("之前发给您的通知") };
    const ours = [...stale, ...left].filter(({ messageId }) => known.has(String(messageId)));
    expect(
      ours.map(({ text }) => text),
      `chat ${chat}, seed ${SEED}`,
    ).toEqual([]);
    expect(first.length - stale.length, `chat ${chat} has the right words`).toBeGreaterThan(0);
    expect(stale.length + left.length, `copies in chat ${chat}`).toBeLessThanOrEqual(uncertain);
    if (stale.length > 0) expect(told.corrected.length, `chat ${chat} is told`).toBeGreaterThan(0);
    if (left.length > 0) expect(told.recalled.length, `chat ${chat} is told`).toBeGreaterThan(0);
    for (const messages of Object.values(told)) {
      expect(messages.length, `told in chat ${chat}`).toBeLessThanOrEqual(1 + uncertain);
    }
    copies += stale.length + left.length;
  }
  return copies;
}

/** How often a step was done, and the others in order. */
function parted(steps: readonly string[], step: string): [number, string[]] {
  const others = steps.filter((one) => one !== step);
  return [steps.length - others.length, others];
}

function pass(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
