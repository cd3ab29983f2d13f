/** 我的资料: looking, exporting, who looked, ending proxies and bindings. */
import {
  type Choice,
  type ConversationState,
  type IncomingMessage,
  type Intent,
  paragraph,
  type Reply,
  type Speaker,
  strong,
  type Turn,
} from "../../../dialogue/index.ts";
import type { Store } from "../../../store/index.ts";
import { rehearse } from "../../../store/index.ts";
import { accountOf } from "../accounts/bindingFlow.ts";
import { actingLine, askPrincipal, mustChoose } from "../accounts/principalChoice.ts";
import { type Actor, principalOf, staffActor } from "../actor.ts";
import { auditLine } from "../audit/auditWords.ts";
import { LABELS, MY, myText } from "../text.ts";
import type { Members, SecretField } from "../types.ts";
import type { MembersData } from "./membersData.ts";
import { currentConsent } from "./memberTrail.repo.ts";
import { myDataReply, staffReply, strangerReply } from "./myData.ts";

/** What 我的资料 needs. */
export interface MyParts {
  readonly members: Members;
  readonly data: MembersData;
  readonly store: Store;
  readonly timeZone: string;
  /** Where pages are reached from outside; absent: only pages of our own can link to them. */
  readonly publicUrl?: string | undefined;
  /** Whether a channel may carry phone, identity number, address and health. */
  mayCarryPersonal(channel: string): boolean;
}

/** A member, or a proxy of theirs, as the one who asks. */
export type Principal = Actor & { kind: "member" | "proxy" };

const SECRETS: readonly SecretField[] = ["phone", "idNumber", "address", "health"];
const SEEN_LINES = 20;

const WORDS: readonly (readonly [action: string, pattern: RegExp])[] = [
  ["my", /^(?:\/my|(?:看|查|查看)?我的|(?:看|查|查看)?我(?:的|登记的)(?:资料|信息))$/u],
  ["my:export", /^(?:导出|下载)(?:我的)?(?:资料|信息)$/u],
  ["my:seen", /^谁(?:看|查|改)过我的(?:资料|信息)$/u],
  ["my:proxies", /^(?:解除|取消)代办人?$/u],
  ["my:unbind", /^(?:解除绑定|取消绑定|解绑|取消登记)$/u],
  ["my:erase", /^(?:删除|删掉|注销)我的(?:资料|信息|账号)$/u],
];
const HUMAN: Choice = { label: LABELS.human, action: "human" };
const BACK: Choice = { label: LABELS.back, action: "my" };

/** What the message asks for, as the action of the button that asks the same. */
export function wishOf({ text, action }: IncomingMessage): string | undefined {
  if (action !== undefined) return /^my(?::|$)/.test(action) ? action : undefined;
  const words = text.normalize("NFKC").replace(/[\s。.!?]/gu, "");
  return WORDS.find(([, pattern]) => pattern.test(words))?.[0];
}

/** Intents of urgency 40; erasure is in erasureTalk.ts. */
export function createMyIntents(parts: MyParts): Intent[] {
  const { members, data, store, timeZone } = parts;
  const { records } = store;

  function linkable(channel: string): boolean {
    return parts.publicUrl !== undefined || parts.mayCarryPersonal(channel);
  }

  function look(
    message: IncomingMessage,
    state: ConversationState,
    speaker: Speaker,
    actor: Principal,
  ): Turn {
    const { memberId } = actor;
    const open = parts.mayCarryPersonal(message.channel);
    const read = () => members.reveal(actor, memberId, SECRETS, MY.purpose);
    const member = members.get(memberId)!;
    const relation =
      speaker.represents.find((represented) => represented.memberId === memberId)?.relation ?? "";
    const reply = myDataReply({
      member,
      // Looking is itself written down, in an effect.
      secrets: open ? rehearse(store, read) : undefined,
      grants: members.grantsOf(memberId),
      accounts: members.accountsOf(memberId),
      consent: actor.kind === "member" ? currentConsent(records, memberId) : undefined,
      proxy: actor.kind === "proxy" ? { relation } : undefined,
      linkable: linkable(message.channel),
      timeZone,
    });
    const replies = speaker.staff === undefined ? [reply] : [reply, staffReply(speaker)];
    return turn(state, replies, open ? [() => void read()] : []);
  }

  function exportFile(
    message: IncomingMessage,
    state: ConversationState,
    speaker: Speaker,
    actor: Principal,
  ): Turn {
    if (!linkable(message.channel)) return turn(state, [say(MY.noPageExport, HUMAN)]);
    if (!data.canDownload(actor.memberId)) return turn(state, [say(MY.noCheck, HUMAN)]);
    const token = data.downloads.newToken();
    const reply: Reply = {
      blocks: [...naming(speaker), paragraph(MY.exported), paragraph(MY.exportCare)],
      choices: [BACK],
      links: [{ label: MY.exportLink, path: `/download/${token}` }],
    };
    return turn(state, [reply], [() => data.keepDownload(actor, actor.memberId, token)]);
  }

  function seen(state: ConversationState, speaker: Speaker, actor: Principal): Turn {
    const { memberId } = actor;
    const lines = members.audit
      .of(`member:${memberId}`, SEEN_LINES)
      .map((entry) => auditLine(entry, { memberId, viewer: actor, members, records, timeZone }));
    if (lines.length === 0) return turn(state, [say(MY.notSeenYet, BACK)]);
    const blocks = [...naming(speaker), strong(MY.seenTitle), ...lines.map(paragraph)];
    return turn(state, [{ blocks, choices: [BACK] }]);
  }

  function proxies(wish: string, state: ConversationState, actor: Principal): Turn {
    if (actor.kind !== "member") return turn(state, [say(MY.onlySelf, BACK)]);
    const grants = members.grantsOf(actor.memberId);
    const [, step, id] = /^my:(proxies|revoke|revoke!)(?::(\d{1,15}))?$/.exec(wish) ?? [];
    if (step === "proxies") {
      if (grants.length === 0) return turn(state, [say(MY.noProxies, BACK)]);
      const choices = grants.map(({ grantId, name, relation }): Choice => {
        return { label: myText.end(name, relation), action: `my:revoke:${grantId}` };
      });
      return turn(state, [say(MY.askEndProxy, ...choices, BACK)]);
    }
    const grant = grants.find(({ grantId }) => grantId === Number(id));
    if (grant === undefined) return turn(state, [say(MY.proxyGone, BACK)]);
    if (step === "revoke") {
      const end: Choice = {
        label: myText.end(grant.name, grant.relation),
        action: `my:revoke!:${grant.grantId}`,
      };
      const ask = myText.askRevoke(grant.name, grant.relation);
      return turn(state, [say(ask, end, { label: LABELS.leave, action: "my" })]);
    }
    return turn(state, [say(MY.proxyEnded, BACK)], [() => members.revokeGrant(actor, grant.grantId)]);
  }

  /** Whoever is bound in several ways chooses which way ends. */
  function unbind(wish: string, message: IncomingMessage, state: ConversationState, speaker: Speaker): Turn {
    const { self, represents, staff } = speaker;
    const account = accountOf(message);
    if (wish === "my:unbind") {
      const choices: Choice[] = [
        ...(self === undefined ? [] : [{ label: myText.unbindSelf(self.name), action: "my:unbind:self" }]),
        ...(represents.length === 0
          ? []
          : [{ label: myText.unbindProxy(represents.map(({ name }) => name)), action: "my:unbind:proxy" }]),
        ...(staff === undefined ? [] : [{ label: myText.unbindStaff, action: "my:unbind:staff" }]),
      ];
      if (choices.length === 0) return turn(state, [say(MY.nothingToUnbind, HUMAN)]);
      return turn(state, [say(MY.askUnbind, ...choices, { label: LABELS.leave, action: "my" })]);
    }
    const effects = unbindings(wish, speaker).map(
      ([actor, who]) =>
        () =>
          members.unbind(actor, account, who),
    );
    return turn(state, [say(effects.length === 0 ? MY.nothingToUnbind : MY.unbound, HUMAN)], effects);
  }

  return [
    {
      name: "members.my",
      urgency: 40,
      matches: (message) => {
        const wish = wishOf(message);
        return wish !== undefined && !wish.startsWith("my:erase") && wish !== "my:keep";
      },
      async handle(message, state, { speaker }) {
        const wish = wishOf(message)!;
        if (wish.startsWith("my:unbind")) return unbind(wish, message, state, speaker);
        const asked = whose(speaker);
        if (asked.kind === "reply") return turn(state, [asked.reply]);
        if (wish === "my:export") return exportFile(message, state, speaker, asked.actor);
        if (wish === "my:seen") return seen(state, speaker, asked.actor);
        if (/^my:(proxies|revoke)/.test(wish)) return proxies(wish, state, asked.actor);
        return look(message, state, speaker, asked.actor);
      },
    },
  ];
}

/** Whose data it is about, or what to reply when that is not clear. */
export function whose(
  speaker: Speaker,
): { kind: "actor"; actor: Principal } | { kind: "reply"; reply: Reply } {
  const actor = principalOf(speaker);
  if (actor?.kind === "member" || actor?.kind === "proxy") return { kind: "actor", actor };
  if (mustChoose(speaker)) return { kind: "reply", reply: askPrincipal(speaker) };
  return { kind: "reply", reply: speaker.staff === undefined ? strangerReply() : staffReply(speaker) };
}

type Unbinding = readonly [Actor, { memberId?: number; proxyId?: number; staffId?: number }];

function unbindings(wish: string, speaker: Speaker): readonly Unbinding[] {
  const { self, represents } = speaker;
  if (wish === "my:unbind:self" && self !== undefined) {
    return [[{ kind: "member", memberId: self.memberId }, { memberId: self.memberId }]];
  }
  if (wish === "my:unbind:proxy") {
    const byProxy = new Map(represents.map((represented) => [represented.proxyId, represented.memberId]));
    return [...byProxy].map(([proxyId, memberId]) => [{ kind: "proxy", proxyId, memberId }, { proxyId }]);
  }
  const staff = wish === "my:unbind:staff" ? staffActor(speaker) : undefined;
  return staff?.kind === "staff" ? [[staff, { staffId: staff.staffId }]] : [];
}

/** What a proxy gets names the member. */
function naming(speaker: Speaker) {
  const line = actingLine(speaker);
  return line === undefined ? [] : [paragraph(line)];
}

function say(words: string, ...choices: readonly Choice[]): Reply {
  return { blocks: [paragraph(words)], choices };
}

function turn(state: ConversationState, replies: Turn["replies"], effects: Turn["effects"] = []): Turn {
  return { kind: "personal", replies, state, effects };
}
