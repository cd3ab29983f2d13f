/** An audience in plain words: 退休，天元区，80 岁以上，除去 3 人. */
import type { Records } from "../../../store/index.ts";
import { ROLE_NAMES } from "../refusals.ts";
import { placeNames } from "./audience.repo.ts";
import { choosesByFields } from "./audienceReading.ts";
import { PLACE_UNITS, AUDIENCE_WORDS as WORDS } from "./audienceText.ts";
import type { Audience } from "./types.ts";

/** Who is meant, the narrowing fields first, exceptions last. */
export function sayAudience(records: Records, audience: Audience): string {
  const { except = {}, memberIds, staffRoles } = audience;
  const listed = memberIds?.length;
  return [
    ...whoByFields(records, audience),
    ...(listed === undefined
      ? []
      : [choosesByFields(audience) ? WORDS.listedToo(listed) : WORDS.listed(listed)]),
    ...(staffRoles === undefined ? [] : [WORDS.staff(staffRoles.map((role) => ROLE_NAMES[role]))]),
    ...whomNot(records, except),
  ].join("，");
}

function whoByFields(records: Records, audience: Audience): string[] {
  const { everyone, categories, districts, branchIds, homeIds, tags, secretaries } = audience;
  return [
    ...(everyone ? [WORDS.everyone] : []),
    ...(categories === undefined ? [] : [WORDS.list(categories)]),
    ...(districts === undefined ? [] : [WORDS.places(districts, PLACE_UNITS.district)]),
    ...(branchIds === undefined ? [] : [sayPlaces(records, "branch", branchIds)]),
    ...(homeIds === undefined ? [] : [sayPlaces(records, "home", homeIds)]),
    ...sayAges(audience),
    ...(tags === undefined ? [] : [WORDS.tags(tags)]),
    ...(secretaries ? [WORDS.secretaries] : []),
  ];
}

function whomNot(records: Records, except: NonNullable<Audience["except"]>): string[] {
  const { memberIds, tags, branchIds, districts } = except;
  return [
    ...(districts === undefined ? [] : [WORDS.places(districts, PLACE_UNITS.district)]),
    ...(branchIds === undefined ? [] : [sayPlaces(records, "branch", branchIds)]),
    ...(tags === undefined ? [] : [WORDS.tags(tags)]),
    ...(memberIds === undefined ? [] : [WORDS.people(memberIds.length)]),
  ].map(WORDS.except);
}

function sayAges({ ageFrom, ageTo }: Audience): string[] {
  if (ageFrom !== undefined && ageTo !== undefined) return [WORDS.between(ageFrom, ageTo)];
  if (ageFrom !== undefined) return [WORDS.from(ageFrom)];
  return ageTo === undefined ? [] : [WORDS.to(ageTo)];
}

function sayPlaces(records: Records, of: "branch" | "home", ids: readonly number[]): string {
  return WORDS.places(placeNames(records, of, ids), PLACE_UNITS[of]);
}
