/** What members are called, where one account stands for several of them. */
import type { Speaker } from "../../../dialogue/index.ts";
import { principals } from "../../members/index.ts";

/** What a member is called towards this account: 您 where it is nobody else's, their name otherwise. */
export function calledBy(speaker: Speaker, memberId: number): string {
  const people = principals(speaker);
  if (people.length === 1 && speaker.self?.memberId === memberId) return "您";
  return people.find((one) => one.memberId === memberId)?.name ?? "";
}
