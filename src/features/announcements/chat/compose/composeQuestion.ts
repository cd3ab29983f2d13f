/** The question that stands open while an announcement is written. */
import { type Choice, type Reply, say } from "../../../../dialogue/index.ts";
import type { Actor } from "../../../members/index.ts";
import type { Question } from "../audience/composeAudienceAsk.ts";
import { type Buttons, buttonsOf } from "./composeButtons.ts";
import type { ComposeData } from "./composeData.ts";
import type { ComposeEnd } from "./composeEnd.ts";
import { COMPOSE } from "./composeText.ts";

/** What can be written anew once it is all there. */
export const EDITABLE = ["title", "body", "files", "clause", "audience", "confirm", "when"] as const;

/** One reply or more: the preview comes before the last. */
export function createQuestions(
  end: ComposeEnd,
  askWhom: (data: ComposeData, buttons: Buttons) => Question,
): (data: ComposeData, by: Actor) => readonly Reply[] {
  return (data, by) => {
    const { button } = buttonsOf(data);
    const one = (line: string, ...choices: readonly Choice[]) => [say([line], choices)];
    switch (data.step.at) {
      case "title":
        return one(COMPOSE.askTitle);
      case "body":
        return one(COMPOSE.askBody);
      case "files":
        return data.files.length === 0
          ? one(COMPOSE.askFiles, button(COMPOSE.none, "files"))
          : one(COMPOSE.askMoreFiles(data.files.length), button(COMPOSE.noMore, "files"));
      case "clause":
        return one(
          data.url === undefined ? COMPOSE.askClause : COMPOSE.askClauseAfterUrl,
          button(COMPOSE.none, "clause"),
        );
      case "confirm":
        return one(
          COMPOSE.askConfirm,
          button(COMPOSE.yes, "yes"),
          button(COMPOSE.no, "no"),
          ...end.saving(data),
        );
      case "when":
        return one(COMPOSE.askWhen, button(COMPOSE.now, "now"), ...end.saving(data));
      case "ready":
        return end.ready(by, data);
      case "edit":
        return one(
          COMPOSE.askEdit,
          ...EDITABLE.map((field) => button(COMPOSE.edits[field], "edit", field)),
          button(COMPOSE.back, "ready"),
        );
      case "sure":
        return [end.sureQuestion(by, data)];
      default: {
        const { lines, choices } = askWhom(data, buttonsOf(data));
        return [say(lines, choices)];
      }
    }
  };
}
