/** Announcements as the desk sees them: the list, one of them with what can be done, names page by page. */
import { type Choice, paragraph, type Reply, say, strong } from "../../../../dialogue/index.ts";
import { type Actor, actorName, hasRole, sayDate, sayMoment } from "../../../members/index.ts";
import type { Announcement, AnnouncementStatus } from "../../types.ts";
import {
  approveIt,
  correctIt,
  dropIt,
  editIt,
  listAfter,
  lookAt,
  namesOf,
  progressOf,
  recallIt,
  sendItBack,
  unconfirmedOf,
} from "../choices.ts";
import {
  type AnnouncementsConversationParts,
  attempt,
  mayListNames,
  NAMES_A_PAGE,
  sayName,
  shortened,
} from "../conversationParts.ts";
import { DESK, STATUS_WORDS } from "./deskText.ts";

const LISTED = 10;
const WRITE: Choice = { label: DESK.write, action: "announce" };
const DRAFTS: Choice = { label: DESK.drafts, action: "anndrafts" };
const LONGEST_LABEL = 18;

export function createDeskView(parts: AnnouncementsConversationParts) {
  const { announcements, timeZone } = parts;

  function line({ title, status, createdAt, festival }: Announcement): string {
    const words = DESK.line(title, STATUS_WORDS[status], sayDate(createdAt, timeZone));
    return festival !== null && status === "draft" ? `${words}${DESK.festival}` : words;
  }

  /** The newest, whatever their state. */
  function list(by: Actor, beforeId?: number): Reply {
    const writing = hasRole(by, "editor") ? [WRITE, DRAFTS] : [];
    const found = announcements.list({ limit: LISTED, ...(beforeId === undefined ? {} : { beforeId }) });
    const last = found.at(-1);
    if (last === undefined) return say([DESK.none], writing);
    return {
      blocks: [strong(DESK.listTitle), ...found.map((one) => paragraph(line(one)))],
      choices: [
        ...found.map(({ id, title }) => lookAt(id, shortened(title, LONGEST_LABEL))),
        ...(found.length === LISTED ? [listAfter(last.id)] : []),
        ...writing,
      ],
    };
  }

  function drafts(): Reply {
    const found = announcements.list({ status: "draft", limit: LISTED });
    if (found.length === 0) return say([DESK.noDrafts], [WRITE]);
    return {
      blocks: [strong(DESK.draftsTitle), ...found.map((one) => paragraph(line(one)))],
      choices: found.map(({ id, title }) => editIt(id, shortened(title, LONGEST_LABEL))),
    };
  }

  /** What went out is corrected by four eyes, too; recalling cannot wait for them. */
  function changesOf(by: Actor, { id, createdBy, submittedBy }: Announcement): readonly Choice[] {
    if (!hasRole(by, "editor")) return [];
    const own = [createdBy, submittedBy].includes(actorName(by));
    return [...(own && !hasRole(by) ? [] : [correctIt(id)]), recallIt(id)];
  }

  /** What this person can do with it now. */
  function choicesFor(by: Actor, announcement: Announcement): readonly Choice[] {
    const { id, version, status, createdBy, submittedBy, needsConfirmation } = announcement;
    const writes = hasRole(by, "editor");
    const own = [createdBy, submittedBy].includes(actorName(by));
    const changes = changesOf(by, announcement);
    const all: Readonly<Record<AnnouncementStatus, readonly Choice[]>> = {
      draft: writes ? [editIt(id, DESK.goOn), namesOf(id), dropIt(id)] : [namesOf(id)],
      submitted: [
        ...(writes && !own ? [approveIt(id, version), sendItBack(id)] : []),
        namesOf(id),
        ...(writes ? [editIt(id), dropIt(id)] : []),
      ],
      approved: [namesOf(id), ...(writes ? [sendItBack(id), dropIt(id)] : [])],
      sending: [progressOf(id), ...changes],
      sent: [
        progressOf(id),
        unconfirmedOf(id, needsConfirmation ? DESK.notConfirmed : DESK.notRead),
        ...changes,
      ],
      recalled: [progressOf(id)],
      dropped: [],
    };
    return all[status];
  }

  /** The announcement as recipients see it, and what the desk has to know of it. */
  function look(by: Actor, announcement: Announcement): readonly Reply[] {
    const { id, status, sendAt, needsConfirmation, returnedReason } = announcement;
    const looked = attempt(parts, () => announcements.look(by, id, { limit: 1 }));
    const audience = looked.ok
      ? [DESK.author(looked.value.words), DESK.counted(looked.value.members, looked.value.staff)]
      : [looked.words];
    const ahead = status === "draft" || status === "submitted" || status === "approved";
    return [
      untouchable(announcements.preview(id)),
      say(
        [
          DESK.state(STATUS_WORDS[status]),
          ...(returnedReason === null || status !== "draft" ? [] : [DESK.returned(returnedReason)]),
          ...audience,
          needsConfirmation ? DESK.needsConfirmation : DESK.needsNone,
          ...(ahead && sendAt !== null ? [DESK.sendAt(sayMoment(sendAt, timeZone))] : []),
        ],
        choicesFor(by, announcement),
      ),
    ];
  }

  /** A page of whom it goes to. Refusals are said. */
  function names(by: Actor, announcement: Announcement, channel: string, afterId?: number): Reply {
    const { id, title, audience } = announcement;
    if (!mayListNames(parts, channel, audience)) return say([DESK.namesElsewhere], [lookAt(id)]);
    const page = { limit: NAMES_A_PAGE, ...(afterId === undefined ? {} : { afterId }) };
    const tried = attempt(parts, () => announcements.look(by, id, page));
    if (!tried.ok) return say([tried.words]);
    const { members, staff, words } = tried.value;
    const head = DESK.namesTitle(title, words, DESK.counted(members, staff));
    return namesPage(head, tried.value.names, DESK.noNames, (last) => namesOf(id, last), [lookAt(id)]);
  }

  /** A page of who has not confirmed, or not been seen to read. */
  function missing(by: Actor, announcement: Announcement, channel: string, afterId?: number): Reply {
    const { id, title, needsConfirmation, audience } = announcement;
    if (!mayListNames(parts, channel, audience)) return say([DESK.namesElsewhere], [progressOf(id)]);
    const page = { limit: NAMES_A_PAGE, ...(afterId === undefined ? {} : { afterId }) };
    const tried = attempt(parts, () => announcements.unconfirmed(by, id, page));
    if (!tried.ok) return say([tried.words]);
    const more = (last: number) => unconfirmedOf(id, DESK.more, last);
    const head = DESK.missingTitle(title, needsConfirmation);
    const none = afterId === undefined ? DESK.noneMissing(needsConfirmation) : DESK.noNames;
    return namesPage(head, tried.value, none, more, [progressOf(id)]);
  }

  return { list, drafts, look, names, missing, changesOf };
}

/** Names one below the other, and the way to the next page when this one is full. */
export function namesPage(
  head: string,
  names: readonly { memberId: number; name: string; district: string | null; branch: string | null }[],
  none: string,
  more: (lastId: number) => Choice,
  others: readonly Choice[],
): Reply {
  const last = names.at(-1);
  if (last === undefined) return { blocks: [strong(head), paragraph(none)], choices: others };
  return {
    blocks: [strong(head), paragraph(names.map(sayName).join("\n"))],
    choices: [...(names.length === NAMES_A_PAGE ? [more(last.memberId)] : []), ...others],
  };
}

/** A preview whose 收到 does nothing: nobody was sent anything yet. */
export function untouchable(reply: Reply): Reply {
  const choices = reply.choices.map((choice) =>
    choice.action.startsWith("ann:") ? { ...choice, action: "ann:preview" } : choice,
  );
  return { ...reply, choices };
}
