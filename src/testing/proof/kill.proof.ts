/**
 * `npm run -s test:proof`: kill -9 at random points under load. PROOF_KILLS (50) says how often, PROOF_SEED repeats a
 * run's chances; what the machine does in between no seed repeats.
 */
import { rmSync } from "node:fs";
import { expect, it, onTestFinished } from "vitest";
import { type RealProcess, startRealProcess } from "../realProcess.ts";
import { seededRandom } from "../seededRandom.ts";
import { startTelegramServer, type TelegramServer } from "../telegramServer.ts";
import { startCrowd, type Written } from "./crowd.ts";
import { ADMIN_CHAT, announce, atWork, type Drill, makeJobsDue, prepareDrill } from "./drill.ts";
import { lookInto } from "./evidence.repo.ts";
import { placesOf, progressAtRest } from "./progress.ts";
import { checkAnnounced, checkAnswers, checkOrder, countRepeats } from "./verdict.ts";

const KILLS = Number(process.env["PROOF_KILLS"] ?? 50);
const SEED = Number(process.env["PROOF_SEED"] ?? Date.now() % 2 ** 31);
const MEMBERS = 2000;
const NOTICE = { title: "学习通知", body: "明天上午九点，请到老党员之家参加学习。" };
/** A fifth of the kills hit a start. */
const SHARE_DURING_START = 0.2;
const LONGEST_START_MS = 5_000;
const SHORTEST_LIFE_MS = 200;
const LONGEST_LIFE_MS = 2_500;
/** Queueing takes about a second, so chance seldom hits it: the first kill waits for it. */
const QUEUEING_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 10;
const FINISH_LIMIT_MS = 300_000;
/** The server measures where a message arrives, some milliseconds from where it left. */
const TOLERANCE_MS = 15;

it(`keeps every message, and an announcement to ${MEMBERS}, through ${KILLS} kills, and repeats only what was cut off between send and commit`, async () => {
  const began = performance.now();
  const random = seededRandom(SEED);
  const server = await startTelegramServer();
  onTestFinished(() => server.close());
  server.enforceLimits({ perSecond: 30, perChatMs: 1000, toleranceMs: TOLERANCE_MS });
  const drill = await prepareDrill({ server, members: MEMBERS });
  onTestFinished(() => rmSync(drill.folder, { recursive: true, force: true }));
  const id = await atWork(drill.settings, async (assistant) => {
    const made = announce(assistant, drill, NOTICE);
    await makeJobsDue(assistant, drill);
    return made;
  });
  let cuts = 0;
  const crowd = startCrowd(server, random);
  onTestFinished(() => crowd.stop());

  for (let kill = 1; kill <= KILLS; kill += 1) {
    const life = startRealProcess(drill);
    onTestFinished(() => life.kill());
    if (kill === 1) await lookFor(() => isCut(drill, id), QUEUEING_LIMIT_MS);
    else await liveAWhile(life, server, random);
    expect(life.ended, `before kill ${kill}, seed ${SEED}: ${life.lastWords()}`).toBeUndefined();
    await life.kill();
    expect(
      confirmedUnstored(server, drill, crowd.written),
      `kill ${kill}, seed ${SEED}: ${life.lastWords()}`,
    ).toEqual([]);
    const progress = progressAtRest(drill.databasePath, id);
    expect([progress.recipients, placesOf(progress)], `kill ${kill}`).toEqual([MEMBERS, MEMBERS]);
    if (isCut(drill, id)) cuts += 1;
  }
  crowd.stop();
  expect(cuts, "kills in the midst of queueing").toBeGreaterThan(0);
  const last = startRealProcess(drill);
  onTestFinished(() => last.kill());
  await settled(server, drill);
  expect(await last.stop()).toBe(0);

  const facts = lookInto(drill.databasePath, (evidence) => ({
    inbox: evidence.inbox(),
    outbox: evidence.outbox(),
    answers: evidence.answers(),
    handovers: evidence.handovers(),
    pushes: evidence.pushes(),
    calls: evidence.calls(),
    announced: {
      id,
      title: NOTICE.title,
      status: evidence.announcementStatus(id),
      recipients: evidence.recipients(id),
      steps: evidence.steps(id),
    },
  }));
  const { written } = crowd;
  expect(server.sentTo(ADMIN_CHAT).filter(({ text }) => /警报/.test(text))).toEqual([]);
  checkAnswers(written, facts, server);
  checkAnnounced(MEMBERS, facts.announced, facts, server);
  checkOrder(written, facts, server);
  const { repeats, uncertain } = countRepeats(facts, server);
  const seconds = Math.round((performance.now() - began) / 1000);
  process.stdout.write(
    `kill -9: ${KILLS} kills, ${written.length} messages, ${MEMBERS} recipients, ` +
      `queueing cut ${cuts} times, ${server.sent.length} sends, ` +
      `${repeats} duplicates, ${uncertain} sends of unknown outcome, ${server.limited} times 429, ${seconds} s, seed ${SEED}\n`,
  );
});

/** Until a random moment: now and then while it starts, otherwise some time after it began to poll. */
async function liveAWhile(life: RealProcess, server: TelegramServer, random: () => number): Promise<void> {
  if (random() < SHARE_DURING_START) return pass(random() * LONGEST_START_MS);
  const callsBefore = server.calls.length;
  const polls = () => server.calls.slice(callsBefore).some(({ method }) => method === "getUpdates");
  await server.waitUntil("the process polls", () => polls() || life.ended !== undefined, 60_000);
  return pass(SHORTEST_LIFE_MS + random() * (LONGEST_LIFE_MS - SHORTEST_LIFE_MS));
}

/** Until something is seen, or for as long as the limit. */
async function lookFor(seen: () => boolean, limitMs: number): Promise<void> {
  const until = performance.now() + limitMs;
  while (!seen() && performance.now() < until) await pass(LOOK_EVERY_MS);
}

function pass(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** What the server was told to forget although nobody has it. */
function confirmedUnstored(server: TelegramServer, drill: Drill, written: readonly Written[]): number[] {
  const pending = new Set(server.pending());
  const stored = lookInto(drill.databasePath, (evidence) => evidence.updateIds());
  return written.flatMap(({ updateId }) => (pending.has(updateId) || stored.has(updateId) ? [] : [updateId]));
}

/** Some recipients of the announcement are queued, and others are not. */
function isCut(drill: Drill, id: number): boolean {
  const recipients = lookInto(drill.databasePath, (evidence) => evidence.recipients(id));
  return new Set(recipients.map(({ queuedAt }) => queuedAt === null)).size === 2;
}

/** Nothing waits any more, neither at the server nor in the database. */
async function settled(server: TelegramServer, drill: Drill): Promise<void> {
  const until = performance.now() + FINISH_LIMIT_MS;
  for (;;) {
    const waiting = lookInto(drill.databasePath, (evidence) => evidence.waiting());
    if (waiting === 0 && server.pending().length === 0) return;
    if (performance.now() > until) throw new Error(`${waiting} messages still wait`);
    await pass(500);
  }
}
