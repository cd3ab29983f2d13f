/** All names of a list that comes page by page. */
import type { AudienceName } from "../../src/features/members/index.ts";

const PAGE = 500;

/** One line a person: number, name, district, branch. */
export function nameLines(
  page: (page: { afterId?: number; limit: number }) => readonly AudienceName[],
): readonly string[] {
  const lines: string[] = [];
  let afterId: number | undefined;
  for (;;) {
    const names = page({ limit: PAGE, ...(afterId === undefined ? {} : { afterId }) });
    lines.push(
      ...names.map(({ memberId, name, district, branch }) =>
        [memberId, name, district ?? "未写区县", branch ?? "未写支部"].join("  "),
      ),
    );
    afterId = names.at(-1)?.memberId;
    if (names.length < PAGE) return lines;
  }
}
