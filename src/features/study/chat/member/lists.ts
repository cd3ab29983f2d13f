/** The list of what is coming, and the year's record, as replies. */

import { dayOf } from "../../../../delivery/index.ts";
import { type Choice, HUMAN, paragraph, type Reply, strong } from "../../../../dialogue/index.ts";
import { ACTIONS as QUIZZES } from "../../quiz/chat/talkParts.ts";
import type { MemberSession, StudyRecord } from "../../types.ts";
import { ANSWERS, LABELS, LIST, RECORD } from "../memberText.ts";
import { MY_BRANCH } from "../organiser/organiserParts.ts";
import { actionOf } from "./card.ts";
import { STUDY } from "./parts.ts";
import { sayDay, sayWhen } from "./when.ts";

/** Sessions of one message. */
const PAGE = 5;
/** Others whose lists have a button: a couple, the parents of both. */
const MOST_OTHERS = 3;
/** Characters of a title on a button. */
const LONGEST_LABEL = 12;
/** Sessions of a year's record: the newest; and how many of them have a button. */
const RECORD_LINES = 12;
const RECORD_BUTTONS = 5;

interface ListOf {
  readonly memberId: number;
  /** 您 or the member's name. */
  readonly who: string;
  /** 0 for the soonest. */
  readonly page: number;
  readonly secretary: boolean;
  /** Whom else the account stands for. */
  readonly others: readonly { readonly memberId: number; readonly name: string }[];
}

/** The soonest sessions, a button each. @param now Unix ms */
export function listReply(
  all: readonly MemberSession[],
  { memberId, who, page, secretary, others }: ListOf,
  now: number,
  timeZone: string,
): Reply {
  const shown = all.slice(page * PAGE, (page + 1) * PAGE);
  const more = all.length - page * PAGE - shown.length;
  const always: Choice[] = [
    { label: LABELS.recordOf(who), action: `study:record:${memberId}` },
    { label: LABELS.quiz, action: QUIZZES.list(memberId) },
    ...others.slice(0, MOST_OTHERS).map((one) => ({
      label: LABELS.listOf(one.name),
      action: `study:list:${one.memberId}`,
    })),
    ...(secretary ? [{ label: LABELS.branch, action: MY_BRANCH }] : []),
  ];
  if (shown.length === 0) {
    const lines = page > 0 ? [LIST.nothingMore] : [LIST.empty(who), LIST.emptyHint];
    return { blocks: lines.map(paragraph), choices: [...(page > 0 ? [STUDY] : []), ...always, HUMAN] };
  }
  const next: Choice = { label: LABELS.more, action: `study:list:${memberId}:${page + 1}` };
  return {
    blocks: [
      strong(LIST.title(who)),
      ...shown.map(({ session, ...mine }) =>
        paragraph(
          `${sayWhen(session, now, timeZone)}\n${session.title}　${answerWords({ session, ...mine })}`,
        ),
      ),
      ...(more > 0 ? [paragraph(LIST.more(more))] : []),
      paragraph(LIST.choose),
    ],
    choices: [
      ...shown.map(({ session }) => sessionChoice(session, memberId, now, timeZone)),
      ...(more > 0 ? [next] : []),
      ...always,
    ],
  };
}

/** A button that opens a session: its day and the beginning of its title. */
function sessionChoice(
  session: { readonly id: number; readonly title: string; readonly startsAt: number },
  memberId: number,
  now: number,
  timeZone: string,
): Choice {
  return {
    label: sessionLabel(session, now, timeZone),
    action: actionOf(session.id, "card", memberId),
  };
}

/** 11月27日（星期五） 学习全会精神 */
export function sessionLabel(
  { title, startsAt }: { readonly title: string; readonly startsAt: number },
  now: number,
  timeZone: string,
): string {
  const characters = [...title];
  const short = characters.length > LONGEST_LABEL ? `${characters.slice(0, LONGEST_LABEL).join("")}…` : title;
  return `${sayDay(startsAt, now, timeZone)} ${short}`;
}

function answerWords({ answer, waitingPlace, attendedAt }: MemberSession): string {
  if (attendedAt !== null) return ANSWERS.signedIn;
  switch (answer) {
    case null:
      return ANSWERS.none;
    case "waiting":
      return ANSWERS.waiting(waitingPlace);
    default:
      return ANSWERS[answer];
  }
}

/** A year in words, the newest sessions with a button each. @param thisYear by the bureau's clock */
export function recordReply(
  record: StudyRecord,
  memberId: number,
  who: string,
  now: number,
  timeZone: string,
): Reply {
  const thisYear = Number(dayOf(now, timeZone).slice(0, 4));
  const { year, invited, attended, madeUp, reflections, quizzes } = record;
  const other: Choice =
    year >= thisYear
      ? { label: LABELS.lastYear, action: `study:record:${memberId}:${thisYear - 1}` }
      : { label: LABELS.thisYear, action: `study:record:${memberId}` };
  const lines = record.lines.toSorted((a, b) => b.startsAt - a.startsAt);
  if (lines.length === 0 && quizzes.length === 0) {
    return { blocks: [paragraph(RECORD.none(who, year))], choices: [other, STUDY] };
  }
  const summary = [
    RECORD.summary(who, invited, attended),
    ...(madeUp > 0 ? [RECORD.madeUp(madeUp)] : []),
    ...(reflections > 0 ? [RECORD.reflections(reflections)] : []),
  ].join("");
  const shown = lines.slice(0, RECORD_LINES);
  return {
    blocks: [
      strong(RECORD.title(who, year)),
      paragraph(summary),
      ...quizzes.map(({ title, score, total }) => paragraph(RECORD.quiz(title, score, total))),
      ...shown.map(({ startsAt, title, outcome }) =>
        paragraph(RECORD.line(sayDay(startsAt, now, timeZone), title, RECORD.outcomes[outcome])),
      ),
      ...(lines.length > shown.length ? [paragraph(RECORD.earlier(lines.length - shown.length))] : []),
      ...(shown.length > 0 ? [paragraph(RECORD.open)] : []),
    ],
    choices: [
      ...shown
        .slice(0, RECORD_BUTTONS)
        .map(({ sessionId, ...line }) => sessionChoice({ id: sessionId, ...line }, memberId, now, timeZone)),
      other,
      STUDY,
    ],
  };
}
