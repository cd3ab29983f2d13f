/** Recognises that someone is in danger now, and who must be called. Rules in code, no model: it must not fail. */
import { ALARM_CUES, QUESTION } from "./alarm.ts";
import { type Cue, findHits, type Hit, weightNear } from "./cue.ts";
import { HABIT_CUES, NOW_CUES, PAST_CUES, RULE_CUES, SUPPOSED_CUES } from "./frame.ts";
import { recogniseFraud } from "./fraud.ts";
import { ILLNESS_CUES } from "./illnessCues.ts";
import { DESPAIR_CUES, FIRE_CUES, POLICE_CUES } from "./perilCues.ts";
import { plainWording } from "./wording.ts";

/** Ambulance, fire brigade and rescue, police, and the national psychological help line. */
export type EmergencyService = "120" | "119" | "110" | "12356";

/** Someone is in danger, and this is the number to call. */
export interface Danger {
  readonly kind: "emergency";
  readonly service: EmergencyService;
}

const STORY = [...RULE_CUES, ...PAST_CUES, ...SUPPOSED_CUES];
const HABITUAL_STORY = [...STORY, ...HABIT_CUES];

/** In the order in which equal evidence is decided: a body before a place, a place before a person. */
const SERVICES: readonly { service: EmergencyService; cues: readonly Cue[]; against: readonly Cue[] }[] = [
  { service: "120", cues: ILLNESS_CUES, against: STORY },
  { service: "119", cues: FIRE_CUES, against: HABITUAL_STORY },
  { service: "110", cues: POLICE_CUES, against: HABITUAL_STORY },
  // Despair speaks of the past (老伴走了以后) and goes on for weeks: neither speaks against it.
  { service: "12356", cues: DESPAIR_CUES, against: [...RULE_CUES, ...SUPPOSED_CUES] },
];

/** Said on the telephone by a stranger who wants money: fraud, not danger. */
const HEARSAY =
  /(?:打电话|到电话|来电话?|电话里|微信|短信|有人说|说我).{0,16}(?:车祸|被车|撞|出事|被抓|赎金|救我|打伤|手术|住院|绑架).{0,24}(?:万|赎金|钱|转(?!院|到.{0,3}院)|交|赔|私了)/u;
/** Manners of speaking: 笑死我了, 急死了, 想死你了. */
const HYPERBOLE =
  /(?:笑|急|烦|热|冷|累|饿|吵|气|忙|羞|高兴|吓)得?(?:要)?死(?:我|人|他|了)?了?|想死(?:你|我)|要死要活|死活/gu;

/** Characters either side of a cue that belong to the same breath. */
const REACH = 30;
/** How far what speaks against danger reaches, and what it weighs (and weighs at most) further off. */
interface Doubt {
  readonly reach: number;
  readonly farShare: number;
  readonly farMost: number;
  /** What the score must reach where something speaks against danger. */
  readonly threshold: number;
}
const IN_A_QUESTION: Doubt = { reach: REACH, farShare: 0.5, farMost: Number.POSITIVE_INFINITY, threshold: 3 };
/** A ramble names its pension, its insurance and last year on the way to the one clause that matters. */
const IN_A_RAMBLE: Doubt = { reach: 12, farShare: 0.25, farMost: 1.5, threshold: 2.5 };
/** Longer than any question that the question bank holds. In characters. */
const RAMBLE_LENGTH = 80;
/** Nothing in the text speaks against danger: less is enough. */
const PLAIN_THRESHOLD = 2.5;

/**
 * Recognises danger in what was said.
 * Silent on questions about rules (who pays, what the law says) and on stories of the past.
 * @returns the service to call, or `undefined`
 */
export function recogniseDanger(text: string): Danger | undefined {
  const plain = plainWording(text).replace(HYPERBOLE, "，");
  if (HEARSAY.test(plain) && recogniseFraud(text)) return undefined;
  let best: { service: EmergencyService; score: number } | undefined;
  let now: readonly Hit[] | undefined;
  const doubt = plain.length > RAMBLE_LENGTH ? IN_A_RAMBLE : IN_A_QUESTION;
  for (const { service, cues, against } of SERVICES) {
    const signs = findHits(cues, plain);
    if (signs.every((sign) => sign.adds !== undefined)) continue;
    now ??= findHits(NOW_CUES, plain);
    const score = strongest(signs, now, findHits(against, plain), doubt);
    if (score > 0 && (best === undefined || score > best.score)) best = { service, score };
  }
  const service = best?.service ?? flatAlarm(plain);
  return service && { kind: "emergency", service };
}

/** One word of alarm, said flatly: 老妈晕在菜市场了. */
function flatAlarm(plain: string): EmergencyService | undefined {
  const alarmed = SERVICES.find(({ service }) => findHits(ALARM_CUES[service], plain).length > 0);
  if (alarmed === undefined || QUESTION.test(plain)) return undefined;
  return findHits(HABITUAL_STORY, plain).length > 0 ? undefined : alarmed.service;
}

/** The score of the best place in the text: signs and urgency near it, less what speaks against. 0: no danger. */
function strongest(
  signs: readonly Hit[],
  now: readonly Hit[],
  against: readonly Hit[],
  doubt: Doubt,
): number {
  let best = 0;
  const all = weightNear(against, 0, Number.POSITIVE_INFINITY);
  for (const { at, adds } of signs) {
    if (adds !== undefined) continue;
    const near = weightNear(against, at, doubt.reach);
    const far = Math.min((all - near) * doubt.farShare, doubt.farMost);
    const score = weightNear(signs, at, REACH) + weightNear(now, at, REACH) - near - far;
    if (score > best && score >= (all === 0 ? PLAIN_THRESHOLD : doubt.threshold)) best = score;
  }
  return best;
}
