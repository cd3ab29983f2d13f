/** One push about a session: its key, its words, its buttons and links. */
import { type Choice, type Link, paragraph, type Reply, strong } from "../../../../dialogue/index.ts";
import type { StudySession } from "../../types.ts";
import type { Core } from "../sessionsParts.ts";
import { LABELS, type Said } from "./newsText.ts";

/** What a push is for. */
export type What = "invite" | "change" | "cancel" | "remind" | "nudge" | "promoted" | "after";

export interface Telling {
  readonly what: What;
  /** Sequence or time: with it the key is one for a state of the session, and is queued once, ever. */
  readonly state: number | string;
  readonly said: Said;
  /** Lines for this member alone, not read aloud to others. */
  readonly own?: readonly string[];
  readonly choices: readonly Choice[];
  /** Read aloud after the words. */
  readonly aloud?: readonly string[];
  readonly urgent?: boolean;
  /** Unix ms. */
  readonly readBy?: number | undefined;
}

const TOPIC = "study";

export function createTelling(core: Core) {
  const prefix = (id: number, what: What, state: number | string) => `study:${id}:${what}:${state}:`;

  function links(session: StudySession): Link[] {
    // It is over: there is nothing to find or to note down.
    if (session.endsAt <= core.clock()) return [];
    const map = session.status === "planned" ? core.mapUrl?.(session) : undefined;
    return [
      { label: LABELS.calendar, path: core.sessionPath(session.id) },
      ...(map === undefined ? [] : [{ label: LABELS.map, url: map }]),
    ];
  }

  return {
    /** How the keys of a state begin; the member's id follows. */
    prefix,
    /** Buttons that name the member: a proxy of two gets both members' messages. */
    choices: (
      { id }: StudySession,
      memberId: number,
      ...which: ("yes" | "no" | "later" | "look")[]
    ): Choice[] =>
      which.map((what) => ({
        label: LABELS[what],
        action: `study:${id}:${what === "look" ? "" : what}:${memberId}`,
      })),
    tell(session: StudySession, memberId: number, telling: Telling): void {
      const { what, state, said, own = [], aloud = [], urgent = false, readBy } = telling;
      const reply: Reply = {
        blocks: [strong(said.title), ...[...said.lines, ...own].map(paragraph)],
        choices: telling.choices,
        links: links(session),
      };
      core.pushes.send({
        memberId,
        key: `${prefix(session.id, what, state)}${memberId}`,
        topic: TOPIC,
        reply,
        aloud: [said.title, ...said.lines, ...aloud].join("\n"),
        urgent,
        ...(readBy === undefined ? {} : { readBy }),
      });
    },
  };
}
