/** Which districts and tags there are among the living, the most frequent first: they become buttons. */
import { and, count, desc, eq, isNotNull, isNull } from "drizzle-orm";
import { type Records, tables } from "../../../../store/index.ts";

const { member, memberTag } = tables;
const MOST = 12;

export function districtsOfMembers(records: Records): readonly string[] {
  return records
    .select({ name: member.district })
    .from(member)
    .where(and(eq(member.status, "alive"), isNull(member.erasedAt), isNotNull(member.district)))
    .groupBy(member.district)
    .orderBy(desc(count()), member.district)
    .limit(MOST)
    .all()
    .flatMap(({ name }) => name ?? []);
}

export function tagsOfMembers(records: Records): readonly string[] {
  return records
    .select({ name: memberTag.tag })
    .from(memberTag)
    .innerJoin(member, eq(member.id, memberTag.memberId))
    .where(and(eq(member.status, "alive"), isNull(member.erasedAt)))
    .groupBy(memberTag.tag)
    .orderBy(desc(count()), memberTag.tag)
    .limit(MOST)
    .all()
    .map(({ name }) => name);
}
