/** 我的服务单 in words: the list, one order with what happened to it and what can be done, and the stars. */
import { saySpan } from "../../../delivery/index.ts";
import { type Choice, paragraph, type Reply, say, strong } from "../../../dialogue/index.ts";
import { sayMoment } from "../../members/index.ts";
import { MOST_REOPENED, REOPEN_DAYS } from "../life/transition.ts";
import { comrade, NEWS, STATES } from "../text.ts";
import type { RequestEvent, RequestStatus, ServiceRequest } from "../types.ts";
import { MENU, MINE } from "./conversationParts.ts";
import { EVENTS, LABELS, ORDERS } from "./conversationText.ts";

const OPEN: readonly RequestStatus[] = ["submitted", "accepted", "dispatched", "onTheWay"];
const DAY_MS = 24 * 60 * 60_000;
const MOST_LISTED = 8;
const MOST_EVENTS = 20;

export function isOpen({ status }: ServiceRequest): boolean {
  return OPEN.includes(status);
}

/** Open ones first, then the newest. @param of whose they are, where that is not the reader */
export function listReply(requests: readonly ServiceRequest[], timeZone: string, of?: string): Reply {
  if (requests.length === 0) return say([ORDERS.none], [MENU]);
  const sorted = [...requests.filter(isOpen), ...requests.filter((request) => !isOpen(request))];
  const shown = sorted.slice(0, MOST_LISTED);
  return {
    blocks: [
      strong(of === undefined ? ORDERS.title : ORDERS.titleFor(of)),
      ...shown.map(({ number, item, status, wanted }) =>
        paragraph(
          ORDERS.line(number, item, STATES[status], wanted === null ? "" : saySpan(wanted, timeZone)),
        ),
      ),
    ],
    choices: [
      ...shown.map(({ id, number, item }): Choice => {
        return { label: `${item} ${number.slice(-4)}`, action: `order:${id}` };
      }),
      MENU,
    ],
  };
}

/** One order: where it stands, what happened, and what can be done now. */
export function orderReply(
  request: ServiceRequest,
  events: readonly RequestEvent[],
  { timeZone, now, open, of }: { timeZone: string; now: number; open: boolean; of?: string | undefined },
): Reply {
  const { number, item, status, wanted, assignee } = request;
  return {
    blocks: [
      strong(ORDERS.head(number, item)),
      paragraph(ORDERS.status(STATES[status])),
      ...(of === undefined ? [] : [paragraph(ORDERS.forMember(of))]),
      ...(wanted === null ? [] : [paragraph(ORDERS.wanted(saySpan(wanted, timeZone)))]),
      ...(assignee === null || !isOpen(request) ? [] : [paragraph(ORDERS.assignee(comrade(assignee)))]),
      paragraph(ORDERS.progress),
      ...events.slice(-MOST_EVENTS).flatMap((event) => {
        const line = eventLine(event, open);
        return line === undefined ? [] : [paragraph(`${sayMoment(event.at, timeZone)}　${line}`)];
      }),
    ],
    choices: choicesFor(request, now),
  };
}

/** Free words only where they may be shown. Undefined: not for the person. */
function eventLine({ action, note }: RequestEvent, open: boolean): string | undefined {
  const words = EVENTS[action];
  if (words === undefined) return undefined;
  return note === undefined || note === "" || !open ? words : `${words}：${note}`;
}

function choicesFor(request: ServiceRequest, now: number): readonly Choice[] {
  const { id, status, reopened, doneAt } = request;
  const choice = (label: string, verb: string): Choice => ({ label, action: `order:${verb}:${id}` });
  const reopens = reopened < MOST_REOPENED && now <= (doneAt ?? 0) + REOPEN_DAYS * DAY_MS;
  const reopen = reopens ? [choice(LABELS.reopen, "reopen")] : [];
  switch (status) {
    case "submitted":
    case "accepted":
      return [
        choice(LABELS.urge, "urge"),
        ...(request.wanted === null ? [] : [choice(LABELS.changeTime, "time")]),
        choice(LABELS.cancel, "cancel"),
        MINE,
      ];
    case "dispatched":
      return [choice(LABELS.urge, "urge"), choice(LABELS.cancel, "cancel"), MINE];
    case "onTheWay":
      return [choice(LABELS.urge, "urge"), MINE];
    case "done":
      return [...starChoices(id), ...reopen, choice(LABELS.again, "again"), MINE];
    case "rated":
      return [...reopen, choice(LABELS.again, "again"), MINE];
    case "declined":
    case "cancelled":
      return [choice(LABELS.again, "again"), MINE];
  }
}

export function starChoices(id: number): readonly Choice[] {
  return NEWS.stars.map((label, index) => ({ label, action: `rate:${id}:${index + 1}` }));
}
