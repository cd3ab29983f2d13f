/** What announcements keep about a member, for the export of their data and for its erasure. */
import type { Store } from "../../../store/index.ts";
import { type KeptElsewhere, sayMoment } from "../../members/index.ts";
import type { Announcements } from "../types.ts";
import { sentToMember } from "./receipts.repo.ts";
import { KEPT } from "./receiptsText.ts";

const MOST_LINES = 10_000;

/** Which announcements they were sent, and what they confirmed. */
export function createKeptAnnouncements({
  store,
  timeZone,
  announcements,
}: {
  readonly store: Store;
  readonly timeZone: string;
  readonly announcements: Pick<Announcements, "erase">;
}): KeptElsewhere {
  return {
    sections(memberId) {
      const lines = sentToMember(store.records, memberId, MOST_LINES).map((sent) => {
        const confirmed =
          sent.confirmedAt === null
            ? sent.needsConfirmation
              ? KEPT.unconfirmed
              : ""
            : KEPT[isNoted(sent.confirmedBy) ? "noted" : "confirmed"](sayMoment(sent.confirmedAt, timeZone));
        const rest = `${confirmed}${sent.status === "recalled" ? KEPT.recalled : ""}`;
        return KEPT.line(sayMoment(sent.at, timeZone), sent.title, rest);
      });
      return lines.length === 0 ? [] : [{ title: KEPT.title, lines }];
    },
    erase: (memberId) => announcements.erase(memberId),
  };
}

/** Said on the telephone, and noted by whoever called. */
function isNoted(confirmedBy: string | null): boolean {
  return confirmedBy !== null && !/^(?:member|proxy):/.test(confirmedBy);
}
