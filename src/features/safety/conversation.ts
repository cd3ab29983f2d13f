/** The intents of safety: danger before everything, fraud right after. */
import {
  type Choice,
  type IncomingMessage,
  type Intent,
  paragraph,
  type Reply,
  strong,
  type Turn,
} from "../../dialogue/index.ts";
import { createEars, type Ears } from "./ears.ts";
import { sceneOf } from "./scene.ts";
import { CALL_HUMAN, type DangerWords, dangerWords, fraudWords, I_AM_SAFE, SAFE_WORDS } from "./text.ts";

/** What the intents of safety need from outside. */
export interface SafetyOptions {
  /**
   * Puts the person before someone on duty. Called as an effect, synchronously, in the transaction that also
   * keeps the reply.
   * @param service in danger: what to dial, 120 and the like
   */
  openHandover(message: IncomingMessage, reason: "emergency" | "fraud", service?: string): void;
  /** Whether the handover reaches someone on duty at once, so that the reply may say so. */
  alerted(): boolean;
  /** How danger and fraud are heard; absent: by the rules alone. */
  readonly ears?: Ears;
}

const SAFE_ACTION = "safe";
const CHOICES: readonly Choice[] = [
  { label: CALL_HUMAN, action: "human" },
  { label: I_AM_SAFE, action: SAFE_ACTION },
];

/** The two intents of safety, danger (urgency 0) first, then fraud (urgency 10). */
export function createSafetyIntents(options: SafetyOptions): readonly Intent[] {
  const ears = options.ears ?? createEars();
  return [emergencyIntent(options, ears), fraudIntent(options, ears)];
}

function emergencyIntent({ openHandover, alerted }: SafetyOptions, ears: Ears): Intent {
  return {
    name: "emergency",
    urgency: 0,
    matches(message) {
      if (message.action !== undefined) return message.action === SAFE_ACTION;
      return isAllClear(message.text) || ears.danger(message.text) !== undefined;
    },
    async handle(message, state): Promise<Turn> {
      const danger = message.action === undefined ? ears.danger(message.text) : undefined;
      if (danger === undefined) {
        const reply: Reply = { blocks: [paragraph(SAFE_WORDS)], choices: [] };
        return { kind: "chat", replies: [reply], state, effects: [] };
      }
      const scene = sceneOf(message.text, danger.service);
      return {
        kind: "emergency",
        replies: [warning(dangerWords(danger.service, scene, alerted()), true)],
        state,
        effects: [() => openHandover(message, "emergency", danger.service)],
        detail: { service: danger.service },
      };
    },
  };
}

function fraudIntent({ openHandover, alerted }: SafetyOptions, ears: Ears): Intent {
  return {
    name: "fraud",
    urgency: 10,
    matches: (message) => message.action === undefined && ears.fraud(message.text),
    async handle(message, state): Promise<Turn> {
      return {
        kind: "fraud",
        replies: [warning(fraudWords(alerted()), false)],
        state,
        effects: [() => openHandover(message, "fraud")],
      };
    },
  };
}

/** Typed instead of tapped, and nothing else: channels without buttons. */
function isAllClear(text: string): boolean {
  return text.replace(/[\s\p{P}]/gu, "") === I_AM_SAFE;
}

function warning(words: DangerWords, urgent: boolean): Reply {
  const blocks = [strong(words.dial), ...words.lines.map(paragraph)];
  return urgent ? { blocks, choices: CHOICES, urgent } : { blocks, choices: CHOICES };
}
