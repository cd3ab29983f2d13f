/** Who answers what, and who is there: in pages that no list of 300 names bursts. */
import { type Block, type Choice, paragraph, type Reply, strong } from "../../../../dialogue/index.ts";
import type { Invitee, StudySession } from "../../types.ts";
import { ANSWER_GROUPS, ORGANISER_LABELS as LABELS, ORGANISER } from "../organiserText.ts";
import { action } from "./organiserParts.ts";

/** Names on a page of answers: with 30 characters each they stay below a message's 4,096 (Bot API). */
export const NAMES_A_PAGE = 60;
/** Buttons on a page of ticks. */
export const TICKS_A_PAGE = 8;
/** Matches of a name offered as buttons. */
const MOST_FOUND = 8;
/** Characters of a name shown: a button has 40. */
const LONGEST_NAME = 20;

type Group = (typeof ANSWER_GROUPS)[number][0];

function groupOf({ answer, onCallList }: Invitee): Group {
  return answer ?? (onCallList ? "calling" : "none");
}

/** The page that there is, nearest to the one asked for. */
function pageOf<T>(
  all: readonly T[],
  page: number,
  size: number,
): { readonly rows: readonly T[]; readonly page: number; readonly pages: number } {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const here = Math.min(Math.max(0, page), pages - 1);
  return { rows: all.slice(here * size, (here + 1) * size), page: here, pages };
}

function paging(verb: string, sessionId: number, page: number, pages: number): readonly Choice[] {
  return [
    ...(page > 0 ? [{ label: LABELS.before, action: action(verb, sessionId, page - 1) }] : []),
    ...(page < pages - 1 ? [{ label: LABELS.next, action: action(verb, sessionId, page + 1) }] : []),
  ];
}

function toSession({ id }: Pick<StudySession, "id">): Choice {
  return { label: ORGANISER.backToSession, action: action("s", id) };
}

/** Who answers what: names in groups, 60 a page; a group's figure counts all of it. */
export function answerPage(session: StudySession, invitees: readonly Invitee[], page: number): Reply {
  const title = strong(ORGANISER.whoTitle(session.title));
  const invited = invitees.filter(({ guest }) => !guest);
  if (invited.length === 0)
    return { blocks: [title, paragraph(ORGANISER.whoNone)], choices: [toSession(session)] };
  const ordered = ANSWER_GROUPS.flatMap(([group]) =>
    invited
      .filter((one) => groupOf(one) === group)
      .sort((a, b) => (a.waitingPlace ?? 0) - (b.waitingPlace ?? 0)),
  );
  const shown = pageOf(ordered, page, NAMES_A_PAGE);
  const namer = naming(invited, session);
  const groups = ANSWER_GROUPS.flatMap(([group, name]): Block[] => {
    const here = shown.rows.filter((one) => groupOf(one) === group);
    if (here.length === 0) return [];
    const all = invited.filter((one) => groupOf(one) === group).length;
    const names = here.map((one) => `${namer(one)}${marks(one)}`).join("、");
    return [{ kind: "text", spans: [{ text: ORGANISER.group(name, all), mark: "strong" }, { text: names }] }];
  });
  const hints = shown.rows.some(({ onCallList }) => onCallList) ? [paragraph(ORGANISER.byPhoneHint)] : [];
  const pages = shown.pages > 1 ? [paragraph(ORGANISER.page(shown.page + 1, shown.pages))] : [];
  return {
    blocks: [title, ...groups, ...hints, ...pages],
    choices: [...paging("who", session.id, shown.page, shown.pages), toSession(session)],
  };
}

function marks(invitee: Invitee): string {
  const { pickUp, onCallList, waitingPlace } = invitee;
  const said = [
    ...(waitingPlace === undefined ? [] : [`第 ${waitingPlace} 位`]),
    ...(pickUp === true ? [ORGANISER.pickUp] : []),
    ...(onCallList && groupOf(invitee) !== "calling" ? [ORGANISER.byPhone] : []),
  ];
  return said.length === 0 ? "" : `（${said.join("，")}）`;
}

/**
 * A page of names as buttons, each with whether they are there. A button says what it will make of it, so that a tap
 * that arrives twice changes nothing.
 */
export function tickPage(session: StudySession, invitees: readonly Invitee[], page: number): Reply {
  const title = strong(ORGANISER.tickTitle(session.title));
  if (invitees.length === 0)
    return { blocks: [title, paragraph(ORGANISER.tickNone)], choices: [toSession(session)] };
  const shown = pageOf(inTickOrder(invitees), page, TICKS_A_PAGE);
  const present = invitees.filter(({ attendedAt }) => attendedAt !== null).length;
  const pages = shown.pages > 1 ? [paragraph(ORGANISER.page(shown.page + 1, shown.pages))] : [];
  return {
    blocks: [
      title,
      paragraph(ORGANISER.tickCount(present, invitees.length)),
      paragraph(ORGANISER.tickHow),
      ...pages,
    ],
    choices: [
      ...tickChoices(session, invitees, shown.rows, shown.page),
      ...paging("tick", session.id, shown.page, shown.pages),
      ...(shown.pages > 1 ? [{ label: LABELS.find, action: action("find", session.id) }] : []),
      toSession(session),
    ],
  };
}

/** Whoever said they come first; the order does not change with a tick, so that the page stays under the finger. */
function inTickOrder(invitees: readonly Invitee[]): readonly Invitee[] {
  const order: readonly Group[] = ["accepted", "later", "none", "waiting", "declined"];
  return [...invitees].sort(
    (a, b) =>
      Number(a.guest) - Number(b.guest) ||
      order.indexOf(groupOf(a)) - order.indexOf(groupOf(b)) ||
      a.memberId - b.memberId,
  );
}

function tickChoices(
  session: StudySession,
  all: readonly Invitee[],
  rows: readonly Invitee[],
  page: number,
): readonly Choice[] {
  const namer = naming(all, session);
  return rows.map((one): Choice => {
    const there = one.attendedAt !== null;
    return {
      // The state first: a messenger cuts long labels at their end.
      label: `${there ? LABELS.present : LABELS.absent} ${namer(one)}${one.guest ? ORGANISER.guest : ""}`,
      action: action("t", session.id, one.memberId, there ? 0 : 1, page),
    };
  });
}

/** The people whose names hold these characters, as buttons like those of a page of ticks. */
export function foundToTick(
  session: StudySession,
  invitees: readonly Invitee[],
  written: string,
): Reply | undefined {
  const wanted = written.normalize("NFKC").replace(/[\s。，,·•]/gu, "");
  if (wanted === "") return undefined;
  const ordered = inTickOrder(invitees);
  const found = ordered.filter(({ name }) => name.replace(/[\s·•]/gu, "").includes(wanted));
  if (found.length === 0) return undefined;
  const rows = found.slice(0, MOST_FOUND);
  return {
    blocks: [paragraph(found.length > MOST_FOUND ? ORGANISER.findMany(found.length) : ORGANISER.findSome)],
    // After the tap, the page is shown on which the person stands.
    choices: [
      ...rows.flatMap((one) =>
        tickChoices(session, invitees, [one], Math.floor(ordered.indexOf(one) / TICKS_A_PAGE)),
      ),
      toSession(session),
    ],
  };
}

/** Names; with the branch where several are invited, with the number where two are called the same. */
function naming(invitees: readonly Invitee[], { branchId }: StudySession): (one: Invitee) => string {
  const counted = new Map<string, number>();
  for (const { name } of invitees) counted.set(name, (counted.get(name) ?? 0) + 1);
  return ({ name, branch, memberId }) => {
    const short = [...name].slice(0, LONGEST_NAME).join("");
    if ((counted.get(name) ?? 0) < 2) return short;
    const where = branchId === null && branch !== null ? `${branch} ` : "";
    return `${short}（${where}编号 ${memberId}）`;
  };
}
