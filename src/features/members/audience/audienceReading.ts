/** Reading an audience as entered or stored: known fields only, each sorted and without repeats, or refused by name. */
import type { Role } from "../../../dialogue/index.ts";
import type { Records } from "../../../store/index.ts";
import { ROLE_NAMES } from "../refusals.ts";
import { type Category, MemberError } from "../types.ts";
import { countKnown, placeNames } from "./audience.repo.ts";
import { type AudienceField, AUDIENCE_REFUSALS as REFUSALS } from "./audienceText.ts";
import type { Audience } from "./types.ts";

const CATEGORIES = ["离休", "退休", "国企退休"] as const satisfies readonly Category[];
const ROLES = Object.keys(ROLE_NAMES) as Role[];
/** A list of the whole bureau still fits. */
const MOST_MEMBERS = 50_000;
const MOST_PLACES = 2_000;
const MOST_TEXTS = 200;
const LONGEST_TEXT = 60;
const OLDEST = 130;

/** Fields that choose by what a member is; with `everyone` none of them may stand. */
const NARROWING = [
  "categories",
  "districts",
  "branchIds",
  "homeIds",
  "ageFrom",
  "ageTo",
  "tags",
  "secretaries",
] as const satisfies readonly (keyof Audience)[];

/** How each field is read; an undefined one is not there. */
const READERS: { readonly [K in AudienceField]: (value: unknown) => unknown } = {
  version: readVersion,
  everyone: (value) => readTrue("everyone", value),
  categories: (value) => readChoices("categories", value, CATEGORIES),
  districts: (value) => readTexts("districts", value),
  branchIds: (value) => readIds("branchIds", value, MOST_PLACES),
  homeIds: (value) => readIds("homeIds", value, MOST_PLACES),
  ageFrom: readAge,
  ageTo: readAge,
  tags: (value) => readTexts("tags", value),
  secretaries: (value) => readTrue("secretaries", value),
  memberIds: (value) => readIds("memberIds", value, MOST_MEMBERS),
  staffRoles: (value) => readChoices("staffRoles", value, ROLES),
  except: readExcept,
};

const EXCEPTIONS: { readonly [K in keyof NonNullable<Audience["except"]>]-?: (value: unknown) => unknown } = {
  memberIds: (value) => readIds("memberIds", value, MOST_MEMBERS, "mayBeEmpty"),
  tags: (value) => readTexts("tags", value, "mayBeEmpty"),
  branchIds: (value) => readIds("branchIds", value, MOST_PLACES, "mayBeEmpty"),
  districts: (value) => readTexts("districts", value, "mayBeEmpty"),
};

/**
 * See {@link Audiences.read}. A field that chooses, but chooses nothing (`tags: []`), is refused: dropping it would
 * mean everybody where nobody was meant.
 * @throws MemberError
 */
export function readAudience(records: Records, entered: unknown): Audience {
  const fields = fieldsOf(entered, READERS);
  if (fields["version"] === undefined) throw refused(REFUSALS.version);
  const audience = fields as unknown as Audience;
  const narrowed = NARROWING.some((field) => audience[field] !== undefined);
  if (audience.everyone && narrowed) throw refused(REFUSALS.everyoneNarrowed);
  if (!audience.everyone && !narrowed && !audience.memberIds && !audience.staffRoles) {
    throw refused(REFUSALS.nobodyChosen);
  }
  if ((audience.ageFrom ?? 0) > (audience.ageTo ?? OLDEST)) throw refused(REFUSALS.ageOrder);
  checkKnown(records, audience);
  return audience;
}

/** Whether anything chooses members by what they are; otherwise the list alone is the audience. */
export function choosesByFields(audience: Audience): boolean {
  return audience.everyone === true || NARROWING.some((field) => audience[field] !== undefined);
}

function checkKnown(records: Records, audience: Audience): void {
  const { branchIds = [], homeIds = [], memberIds = [], except = {} } = audience;
  for (const ids of [branchIds, except.branchIds ?? []]) {
    if (placeNames(records, "branch", ids).length < ids.length) throw refused(REFUSALS.noSuchBranch);
  }
  if (placeNames(records, "home", homeIds).length < homeIds.length) throw refused(REFUSALS.noSuchHome);
  for (const ids of [memberIds, except.memberIds ?? []]) {
    if (countKnown(records, ids) < ids.length) throw refused(REFUSALS.noSuchMember);
  }
}

function fieldsOf(
  entered: unknown,
  readers: Readonly<Record<string, (value: unknown) => unknown>>,
): Record<string, unknown> {
  if (typeof entered !== "object" || entered === null || Array.isArray(entered)) {
    throw refused(REFUSALS.unreadable);
  }
  const given = entered as Record<string, unknown>;
  const unknown = Object.keys(given).find((key) => !Object.hasOwn(readers, key));
  if (unknown !== undefined) throw refused(REFUSALS.unknownField(unknown.slice(0, LONGEST_TEXT)));
  // In the order of the readers, so that the same audience is always written the same.
  return Object.fromEntries(
    Object.entries(readers)
      .filter(([key]) => Object.hasOwn(given, key) && given[key] !== undefined)
      .map(([key, read]) => [key, read(given[key])])
      .filter(([, value]) => value !== undefined),
  );
}

function readVersion(value: unknown): 1 {
  if (value !== 1) throw refused(REFUSALS.version);
  return 1;
}

/** False is as good as not there: that is what a form sends. */
function readTrue(field: AudienceField, value: unknown): true | undefined {
  if (typeof value !== "boolean") throw refused(REFUSALS.wrong(field));
  return value ? true : undefined;
}

function readAge(value: unknown): number {
  if (!Number.isInteger(value) || (value as number) < 0 || (value as number) > OLDEST) {
    throw refused(REFUSALS.age(OLDEST));
  }
  return value as number;
}

function readExcept(value: unknown): Audience["except"] {
  const except = fieldsOf(value, EXCEPTIONS);
  return Object.keys(except).length === 0 ? undefined : except;
}

function readChoices<T extends string>(
  field: AudienceField,
  value: unknown,
  choices: readonly T[],
): readonly T[] {
  const chosen = readList(field, value, choices.length * 2);
  if (chosen.length === 0) throw refused(REFUSALS.nothingChosen(field));
  if (chosen.some((one) => !choices.some((choice) => choice === one))) {
    const names = field === "staffRoles" ? Object.values(ROLE_NAMES) : choices;
    throw refused(REFUSALS.choices(field, names));
  }
  return choices.filter((choice) => chosen.includes(choice));
}

function readTexts(
  field: AudienceField,
  value: unknown,
  empty?: "mayBeEmpty",
): readonly string[] | undefined {
  const texts = readList(field, value, MOST_TEXTS).map((text) => {
    if (typeof text !== "string" || text.trim() === "" || text.length > LONGEST_TEXT) {
      throw refused(REFUSALS.wrong(field));
    }
    return text.trim();
  });
  return filled(
    field,
    [...new Set(texts)].sort((a, b) => (a < b ? -1 : 1)),
    empty,
  );
}

function readIds(
  field: AudienceField,
  value: unknown,
  most: number,
  empty?: "mayBeEmpty",
): readonly number[] | undefined {
  const ids = readList(field, value, most);
  if (ids.some((id) => !Number.isSafeInteger(id) || (id as number) < 1)) throw refused(REFUSALS.wrong(field));
  return filled(
    field,
    [...new Set(ids as number[])].sort((a, b) => a - b),
    empty,
  );
}

function readList(field: AudienceField, value: unknown, most: number): readonly unknown[] {
  if (!Array.isArray(value)) throw refused(REFUSALS.wrong(field));
  if (value.length > most) throw refused(REFUSALS.tooMany(field, most));
  return value;
}

function filled<T>(
  field: AudienceField,
  values: readonly T[],
  empty?: "mayBeEmpty",
): readonly T[] | undefined {
  if (values.length > 0) return values;
  if (empty === "mayBeEmpty") return undefined;
  throw refused(REFUSALS.nothingChosen(field));
}

function refused(message: string): MemberError {
  return new MemberError("audience", message);
}
