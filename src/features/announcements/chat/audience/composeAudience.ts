/** Answers to 发给谁: each choice narrows what was chosen before. */
import { type Audience, type Category, MemberError } from "../../../members/index.ts";
import { type AudienceQuestion, type ComposeData, isChosen } from "../compose/composeData.ts";
import { COMPOSE } from "../compose/composeText.ts";
import type { AnnouncementsConversationParts } from "../conversationParts.ts";
import { DESK } from "../desk/deskText.ts";
import { readAges } from "./ageWords.ts";

export const CATEGORIES = ["离休", "退休", "国企退休"] as const satisfies readonly Category[];
const MOST_BUTTONS = 8;
/** Characters of a part of a name. */
const LONGEST_NAME = 40;
const BUREAU = ["admin", "editor", "dispatcher", "viewer"] as const;

/** The draft after an answer, and what is said about it. */
export interface Answered {
  readonly data: ComposeData;
  readonly lines: readonly string[];
}

const NOTHING: Audience = { version: 1 };
const QUESTIONS = [
  "districts",
  "branches",
  "categories",
  "tags",
  "ages",
  "staff",
  "except",
] as const satisfies readonly AudienceQuestion[];

export function createAudienceAnswers(parts: AnnouncementsConversationParts) {
  const { audiences, members } = parts;

  /** Whom the choice so far means; undefined when nothing is chosen. */
  function weigh(audience: Audience): {
    readonly words: string;
    readonly total: number;
    readonly count: string;
  } {
    const [people, staff] = [audiences.count(audience), audiences.staffIds(audience).length];
    return { words: audiences.say(audience), total: people + staff, count: DESK.counted(people, staff) };
  }

  function soFar({ audience }: ComposeData): readonly string[] {
    if (audience === undefined || !isChosen(audience)) return [];
    const { words, count } = weigh(audience);
    return [COMPOSE.soFar(words, count)];
  }

  /** Back to the list of kinds, with the choice read as it will be stored. */
  function chosen(data: ComposeData, audience: Audience, ...lines: readonly string[]): Answered {
    try {
      return { data: { ...data, audience: audiences.read(audience), step: { at: "audience" } }, lines };
    } catch (error) {
      if (!(error instanceof MemberError)) throw error;
      return { data, lines: [error.message] };
    }
  }

  const again = (data: ComposeData, line: string): Answered => ({ data, lines: [line] });
  const open = (data: ComposeData, at: AudienceQuestion | "audience"): Answered => {
    return { data: { ...data, step: { at } }, lines: [] };
  };

  /** 全体 goes with nothing that narrows. */
  function narrowed(data: ComposeData, field: Partial<Audience>): Audience {
    const { everyone: _, ...rest } = data.audience ?? NOTHING;
    return { ...rest, ...field };
  }

  function everyone(data: ComposeData): Answered {
    const { staffRoles, except } = data.audience ?? NOTHING;
    return chosen(data, {
      ...NOTHING,
      everyone: true,
      ...(staffRoles === undefined ? {} : { staffRoles }),
      ...(except === undefined ? {} : { except }),
    });
  }

  /** Values that are nobody's are not added: a slip of the pen would otherwise go unseen. */
  function named(data: ComposeData, field: "districts" | "tags", text: string): Answered {
    const values = text
      .split(/[、，,\s]+/u)
      .filter((value) => value !== "" && [...value].length <= LONGEST_NAME);
    const missing = values.filter((value) => audiences.count({ version: 1, [field]: [value] }) === 0);
    if (values.length === 0 || missing.length > 0) {
      return again(data, COMPOSE.nobodyThere((missing.length > 0 ? missing : [text]).join("、")));
    }
    return chosen(data, narrowed(data, { [field]: [...(data.audience?.[field] ?? []), ...values] }));
  }

  function branchNamed(data: ComposeData, text: string): Answered {
    const part = text.trim();
    if (part === "" || [...part].length > LONGEST_NAME)
      return again(data, COMPOSE.noBranch(part.slice(0, 20)));
    const all = members.branches();
    const exact = all.filter(({ name }) => name === part);
    const found = exact.length > 0 ? exact : all.filter(({ name }) => name.includes(part));
    const [only] = found;
    if (only === undefined) return again(data, COMPOSE.noBranch(part));
    if (found.length === 1) return branch(data, only.id);
    if (found.length > MOST_BUTTONS) return again(data, COMPOSE.tooManyBranches(found.length));
    return { data: { ...data, step: { at: "pickBranch", ids: found.map(({ id }) => id) } }, lines: [] };
  }

  function branch(data: ComposeData, id: number): Answered {
    return chosen(data, narrowed(data, { branchIds: [...(data.audience?.branchIds ?? []), id] }));
  }

  function exceptNamed(data: ComposeData, text: string): Answered {
    const name = text.trim().slice(0, LONGEST_NAME);
    const { audience } = data;
    if (name === "" || audience === undefined) return again(data, COMPOSE.notAmong(name));
    const like = members.list({ name, status: "alive", limit: 200 });
    const exact = like.filter((one) => one.name === name);
    const found = (exact.length > 0 ? exact : like).filter(({ id }) => audiences.has(audience, id));
    const [only] = found;
    if (only === undefined) return again(data, COMPOSE.notAmong(name));
    if (found.length === 1) return except(data, only.id);
    if (found.length > MOST_BUTTONS) return again(data, COMPOSE.tooManyNamed(found.length));
    return { data: { ...data, step: { at: "pickMember", ids: found.map(({ id }) => id) } }, lines: [] };
  }

  function except(data: ComposeData, memberId: number): Answered {
    const { audience = NOTHING } = data;
    const memberIds = [...(audience.except?.memberIds ?? []), memberId];
    const name = namesOf([memberId])[0]?.name ?? "";
    return chosen(data, { ...audience, except: { ...audience.except, memberIds } }, COMPOSE.excepted(name));
  }

  function namesOf(ids: readonly number[]) {
    return audiences.names({ version: 1, memberIds: ids }, { limit: ids.length });
  }

  function done(data: ComposeData): Answered {
    const { audience } = data;
    if (audience === undefined || !isChosen(audience)) return again(data, COMPOSE.chooseFirst);
    if (weigh(audience).total === 0) return again(data, COMPOSE.nobody);
    return { data: { ...data, audienceDone: true }, lines: soFar(data) };
  }

  /** What a button of these questions does; undefined when it is none of theirs. */
  function tapped(data: ComposeData, verb: string, value: string): Answered | undefined {
    const staff = (staffRoles: Audience["staffRoles"]) =>
      chosen(data, { ...(data.audience ?? NOTHING), ...(staffRoles === undefined ? {} : { staffRoles }) });
    switch (verb) {
      case "everyone":
        return everyone(data);
      case "ask":
        if (value === "except" && (data.audience === undefined || !isChosen(data.audience))) {
          return again(data, COMPOSE.chooseFirst);
        }
        return isQuestion(value) ? open(data, value) : undefined;
      case "audience":
        return open(data, "audience");
      case "district":
        return named(data, "districts", value);
      case "tag":
        return named(data, "tags", value);
      case "branch":
        return branch(data, Number(value));
      case "category": {
        const category = CATEGORIES.find((one) => one === value);
        if (category === undefined) return undefined;
        return chosen(data, narrowed(data, { categories: [...(data.audience?.categories ?? []), category] }));
      }
      case "over80": {
        const { ageTo: _, ...rest } = narrowed(data, { ageFrom: 80 });
        return chosen(data, rest);
      }
      case "secretaries":
        return chosen(data, narrowed(data, { secretaries: true }));
      case "liaisons":
        return staff(["liaison"]);
      case "bureau":
        return staff(BUREAU);
      case "bothStaff":
        return staff([...BUREAU, "liaison"]);
      case "member":
        return except(data, Number(value));
      case "clear":
        return { data: { ...data, audience: NOTHING, step: { at: "audience" } }, lines: [] };
      case "done":
        return done(data);
      default:
        return undefined;
    }
  }

  function written(data: ComposeData, text: string): Answered {
    switch (data.step.at) {
      case "districts":
        return named(data, "districts", text);
      case "tags":
        return named(data, "tags", text);
      case "branches":
      case "pickBranch":
        return branchNamed(data, text);
      case "except":
      case "pickMember":
        return exceptNamed(data, text);
      default: {
        const ages = readAges(text);
        if (ages === undefined) {
          return again(data, data.step.at === "ages" ? COMPOSE.noAges : COMPOSE.unreadChoice);
        }
        const { ageFrom: _, ageTo: __, ...rest } = narrowed(data, {});
        return chosen(data, { ...rest, ...ages });
      }
    }
  }

  return { tapped, written, weigh, soFar, namesOf };
}

function isQuestion(value: string): value is AudienceQuestion {
  return QUESTIONS.some((question) => question === value);
}

export type AudienceAnswers = ReturnType<typeof createAudienceAnswers>;
