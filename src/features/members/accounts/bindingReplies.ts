/** What is said while an account is bound. */
import { type Choice, paragraph, type Reply, type Speaker, strong } from "../../../dialogue/index.ts";
import {
  BINDING,
  LABELS,
  memberWelcome,
  NO_SUCH_CODE,
  proxyWelcome,
  staffWelcome,
  thankForName,
  tooManyTries,
} from "../text.ts";
import type { ForWhom, FoundInvitation, Member } from "../types.ts";
import { consentLines } from "./consentWords.ts";

export const AGREE = "bind:yes";
export const DISAGREE = "bind:no";
export const REWRITE_NAME = "bind:name";
export const ENTER_CODE = "bind";
/** A channel that can share the account's own number shows this choice as such a button. */
const SHARE_PHONE = "contact";

const HUMAN: Choice = { label: LABELS.human, action: "human" };

/** Plain paragraphs, and a human below. */
export function say(...lines: readonly string[]): Reply {
  return { blocks: lines.map(paragraph), choices: [HUMAN] };
}

export function askCode(...before: readonly string[]): Reply {
  return say(...before, BINDING.askCode, BINDING.noCode);
}

export function askName(...before: readonly string[]): Reply {
  return { blocks: [...before.map(paragraph), strong(BINDING.askName)], choices: [] };
}

/** Asks for the last four of the phone, or of the identity number. */
export function askLastFour(
  asked: { readonly name: string; readonly asksPhone: boolean; readonly sharesContact: boolean },
  ...before: readonly string[]
): Reply {
  const shares = asked.asksPhone && asked.sharesContact;
  return {
    blocks: [
      ...before.map(paragraph),
      paragraph(thankForName(asked.name)),
      strong(asked.asksPhone ? BINDING.askPhone : BINDING.askIdNumber),
      ...(shares ? [paragraph(BINDING.orShare)] : []),
    ],
    choices: [
      ...(shares ? [{ label: LABELS.sharePhone, action: SHARE_PHONE }] : []),
      { label: LABELS.rewriteName, action: REWRITE_NAME },
    ],
  };
}

/** The screen of consent. */
export function askConsent(
  screen: { readonly forWhom: ForWhom; readonly bureau?: string | undefined; readonly atHome: boolean },
  ...before: readonly string[]
): Reply {
  return {
    blocks: [
      ...before.map(paragraph),
      strong(BINDING.consentTitle),
      ...consentLines(screen).map(paragraph),
      strong(BINDING.chooseButton),
    ],
    choices: [
      { label: LABELS.agree, action: AGREE },
      { label: LABELS.disagree, action: DISAGREE },
    ],
  };
}

/** Why the code does not lead on. */
export function refuseCode(found: Exclude<FoundInvitation, { kind: "found" }>, now: number): Reply {
  if (found.kind !== "tooMany") return say(NO_SUCH_CODE[found.kind]);
  return say(tooManyTries(Math.max(1, Math.ceil((found.retryAt - now) / 60_000))));
}

/** The first words to someone who was just bound; `speaker` is who they are from now on. */
export function welcome(forWhom: ForWhom, name: string, speaker: Speaker, member: Member | undefined): Reply {
  const lines =
    forWhom === "staff"
      ? staffWelcome(name, speaker.staff?.roles ?? [])
      : forWhom === "proxy"
        ? proxyWelcome(
            name,
            speaker.represents.map((represented) => represented.name),
            speaker.actingFor?.name,
          )
        : memberWelcome(name, member?.branch ?? null, member?.home ?? null);
  const [first = "", ...rest] = lines;
  return { blocks: [strong(first), ...rest.map(paragraph)], choices: [], menu: true };
}
