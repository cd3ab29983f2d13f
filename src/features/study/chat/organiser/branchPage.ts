/** What an organiser is shown: a branch with its next session, one session, lists of sessions. */
import { type Block, type Choice, paragraph, type Reply, strong } from "../../../../dialogue/index.ts";
import type { Branch } from "../../../members/index.ts";
import { sayStart, sayWhen } from "../../sessions/when.ts";
import type { StudySession } from "../../types.ts";
import { ORGANISER_LABELS as LABELS, ORGANISER, sayCounts } from "../organiserText.ts";
import { action, BRANCH_CHOICE, type OrganiserParts } from "./organiserParts.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Ticks and codes count from so long before the start … */
const BEFORE_MS = 60 * MINUTE_MS;
/** … codes until so long after the end, ticks for 30 days. */
const AFTER_MS = 60 * MINUTE_MS;
const TICK_DAYS = 30;
const YEAR_DAYS = 366;
const MOST_LISTED = 8;
/** Of a year: weekly sessions, twice. */
const MOST_READ = 120;

type ViewParts = Pick<OrganiserParts, "sessions" | "clock" | "timeZone" | "members">;

/** The session that is on, or else the next; undefined where none is planned. */
export function nextSession(
  { sessions, clock }: Pick<OrganiserParts, "sessions" | "clock">,
  branchId: number,
): StudySession | undefined {
  // A code is good for an hour after the end, and so is the session's place at the top.
  return sessions.list({ branchId, from: clock() - AFTER_MS, status: "planned", limit: 1 })[0];
}

/** Two replies: the next session with what can be done about it, and the branch's other business. */
export function branchHome(parts: ViewParts, branch: Branch, mayChoose: boolean): readonly Reply[] {
  const session = nextSession(parts, branch.id);
  const { id } = branch;
  const other: Choice[] = mayChoose ? [{ label: LABELS.otherBranch, action: action("choose") }] : [];
  const rest: Reply = {
    blocks: [paragraph(ORGANISER.branchRest)],
    choices: [
      { label: LABELS.create, action: action("new", id) },
      { label: LABELS.series, action: action("series", id) },
      { label: LABELS.upcoming, action: action("list", id) },
      { label: LABELS.past, action: action("past", id) },
      { label: LABELS.feed, action: action("feed", id) },
      { label: LABELS.year, action: action("year", id) },
      ...other,
    ],
  };
  if (session === undefined) {
    const blocks = [strong(branch.name), paragraph(ORGANISER.nothingPlanned)];
    return [{ blocks, choices: [] }, rest];
  }
  const card = sessionCard(parts, session);
  return [{ ...card, blocks: [strong(branch.name), paragraph(ORGANISER.next), ...card.blocks] }, rest];
}

/** One session, its answers in figures, and the buttons that make sense now. */
export function sessionCard(parts: ViewParts, session: StudySession): Reply {
  const counts = parts.sessions.counts(session.id);
  return {
    blocks: [...sessionBlocks(parts, session), paragraph(sayCounts(counts))],
    choices: sessionChoices(session, counts.unanswered + counts.later, parts),
  };
}

function sessionBlocks(
  { clock, timeZone }: Pick<OrganiserParts, "clock" | "timeZone">,
  session: StudySession,
): readonly Block[] {
  const { title, form, where, capacity, contact, note, status, cancelReason, inviteAt } = session;
  const now = clock();
  const lines = [
    ORGANISER.when(sayWhen(session, { timeZone, now })),
    ORGANISER.where(where),
    ...(capacity === null ? [] : [ORGANISER.capacity(capacity)]),
    ...(contact === null ? [] : [ORGANISER.contact(contact)]),
    ...(note === null ? [] : [ORGANISER.note(note)]),
    ...(status === "cancelled" ? [ORGANISER.cancelled(cancelReason)] : []),
    ...(status === "planned" && inviteAt > now
      ? [ORGANISER.inviteLater(sayStart(inviteAt, { timeZone, now }))]
      : []),
  ];
  return [strong(`${title}（${form}）`), ...lines.map(paragraph)];
}

/** In the order in which they are wanted: before it, on the day, after it. */
function sessionChoices(
  { id, status, startsAt, endsAt }: StudySession,
  silent: number,
  { clock }: Pick<OrganiserParts, "clock">,
): readonly Choice[] {
  const now = clock();
  const button = (label: string, verb: string, ...more: number[]): Choice => ({
    label,
    action: action(verb, id, ...more),
  });
  const who = button(LABELS.who, "who", 0);
  if (status === "cancelled") return [who, BRANCH_CHOICE];
  const begins = now >= startsAt - BEFORE_MS;
  const before = now < startsAt;
  return [
    ...(begins && now <= endsAt + TICK_DAYS * DAY_MS ? [button(LABELS.tick, "tick", 0)] : []),
    ...(now >= startsAt - DAY_MS && now <= endsAt + AFTER_MS ? [button(LABELS.code, "code")] : []),
    who,
    ...(before && silent > 0 ? [button(LABELS.nudge, "nudge")] : []),
    ...(before ? [button(LABELS.move, "move"), button(LABELS.place, "place")] : []),
    button(LABELS.materials, "mats"),
    ...(before ? [] : [button(LABELS.reflections, "refl", 0)]),
    ...(before ? [button(LABELS.cancel, "cancel")] : []),
  ];
}

/** 以后的活动, 以前的活动: a button a session. */
export function sessionList(parts: ViewParts, branchId: number, which: "upcoming" | "past"): Reply {
  const { sessions, clock, timeZone } = parts;
  const now = clock();
  const found =
    which === "upcoming"
      ? sessions.list({ branchId, from: now, status: "planned", limit: MOST_LISTED })
      : sessions
          .list({ branchId, from: now - YEAR_DAYS * DAY_MS, to: now, limit: MOST_READ })
          .filter(({ endsAt }) => endsAt <= now)
          .toReversed()
          .slice(0, MOST_LISTED);
  if (found.length === 0) {
    const words = which === "upcoming" ? ORGANISER.noneUpcoming : ORGANISER.nonePast;
    return { blocks: [paragraph(words)], choices: [BRANCH_CHOICE] };
  }
  const title = which === "upcoming" ? ORGANISER.upcomingTitle : ORGANISER.pastTitle;
  return {
    blocks: [paragraph(title)],
    choices: [
      ...found.map(
        (session): Choice => ({
          label: `${sayStart(session.startsAt, { timeZone, now })} ${session.title}`,
          action: action("s", session.id),
        }),
      ),
      BRANCH_CHOICE,
    ],
  };
}
