/** 学习心得: what members write or say after a session. Sealed at rest; a voice stays with its channel. */
import { actorName, NotAllowed } from "../../../members/index.ts";
import { type Attending, type Reflection, StudyError } from "../../types.ts";
import type { AttendingParts } from "../attendingParts.ts";
import { requireActsFor, sessionOf } from "../attendingRights.ts";
import { ATTENDING_TEXT } from "../attendingText.ts";
import { rowOf } from "../presence/presence.repo.ts";
import { countReflections, insertReflection, reflectionsOf } from "./reflections.repo.ts";

/** Characters as people count them. */
const SHORTEST = 10;
const LONGEST = 3_000;
/** Of one member about one session: enough for anybody, and nobody fills the disk. */
const MOST = 20;

export function createReflections(parts: AttendingParts): Pick<Attending, "reflect" | "reflections"> {
  const { store, box, clock, audit, sessions } = parts;
  const { records } = store;

  const opened = (row: ReturnType<typeof reflectionsOf>[number]): Reflection => {
    const { textSealed, voiceSealed, ...open } = row;
    return {
      ...open,
      text: box.open(textSealed),
      ...(voiceSealed === null
        ? {}
        : { voice: JSON.parse(box.open(voiceSealed)) as NonNullable<Reflection["voice"]> }),
    };
  };

  return {
    reflect: (actor, sessionId, memberId, { text: entered, voice }) =>
      store.transaction(() => {
        requireActsFor(parts, actor, memberId);
        const session = sessionOf(parts, sessionId);
        if (rowOf(records, sessionId, memberId) === undefined)
          throw new StudyError("memberId", ATTENDING_TEXT.notTakenPart);
        if (session.status === "cancelled") throw new StudyError("status", ATTENDING_TEXT.cancelled);
        if (clock() < session.startsAt) throw new StudyError("at", ATTENDING_TEXT.notBegun);
        const text = readable(entered);
        const length = [...text].length;
        if (length < SHORTEST && voice === undefined)
          throw new StudyError("text", ATTENDING_TEXT.reflectionShort(SHORTEST));
        if (length > LONGEST) throw new StudyError("text", ATTENDING_TEXT.reflectionLong(LONGEST));
        if (countReflections(records, sessionId, memberId) >= MOST)
          throw new StudyError("text", ATTENDING_TEXT.reflectionsMany(MOST));
        const id = insertReflection(records, {
          sessionId,
          memberId,
          at: clock(),
          by: actorName(actor),
          textSealed: box.seal(text),
          voiceSealed: voice === undefined ? null : box.seal(JSON.stringify(voice)),
        });
        audit.record(actor, "study.reflect", `member:${memberId}`, { sessionId, reflectionId: id });
        return id;
      }),
    reflections(actor, sessionId) {
      const session = sessionOf(parts, sessionId);
      if (sessions.runs(actor, session)) return reflectionsOf(records, sessionId).map(opened);
      if (actor.kind !== "member" && actor.kind !== "proxy")
        throw new NotAllowed(ATTENDING_TEXT.notYourSession);
      requireActsFor(parts, actor, actor.memberId);
      return reflectionsOf(records, sessionId, actor.memberId).map(opened);
    },
  };
}

/** Without what cannot be shown, and without blank lines before, after, and more than one between. */
function readable(entered: string): string {
  return entered
    .replace(/\r\n?/g, "\n")
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, (letter) => (/[\n\t]/.test(letter) ? letter : ""))
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
