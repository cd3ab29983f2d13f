/**
 * Binding an account, as a conversation: code → name → last four → consent → bound.
 * Nothing is written before its reply is: each step rehearses what it would come to, and an effect makes it.
 */
import type {
  Context,
  Flow,
  FlowStep,
  IncomingMessage,
  Reply,
  Represented,
  Role,
} from "../../../dialogue/index.ts";
import type { Store } from "../../../store/index.ts";
import { rehearse } from "../../../store/index.ts";
import { BINDING, codeLength, mismatch } from "../text.ts";
import type { Account, Bound, ForWhom, FoundInvitation, Members, Proof } from "../types.ts";
import { lastFour, readPhone } from "../values/phone.ts";
import { digitsIn, isForgotten, isIntroduction, readLastFour, readName } from "./bindingAnswers.ts";
import {
  AGREE,
  askCode,
  askConsent,
  askLastFour,
  askName,
  DISAGREE,
  REWRITE_NAME,
  say,
  welcome,
} from "./bindingReplies.ts";
import { CONSENT_VERSION } from "./consentWords.ts";

/** An account was bound. Told inside the transaction that binds it. */
export interface BoundEvent {
  readonly account: Account;
  readonly forWhom: ForWhom;
  /** As they wrote it, and as it is stored. */
  readonly name: string;
  readonly memberId?: number;
  readonly staffId?: number;
  readonly proxyId?: number;
  /** For whom a proxy may act since now: each of them is to be told. */
  readonly represents: readonly Represented[];
}

/** What the binding needs. */
export interface BindingParts {
  readonly members: Members;
  readonly store: Store;
  /** Who keeps the data, by name, for the consent; absent: described. */
  readonly bureau?: string | undefined;
  /** False for a messenger whose servers are abroad. */
  mayCarryPersonal(channel: string): boolean;
  /** True when the channel can share the account's own telephone number. */
  sharesContact?(channel: string): boolean;
  /** Inside the transaction. */
  afterBound?(event: BoundEvent): void;
  /** Inside the transaction: what talks to a transport is to be done after it. */
  onStaffBound?(account: Account, roles: readonly Role[]): void;
}

interface Invited {
  readonly invitationId: number;
  readonly forWhom: ForWhom;
  readonly asksPhone: boolean;
  /** Of the channel: its servers are in the country. */
  readonly atHome: boolean;
  /** Of the channel: it can share the account's own number. */
  readonly sharesContact: boolean;
}

/** How far the person is. Sealed at rest by the kernel. */
export type BindingData =
  | { readonly step: "code" }
  | ({ readonly step: "name" } & Invited)
  | ({ readonly step: "lastFour"; readonly name: string } & Invited)
  | ({ readonly step: "consent" } & Proof & Invited);

const HOUR_MS = 60 * 60 * 1000;

/** The step that a good code leads to. */
export function firstStep(
  parts: BindingParts,
  channel: string,
  found: FoundInvitation & { kind: "found" },
): BindingData {
  return {
    step: "name",
    invitationId: found.id,
    forWhom: found.forWhom,
    asksPhone: found.asksPhone,
    atHome: parts.mayCarryPersonal(channel),
    sharesContact: parts.sharesContact?.(channel) ?? false,
  };
}

export function accountOf(message: IncomingMessage): Account {
  return { channel: message.channel, accountId: message.chatId };
}

/**
 * Whether the words answer the flow's own question and cannot be anything else. Heard alone, 我叫王大明 and 我不记得了
 * sound like danger or fraud to a classifier of short texts.
 */
export function surelyAnswers(data: BindingData, text: string): boolean {
  if (data.step === "name") return isIntroduction(text);
  return data.step === "lastFour" && isForgotten(text);
}

/** The flow `members.bind`; the intents that start it are in conversation.ts. */
export function createBindingFlow(parts: BindingParts): Flow<BindingData> {
  const { members, store } = parts;
  const consentOf = (data: Invited): Reply => askConsent({ ...data, bureau: parts.bureau });

  const ask: Flow<BindingData>["ask"] = (data) => {
    switch (data.step) {
      case "code":
        return askCode();
      case "name":
        return askName();
      case "lastFour":
        return askLastFour(data);
      case "consent":
        return consentOf(data);
    }
  };

  function takeName(message: IncomingMessage, data: BindingData & { step: "name" }): FlowStep<BindingData> {
    if (message.action !== undefined) return { kind: "pass" };
    if (digitsIn(message.text) !== undefined) {
      return { kind: "stay", data, replies: [askName(BINDING.nameFirst)] };
    }
    const name = readName(message.text);
    if (name === undefined) return { kind: "pass" };
    const next: BindingData = { ...invited(data), step: "lastFour", name };
    return { kind: "stay", data: next, replies: [askLastFour(next)] };
  }

  function takeLastFour(
    message: IncomingMessage,
    data: BindingData & { step: "lastFour" },
  ): FlowStep<BindingData> {
    const again = (...before: string[]): FlowStep<BindingData> => ({
      kind: "stay",
      data,
      replies: [askLastFour(data, ...before)],
    });
    const contact = message.attachments?.find((attachment) => attachment.kind === "contact");
    if (contact !== undefined) {
      const read = readPhone(contact.phone);
      if (!contact.own) return again(BINDING.notOwnContact);
      if (!read.ok || !data.asksPhone) return again(BINDING.unreadableContact);
      return check(message, data, lastFour(read.phone));
    }
    if (message.action === REWRITE_NAME || /^(姓名|名字)?写?错了$/u.test(message.text.trim())) {
      return { kind: "stay", data: { ...invited(data), step: "name" }, replies: [askName()] };
    }
    if (message.action === "contact" || message.text.trim() === "不用了") return again();
    if (message.action !== undefined) return { kind: "pass" };
    if (isForgotten(message.text)) {
      return { kind: "stay", data, replies: [say(BINDING.forgotten)] };
    }
    const read = readLastFour(message.text, data.asksPhone);
    if (read === undefined) return { kind: "pass" };
    return read.kind === "wrongLength" ? again(BINDING.fourDigits) : check(message, data, read.lastFour);
  }

  /** Name and last four against what is stored; right ones lead to the consent, nothing is bound yet. */
  function check(
    message: IncomingMessage,
    data: BindingData & { step: "lastFour" },
    digits: string,
  ): FlowStep<BindingData> {
    const account = accountOf(message);
    const proof: Proof = { name: data.name, lastFour: digits };
    const bound = rehearse(store, () => members.bind(account, data.invitationId, proof, ""));
    if (bound.kind === "gone") return { kind: "end", replies: [say(BINDING.gone)] };
    if (bound.kind === "mismatch") return missed(account, data, proof, bound.triesLeft);
    if (bound.already) return { kind: "end", replies: [say(BINDING.already)] };
    const next: BindingData = { ...invited(data), step: "consent", ...proof };
    return { kind: "stay", data: next, replies: [consentOf(next)] };
  }

  /** Counts the wrong answer for good, and begins again with the name. */
  function missed(account: Account, data: Invited, proof: Proof, triesLeft: number): FlowStep<BindingData> {
    const count = () => {
      const { kind } = members.bind(account, data.invitationId, proof, "");
      // Right after all, because staff changed the record meanwhile: not without consent. The inbox tries again.
      if (kind === "bound") throw new Error("登记的核对结果在这期间变了");
    };
    if (triesLeft === 0) return { kind: "end", replies: [say(BINDING.locked)], effects: [count] };
    return {
      kind: "stay",
      data: { ...invited(data), step: "name" },
      replies: [askName(mismatch(triesLeft))],
      effects: [count],
    };
  }

  function takeConsent(
    message: IncomingMessage,
    data: BindingData & { step: "consent" },
    context: Context,
  ): FlowStep<BindingData> {
    const words = message.text.trim().replace(/[。.！!\s]+$/u, "");
    if (message.action === DISAGREE || /^(我)?不同意/u.test(words)) {
      return { kind: "end", replies: [say(BINDING.declined)] };
    }
    if (message.action === AGREE || /^(我)?同意$/u.test(words)) return agree(message, data, context);
    // Consent is to be explicit (个人信息保护法 第十四条): 好 and 可以 are not enough.
    if (/^(好的?|可以|行|要得|是的?|嗯+|ok|确认)$/iu.test(words)) {
      return { kind: "stay", data, replies: [consentOf(data)] };
    }
    return { kind: "pass" };
  }

  function agree(
    message: IncomingMessage,
    data: BindingData & { step: "consent" },
    context: Context,
  ): FlowStep<BindingData> {
    const account = accountOf(message);
    const proof: Proof = { name: data.name, lastFour: data.lastFour };
    const tryOut = rehearse(store, () => {
      const bound = members.bind(account, data.invitationId, proof, CONSENT_VERSION);
      return { bound, speaker: members.speakerOf(account) };
    });
    if (tryOut.bound.kind === "gone") return { kind: "end", replies: [say(BINDING.gone)] };
    if (tryOut.bound.kind === "mismatch") {
      return { kind: "stay", data: { ...invited(data), step: "name" }, replies: [askName(BINDING.changed)] };
    }
    const known = new Set(context.speaker.represents.map(({ memberId }) => memberId));
    const represents = tryOut.speaker.represents.filter(({ memberId }) => !known.has(memberId));
    const { self, staff } = tryOut.speaker;
    // Whoever came to act for one more most likely wants to act for that one now; a member stays themself.
    const chosen = self === undefined && represents.length === 1 ? represents[0] : undefined;
    const speaker = chosen === undefined ? tryOut.speaker : { ...tryOut.speaker, actingFor: chosen };
    const member = self === undefined ? undefined : members.get(self.memberId);
    return {
      kind: "end",
      replies: [welcome(data.forWhom, data.name, speaker, member)],
      effects: [
        () => {
          const bound = members.bind(account, data.invitationId, proof, CONSENT_VERSION);
          if (bound.kind !== "bound") throw new Error("登记的核对结果在这期间变了");
          if (chosen !== undefined) members.choosePrincipal(account, chosen.memberId);
          tell(account, data, bound, represents, staff?.roles ?? []);
        },
      ],
    };
  }

  function tell(
    account: Account,
    data: BindingData & { step: "consent" },
    bound: Bound & { kind: "bound" },
    represents: readonly Represented[],
    roles: readonly Role[],
  ): void {
    if (bound.already) return;
    const { kind: _kind, already: _already, identityId: _identityId, ...who } = bound;
    parts.afterBound?.({ account, name: data.name, represents, ...who });
    if (data.forWhom === "staff") parts.onStaffBound?.(account, roles);
  }

  return {
    name: "members.bind",
    version: 1,
    outcome: "personal",
    lapsesAfterMs: HOUR_MS,
    lapsed: BINDING.lapsed,
    cancelled: BINDING.cancelled,
    ask,
    async take(message, data, context) {
      switch (data.step) {
        case "code": {
          const digits = message.action === undefined ? digitsIn(message.text) : undefined;
          if (digits === undefined) return { kind: "pass" };
          return { kind: "stay", data, replies: [say(codeLength(digits))] };
        }
        case "name":
          return takeName(message, data);
        case "lastFour":
          return takeLastFour(message, data);
        case "consent":
          return takeConsent(message, data, context);
      }
    },
  };
}

function invited({ invitationId, forWhom, asksPhone, atHome, sharesContact }: Invited): Invited {
  return { invitationId, forWhom, asksPhone, atHome, sharesContact };
}
