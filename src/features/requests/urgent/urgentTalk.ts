/** Urgent records in a chat: the list, 我来处理, and closing with a note. */
import {
  type AnyFlow,
  type Choice,
  type Context,
  type ConversationState,
  type Flow,
  type IncomingMessage,
  type Intent,
  paragraph,
  plainReply,
  type Reply,
  type Speaker,
  say,
  startFlow,
  strong,
  type Turn,
} from "../../../dialogue/index.ts";
import type { Store } from "../../../store/index.ts";
import { rehearse } from "../../../store/index.ts";
import { type Actor, type Members, NotAllowed, sayMoment, staffActor } from "../../members/index.ts";
import type { UrgentRecord, UrgentRecords } from "./urgentRecords.ts";
import { closeChoice, confirmChoice } from "./urgentRecordsAlerts.ts";
import { URGENT } from "./urgentRecordsText.ts";

/** What the conversation needs. */
export interface UrgentTalkParts {
  readonly urgent: UrgentRecords;
  readonly members: Members;
  readonly store: Store;
  readonly timeZone: string;
  mayCarryPersonal(channel: string): boolean;
}

/** Which record is being closed. */
export interface ClosingData {
  readonly id: number;
}

const ACTION = /^urgent:(confirm|close):(\d{1,12})$/;
const LIST = /^(\/urgent|紧急情况|紧急)$/;
const LAPSES_MS = 30 * 60_000;
const SHORTEST_NOTE = 2;
const MOST_LISTED = 20;

/** Intents of urgency 25, before any running flow; and the flow `requests.urgentClose`. */
export function createUrgentTalk(parts: UrgentTalkParts): {
  readonly intents: readonly Intent[];
  readonly flows: readonly AnyFlow[];
} {
  const { urgent } = parts;
  const closing = createClosingFlow(urgent);

  /** What the helper needs: telephone and address where they may be shown to them here. Reading them is audited. */
  function contact(message: IncomingMessage, by: Actor, record: UrgentRecord) {
    if (record.memberId === null) return { lines: [], effects: [] };
    if (!parts.mayCarryPersonal(message.channel)) return { lines: [URGENT.phoneElsewhere], effects: [] };
    const { memberId } = record;
    const read = () => parts.members.reveal(by, memberId, ["phone", "address"], URGENT.purpose);
    try {
      const { phone, address } = rehearse(parts.store, read);
      return {
        lines: [
          phone === undefined ? URGENT.noPhone : URGENT.phone(phone),
          ...(address === undefined ? [] : [URGENT.address(address)]),
        ],
        effects: [() => void read()],
      };
    } catch (error) {
      if (!(error instanceof NotAllowed)) throw error;
      return { lines: [URGENT.phoneNotYours], effects: [] };
    }
  }

  function confirm(message: IncomingMessage, state: ConversationState, speaker: Speaker, id: number): Turn {
    const record = urgent.get(id);
    if (record === undefined) return turn(state, plainReply(URGENT.gone));
    const by = actorFor(speaker, record.memberId);
    if (by === undefined) return turn(state, plainReply(URGENT.notYours));
    const outcome = rehearse(parts.store, () => urgent.confirm(by, id));
    const closes = urgent.mayClose(by, id);
    if (outcome === "notAllowed") return turn(state, plainReply(URGENT.notYours));
    if (outcome !== "confirmed") {
      const yours = by.kind === "staff" && record.confirmedByActor === `staff:${by.staffId}`;
      const line = yours ? URGENT.alreadyYours : URGENT.already(record.confirmedBy ?? "");
      return turn(state, say([line], closes ? [closeChoice(id)] : []));
    }
    const make = () => {
      // Another was faster by a blink: the inbox reads the tap again, and the answer says so.
      if (urgent.confirm(by, id) !== "confirmed") throw new Error("别人刚刚确认，重新读一次");
    };
    if (by.kind === "proxy") return turn(state, plainReply(URGENT.confirmedByFamily), [make]);
    const { lines, effects } = contact(message, by, record);
    return turn(state, say([URGENT.confirmed(record.who), ...lines], [closeChoice(id)]), [make, ...effects]);
  }

  function close(message: IncomingMessage, state: ConversationState, speaker: Speaker, id: number): Turn {
    const record = urgent.get(id);
    if (record === undefined) return turn(state, plainReply(URGENT.gone));
    const by = actorFor(speaker, null);
    if (by === undefined || !urgent.mayClose(by, id)) {
      return turn(state, plainReply(by === undefined ? URGENT.notYours : URGENT.notYoursToClose));
    }
    const running = startFlow<ClosingData>(closing, { id }, message.at);
    return turn({ ...state, flow: running }, say([URGENT.askNote(record.who)]));
  }

  function list(): Reply {
    const open = urgent.list();
    if (open.length === 0) return plainReply(URGENT.none);
    const lines = open
      .slice(0, MOST_LISTED)
      .map(({ id, who, openedAt, confirmedBy }) =>
        paragraph(URGENT.listLine(id, who, sayMoment(openedAt, parts.timeZone), confirmedBy)),
      );
    const choices = open.slice(0, MOST_LISTED).map(({ id, confirmedBy }): Choice => {
      const choice = confirmedBy === undefined ? confirmChoice(id) : closeChoice(id);
      return { ...choice, label: `${choice.label} ${id}` };
    });
    return { blocks: [strong(URGENT.listTitle(open.length)), ...lines], choices };
  }

  return {
    intents: [
      {
        name: "urgent.list",
        urgency: 25,
        matches: (message, _state, { speaker }) =>
          speaker.staff !== undefined && message.action === undefined && LIST.test(message.text.trim()),
        handle: async (_message, state) => turn(state, list()),
      },
      {
        name: "urgent.act",
        urgency: 25,
        matches: (message) => ACTION.test(message.action ?? ""),
        async handle(message, state, { speaker }) {
          const [, verb, digits] = ACTION.exec(message.action ?? "")!;
          const act = verb === "confirm" ? confirm : close;
          return act(message, state, speaker, Number(digits));
        },
      },
    ],
    flows: [closing],
  };
}

function createClosingFlow(urgent: UrgentRecords): Flow<ClosingData> {
  const ask = ({ id }: ClosingData): Reply => say([URGENT.askNote(urgent.get(id)?.who ?? "")]);
  return {
    name: "requests.urgentClose",
    version: 1,
    outcome: "personal",
    lapsesAfterMs: LAPSES_MS,
    lapsed: URGENT.lapsed,
    cancelled: URGENT.cancelled,
    ask,
    async take(message: IncomingMessage, data, { speaker }: Context) {
      if (message.action !== undefined) return { kind: "pass" };
      const by = staffActor(speaker);
      if (urgent.get(data.id) === undefined) return { kind: "end", replies: [plainReply(URGENT.gone)] };
      if (by === undefined || !urgent.mayClose(by, data.id)) {
        return { kind: "end", replies: [plainReply(URGENT.notYoursToClose)] };
      }
      const note = message.text.trim();
      if ([...note].length < SHORTEST_NOTE) {
        return { kind: "stay", data, replies: [plainReply(URGENT.noteTooShort)] };
      }
      return {
        kind: "end",
        replies: [plainReply(URGENT.closed)],
        effects: [
          () => {
            if (urgent.close(by, data.id, note) !== "closed") throw new Error("刚刚有人办结，重新读一次");
          },
        ],
      };
    },
  };
}

/** Staff before family: who is both acts as staff. */
function actorFor(speaker: Speaker, memberId: number | null): Actor | undefined {
  const staff = staffActor(speaker);
  if (staff !== undefined) return staff;
  const represented = speaker.represents.find((one) => one.memberId === memberId);
  return represented && { kind: "proxy", proxyId: represented.proxyId, memberId: represented.memberId };
}

function turn(state: ConversationState, reply: Reply, effects: Turn["effects"] = []): Turn {
  return { kind: "personal", replies: [reply], state, effects };
}
