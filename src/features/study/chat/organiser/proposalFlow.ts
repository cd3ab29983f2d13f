/** A change that is asked for in words, read back, and made once it is confirmed: cancelling, moving, ending a series. */
import {
  type Choice,
  type Context,
  type Flow,
  type FlowStep,
  type IncomingMessage,
  paragraph,
  plainWords,
  type Reply,
  type Speaker,
  say,
} from "../../../../dialogue/index.ts";
import { ORGANISER_LABELS as LABELS, ORGANISER } from "../organiserText.ts";
import type { Read } from "./draft/draftWords.ts";
import {
  asksUs,
  attempt,
  BRANCH_CHOICE,
  flowAction,
  labelled,
  type OrganiserParts,
} from "./organiserParts.ts";

const LAPSES_MS = 60 * 60_000;
const YES = /^(?:确认|确定|是的?|对的?|好的?|可以|行|没错|没问题|嗯|ok)$/iu;
const NO = /^(?:不|不是|不对|不用了?|不要了?|不改了?|算了)$/u;

/** What has been said so far. `target` and `value` are JSON. */
export interface ProposalData<Target, Value> {
  readonly target: Target;
  readonly value?: Value;
}

/** Whether the change may be proposed (any more), and what making it takes. */
export type Standing = { readonly kind: "open" } | { readonly kind: "over"; readonly reply: Reply };

/** What makes one proposal different from another. */
export interface ProposalKind<Target, Value> {
  readonly name: string;
  readonly lapsed: string;
  /** Checked at every step: rights end, and others change things meanwhile. */
  standing(target: Target, speaker: Speaker): Standing;
  ask(target: Target): Reply;
  /** From the words written, or those of the button tapped. */
  read(words: string, target: Target): Read<Value>;
  confirm(target: Target, value: Value): readonly string[];
  readonly labels: { readonly yes: string; readonly no: string };
  /** Makes the change; in a rehearsal first. */
  make(target: Target, value: Value, speaker: Speaker): void;
  readonly done: string;
  /** Offered after it was made. */
  after(target: Target): readonly Choice[];
}

/** The flow of such a change. */
export function createProposalFlow<Target, Value>(
  parts: Pick<OrganiserParts, "store">,
  kind: ProposalKind<Target, Value>,
): Flow<ProposalData<Target, Value>> {
  type Data = ProposalData<Target, Value>;
  type Step = FlowStep<Data>;

  function question({ target, value }: Data): Reply {
    if (value === undefined) return kind.ask(target);
    return say(kind.confirm(target, value), [
      { label: kind.labels.yes, action: flowAction("yes") },
      { label: kind.labels.no, action: flowAction("no") },
    ]);
  }

  function stay(data: Data, lines: readonly string[] = []): Step {
    const reply = question(data);
    return {
      kind: "stay",
      data,
      replies: [{ ...reply, blocks: [...lines.map(paragraph), ...reply.blocks] }],
    };
  }

  function propose({ target }: Data, words: string, speaker: Speaker): Step {
    const read = kind.read(words, target);
    if (!read.ok) return asksUs(words) ? { kind: "pass" } : stay({ target }, [read.words]);
    const tried = attempt(parts, () => kind.make(target, read.value, speaker));
    return tried.ok ? stay({ target, value: read.value }) : stay({ target }, [tried.words]);
  }

  function confirmed({ target, value }: Data, speaker: Speaker): Step {
    if (value === undefined) return stay({ target });
    const make = () => kind.make(target, value, speaker);
    const tried = attempt(parts, make);
    if (!tried.ok) return stay({ target }, [tried.words]);
    return { kind: "end", replies: [say([kind.done], kind.after(target))], effects: [make] };
  }

  function take(message: IncomingMessage, data: Data, { speaker }: Context): Step {
    const standing = kind.standing(data.target, speaker);
    if (standing.kind === "over") return { kind: "end", replies: [standing.reply] };
    const open = question(data);
    const tapped = message.action ?? labelled(open, message.text);
    if (tapped === undefined) {
      const words = plainWords(message.text);
      if (words.startsWith("/")) return { kind: "pass" };
      if (words === "") return stay(data);
      if (data.value !== undefined && YES.test(words)) return confirmed(data, speaker);
      if (data.value !== undefined && NO.test(words)) return dropped();
      return propose(data, message.text, speaker);
    }
    const choice = open.choices.find(({ action }) => action === tapped);
    if (choice === undefined) return tapped.startsWith("orgf:") ? stay(data) : { kind: "pass" };
    if (tapped === flowAction("yes")) return confirmed(data, speaker);
    if (tapped === flowAction("no")) return dropped();
    return propose(data, choice.label, speaker);
  }

  return {
    name: kind.name,
    version: 1,
    outcome: "study",
    lapsesAfterMs: LAPSES_MS,
    lapsed: kind.lapsed,
    cancelled: ORGANISER.dropped,
    take: async (message, data, context) => take(message, data, context),
    ask: question,
  };
}

function dropped<Data>(): FlowStep<Data> {
  return { kind: "end", replies: [say([ORGANISER.dropped], [BRANCH_CHOICE])] };
}

export const YES_NO = { yes: LABELS.yes, no: LABELS.leave } as const;
