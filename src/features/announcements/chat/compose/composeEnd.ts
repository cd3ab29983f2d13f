/** The end of writing: the preview, handing in for approval, sending at once, keeping as a draft. */
import {
  type Choice,
  type FlowStep,
  paragraph,
  type Reply,
  say,
  type Tried,
} from "../../../../dialogue/index.ts";
import { type Actor, hasRole, sayMoment } from "../../../members/index.ts";
import type { AudienceLook } from "../../types.ts";
import { lookAt, progressOf } from "../choices.ts";
import { type AnnouncementsConversationParts, attempt, exactly } from "../conversationParts.ts";
import { DESK } from "../desk/deskText.ts";
import { untouchable } from "../desk/view.ts";
import { buttonsOf } from "./composeButtons.ts";
import { type ComposeData, canBeSaved, changeOf, draftOf, type Step } from "./composeData.ts";
import { COMPOSE } from "./composeText.ts";

type ComposeStep = FlowStep<ComposeData>;

/** Where an entry is asked for, by the field that a refusal names. */
const ASKED_AT: Readonly<Record<string, Step>> = {
  title: { at: "title" },
  body: { at: "body" },
  files: { at: "files" },
  fileIds: { at: "files" },
  clause: { at: "clause" },
  url: { at: "clause" },
  audience: { at: "audience" },
  sendAt: { at: "when" },
};

export function createComposeEnd(parts: AnnouncementsConversationParts) {
  const { announcements, timeZone } = parts;

  /** Stores what is written; returns its id. */
  function store(by: Actor, data: ComposeData): number {
    if (data.id === undefined) return announcements.create(by, draftOf(data));
    announcements.change(by, data.id, changeOf(data), data.version);
    return data.id;
  }

  /** What is wrong with what was just written; undefined when nothing is. Other faults are told where they are asked. */
  function faultOf(by: Actor, data: ComposeData, at: Step["at"]): string | undefined {
    const tried = attempt(parts, () => store(by, data));
    if (tried.ok) return undefined;
    const asked = tried.field === undefined ? undefined : ASKED_AT[tried.field]?.at;
    return asked === at ? tried.words : undefined;
  }

  function rehearsed(by: Actor, data: ComposeData): Tried<{ preview: Reply; look: AudienceLook }> {
    return attempt(parts, () => {
      const id = store(by, data);
      return { preview: announcements.preview(id), look: announcements.look(by, id, { limit: 1 }) };
    });
  }

  const counted = ({ members, staff }: AudienceLook) => DESK.counted(members, staff);
  const whenOf = ({ sendAt }: ComposeData): string | undefined =>
    sendAt === undefined || sendAt === null ? undefined : sayMoment(sendAt, timeZone);

  /** What is written, in a few lines, and what can be done with it. */
  function summary(by: Actor, data: ComposeData, look: AudienceLook): Reply {
    const { button } = buttonsOf(data);
    return say(
      [
        COMPOSE.ready,
        `${COMPOSE.to(look.words)}。${counted(look)}`,
        COMPOSE.confirmation(data.needsConfirmation === true),
        COMPOSE.when(whenOf(data)),
      ],
      [
        button(COMPOSE.submit, "submit"),
        ...(hasRole(by, "admin") ? [button(COMPOSE.release, "release")] : []),
        button(COMPOSE.names, "names"),
        button(COMPOSE.edit, "edit"),
        button(COMPOSE.save, "save"),
      ],
    );
  }

  /** The preview and what stands below it; or what is wrong, with the way back to where it is asked. */
  function ready(by: Actor, data: ComposeData): readonly Reply[] {
    const tried = rehearsed(by, data);
    if (tried.ok) return [untouchable(tried.value.preview), summary(by, data, tried.value.look)];
    const { button } = buttonsOf(data);
    return [say([tried.words], [button(COMPOSE.edit, "edit"), ...saving(data)])];
  }

  function saving(data: ComposeData): readonly Choice[] {
    return canBeSaved(data) ? [buttonsOf(data).button(COMPOSE.save, "save")] : [];
  }

  function sureQuestion(by: Actor, data: ComposeData): Reply {
    const tried = rehearsed(by, data);
    if (!tried.ok) return say([tried.words]);
    const { button } = buttonsOf(data);
    const [count, when] = [counted(tried.value.look), whenOf(data)];
    return say(
      [when === undefined ? COMPOSE.askSure(count) : COMPOSE.askSureAt(count, when)],
      [button(COMPOSE.sure, "sure"), button(COMPOSE.back, "ready")],
    );
  }

  const end = (words: string, choices: readonly Choice[], effect: () => void): ComposeStep => ({
    kind: "end",
    replies: [say([words], choices)],
    effects: [effect],
  });

  /** A refusal leads to the question whose answer would mend it. */
  function refused(data: ComposeData, { words, field }: { words: string; field?: string }): Refused {
    return { kind: "refused", words, data: { ...data, step: ASKED_AT[field ?? ""] ?? { at: "edit" } } };
  }

  function submit(by: Actor, data: ComposeData): ComposeStep | Refused {
    const work = () => {
      const id = store(by, data);
      announcements.submit(by, id);
      return id;
    };
    const tried = attempt(parts, work);
    if (!tried.ok) return refused(data, tried);
    return end(COMPOSE.submitted(draftOf(data).title), [lookAt(tried.value)], exactly(tried.value, work));
  }

  function release(by: Actor, data: ComposeData): ComposeStep | Refused {
    const work = () => {
      const id = store(by, data);
      return { id, count: announcements.release(by, id) };
    };
    const tried = attempt(parts, work);
    if (!tried.ok) return refused(data, tried);
    const { id, count } = tried.value;
    const [{ title }, when] = [draftOf(data), whenOf(data)];
    const words =
      when === undefined ? COMPOSE.released(title, count) : COMPOSE.releasedFor(title, count, when);
    // Both were told: who taps the button, and how many it reaches.
    const told = `${id}:${count}`;
    return end(
      words,
      [progressOf(id)],
      exactly(told, () => {
        const done = work();
        return `${done.id}:${done.count}`;
      }),
    );
  }

  function save(by: Actor, data: ComposeData): ComposeStep | Refused {
    if (!canBeSaved(data)) return { kind: "refused", words: COMPOSE.notYetSaved, data };
    const work = () => store(by, data);
    const tried = attempt(parts, work);
    if (!tried.ok) return refused(data, tried);
    return end(COMPOSE.saved(draftOf(data).title), [lookAt(tried.value)], exactly(tried.value, work));
  }

  return { faultOf, ready, saving, sureQuestion, submit, release, save, rehearsed };
}

/** Not done: why, and the draft with the question that comes next. */
export interface Refused {
  readonly kind: "refused";
  readonly words: string;
  readonly data: ComposeData;
}

export type ComposeEnd = ReturnType<typeof createComposeEnd>;

/** A line before a reply. */
export function after(lines: readonly string[], reply: Reply): Reply {
  return { ...reply, blocks: [...lines.map(paragraph), ...reply.blocks] };
}
