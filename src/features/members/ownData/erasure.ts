/**
 * Erasure of a member's data: everything goes but what the bureau must by law keep to serve and manage its retired
 * officials (个人信息保护法 第十三条第一款第三项; the right to erasure: 第四十七条), and the audit log, which holds no
 * content (网络安全法: logs are kept for six months at least).
 */
import type { SecretBox, Store } from "../../../store/index.ts";
import { type Actor, actorName, NotAllowed, requireRole } from "../actor.ts";
import { refusals } from "../refusals.ts";
import { MemberError, type Members } from "../types.ts";
import { type EmptyBodies, emptyChat, emptyMember, emptyPushes, endTies } from "./erasure.repo.ts";
import type { KeptElsewhere } from "./exportData.ts";
import { ownChats } from "./memberTrail.repo.ts";

export interface ErasureParts {
  readonly store: Store;
  readonly box: SecretBox;
  readonly members: Members;
  readonly clock: () => number;
  /** What other features keep about the member. */
  readonly elsewhere?: readonly KeptElsewhere[];
}

export interface EraseOptions {
  /** Takes the name, unit and branch too: for someone who does not belong here. Needs admin. */
  readonly full?: boolean;
}

/** How much was emptied. */
export interface Erased {
  readonly accounts: number;
  readonly messages: number;
  readonly pushes: number;
  readonly calls: number;
  readonly grants: number;
}

/**
 * Erases in one transaction, audited. For the member themself (not in full) and for admin. Erasing again in full after
 * a plain erasure takes the name; anything else done twice changes nothing more.
 * @throws NotAllowed; MemberError when there is no such member
 */
export function eraseMember(
  parts: ErasureParts,
  actor: Actor,
  memberId: number,
  options: EraseOptions = {},
): Erased {
  const { store, members, clock } = parts;
  const { records } = store;
  const full = options.full ?? false;
  return store.transaction(() => {
    authorise(actor, memberId, full);
    if (members.get(memberId) === undefined) throw new MemberError("id", refusals.noSuchMember);
    const now = clock();
    const empty = emptyBodies(parts.box);
    const messages = ownChats(records, memberId).reduce(
      (sum, chat) => sum + emptyChat(records, chat, empty),
      0,
    );
    const { pushes, calls } = emptyPushes(records, memberId, empty, actorName(actor), now);
    for (const { erase } of parts.elsewhere ?? []) erase(memberId);
    const { accounts, grants } = endTies(records, memberId, now);
    emptyMember(records, memberId, full, now);
    const erased: Erased = { accounts, messages, pushes, calls, grants };
    members.audit.record(actor, "member.erase", `member:${memberId}`, { full, ...erased });
    return erased;
  });
}

function authorise(actor: Actor, memberId: number, full: boolean): void {
  if (actor.kind === "proxy") throw new NotAllowed(refusals.notYours);
  if (actor.kind !== "member") {
    requireRole(actor, "admin");
    return;
  }
  if (full || actor.memberId !== memberId) throw new NotAllowed(refusals.notYours);
}

function emptyBodies(box: SecretBox): EmptyBodies {
  return {
    message: box.seal(JSON.stringify({ text: "", at: 0 })),
    reply: box.seal(JSON.stringify({ blocks: [], choices: [] })),
    text: box.seal(""),
  };
}
