/** Listing orders, looking at one, and acting on it. */

import {
  ORDER_LABELS,
  type RequestAction,
  type RequestStatus,
  type ServiceRequest,
} from "../../src/features/requests/index.ts";
import { given, needed, oneOf, refused, type Said, said, wholeNumber } from "../command.ts";
import type { Command, Desk } from "./desk.ts";
import { detailLines, orderCard, orderLine } from "./orderLines.ts";

const MOST = 1_000;
const NONE = "没有这个单号的服务单。请核对，例如 20261123-0042。";

export const orderCommands: Readonly<Record<string, Command>> = {
  list({ requests, actor }, _words, { late, status, district, item }) {
    const found = requests.list(actor, {
      ...given({ late, district, itemId: item }),
      ...(status === undefined
        ? {}
        : { status: status.map((one) => oneOf(one, Object.keys(ORDER_LABELS.statuses) as RequestStatus[])) }),
      limit: MOST,
    });
    if (found.length === 0) return said("没有。");
    const more = found.length === MOST ? [`只列出前 ${MOST} 单。请加条件再查`] : [];
    return said([...found.map(orderLine), ...more].join("\n"));
  },

  show(desk, words, { detail }) {
    const { requests, actor, timeZone } = desk;
    return onOrder(desk, words, (request) => {
      const card = orderCard(request, requests.timeline(actor, request.id), timeZone);
      if (detail !== true) return said(card);
      return said(`${card}\n${detailLines(requests.detail(actor, request.id))}`);
    });
  },

  accept: (desk, words, { note }) => act(desk, words, { do: "accept", ...given({ note }) }),
  decline: (desk, words, { reason }) => act(desk, words, { do: "decline", reason: needed(reason) }),
  dispatch: (desk, words, { staff, override }) =>
    act(desk, words, {
      do: "dispatch",
      staffId: wholeNumber(staff),
      ...(override === true ? { override } : {}),
    }),
  finish: (desk, words, { note }) => act(desk, words, { do: "finish", ...given({ note }) }),
  cancel: (desk, words, { reason }) => act(desk, words, { do: "cancel", ...given({ reason }) }),
};

function onOrder(
  { requests }: Desk,
  words: readonly string[],
  work: (request: ServiceRequest) => Said,
): Said {
  const request = requests.byNumber(needed(words[0]));
  return request === undefined ? refused(NONE) : work(request);
}

function act(desk: Desk, words: readonly string[], action: RequestAction): Said {
  return onOrder(desk, words, ({ id, version }) => {
    const done = desk.requests.act(desk.actor, id, action, version);
    return done.ok ? said(orderLine(done.request)) : refused(done.refusal.words);
  });
}
