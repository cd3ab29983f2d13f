/** 收到 as a member said it on the telephone, noted by whoever called. Who may is decided by `Announcements.confirm`. */
import { type Intent, type Speaker, say } from "../../../dialogue/index.ts";
import {
  type Actor,
  actorFor,
  type Members,
  nextCall,
  type SpokenAnswers,
  staffActor,
} from "../../members/index.ts";
import type { Announcements } from "../types.ts";
import { readAction } from "./choices.ts";
import { type AnnouncementsConversationParts, attempt, exactly, turn } from "./conversationParts.ts";
import { RECEIVED } from "./receivedText.ts";

/** What noting works with. */
export interface NotedReceiptsParts {
  readonly announcements: Pick<Announcements, "confirm">;
  readonly members: Pick<Members, "get">;
}

interface Noted {
  readonly id: number;
  readonly memberId: number;
}

/** The announcement and the member; undefined for the button of a member of staff, which names nobody. */
function readNoted(action: string | undefined): Noted | undefined {
  const [id, memberId = 0] = readAction("got", action) ?? [];
  return id === undefined || memberId === 0 ? undefined : { id, memberId };
}

/** For the call list and its command line. */
export function createSpokenReceipts(parts: NotedReceiptsParts): SpokenAnswers {
  return {
    wordOf: (action) => (readNoted(action) === undefined ? undefined : "got"),
    note(actor, action) {
      const { id, memberId } = readNoted(action)!;
      return words(parts, parts.announcements.confirm(actor, id, memberId), memberId);
    },
  };
}

/** Urgency 25: staff's taps on the button of a call, unless the account stands for the member itself. */
export function createNotedReceiptIntents(parts: AnnouncementsConversationParts): readonly Intent[] {
  function callerOf(speaker: Speaker, noted: Noted | undefined): Actor | undefined {
    if (noted === undefined || actorFor(speaker, noted.memberId) !== undefined) return undefined;
    return staffActor(speaker);
  }
  return [
    {
      name: "announcements.noted",
      urgency: 25,
      matches: ({ action }, _state, { speaker }) => callerOf(speaker, readNoted(action)) !== undefined,
      async handle({ action }, state, { speaker }) {
        const noted = readNoted(action)!;
        const actor = callerOf(speaker, noted)!;
        const confirmIt = () => parts.announcements.confirm(actor, noted.id, noted.memberId);
        const tried = attempt(parts, confirmIt);
        if (!tried.ok) return turn(state, [say([tried.words], nextCall(speaker))]);
        const reply = say([words(parts, tried.value, noted.memberId)], nextCall(speaker));
        return turn(state, [reply], [exactly(tried.value, confirmIt)]);
      },
    },
  ];
}

function words(
  { members }: Pick<NotedReceiptsParts, "members">,
  confirmed: "confirmed" | "already" | "notYours",
  memberId: number,
): string {
  switch (confirmed) {
    case "confirmed":
      return RECEIVED.confirmedFor(members.get(memberId)?.name ?? "");
    case "already":
      return RECEIVED.alreadyFor(members.get(memberId)?.name ?? "");
    case "notYours":
      return RECEIVED.notTheirs;
  }
}
