/** Announcements as those read them whom they reach: 收到, the list of the last ones, one of them again. */
import {
  type Choice,
  HUMAN,
  type IncomingMessage,
  type Intent,
  type Principal,
  paragraph,
  type Reply,
  type Speaker,
  say,
  strong,
} from "../../../dialogue/index.ts";
import { actorFor, mustChoose, principals, sayDate, staffActor } from "../../members/index.ts";
import { ACTIONS, ENTER_CODE, gotIt, listOf, NOTICES, openIt, readAction } from "./choices.ts";
import {
  type AnnouncementsConversationParts,
  attempt,
  exactly,
  shortened,
  turn,
} from "./conversationParts.ts";
import { RECEIVED } from "./receivedText.ts";
import { asksForList, saysGotIt } from "./receivedWords.ts";

const URGENCY = 40;
const LISTED = 10;
/** More than anyone is sent in years. */
const LOOKED_THROUGH = 1_000;
/** 收到 in words is for what came lately. */
const RECENT_MS = 14 * 86_400_000;
const LONGEST_LABEL = 18;

/** What waits for 收到, and whose. */
interface Waiting {
  readonly id: number;
  readonly title: string;
  readonly who: Principal;
}

/** Intents of urgency 40. */
export function createReceivedIntents(parts: AnnouncementsConversationParts): readonly Intent[] {
  const { announcements, timeZone } = parts;

  /** Lately sent to someone for whom the account acts, and not confirmed. */
  function waitingFor(speaker: Speaker): readonly Waiting[] {
    const since = parts.clock() - RECENT_MS;
    return principals(speaker).flatMap((who) =>
      announcements
        .ofMember(who.memberId, LISTED * 3)
        .filter(({ needsConfirmation, confirmed, at }) => needsConfirmation && !confirmed && at >= since)
        .map(({ id, title }) => ({ id, title, who })),
    );
  }

  /** The member's name where the account speaks for another, or for several. */
  function nameFor(speaker: Speaker, memberId: number): string | undefined {
    const known = principals(speaker);
    if (known.length === 1 && speaker.self?.memberId === memberId) return undefined;
    return known.find((one) => one.memberId === memberId)?.name;
  }

  function confirm(
    state: Parameters<Intent["handle"]>[1],
    speaker: Speaker,
    id: number,
    memberId: number | undefined,
  ) {
    const actor = memberId === undefined ? staffActor(speaker) : actorFor(speaker, memberId);
    if (actor === undefined) return turn(state, [say([RECEIVED.mayNot], [HUMAN])]);
    const confirmIt = () => announcements.confirm(actor, id, memberId);
    const tried = attempt(parts, confirmIt);
    if (!tried.ok) return turn(state, [say([tried.words], [HUMAN])]);
    const name = memberId === undefined ? undefined : nameFor(speaker, memberId);
    switch (tried.value) {
      case "confirmed": {
        const words = name === undefined ? RECEIVED.confirmed : RECEIVED.confirmedFor(name);
        return turn(state, [say([words])], [exactly(tried.value, confirmIt)]);
      }
      case "already":
        return turn(state, [say([name === undefined ? RECEIVED.already : RECEIVED.alreadyFor(name)])]);
      case "notYours":
        return turn(state, [say([RECEIVED.notYours], [HUMAN])]);
    }
  }

  function askWhich(waiting: readonly Waiting[], speaker: Speaker): Reply {
    const choices = waiting.map(({ id, title, who }): Choice => {
      const name = nameFor(speaker, who.memberId);
      const label = shortened(title, LONGEST_LABEL);
      return gotIt(id, who.memberId, name === undefined ? label : `${name}：${label}`);
    });
    return say([RECEIVED.which(waiting.length)], choices);
  }

  function list(speaker: Speaker, memberId: number): Reply {
    const name = nameFor(speaker, memberId);
    const others = principals(speaker)
      .filter((one) => one.memberId !== memberId)
      .map((one) => listOf(one.memberId, RECEIVED.othersLabel(one.name)));
    const sent = announcements.ofMember(memberId, LISTED);
    if (sent.length === 0) return say([RECEIVED.none(name)], [...others, HUMAN]);
    const lines = sent.map(({ title, at, needsConfirmation, confirmed }, index) => {
      const mark = confirmed ? RECEIVED.confirmedMark : needsConfirmation ? RECEIVED.waitingMark : "";
      return RECEIVED.line(index + 1, title, sayDate(at, timeZone), mark);
    });
    return {
      blocks: [
        strong(RECEIVED.listTitle(name, sent.length)),
        ...lines.map(paragraph),
        paragraph(RECEIVED.howToOpen),
      ],
      choices: [
        ...sent.map(({ id, title }, index) =>
          openIt(id, memberId, RECEIVED.openLabel(index + 1, shortened(title, LONGEST_LABEL))),
        ),
        ...others,
      ],
    };
  }

  /** One announcement again, with the button of this member. */
  function open(id: number, memberId: number): Reply {
    // What was recalled is no longer among what they were sent; its title is not for whom it was not sent to.
    if (announcements.get(id)?.status === "recalled") return say([RECEIVED.recalled], [NOTICES, HUMAN]);
    const sent = announcements.ofMember(memberId, LOOKED_THROUGH).find((one) => one.id === id);
    if (sent === undefined) return say([RECEIVED.gone], [NOTICES]);
    const reply = announcements.preview(id);
    const waits = sent.needsConfirmation && !sent.confirmed;
    const kept = reply.choices.filter(({ action }) => !ACTIONS.got.test(action));
    return { ...reply, choices: [...(waits ? [gotIt(id, memberId)] : []), ...kept, NOTICES] };
  }

  function asks({ action, text }: IncomingMessage): boolean {
    return action === undefined ? asksForList(text) : action === NOTICES.action;
  }

  return [
    {
      name: "announcements.got",
      urgency: URGENCY,
      matches: ({ action }) => readAction("got", action) !== undefined,
      async handle(message, state, { speaker }) {
        const [id, memberId] = readAction("got", message.action)!;
        return confirm(state, speaker, id!, memberId === 0 ? undefined : memberId);
      },
    },
    {
      name: "announcements.gotInWords",
      urgency: URGENCY,
      // With nothing waiting, 收到 and 知道了 are thanks: the policy feature's.
      matches: ({ action, text }, _state, { speaker }) =>
        action === undefined && saysGotIt(text) && waitingFor(speaker).length > 0,
      async handle(_message, state, { speaker }) {
        const waiting = waitingFor(speaker);
        const [only] = waiting;
        if (waiting.length === 1 && only !== undefined) {
          return confirm(state, speaker, only.id, only.who.memberId);
        }
        return turn(state, [askWhich(waiting, speaker)]);
      },
    },
    {
      name: "announcements.list",
      urgency: URGENCY,
      matches: (message) => asks(message),
      async handle(_message, state, { speaker }) {
        const known = principals(speaker);
        const whose = speaker.actingFor ?? known[0];
        if (whose === undefined && speaker.staff !== undefined) return turn(state, [say([RECEIVED.staff])]);
        if (whose === undefined) return turn(state, [say([RECEIVED.stranger], [ENTER_CODE, HUMAN])]);
        if (!mustChoose(speaker)) return turn(state, [list(speaker, whose.memberId)]);
        const choices = known.map((one) => listOf(one.memberId, RECEIVED.othersLabel(one.name)));
        return turn(state, [say([RECEIVED.askWhose], choices)]);
      },
    },
    {
      name: "announcements.listOf",
      urgency: URGENCY,
      matches: ({ action }) => readAction("of", action) !== undefined,
      async handle(message, state, { speaker }) {
        const [memberId] = readAction("of", message.action)!;
        const known = actorFor(speaker, memberId!) !== undefined;
        return turn(state, [known ? list(speaker, memberId!) : say([RECEIVED.gone], [HUMAN])]);
      },
    },
    {
      name: "announcements.open",
      urgency: URGENCY,
      matches: ({ action }) => readAction("open", action) !== undefined,
      async handle(message, state, { speaker }) {
        const [id, memberId] = readAction("open", message.action)!;
        const known = actorFor(speaker, memberId!) !== undefined;
        return turn(state, [known ? open(id!, memberId!) : say([RECEIVED.gone], [HUMAN])]);
      },
    },
  ];
}
