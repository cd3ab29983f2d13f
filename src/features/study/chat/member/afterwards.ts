/** Materials of a session, and making up for one that was missed: the materials, and then 看完了. */

import {
  type Choice,
  type ConversationState,
  HUMAN,
  type Link,
  paragraph,
  type Reply,
  type Speaker,
  type StoredAttachment,
  say,
  strong,
  type Turn,
} from "../../../../dialogue/index.ts";
import type { Actor } from "../../../members/index.ts";
import { studyTurn } from "../../studyTurn.ts";
import type { Material, MemberSession } from "../../types.ts";
import { LABELS, MATERIALS } from "../memberText.ts";
import { calledBy } from "../whom.ts";
import { actionOf, type Verb } from "./card.ts";
import { attempt, type MemberTalkParts, STUDY } from "./parts.ts";

/** What can be done with materials. The caller has found out that the actor may act for the member. */
interface Afterwards {
  materials(state: ConversationState, mine: MemberSession, memberId: number): Turn;
  /** The materials, and the question whether they were read. */
  askMakeUp(
    state: ConversationState,
    speaker: Speaker,
    actor: Actor,
    mine: MemberSession,
    memberId: number,
  ): Turn;
  makeUp(
    state: ConversationState,
    speaker: Speaker,
    actor: Actor,
    mine: MemberSession,
    memberId: number,
  ): Turn;
}

export function createAfterwards(parts: MemberTalkParts): Afterwards {
  const { attending, files, store } = parts;

  function shown(
    { session, materials }: MemberSession,
    before: readonly string[],
    after: readonly string[],
    choices: readonly Choice[],
  ): Reply {
    if (materials.length === 0) return say([MATERIALS.none], choices);
    const read = materials.map((material) => readMaterial(material));
    const [attached, links] = [read.flatMap((one) => one.file ?? []), read.flatMap((one) => one.link ?? [])];
    const missing = read.flatMap(({ missing }) => missing ?? []);
    return {
      blocks: [
        ...before.map(paragraph),
        strong(MATERIALS.title(session.title)),
        ...materials.map(({ title }, i) => paragraph(MATERIALS.line(i + 1, title))),
        ...missing.map((title) => paragraph(MATERIALS.missing(title))),
        ...after.map(paragraph),
      ],
      choices,
      ...(links.length === 0 ? {} : { links }),
      ...(attached.length === 0 ? {} : { files: attached }),
    };
  }

  function readMaterial({ title, fileId, url }: Material): {
    readonly file?: StoredAttachment;
    readonly link?: Link;
    readonly missing?: string;
  } {
    if (url !== null) return { link: { label: title, url } };
    const file = fileId === null ? undefined : files.get(fileId);
    if (file === undefined) return { missing: title };
    const { id, kind, name, mediaType, bytes } = file;
    return { file: { kind, stored: id, name, mediaType, bytes } };
  }

  const choice = ({ session }: MemberSession, memberId: number, label: string, verb: Verb): Choice => ({
    label,
    action: actionOf(session.id, verb, memberId),
  });

  return {
    materials: (state, mine, memberId) =>
      studyTurn(state, [shown(mine, [], [], [choice(mine, memberId, LABELS.look, "card"), STUDY])]),
    askMakeUp(state, speaker, actor, mine, memberId) {
      // Refused now rather than after everything has been read.
      const tried = attempt(store, () => attending.makeUp(actor, mine.session.id, memberId));
      const look = choice(mine, memberId, LABELS.look, "card");
      if (!tried.ok) return studyTurn(state, [say([tried.words], [look, HUMAN])]);
      const who = calledBy(speaker, memberId);
      const choices = [
        choice(mine, memberId, LABELS.madeUp, "madeup"),
        choice(mine, memberId, LABELS.notYet, "notyet"),
      ];
      return studyTurn(state, [shown(mine, [MATERIALS.makeUp(who)], [MATERIALS.confirm], choices)]);
    },
    makeUp(state, speaker, actor, mine, memberId) {
      const tried = attempt(store, () => attending.makeUp(actor, mine.session.id, memberId));
      const look = choice(mine, memberId, LABELS.look, "card");
      if (!tried.ok) return studyTurn(state, [say([tried.words], [look, HUMAN])]);
      const words = [MATERIALS.madeUp(calledBy(speaker, memberId), mine.session.title), MATERIALS.thenWrite];
      return studyTurn(
        state,
        [say(words, [choice(mine, memberId, LABELS.write, "write"), STUDY])],
        [tried.effect],
      );
    },
  };
}
