/** What a push says to one account: whom it is for, where that is not clear from the account. */
import { type Reply, strong } from "../../dialogue/index.ts";
import type { SecretBox } from "../../store/index.ts";
import { TEXT } from "../text.ts";
import type { PushRow } from "./pushes.repo.ts";
import type { Reachable, Recipients } from "./types.ts";

/** The sealed words for an account. `undefined` where the account is the member's no more: then it is named too. */
export type BodyFor = (
  push: Pick<PushRow, "memberId" | "body">,
  account: Pick<Reachable, "channel" | "accountId" | "via"> | undefined,
) => Buffer;

/** See the file's head. */
export function createAddressing(box: SecretBox, recipients: Recipients): BodyFor {
  return ({ memberId, body }, account) => {
    const shared = (account && recipients.sharedBy?.(account.channel, account.accountId)) ?? 1;
    if (account?.via === "self" && shared <= 1) return body;
    const name = recipients.nameOf(memberId);
    if (name === undefined) return body;
    const whose = account?.via === "self" ? TEXT.forOneOf(name) : TEXT.forMember(name);
    const reply = JSON.parse(box.open(body)) as Reply;
    return box.seal(JSON.stringify({ ...reply, blocks: [strong(whose), ...reply.blocks] }));
  };
}
