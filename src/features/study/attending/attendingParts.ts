/** What attendance is built from. */
import type { SecretBox, Store } from "../../../store/index.ts";
import type { Audit, Members } from "../../members/index.ts";
import type { Sessions, StudyRecord } from "../types.ts";

export interface AttendingParts {
  readonly store: Store;
  readonly box: SecretBox;
  /** Unix ms. */
  readonly clock: () => number;
  readonly timeZone: string;
  readonly members: Pick<Members, "get" | "grantsOf" | "branches">;
  readonly sessions: Pick<Sessions, "get" | "materials" | "runs" | "branchesOf">;
  /** The member's best result of each quiz of that year: `Quizzes.bestOf`. */
  readonly quizBest: (memberId: number, year: number) => StudyRecord["quizzes"];
  readonly audit: Pick<Audit, "record">;
}
