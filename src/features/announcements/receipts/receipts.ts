/** How far an announcement has come, who is silent, and what a member was sent. */
import { requireRole } from "../../members/index.ts";
import type { Core } from "../life/core.ts";
import type { Announcements, Progress } from "../types.ts";
import { countTraces, emptyRecipient, sentToMember, silentMembers } from "./receipts.repo.ts";
import { type Standing, standingOf } from "./standing.ts";

const USUAL_PAGE = 50;
const LARGEST_PAGE = 1_000;
/** Recalled ones are passed over: so many more are looked at. */
const SPARE = 50;

export function createReceipts(
  core: Pick<Core, "store" | "known">,
): Pick<Announcements, "progress" | "unconfirmed" | "ofMember" | "erase"> {
  const { records } = core.store;
  return {
    progress(actor, id) {
      requireRole(actor, "editor", "viewer");
      const { status } = core.known(id);
      return { ...tally(core, id), state: status };
    },

    unconfirmed(actor, id, { afterId = 0, limit = USUAL_PAGE } = {}) {
      requireRole(actor, "editor", "viewer");
      const most = Math.min(Math.max(1, Math.trunc(limit)), LARGEST_PAGE);
      return silentMembers(records, core.known(id), afterId, most);
    },

    ofMember: (memberId, limit) =>
      sentToMember(records, memberId, limit + SPARE)
        .filter(({ status }) => status !== "recalled")
        .slice(0, limit)
        .map(({ id, title, at, needsConfirmation, confirmedAt }) => ({
          id,
          title,
          at,
          needsConfirmation,
          confirmed: confirmedAt !== null,
        })),

    erase: (memberId) => core.store.transaction(() => emptyRecipient(records, memberId)),
  };
}

function tally({ store }: Pick<Core, "store">, id: number): Omit<Progress, "state"> {
  const people = new Map<Standing, number>();
  let recipients = 0;
  let confirmed = 0;
  for (const counted of countTraces(store.records, id)) {
    const standing = standingOf(counted.traces);
    people.set(standing, (people.get(standing) ?? 0) + counted.people);
    recipients += counted.people;
    confirmed += counted.confirmed;
  }
  const of = (standing: Standing) => people.get(standing) ?? 0;
  return {
    recipients,
    waiting: of("waiting"),
    delivered: of("delivered"),
    read: of("read"),
    confirmed,
    toCall: {
      noAccount: of("noAccount"),
      blocked: of("blocked"),
      failed: of("failed"),
      unread: of("unread"),
    },
    called: of("called"),
    callFailed: of("callFailed"),
    skipped: of("skipped"),
    staffUnreached: of("staffUnreached"),
  };
}
