/** What study keeps about a member, for the export of their data and for its erasure. */
import type { SecretBox, Store } from "../../../store/index.ts";
import { type KeptElsewhere, sayMoment } from "../../members/index.ts";
import type { QuizDesk } from "../quiz/taking/quizDesk.ts";
import { KEPT } from "./attendingText.ts";
import { sessionsOfMember } from "./presence/presence.repo.ts";
import { reflectionsOfMember } from "./reflections/reflections.repo.ts";

export interface KeptStudyParts {
  readonly store: Store;
  readonly box: SecretBox;
  readonly timeZone: string;
  readonly quizzes: Pick<QuizDesk, "triesOf">;
  /** Sessions, attendance and quizzes: each empties its own. */
  readonly erasing: readonly { erase(memberId: number): void }[];
}

/** Sessions with answers and presence, 心得 in full, and what was tried of quizzes. */
export function createKeptStudy({ store, box, timeZone, quizzes, erasing }: KeptStudyParts): KeptElsewhere {
  const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : [{ title, lines }]);
  return {
    sections: (memberId) => [
      ...section(
        KEPT.sessions,
        sessionsOfMember(store.records, memberId).map(({ title, startsAt, ...row }) =>
          [sayMoment(startsAt, timeZone), title, ...wordsOf(row)].join("　"),
        ),
      ),
      ...section(
        KEPT.reflections,
        reflectionsOfMember(store.records, memberId).map(({ at, title, textSealed, voiceSealed }) =>
          [sayMoment(at, timeZone), title, box.open(textSealed), voiceSealed === null ? "" : KEPT.voice]
            .filter((part) => part !== "")
            .join("　"),
        ),
      ),
      ...section(
        KEPT.quizzes,
        quizzes
          .triesOf(memberId)
          .map(({ title, startedAt, score, total }) =>
            [
              sayMoment(startedAt, timeZone),
              title,
              score === null ? KEPT.quizOpen : KEPT.quizScore(score, total),
            ].join("　"),
          ),
      ),
    ],
    erase(memberId) {
      for (const one of erasing) one.erase(memberId);
    },
  };
}

/** What became of it, and what was answered. */
function wordsOf({
  status,
  guest,
  answer,
  pickUp,
  attendedAt,
  madeUpAt,
}: Pick<
  ReturnType<typeof sessionsOfMember>[number],
  "status" | "guest" | "answer" | "pickUp" | "attendedAt" | "madeUpAt"
>): string[] {
  return [
    ...(status === "cancelled" ? [KEPT.cancelled] : []),
    ...(guest ? [KEPT.guest] : []),
    ...(answer === null ? [] : [KEPT.answers[answer]]),
    ...(pickUp === true ? [KEPT.pickUp] : []),
    ...(attendedAt === null ? [] : [KEPT.attended]),
    ...(madeUpAt === null ? [] : [KEPT.madeUp]),
  ];
}
