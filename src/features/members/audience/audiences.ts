/** Choosing people: SQL narrows by what stands in columns, ages are reckoned here, since birthdays may be lunar. */
import { dayOf } from "../../../delivery/index.ts";
import type { Store } from "../../../store/index.ts";
import type { Members } from "../types.ts";
import { ageOn, type BirthDay } from "../values/birthDay.ts";
import { chosenByFields, listedMembers, namesOfMembers } from "./audience.repo.ts";
import { choosesByFields, readAudience } from "./audienceReading.ts";
import { sayAudience } from "./audienceWords.ts";
import type { Audience, Audiences } from "./types.ts";

const USUAL_PAGE = 50;
const LARGEST_PAGE = 1_000;

/** What choosing people works with. */
export interface AudiencesParts {
  readonly store: Store;
  /** Unix ms. */
  readonly clock: () => number;
  readonly timeZone: string;
  readonly members: Pick<Members, "staff">;
}

/** See {@link Audiences}. */
export function createAudiences({ store, clock, timeZone, members }: AudiencesParts): Audiences {
  const { records } = store;

  function memberIds(audience: Audience, memberId?: number): number[] {
    const listed = listedMembers(records, audience, memberId);
    if (!choosesByFields(audience)) return listed;
    const isAged = agesOf(audience, dayOf(clock(), timeZone));
    const chosen = chosenByFields(records, audience, memberId)
      .filter(({ birth }) => isAged(birth))
      .map(({ id }) => id);
    if (listed.length === 0) return chosen;
    return [...new Set([...chosen, ...listed])].sort((a, b) => a - b);
  }

  return {
    read: (entered) => readAudience(records, entered),
    memberIds: (audience) => memberIds(audience),
    staffIds: ({ staffRoles = [] }) =>
      members
        .staff()
        .filter(({ active, roles }) => active && roles.some((role) => staffRoles.includes(role)))
        .map(({ id }) => id)
        .sort((a, b) => a - b),
    count: (audience) => memberIds(audience).length,
    has: (audience, memberId) => memberIds(audience, memberId).length > 0,
    names(audience, { afterId = 0, limit = USUAL_PAGE } = {}) {
      const most = Math.min(Math.max(1, Math.trunc(limit)), LARGEST_PAGE);
      const page = memberIds(audience)
        .filter((id) => id > afterId)
        .slice(0, most);
      return namesOfMembers(records, page);
    },
    say: (audience) => sayAudience(records, audience),
  };
}

/** Whether someone born then is of the age that is meant. Where an age is meant, an unknown birthday is of none. */
function agesOf({ ageFrom, ageTo }: Audience, today: string): (birth: BirthDay | null) => boolean {
  if (ageFrom === undefined && ageTo === undefined) return () => true;
  return (birth) => {
    if (birth === null) return false;
    const age = ageOn(birth, today);
    return age >= (ageFrom ?? 0) && age <= (ageTo ?? Number.POSITIVE_INFINITY);
  };
}
