/** An uploaded list of people (.xlsx or CSV) as ids of members; what a row leaves open is said, with the row. */
import type { Store } from "../../../store/index.ts";
import { type Actor, requireRole } from "../actor.ts";
import { cellText, lostDigits, nameKey } from "../import/cellText.ts";
import { type Member, MemberError, type Members } from "../types.ts";
import { type ListRow, readListRows } from "./audienceListRows.ts";
import { LIST_TEXT } from "./audienceText.ts";
import type { AudienceList } from "./types.ts";

/** What finding the people of a list works with. */
export interface AudienceListParts {
  readonly store: Store;
  readonly members: Pick<Members, "get" | "findByPhone" | "findByIdNumber">;
}

type Found = { readonly member: Member } | { readonly fault: string };

/**
 * Finds the people of a list by 人员编号, 身份证号, or 姓名 and 手机, whichever a row has first. Other columns are passed
 * over. Every look-up is audited; faults hold no names and no numbers of people.
 * @param file the bytes of an .xlsx or CSV file; told apart by its content
 * @throws NotAllowed; MembersFileError when the file cannot be read or lacks its headers
 */
export async function readAudienceList(
  { store, members }: AudienceListParts,
  actor: Actor,
  file: Uint8Array,
): Promise<AudienceList> {
  requireRole(actor, "editor", "dispatcher", "liaison");
  const rows = await readListRows(file);
  return store.transaction(() => {
    const found = rows.map((row) => ({ row, found: find(members, actor, row) }));
    return {
      memberIds: [
        ...new Set(found.flatMap(({ found: one }) => ("member" in one ? [one.member.id] : []))),
      ].sort((a, b) => a - b),
      faults: found.flatMap(({ row, found: one }) =>
        "fault" in one ? [LIST_TEXT.fault(row.row, one.fault)] : [],
      ),
    };
  });
}

function find(members: AudienceListParts["members"], actor: Actor, row: ListRow): Found {
  const name = cellText(row.name);
  const candidates = candidatesOf(members, actor, row, name);
  if (typeof candidates === "string") return { fault: candidates };
  const known = candidates.filter(({ erasedAt }) => erasedAt === null);
  const named = name === undefined ? known : known.filter((one) => nameKey(one.name) === nameKey(name));
  const [member, another] = named;
  if (member === undefined) return { fault: known.length > 0 ? LIST_TEXT.otherName : LIST_TEXT.nobody };
  if (another !== undefined) return { fault: LIST_TEXT.several };
  return member.status === "alive" ? { member } : { fault: LIST_TEXT.gone };
}

/** Whom the row may mean, or why it names nobody. */
function candidatesOf(
  members: AudienceListParts["members"],
  actor: Actor,
  row: ListRow,
  name: string | undefined,
): readonly Member[] | string {
  if ([row.idNumber, row.phone].some(lostDigits)) return LIST_TEXT.digitsLost;
  const [number, idNumber, phone] = [row.number, row.idNumber, row.phone].map(cellText);
  if (number !== undefined) {
    return /^\d{1,9}$/.test(number) ? present(members.get(Number(number))) : LIST_TEXT.badNumber;
  }
  try {
    if (idNumber !== undefined) return present(members.findByIdNumber(actor, idNumber));
    if (phone === undefined) return LIST_TEXT.nothingToFindBy;
    return name === undefined ? LIST_TEXT.nameMissing : members.findByPhone(actor, phone);
  } catch (error) {
    // A number that is none. Its message holds no values.
    if (error instanceof MemberError) return error.message;
    throw error;
  }
}

function present<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
