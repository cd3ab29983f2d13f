/** Taps on a session's buttons: answers, reminding, ticking, the code of the day, materials, reflections, changes. */

import { dayOf } from "../../../../delivery/index.ts";
import {
  type Choice,
  type ConversationState,
  type FileAttachment,
  type IncomingMessage,
  paragraph,
  type Reply,
  type RunningFlow,
  type Speaker,
  say,
  startFlow,
  strong,
  type Turn,
} from "../../../../dialogue/index.ts";
import type { Actor } from "../../../members/index.ts";
import { sayStart } from "../../sessions/when.ts";
import { studyTurn } from "../../studyTurn.ts";
import type { StudySession } from "../../types.ts";
import { ORGANISER_LABELS as LABELS, ORGANISER } from "../organiserText.ts";
import { sessionCard } from "./branchPage.ts";
import { answerPage, tickPage } from "./inviteePages.ts";
import type { createFindFlow } from "./lookFlows.ts";
import { type createMaterialFlow, materialsReply } from "./materialFlow.ts";
import { action, attempt, BRANCH_CHOICE, type OrganiserParts, organiserOf } from "./organiserParts.ts";
import type { createSessionChanges } from "./sessionChanges.ts";

const DAY_MS = 24 * 60 * 60_000;
const REFLECTIONS_A_PAGE = 3;

/** What a tap comes from. */
export interface Tap {
  readonly message: IncomingMessage;
  readonly state: ConversationState;
  readonly speaker: Speaker;
  /** The numbers after the verb. */
  readonly ids: readonly number[];
}

type Running = Tap & { readonly session: StudySession; readonly actor: Actor };

interface Flows {
  readonly changes: ReturnType<typeof createSessionChanges>;
  readonly materials: ReturnType<typeof createMaterialFlow>;
  readonly find: ReturnType<typeof createFindFlow>;
}

/** Verbs whose first number is a session; undefined for a verb that is none of them. */
export function createSessionTaps(
  parts: OrganiserParts,
  { changes, materials, find }: Flows,
): (verb: string, tap: Tap) => Turn | undefined {
  const { sessions, attending, clock, timeZone } = parts;

  const toSession = ({ id }: StudySession): Choice => ({
    label: ORGANISER.backToSession,
    action: action("s", id),
  });

  function starting(state: ConversationState, running: RunningFlow | undefined, reply: Reply): Turn {
    return studyTurn(running === undefined ? state : { ...state, flow: running }, [reply]);
  }

  /** Shows something of the session, or the words of the refusal. */
  function shown(tap: Running, read: () => Reply, effects: Turn["effects"] = []): Turn {
    const tried = attempt(parts, read);
    return studyTurn(
      tap.state,
      [tried.ok ? tried.value : say([tried.words], [toSession(tap.session)])],
      tried.ok ? effects : [],
    );
  }

  const verbs: Readonly<Record<string, (tap: Running) => Turn>> = {
    s: (tap) => shown(tap, () => sessionCard(parts, tap.session)),

    who: (tap) =>
      shown(tap, () =>
        answerPage(tap.session, sessions.invitees(tap.actor, tap.session.id), tap.ids[1] ?? 0),
      ),

    nudge({ session, actor, state }) {
      const nudge = () => sessions.nudge(actor, session.id);
      const tried = attempt(parts, nudge);
      const choices = [toSession(session)];
      if (!tried.ok) return studyTurn(state, [say([tried.words], choices)]);
      if (tried.value === 0) {
        const { unanswered, later } = sessions.counts(session.id);
        const words = unanswered + later === 0 ? ORGANISER.nobodyToNudge : ORGANISER.nobodyReached;
        return studyTurn(state, [say([words], choices)]);
      }
      return studyTurn(state, [say([ORGANISER.nudged(tried.value)], choices)], [() => void nudge()]);
    },

    tick: (tap) =>
      shown(tap, () => tickPage(tap.session, sessions.invitees(tap.actor, tap.session.id), tap.ids[1] ?? 0)),

    t(tap) {
      const { session, actor, ids } = tap;
      const [, memberId = 0, present = 0, page = 0] = ids;
      const tick = () => attending.tick(actor, session.id, memberId, present === 1);
      const look = () => {
        tick();
        return tickPage(session, sessions.invitees(actor, session.id), page);
      };
      return shown(tap, look, [tick]);
    },

    find: ({ session, state, message, speaker }) =>
      starting(
        state,
        startFlow(find, { sessionId: session.id }, message.at),
        find.ask({ sessionId: session.id }, { speaker }),
      ),

    code({ session, state }) {
      const now = clock();
      const { startsAt, endsAt, code, title } = session;
      // Said for the day only: a code that is known beforehand is a code that is passed on.
      const days = [startsAt, endsAt].map((at) => dayOf(at, timeZone));
      const today = dayOf(now, timeZone);
      if (!days.includes(today) && !(now >= startsAt && now <= endsAt) && startsAt - now > DAY_MS) {
        const when = sayStart(startsAt, { timeZone, now });
        return studyTurn(state, [say([ORGANISER.codeNotToday(when)], [toSession(session)])]);
      }
      return studyTurn(state, [
        {
          blocks: [
            paragraph(ORGANISER.codeTitle(title)),
            strong([...code].join(" ")),
            paragraph(ORGANISER.codeHow),
            paragraph(ORGANISER.codeSheet),
          ],
          choices: [{ label: LABELS.tick, action: action("tick", session.id, 0) }, toSession(session)],
        },
      ]);
    },

    mats({ session, state, message, speaker }) {
      const running = startFlow(materials, { sessionId: session.id }, message.at);
      return starting(state, running, materialsReply(parts, session, materials, speaker));
    },

    unmat({ session, actor, state, ids }) {
      const remove = () => sessions.removeMaterial(actor, session.id, ids[1] ?? 0);
      const tried = attempt(parts, remove);
      const more: Choice = { label: LABELS.materials, action: action("mats", session.id) };
      const words = tried.ok ? ORGANISER.materialGone : tried.words;
      return studyTurn(state, [say([words], [more, toSession(session)])], tried.ok ? [remove] : []);
    },

    refl: (tap) =>
      shown(tap, () => reflectionsPage(tap), [() => void attending.reflections(tap.actor, tap.session.id)]),

    move: (tap) => change(tap, "move"),
    place: (tap) => change(tap, "place"),
    cancel: (tap) => change(tap, "cancel"),
  };

  function change({ state, message, speaker, session }: Running, what: "move" | "place" | "cancel"): Turn {
    const { running, reply } = changes.begin[what](session, message.at, speaker);
    return starting(state, running, reply);
  }

  function reflectionsPage({ session, actor, ids, message }: Running): Reply {
    const all = attending.reflections(actor, session.id);
    const title = strong(ORGANISER.reflectionsTitle(session.title));
    if (all.length === 0) {
      return { blocks: [title, paragraph(ORGANISER.noReflections)], choices: [toSession(session)] };
    }
    const pages = Math.ceil(all.length / REFLECTIONS_A_PAGE);
    const page = Math.min(Math.max(0, ids[1] ?? 0), pages - 1);
    const rows = all.slice(page * REFLECTIONS_A_PAGE, (page + 1) * REFLECTIONS_A_PAGE);
    const files: FileAttachment[] = rows.flatMap(({ voice }) =>
      voice?.channel === message.channel ? [voice.file] : [],
    );
    const paging: Choice[] = [
      ...(page > 0 ? [{ label: LABELS.before, action: action("refl", session.id, page - 1) }] : []),
      ...(page < pages - 1 ? [{ label: LABELS.next, action: action("refl", session.id, page + 1) }] : []),
    ];
    return {
      blocks: [
        title,
        ...rows.map(({ name, text, voice }) => {
          const here = voice?.channel === message.channel;
          const heard =
            voice === undefined ? "" : here ? ORGANISER.reflectionVoice : ORGANISER.reflectionVoiceElsewhere;
          return paragraph(`${name}：${text}${heard}`);
        }),
        ...(pages > 1 ? [paragraph(ORGANISER.page(page + 1, pages))] : []),
      ],
      choices: [...paging, toSession(session)],
      ...(files.length === 0 ? {} : { files }),
    };
  }

  return (verb, tap) => {
    const handle = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
    if (handle === undefined) return undefined;
    const session = sessions.get(tap.ids[0] ?? 0);
    if (session === undefined) return studyTurn(tap.state, [say([ORGANISER.gone], [BRANCH_CHOICE])]);
    const actor = organiserOf(parts, tap.speaker, session.branchId);
    if (actor === undefined) return studyTurn(tap.state, [say([ORGANISER.notYourSession])]);
    return handle({ ...tap, session, actor });
  };
}
