/** Looking somebody or something up by name: a branch, for staff; an invitee, when ticking. */
import {
  type Choice,
  type Context,
  type Flow,
  type FlowStep,
  type IncomingMessage,
  paragraph,
  plainWords,
  type Reply,
  type Speaker,
  say,
} from "../../../../dialogue/index.ts";
import { type Branch, hasRole, staffActor } from "../../../members/index.ts";
import { ORGANISER_LABELS as LABELS, ORGANISER } from "../organiserText.ts";
import { branchHome } from "./branchPage.ts";
import { foundToTick } from "./inviteePages.ts";
import { action, asksUs, attempt, type OrganiserParts, organiserOf } from "./organiserParts.ts";

const LAPSES_MS = 30 * 60_000;
const MOST_OFFERED = 8;

/** Branches that the speaker runs as a secretary. */
export function ownBranches(
  { sessions, members }: Pick<OrganiserParts, "sessions" | "members">,
  speaker: Speaker,
): readonly Branch[] {
  if (speaker.self === undefined) return [];
  const own = new Set(sessions.branchesOf(speaker.self.memberId).map(({ id }) => id));
  return members.branches().filter(({ id }) => own.has(id));
}

/** Whether every branch is theirs to run. */
export function runsAll(speaker: Speaker): boolean {
  const staff = staffActor(speaker);
  return staff !== undefined && hasRole(staff, "editor");
}

/** A button a branch. */
export function branchChoices(branches: readonly Branch[]): readonly Choice[] {
  return branches.slice(0, MOST_OFFERED).map(({ id, name }) => ({ label: name, action: action("b", id) }));
}

/** `study.branch`: staff write some characters of a branch's name. */
export function createBranchFlow(parts: OrganiserParts): Flow<Record<string, never>> {
  function take(message: IncomingMessage, { speaker }: Context): FlowStep<Record<string, never>> {
    if (message.action !== undefined) return { kind: "pass" };
    if (!runsAll(speaker)) return { kind: "end", replies: [say([ORGANISER.notYours])] };
    const wanted = plainWords(message.text);
    if (wanted.startsWith("/")) return { kind: "pass" };
    const found =
      wanted === "" ? [] : parts.members.branches().filter(({ name }) => plainWords(name).includes(wanted));
    const exact = found.filter(({ name }) => plainWords(name) === wanted);
    const [only, second] = exact.length === 1 ? exact : found;
    if (only === undefined && asksUs(message.text)) return { kind: "pass" };
    if (only === undefined) return { kind: "stay", data: {}, replies: [say([ORGANISER.noBranch])] };
    if (second === undefined) return { kind: "end", replies: branchHome(parts, only, true) };
    const words = found.length > MOST_OFFERED ? ORGANISER.manyBranches(found.length) : ORGANISER.whichBranch;
    return { kind: "stay", data: {}, replies: [say([words], branchChoices(found))] };
  }

  return {
    name: "study.branch",
    version: 1,
    outcome: "study",
    lapsesAfterMs: LAPSES_MS,
    lapsed: ORGANISER.branchLapsed,
    cancelled: ORGANISER.dropped,
    take: async (message, _, context) => take(message, context),
    ask: (_, { speaker }) => askBranch(parts, speaker),
  };
}

/** The question, with own branches as buttons, if there are any. */
export function askBranch(parts: OrganiserParts, speaker: Speaker): Reply {
  const own = branchChoices(ownBranches(parts, speaker));
  return say([runsAll(speaker) ? ORGANISER.writeBranch : ORGANISER.whichBranch], own);
}

/** A session whose list is being ticked. */
export interface FindData {
  readonly sessionId: number;
}

/** `study.find`: a name of the list, shown as buttons to tick. */
export function createFindFlow(parts: OrganiserParts): Flow<FindData> {
  const { sessions } = parts;
  const back = (sessionId: number): Choice => ({
    label: LABELS.tick,
    action: action("tick", sessionId, 0),
  });

  function take(message: IncomingMessage, { sessionId }: FindData, { speaker }: Context): FlowStep<FindData> {
    if (message.action !== undefined) return { kind: "pass" };
    if (plainWords(message.text).startsWith("/")) return { kind: "pass" };
    const session = sessions.get(sessionId);
    const actor = session && organiserOf(parts, speaker, session.branchId);
    if (session === undefined || actor === undefined)
      return { kind: "end", replies: [say([ORGANISER.gone])] };
    const invitees = attempt(parts, () => sessions.invitees(actor, sessionId));
    if (!invitees.ok) return { kind: "end", replies: [say([invitees.words])] };
    const found = foundToTick(session, invitees.value, message.text);
    if (found !== undefined) return { kind: "end", replies: [found] };
    if (asksUs(message.text)) return { kind: "pass" };
    return {
      kind: "stay",
      data: { sessionId },
      replies: [{ blocks: [paragraph(ORGANISER.findNone)], choices: [back(sessionId)] }],
    };
  }

  return {
    name: "study.find",
    version: 1,
    outcome: "study",
    lapsesAfterMs: LAPSES_MS,
    lapsed: ORGANISER.findLapsed,
    cancelled: ORGANISER.dropped,
    take: async (message, data, context) => take(message, data, context),
    ask: ({ sessionId }) => say([ORGANISER.findAsk], [back(sessionId)]),
  };
}
