/** One session as a member sees it: what, when, where, what they answered, and what can be done at this moment. */
import { type Choice, type Link, paragraph, type Reply, strong } from "../../../../dialogue/index.ts";
import { SIGN_IN_MINUTES } from "../../attending/presence/signIn.ts";
import type { MemberSession, StudySession } from "../../types.ts";
import { CARD, LABELS } from "../memberText.ts";
import { type MemberTalkParts, STUDY } from "./parts.ts";
import { sayWhen } from "./when.ts";

/** What a button under a session does; `card` shows the session. */
export type Verb =
  | "card"
  | "yes"
  | "no"
  | "later"
  | "ride"
  | "noride"
  | "sign"
  | "files"
  | "makeup"
  | "madeup"
  | "notyet"
  | "write";

/** `study:12:yes:31`: the session and the member are in it. Well under the 64 bytes of a Telegram button. */
export function actionOf(sessionId: number, verb: Verb, memberId: number): string {
  return `study:${sessionId}:${verb === "card" ? "" : verb}:${memberId}`;
}

const SIGN_IN_MS = SIGN_IN_MINUTES * 60_000;

/** Where a session stands: answers are taken before it, signing in around it, making up after it. */
function momentOf({ startsAt, endsAt }: StudySession, now: number) {
  return {
    before: now < startsAt,
    over: now >= endsAt,
    signIn: now >= startsAt - SIGN_IN_MS && now <= endsAt + SIGN_IN_MS,
  };
}

/** @param who 您 or the member's name */
export function cardReply(
  parts: Pick<MemberTalkParts, "calendar" | "timeZone" | "clock">,
  mine: MemberSession,
  memberId: number,
  who: string,
): Reply {
  const now = parts.clock();
  const { session } = mine;
  const lines = [
    ...(who === "您" ? [] : [CARD.forWhom(who)]),
    ...factLines(session, now, parts.timeZone),
    ...ownLines(mine, who, now),
  ];
  const links = linksOf(parts, session, now);
  return {
    blocks: [strong(session.title), ...lines.map(paragraph)],
    choices: [...choicesOf(mine, memberId, now), STUDY],
    ...(links.length === 0 ? {} : { links }),
  };
}

function factLines(session: StudySession, now: number, timeZone: string): string[] {
  const { over, before } = momentOf(session, now);
  return [
    ...(session.status === "cancelled" ? [CARD.cancelled(session.cancelReason)] : []),
    CARD.form(session.form),
    CARD.when(sayWhen(session, now, timeZone)),
    CARD.where(session.where),
    ...optional(session.address, CARD.address),
    ...optional(session.branch, CARD.branch),
    ...optional(session.contact, CARD.contact),
    ...optional(session.note, CARD.note),
    ...(session.status === "planned" && before ? optional(session.capacity, CARD.capacity) : []),
    ...(session.status === "planned" && !before ? [over ? CARD.over : CARD.on] : []),
  ];
}

function ownLines(mine: MemberSession, who: string, now: number): string[] {
  const { session, answer, attendedAt, madeUpAt, invited, pickUp, materials } = mine;
  if (session.status === "cancelled") return [];
  const { before, over } = momentOf(session, now);
  const study = materials.length === 0 ? [] : [CARD.hasMaterials(materials.length)];
  if (attendedAt !== null) return [CARD.signedIn(who), ...study];
  if (madeUpAt !== null) return [CARD.madeUp(who), ...study];
  const ride =
    answer !== "accepted" || !session.pickUp
      ? []
      : pickUp === null
        ? before
          ? [CARD.askRide(who)]
          : []
        : [pickUp ? CARD.ride : CARD.noRide];
  return [answerLine(mine, who, before), ...ride, ...(over && invited ? [CARD.absent(who)] : []), ...study];
}

function answerLine({ answer, waitingPlace }: MemberSession, who: string, before: boolean): string {
  switch (answer) {
    case null:
      return before ? CARD.unanswered(who) : CARD.noAnswer(who);
    case "later":
      return before ? CARD.later(who) : CARD.noAnswer(who);
    case "accepted":
      return CARD.accepted(who);
    case "waiting":
      return CARD.waiting(who, waitingPlace);
    case "declined":
      return CARD.declined(who);
  }
}

/** What fits the moment, the likeliest first. */
function choicesOf(mine: MemberSession, memberId: number, now: number): Choice[] {
  const { session, attendedAt, madeUpAt, invited, materials } = mine;
  if (session.status === "cancelled") return [];
  const choice = (label: string, verb: Verb): Choice => ({
    label,
    action: actionOf(session.id, verb, memberId),
  });
  const { before, over, signIn } = momentOf(session, now);
  const present = attendedAt !== null;
  const tookPart = present || madeUpAt !== null;
  return [
    ...(signIn && !present ? [choice(LABELS.signIn, "sign")] : []),
    ...(before && !present ? answerChoices(mine, choice) : []),
    ...(materials.length > 0 ? [choice(LABELS.materials, "files")] : []),
    ...(!before && tookPart ? [choice(LABELS.write, "write")] : []),
    ...(over && invited && !tookPart && materials.length > 0 ? [choice(LABELS.makeUp, "makeup")] : []),
  ];
}

function answerChoices(
  { answer, session, pickUp }: MemberSession,
  choice: (label: string, verb: Verb) => Choice,
): Choice[] {
  switch (answer) {
    case null:
      return [choice(LABELS.yes, "yes"), choice(LABELS.no, "no"), choice(LABELS.later, "later")];
    case "later":
      return [choice(LABELS.yes, "yes"), choice(LABELS.no, "no")];
    case "accepted":
      return [
        ...(session.pickUp && pickUp !== true ? [choice(LABELS.ride, "ride")] : []),
        ...(session.pickUp && pickUp !== false ? [choice(LABELS.noRide, "noride")] : []),
        choice(LABELS.changeToNo, "no"),
      ];
    case "waiting":
      return [choice(LABELS.leaveList, "no")];
    case "declined":
      return [choice(LABELS.changeToYes, "yes")];
  }
}

/** The calendar entry and the map, while the session is still to come. */
export function linksOf(
  { calendar }: Pick<MemberTalkParts, "calendar">,
  session: StudySession,
  now: number,
): readonly Link[] {
  if (session.status === "cancelled" || momentOf(session, now).over) return [];
  const map = calendar.mapUrl(session);
  return [
    { label: LABELS.calendar, path: calendar.sessionPath(session.id) },
    ...(map === undefined ? [] : [{ label: LABELS.map, url: map }]),
  ];
}

function optional<T>(value: T | null, say: (value: T) => string): string[] {
  return value === null || value === "" ? [] : [say(value)];
}
