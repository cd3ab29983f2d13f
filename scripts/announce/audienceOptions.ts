/** Whom an announcement is for, out of the options of the command line. */

import type { Audience } from "../../src/features/members/index.ts";
import { given, RefusedError, UsageError, wholeNumber } from "../command.ts";
import type { Desk, Values } from "./desk.ts";
import { readEntered } from "./enteredFiles.ts";

const MOST_FAULTS = 20;

/**
 * The audience that the options choose; undefined when they choose none. JSON in `--audience` is a ground that the
 * others add to. A list with a row that names nobody is refused: someone would be forgotten.
 * @throws RefusedError, UsageError; MemberError when it cannot be
 */
export async function audienceOf(desk: Desk, values: Values): Promise<Audience | undefined> {
  const except = given({
    memberIds: await listed(desk, values["except-list"]),
    tags: values["except-tag"],
    districts: values["except-district"],
    branchIds: values["except-branch"]?.map((name) => branchId(desk, name)),
  });
  const chosen = given({
    everyone: values.everyone,
    categories: values.category,
    districts: values.district,
    branchIds: values.branch?.map((name) => branchId(desk, name)),
    homeIds: values.home?.map((name) => homeId(desk, name)),
    ageFrom: values["age-from"] === undefined ? undefined : wholeNumber(values["age-from"]),
    ageTo: values["age-to"] === undefined ? undefined : wholeNumber(values["age-to"]),
    tags: values.tag,
    secretaries: values.secretaries,
    staffRoles: values["staff-role"],
    memberIds: await listed(desk, values.list),
  });
  const excepts = Object.keys(except).length > 0;
  if (values.audience === undefined && Object.keys(chosen).length === 0) {
    if (excepts) throw new UsageError();
    return undefined;
  }
  return desk.audiences.read({
    version: 1,
    ...parsed(values.audience),
    ...chosen,
    ...(excepts ? { except } : {}),
  });
}

function parsed(json: string | undefined): object {
  if (json === undefined) return {};
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch (error) {
    throw new RefusedError('--audience 不是 JSON。请写成 {"districts":["天元区"]} 这样。', { cause: error });
  }
  throw new RefusedError('--audience 要写成 {"districts":["天元区"]} 这样。');
}

async function listed(desk: Desk, path: string | undefined): Promise<readonly number[] | undefined> {
  if (path === undefined) return undefined;
  const { memberIds, faults } = await desk.readList(readEntered(path).body);
  if (faults.length === 0) return memberIds;
  const shown = faults.slice(0, MOST_FAULTS);
  const more = faults.length > shown.length ? [`还有 ${faults.length - shown.length} 行`] : [];
  throw new RefusedError(
    [`名单里有 ${faults.length} 行对不上人，没有用这份名单。请改好再来：`, ...shown, ...more].join("\n"),
  );
}

/** By number or by its whole name. */
function branchId({ members }: Desk, entered: string): number {
  return placeId("支部", members.branches(), entered);
}

function homeId({ members }: Desk, entered: string): number {
  return placeId("老党员之家", members.homes(), entered);
}

function placeId(
  what: string,
  places: readonly { readonly id: number; readonly name: string }[],
  entered: string,
): number {
  const found = places.find(({ id, name }) => name === entered || String(id) === entered);
  if (found === undefined) throw new RefusedError(`没有叫“${entered}”的${what}。请写编号或者全名。`);
  return found.id;
}
