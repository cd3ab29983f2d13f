/** The question 发给谁 and those below it: the choice so far in words with the exact count, and the buttons. */
import type { Choice } from "../../../../dialogue/index.ts";
import type { Buttons } from "../compose/composeButtons.ts";
import { type AudienceQuestion, type ComposeData, isChosen } from "../compose/composeData.ts";
import { COMPOSE } from "../compose/composeText.ts";
import { type AnnouncementsConversationParts, sayName } from "../conversationParts.ts";
import { districtsOfMembers, tagsOfMembers } from "./audienceChoices.repo.ts";
import { type AudienceAnswers, CATEGORIES } from "./composeAudience.ts";

const QUESTIONS: Readonly<Record<AudienceQuestion, string>> = {
  districts: COMPOSE.askDistricts,
  branches: COMPOSE.askBranches,
  categories: COMPOSE.askCategories,
  tags: COMPOSE.askTags,
  ages: COMPOSE.askAges,
  staff: COMPOSE.askStaff,
  except: COMPOSE.askExcept,
};

export interface Question {
  readonly lines: readonly string[];
  readonly choices: readonly Choice[];
}

export function createAudienceQuestion(
  { members, store }: Pick<AnnouncementsConversationParts, "members" | "store">,
  answers: AudienceAnswers,
): (data: ComposeData, buttons: Buttons) => Question {
  return function ask(data: ComposeData, { button }: Buttons): Question {
    const back = button(COMPOSE.back, "audience");
    const { step } = data;
    switch (step.at) {
      case "districts":
        return {
          lines: [QUESTIONS.districts],
          choices: [...fitting(districtsOfMembers(store.records), "district", button), back],
        };
      case "tags":
        return {
          lines: [QUESTIONS.tags],
          choices: [...fitting(tagsOfMembers(store.records), "tag", button), back],
        };
      case "categories":
        return {
          lines: [QUESTIONS.categories],
          choices: [...CATEGORIES.map((one) => button(one, "category", one)), back],
        };
      case "staff":
        return {
          lines: [QUESTIONS.staff],
          choices: [
            button(COMPOSE.liaisons, "liaisons"),
            button(COMPOSE.bureau, "bureau"),
            button(COMPOSE.bothStaff, "bothStaff"),
            back,
          ],
        };
      case "branches":
      case "ages":
      case "except":
        return { lines: [QUESTIONS[step.at]], choices: [back] };
      case "pickBranch": {
        const found = members.branches().filter(({ id }) => step.ids.includes(id));
        return {
          lines: [COMPOSE.askWhichBranch],
          choices: [...found.map(({ id, name }) => button(name, "branch", String(id))), back],
        };
      }
      case "pickMember":
        return {
          lines: [COMPOSE.askWhichMember],
          choices: [
            ...answers.namesOf(step.ids).map((one) => button(sayName(one), "member", String(one.memberId))),
            back,
          ],
        };
      default:
        return { lines: [...answers.soFar(data), COMPOSE.askAudience], choices: kinds(data, button) };
    }
  };
}

function kinds({ audience }: ComposeData, button: Buttons["button"]): readonly Choice[] {
  const some = audience !== undefined && isChosen(audience);
  return [
    ...(some ? [button(COMPOSE.done, "done")] : []),
    button(COMPOSE.everyone, "everyone"),
    button(COMPOSE.districts, "ask", "districts"),
    button(COMPOSE.branches, "ask", "branches"),
    button(COMPOSE.categories, "ask", "categories"),
    button(COMPOSE.over80, "over80"),
    button(COMPOSE.ages, "ask", "ages"),
    button(COMPOSE.tags, "ask", "tags"),
    button(COMPOSE.secretaries, "secretaries"),
    button(COMPOSE.staff, "ask", "staff"),
    ...(some
      ? [
          button(COMPOSE.except, "ask", "except"),
          button(COMPOSE.names, "names"),
          button(COMPOSE.clear, "clear"),
        ]
      : []),
  ];
}

function fitting(values: readonly string[], verb: string, button: Buttons["button"]): readonly Choice[] {
  // A longer one can still be written.
  return values
    .map((value) => button(value, verb, value))
    .filter(({ action }) => Buffer.byteLength(action) <= 64);
}
