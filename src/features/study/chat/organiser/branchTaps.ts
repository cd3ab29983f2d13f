/** Taps on a branch's buttons: its page, its sessions, drawing up, series, the calendar's address, the year. */

import { dayOf } from "../../../../delivery/index.ts";
import {
  type Choice,
  paragraph,
  type Reply,
  say,
  startFlow,
  strong,
  type Turn,
} from "../../../../dialogue/index.ts";
import type { Actor, Branch } from "../../../members/index.ts";
import { studyTurn } from "../../studyTurn.ts";
import { FORM_TEXT } from "../organiserFormText.ts";
import { ORGANISER_LABELS as LABELS, ORGANISER, sayYear } from "../organiserText.ts";
import { branchHome, sessionList } from "./branchPage.ts";
import type { Drafting } from "./draft/draftFlow.ts";
import { askBranch, type createBranchFlow, ownBranches, runsAll } from "./lookFlows.ts";
import { action, attempt, BRANCH_CHOICE, type OrganiserParts, organiserOf } from "./organiserParts.ts";
import type { createSessionChanges } from "./sessionChanges.ts";
import type { Tap } from "./sessionTaps.ts";

type Running = Tap & { readonly branch: Branch; readonly actor: Actor };

interface Flows {
  readonly changes: ReturnType<typeof createSessionChanges>;
  readonly drafting: Drafting;
  readonly branch: ReturnType<typeof createBranchFlow>;
}

/** Verbs whose first number is a branch. */
export function createBranchTaps(parts: OrganiserParts, { changes, drafting, branch: choosing }: Flows) {
  const { sessions, attending, calendar, members, clock, timeZone, publicUrl } = parts;

  const toBranch = ({ id }: Branch): Choice => ({ label: LABELS.myBranch, action: action("b", id) });

  function draft({ state, message, branch }: Running, series: boolean): Turn {
    const { running, replies } = drafting.begin(branch.id, series, message.at);
    return studyTurn({ ...state, flow: running }, replies);
  }

  function seriesPage(branch: Branch): Reply {
    const today = dayOf(clock(), timeZone);
    const mine = sessions
      .series()
      .filter(({ branchId, endsOn }) => branchId === branch.id && (endsOn === null || endsOn >= today));
    const lines =
      mine.length === 0
        ? [FORM_TEXT.noSeries]
        : mine.map(({ title, words, endsOn }) => FORM_TEXT.seriesLine(title, words, endsOn));
    return {
      blocks: [strong(FORM_TEXT.seriesTitle(branch.name)), ...lines.map(paragraph)],
      choices: [
        { label: LABELS.newSeries, action: action("newseries", branch.id) },
        ...mine.map(({ id, title }) => ({
          label: FORM_TEXT.endSeries(title),
          action: action("endseries", branch.id, id),
        })),
        toBranch(branch),
      ],
    };
  }

  /** The address is made when it is stored, and is sent from there; the old one is said to have ended after it. */
  function newFeed({ state, message, branch, actor }: Running): Turn {
    const issue = () => calendar.issueFeed(actor, branch.id);
    const tried = attempt(parts, issue);
    if (!tried.ok) return studyTurn(state, [say([tried.words], [toBranch(branch)])]);
    const send = () => {
      const { channel, chatId, messageId } = message;
      const key = `study:feed:${channel}:${chatId}:${messageId}`;
      parts.toAccount({ channel, accountId: chatId }, key, feedReply(branch, issue()), true);
    };
    return studyTurn(state, [say([ORGANISER.feedDone], [toBranch(branch)])], [send]);
  }

  function feedReply(branch: Branch, address: string): Reply {
    const url =
      address.startsWith("/") && publicUrl !== undefined ? new URL(address, publicUrl).href : address;
    return {
      blocks: [strong(ORGANISER.feedHere(branch.name)), paragraph(url), paragraph(ORGANISER.feedHow)],
      choices: [],
      ...(address.startsWith("/") ? { links: [{ label: ORGANISER.feedLink, path: address }] } : {}),
    };
  }

  function yearPage({ branch, actor }: Running): Reply {
    const year = Number(dayOf(clock(), timeZone).slice(0, 4));
    const line = attending.table(actor, year, branch.id).find(({ branchId }) => branchId === branch.id);
    const lines = line === undefined ? [ORGANISER.yearNone] : sayYear(line);
    return {
      blocks: [strong(ORGANISER.yearTitle(branch.name, year)), ...lines.map(paragraph)],
      choices: [toBranch(branch)],
    };
  }

  const verbs: Readonly<Record<string, (tap: Running) => Turn>> = {
    b: ({ state, branch, speaker }) => studyTurn(state, home(branch, speaker)),
    new: (tap) => draft(tap, false),
    newseries: (tap) => draft(tap, true),
    series: ({ state, branch }) => studyTurn(state, [seriesPage(branch)]),
    endseries({ state, message, speaker, branch, ids }) {
      const about = { branchId: branch.id, seriesId: ids[1] ?? 0 };
      const { running, reply } = changes.begin.end(about, message.at, speaker);
      return studyTurn(running === undefined ? state : { ...state, flow: running }, [reply]);
    },
    list: ({ state, branch }) => studyTurn(state, [sessionList(parts, branch.id, "upcoming")]),
    past: ({ state, branch }) => studyTurn(state, [sessionList(parts, branch.id, "past")]),
    feed: ({ state, branch }) =>
      studyTurn(state, [
        say(
          [ORGANISER.feedWarn],
          [
            { label: LABELS.feedYes, action: action("feedyes", branch.id) },
            { label: LABELS.leave, action: action("b", branch.id) },
          ],
        ),
      ]),
    feedyes: newFeed,
    year(tap) {
      const tried = attempt(parts, () => yearPage(tap));
      const reply = tried.ok ? tried.value : say([tried.words], [toBranch(tap.branch)]);
      return studyTurn(tap.state, [reply]);
    },
  };

  function home(branch: Branch, speaker: Tap["speaker"]): readonly Reply[] {
    return branchHome(parts, branch, runsAll(speaker) || ownBranches(parts, speaker).length > 1);
  }

  /** 我的支部: the only one there is, or the question which. */
  function chooseBranch({ state, message, speaker }: Omit<Tap, "ids">, always = false): Turn {
    const own = ownBranches(parts, speaker);
    const [only] = own;
    if (!always && only !== undefined && own.length === 1) return studyTurn(state, home(only, speaker));
    const reply = askBranch(parts, speaker);
    if (!runsAll(speaker)) return studyTurn(state, [reply]);
    return studyTurn({ ...state, flow: startFlow(choosing, {}, message.at) }, [reply]);
  }

  return {
    chooseBranch,
    /** Undefined for a verb that is none of a branch. */
    take(verb: string, tap: Tap): Turn | undefined {
      if (verb === "choose") return chooseBranch(tap, true);
      const handle = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
      if (handle === undefined) return undefined;
      const branch = members.branches().find(({ id }) => id === tap.ids[0]);
      if (branch === undefined) return studyTurn(tap.state, [say([ORGANISER.branchGone], [BRANCH_CHOICE])]);
      const actor = organiserOf(parts, tap.speaker, branch.id);
      if (actor === undefined) return studyTurn(tap.state, [say([ORGANISER.notYours])]);
      return handle({ ...tap, branch, actor });
    },
  };
}
