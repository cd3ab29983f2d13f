/** Orders in lines of text, for the command line. */
import { sayMoment } from "../../src/features/members/index.ts";
import {
  ORDER_LABELS,
  type OrderDetail,
  type RequestEvent,
  type ServiceRequest,
} from "../../src/features/requests/index.ts";

const { statuses: STATUSES, sources: SOURCES, escalations: ESCALATIONS } = ORDER_LABELS;

/** One line of a list: no personal data but the member's name. */
export function orderLine(request: ServiceRequest): string {
  return [
    request.number,
    STATUSES[request.status],
    request.item,
    request.district ?? "未写区县",
    request.memberName ?? "未核实身份",
    ...(request.callBack ? ["待回电"] : []),
    ...(request.escalation === 0 ? [] : [ESCALATIONS[request.escalation]]),
  ].join("  ");
}

/** The open fields of an order, and what happened to it. */
export function orderCard(
  request: ServiceRequest,
  events: readonly RequestEvent[],
  timeZone: string,
): string {
  const at = (moment: number | null) => (moment === null ? undefined : sayMoment(moment, timeZone));
  const { wanted } = request;
  const lines: (readonly [string, string | undefined])[] = [
    ["来源", SOURCES[request.source]],
    ["提交", at(request.submittedAt)],
    ["希望时间", wanted === null ? undefined : `${at(wanted.from)} 到 ${at(wanted.to)}`],
    ["受理时限", at(request.acceptBy)],
    ["上门时限", at(request.arriveBy)],
    ["办结时限", at(request.finishBy)],
    ["办理人", request.assignee ?? undefined],
    ["评分", request.rating === null ? undefined : String(request.rating)],
  ];
  return [
    orderLine(request),
    ...lines.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name}：${value}`])),
    "经过：",
    ...events.map((event) => eventLine(event, timeZone)),
  ].join("\n");
}

/** The personal part of an order. */
export function detailLines(detail: OrderDetail): string {
  const lines: (readonly [string, string | undefined])[] = [
    ["联系人", detail.contactName],
    ["电话", detail.phone],
    ["地址", detail.address],
    ["谁在家", detail.whoIsThere],
    ...Object.entries(detail.answers).map(([id, answer]) => [id, answer] as const),
    ["原话", detail.words],
  ];
  return lines
    .flatMap(([name, value]) => (value === undefined || value === "" ? [] : [`  ${name}：${value}`]))
    .join("\n");
}

function eventLine({ at, actor, action, from, to, note }: RequestEvent, timeZone: string): string {
  const step = from === to ? "" : `  → ${STATUSES[to]}`;
  return `  ${sayMoment(at, timeZone)}  ${actor}  ${action}${step}${note === undefined ? "" : `  ${note}`}`;
}
