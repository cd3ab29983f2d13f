/** Taps on the buttons of an order. A button of a question that is no longer open changes nothing. */
import type { FlowStep } from "../../../dialogue/index.ts";
import type { ServiceItem } from "../catalogue/catalogueSchema.ts";
import { LABELS, ORDER } from "./conversationText.ts";
import { ACTIONS } from "./orderReplies.ts";
import { forget, type OrderData, openQuestion } from "./orderSteps.ts";

type OrderStep = FlowStep<OrderData>;

/** What a tap may lead to. */
export interface Ways {
  /** The question of the data's step. */
  stay(data: OrderData, lines?: readonly string[]): OrderStep;
  /** On to the next question. */
  filled(data: OrderData, lines?: readonly string[]): OrderStep;
  who(memberId: number): OrderStep;
  item(itemId: string): OrderStep;
  submit(): OrderStep;
  end(line: string): OrderStep;
}

export function tapped(
  data: OrderData,
  action: string,
  item: ServiceItem | undefined,
  ways: Ways,
): OrderStep {
  const { at } = data.step;
  const chosen = /^actfor:(\d{1,15})$/.exec(action);
  if (chosen !== null) return at === "who" ? ways.who(Number(chosen[1])) : { kind: "pass" };
  const service = /^svc:item:([a-z0-9-]{1,40})$/.exec(action);
  if (service !== null) return at === "item" ? ways.item(service[1]!) : { kind: "pass" };
  if (!action.startsWith("ord:")) return { kind: "pass" };
  return (item && answered(data, action, item, ways)) ?? ways.stay(data, [ORDER.stale]);
}

/** Undefined for a button that belongs to another question than the open one. */
function answered(data: OrderData, action: string, item: ServiceItem, ways: Ways): OrderStep | undefined {
  const { at } = data.step;
  switch (at) {
    case "question":
      return toQuestion(data, action, item, ways);
    case "time": {
      if (action === ACTIONS.otherTime) return ways.stay(data, [ORDER.askOtherTime]);
      const [, from, to] = /^ord:time:(\d{1,15})-(\d{1,15})$/.exec(action) ?? [];
      if (from === undefined || to === undefined || Number(from) >= Number(to)) return undefined;
      return ways.filled({ ...data, wanted: { from: Number(from), to: Number(to) } });
    }
    case "place":
      return action === ACTIONS.home ? ways.filled({ ...data, place: { kind: "home" } }) : undefined;
    case "needs": {
      if (action === ACTIONS.skip) return ways.filled({ ...data, optionalDone: true });
      const need = ORDER.needChoices[Number(/^ord:needs:(\d)$/.exec(action)?.[1] ?? -1)];
      if (need === undefined) return undefined;
      return ways.filled({ ...data, needs: [...new Set([...data.needs, need.need])], optionalDone: true });
    }
    case "duplicate":
      if (action === ACTIONS.duplicate) return ways.filled({ ...data, duplicateKnown: true });
      return action === ACTIONS.noDuplicate ? ways.end(ORDER.kept) : undefined;
    case "noVoucher":
      return action === ACTIONS.noVoucher ? ways.filled({ ...data, useVoucher: false }) : undefined;
    case "summary":
      if (action === ACTIONS.ok) return ways.submit();
      return toChange(data, action, item, ways);
    case "change":
      return toChange(data, action, item, ways);
    case "who":
    case "item":
    case "name":
    case "phone":
      return undefined;
  }
}

function toQuestion(data: OrderData, action: string, item: ServiceItem, ways: Ways): OrderStep | undefined {
  const open = openQuestion(data, item);
  if (open === undefined) return undefined;
  const put = (answer: string) =>
    ways.filled({
      ...data,
      answers: { ...data.answers, [open.id]: answer },
      optionalDone: data.optionalDone || open.optional,
    });
  if (action === ACTIONS.skip) return open.optional ? put("") : undefined;
  const [, id, index] = /^ord:q:([a-zA-Z0-9]{1,40}):(\d)$/.exec(action) ?? [];
  if (id !== open.id) return undefined;
  const choices = open.kind === "yesNo" ? [LABELS.yes, LABELS.no] : (open.choices ?? []);
  const answer = choices[Number(index)];
  return answer === undefined ? undefined : put(answer);
}

/** 修改: what is asked again, and nothing else. */
function toChange(data: OrderData, action: string, item: ServiceItem, ways: Ways): OrderStep | undefined {
  if (action === ACTIONS.change) return ways.stay({ ...data, step: { at: "change" } });
  const [, what, id] =
    /^ord:edit:(time|place|needs|contact|none|q)(?::([a-zA-Z0-9]{1,40}))?$/.exec(action) ?? [];
  switch (what) {
    case "time":
    case "place":
    case "needs":
      return ways.stay({ ...forget(data, what), step: { at: what } });
    case "contact": {
      const at = data.forWhom?.kind === "stranger" ? "name" : "phone";
      return ways.stay({ ...forget(data, "contact"), step: { at } });
    }
    case "q": {
      const question = item.questions.find((one) => one.id === id);
      if (question === undefined) return undefined;
      return ways.stay({
        ...forget(data, { question: question.id }),
        step: { at: "question", id: question.id },
      });
    }
    case "none":
      return ways.filled(data);
    default:
      return undefined;
  }
}
