/** Moving, placing elsewhere and cancelling a session; ending a series. */
import { dayOf } from "../../../../delivery/index.ts";
import {
  type Reply,
  type RunningFlow,
  type Speaker,
  say,
  startFlow,
  strong,
} from "../../../../dialogue/index.ts";
import { type Actor, NotAllowed } from "../../../members/index.ts";
import { sayStart, sayWhen } from "../../sessions/when.ts";
import type { Place, StudySession } from "../../types.ts";
import { FORM_TEXT } from "../organiserFormText.ts";
import { ORGANISER_LABELS as LABELS, ORGANISER } from "../organiserText.ts";
import { sessionCard } from "./branchPage.ts";
import { type Read, readStart } from "./draft/draftWords.ts";
import { homeChoices, readPlace, sayPlace } from "./draft/places.ts";
import { action, BRANCH_CHOICE, type OrganiserParts, organiserOf } from "./organiserParts.ts";
import { createProposalFlow, type Standing, YES_NO } from "./proposalFlow.ts";

const SHORTEST_REASON = 2;
const LONGEST_REASON = 200;

/** A session as it was when the change was begun. */
export interface AboutSession {
  readonly id: number;
  readonly version: number;
}

export interface AboutSeries {
  readonly branchId: number;
  readonly seriesId: number;
}

/** The first question of a change; without `running`, why there is none. */
interface Begun {
  readonly running?: RunningFlow;
  readonly reply: Reply;
}

/** The flows `study.cancel`, `study.move`, `study.place`, `study.endSeries`. */
export function createSessionChanges(parts: OrganiserParts) {
  const { sessions, members, clock, timeZone } = parts;

  function over(...lines: readonly string[]): Standing {
    return { kind: "over", reply: say(lines, [BRANCH_CHOICE]) };
  }

  /** The session; there is one as long as the standing is open. */
  const theSession = ({ id }: AboutSession): StudySession => sessions.get(id)!;

  function actorFor(branchId: number | null, speaker: Speaker): Actor {
    const actor = organiserOf(parts, speaker, branchId);
    if (actor === undefined) throw new NotAllowed(ORGANISER.notYourSession);
    return actor;
  }

  function sessionStanding({ id, version }: AboutSession, speaker: Speaker): Standing {
    const session = sessions.get(id);
    if (session === undefined) return over(ORGANISER.gone);
    if (organiserOf(parts, speaker, session.branchId) === undefined) return over(ORGANISER.notYourSession);
    if (session.version === version) return { kind: "open" };
    const card = sessionCard(parts, session);
    return {
      kind: "over",
      reply: { ...card, blocks: [strong(ORGANISER.changedMeanwhile), ...card.blocks] },
    };
  }

  /** How many a change or cancellation reaches: whoever was told and has not declined. */
  function told({ id, inviteAt }: StudySession): string {
    const { invited, declined } = sessions.counts(id);
    return ORGANISER.willTell(inviteAt > clock() ? 0 : invited - declined);
  }

  const startOf = ({ startsAt }: StudySession): string => sayStart(startsAt, { timeZone, now: clock() });

  const common = {
    standing: sessionStanding,
    after: ({ id }: AboutSession) => [{ label: LABELS.done, action: action("s", id) }, BRANCH_CHOICE],
  };

  const cancelling = createProposalFlow<AboutSession, string>(parts, {
    ...common,
    name: "study.cancel",
    lapsed: ORGANISER.cancelLapsed,
    labels: { yes: ORGANISER.cancelYes, no: ORGANISER.cancelNo },
    done: ORGANISER.cancelDone,
    ask: (target) => say([ORGANISER.cancelAsk(theSession(target).title)]),
    read: readReason,
    confirm(target, reason) {
      const session = theSession(target);
      return [ORGANISER.cancelConfirm(session.title, startOf(session), reason), told(session)];
    },
    make: (target, reason, speaker) =>
      sessions.cancel(actorFor(theSession(target).branchId, speaker), target.id, reason),
  });

  const moving = createProposalFlow<AboutSession, { startsAt: number; endsAt: number }>(parts, {
    ...common,
    name: "study.move",
    lapsed: ORGANISER.changeLapsed,
    labels: YES_NO,
    done: ORGANISER.changeDone,
    ask(target) {
      const session = theSession(target);
      return say([ORGANISER.moveAsk(session.title, sayWhen(session, { timeZone, now: clock() }))]);
    },
    read(words, target) {
      const read = readStart(words, clock(), timeZone);
      if (!read.ok) return read;
      const { startsAt, endsAt } = theSession(target);
      const { startsAt: start, minutes } = read.value;
      const length = minutes === undefined ? endsAt - startsAt : minutes * 60_000;
      return { ok: true, value: { startsAt: start, endsAt: start + length } };
    },
    confirm(target, span) {
      const session = theSession(target);
      return [ORGANISER.moveConfirm(session.title, sayWhen(span, { timeZone, now: clock() })), told(session)];
    },
    make: ({ id, version }, span, speaker) =>
      sessions.change(actorFor(theSession({ id, version }).branchId, speaker), id, span, version),
  });

  const placing = createProposalFlow<AboutSession, Place>(parts, {
    ...common,
    name: "study.place",
    lapsed: ORGANISER.changeLapsed,
    labels: YES_NO,
    done: ORGANISER.changeDone,
    ask(target) {
      const { title, where, branchId } = theSession(target);
      return say([ORGANISER.placeAsk(title, where)], homeChoices(parts, branchId));
    },
    read: (words) => readPlace(members.homes(), words),
    confirm(target, place) {
      const session = theSession(target);
      return [ORGANISER.placeConfirm(session.title, sayPlace(members.homes(), place)), told(session)];
    },
    make: ({ id, version }, where, speaker) =>
      sessions.change(actorFor(theSession({ id, version }).branchId, speaker), id, { where }, version),
  });

  const seriesOf = ({ seriesId, branchId }: AboutSeries) =>
    sessions.series().find((one) => one.id === seriesId && one.branchId === branchId);

  const ending = createProposalFlow<AboutSeries, string>(parts, {
    name: "study.endSeries",
    lapsed: FORM_TEXT.endLapsed,
    labels: { yes: FORM_TEXT.endYes, no: FORM_TEXT.endNo },
    done: FORM_TEXT.ended,
    after: () => [BRANCH_CHOICE],
    standing(target, speaker) {
      if (seriesOf(target) === undefined) return over(ORGANISER.gone);
      if (organiserOf(parts, speaker, target.branchId) === undefined) return over(ORGANISER.notYourSession);
      return { kind: "open" };
    },
    ask: (target) => say([FORM_TEXT.endAsk(seriesOf(target)!.title)]),
    read: readReason,
    confirm: (target, reason) => [FORM_TEXT.endConfirm(seriesOf(target)!.title, reason)],
    make: ({ branchId, seriesId }, reason, speaker) =>
      sessions.endSeries(actorFor(branchId, speaker), seriesId, dayOf(clock(), timeZone), reason),
  });

  /** The first question of a change, or what stands in its way. */
  function begin(
    flow: typeof cancelling | typeof moving | typeof placing,
    { id, version }: StudySession,
    at: number,
    speaker: Speaker,
  ): Begun {
    const target = { id, version };
    const standing = sessionStanding(target, speaker);
    if (standing.kind === "over") return { reply: standing.reply };
    return {
      running: startFlow(flow as typeof cancelling, { target }, at),
      reply: flow.ask({ target }, { speaker }),
    };
  }

  return {
    flows: [cancelling, moving, placing, ending],
    begin: {
      cancel: (session: StudySession, at: number, speaker: Speaker) =>
        begin(cancelling, session, at, speaker),
      move: (session: StudySession, at: number, speaker: Speaker) => begin(moving, session, at, speaker),
      place: (session: StudySession, at: number, speaker: Speaker) => begin(placing, session, at, speaker),
      end(target: AboutSeries, at: number, speaker: Speaker): Begun {
        if (seriesOf(target) === undefined) return { reply: say([ORGANISER.gone], [BRANCH_CHOICE]) };
        return { running: startFlow(ending, { target }, at), reply: ending.ask({ target }, { speaker }) };
      },
    },
  };
}

function readReason(words: string): Read<string> {
  const reason = words.replace(/\s+/gu, " ").trim();
  const { length } = [...reason];
  if (length < SHORTEST_REASON) return { ok: false, words: ORGANISER.cancelShort };
  return length > LONGEST_REASON ? { ok: false, words: ORGANISER.cancelLong } : { ok: true, value: reason };
}
