/** For whom somebody speaks about study, where one account stands for several members. */
import type { Reply, Speaker } from "../../../dialogue/index.ts";
import { askPrincipal, principals } from "../../members/index.ts";

/**
 * The question for whom, a button a person. Unlike the one of members the answer goes on with what was wanted.
 * @param actionOf the action of a member's button
 * @param among only these; everyone for whom the account may act unless told
 */
export function askWhom(
  speaker: Speaker,
  actionOf: (memberId: number) => string,
  among?: readonly number[],
): Reply {
  const people = principals(speaker);
  const asked = askPrincipal(speaker);
  const choices = people.flatMap(({ memberId }, i) =>
    among === undefined || among.includes(memberId)
      ? [{ label: asked.choices[i]?.label ?? "", action: actionOf(memberId) }]
      : [],
  );
  return { ...asked, choices };
}

/** What a member is called towards this account: 您 where it is nobody else's, their name otherwise. */
export function calledBy(speaker: Speaker, memberId: number): string {
  const people = principals(speaker);
  if (people.length === 1 && speaker.self?.memberId === memberId) return "您";
  return people.find((one) => one.memberId === memberId)?.name ?? "";
}
