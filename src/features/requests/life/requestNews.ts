/** Who is told what of an order: the person, whoever ordered for them, the assignee, the desk. Nobody twice. */
import { saySpan } from "../../../delivery/index.ts";
import { type Choice, paragraph, type Reply, type Role, replyText, strong } from "../../../dialogue/index.ts";
import { comrade, NEWS, WORK } from "../text.ts";
import type { Orderer, ServiceRequest } from "../types.ts";
import { STRANGER_ACTOR } from "./requests.repo.ts";
import type { Core } from "./requestsCore.ts";

/** Words to the person. */
export interface PersonNews {
  readonly lines: readonly string[];
  readonly choices?: readonly Choice[];
  /** What is read on the telephone instead of the last line. */
  readonly aloud?: string;
  /** Someone calls where no account reaches the person, or nobody read it in time. */
  readonly matters: boolean;
}

/** Words to someone who works on the order. */
export interface WorkNews {
  readonly lines: readonly string[];
  readonly choices?: readonly Choice[];
  /** Free words of the person: left out where the channel may not carry them. */
  readonly words?: string | undefined;
}

export interface News {
  /** Tells the person a step, apart from the actor. `eventId` makes the keys. */
  person(request: ServiceRequest, eventId: number, actor: Orderer, news: PersonNews): void;
  /** After submission: the ordering account at once, and the member where it is not theirs. */
  submitted(request: ServiceRequest, eventId: number, lines: readonly string[]): void;
  /** Someone who works on it. */
  worker(staffId: number, request: ServiceRequest, key: string | number, news: WorkNews): void;
  /** Dispatchers, and with `and` others too; where there is no dispatcher, the admins. */
  desk(
    request: ServiceRequest,
    key: string | number,
    line: string,
    choices?: readonly Choice[],
    and?: readonly Role[],
  ): void;
}

/** To be read within two hours of work; before the wanted time, where that comes first. */
const READ_MINUTES = 120;

export function createNews(core: Core): News {
  const { members, pushes, officeHours, clock, timeZone } = core;

  const keyOf = (request: ServiceRequest, event: string | number) => `request:${request.id}:${event}`;

  function ownAccounts(memberId: number) {
    return members.accountsOf(memberId).filter(({ via }) => via === "self");
  }

  /**
   * The account it was ordered from, where it is to be told by itself: a stranger's, or one of a proxy who may still act
   * for the member. The member's own are reached by pushes.
   */
  function orderingAccount(request: ServiceRequest): { channel: string; accountId: string } | undefined {
    const { channel, chatId, memberId } = request;
    if (channel === null || chatId === null) return undefined;
    const account = { channel, accountId: chatId };
    if (memberId === null) return account;
    if (isOwn(request)) return undefined;
    const { represents } = members.speakerOf(account);
    const mayKnow =
      represents.some((represented) => represented.memberId === memberId) ||
      core.trail.submitter(request.id) === STRANGER_ACTOR;
    return mayKnow ? account : undefined;
  }

  function isOwn({ memberId, channel, chatId }: ServiceRequest): boolean {
    return (
      memberId !== null &&
      ownAccounts(memberId).some((own) => own.channel === channel && own.accountId === chatId)
    );
  }

  function toMember(
    request: ServiceRequest,
    memberId: number,
    key: string,
    news: PersonNews,
    othersTold: boolean,
  ): void {
    const reachable = members
      .accountsOf(memberId)
      .some(({ via, blocked }) => !blocked && (via === "self" || !othersTold));
    if (!reachable && !news.matters) return;
    const reply = personReply(request, news, false);
    pushes.send({
      memberId,
      key,
      topic: "request",
      reply,
      aloud: aloud(request, news),
      ownOnly: othersTold,
      ...(news.matters ? { readBy: readBy(request) } : {}),
    });
  }

  function readBy({ wanted }: ServiceRequest): number {
    const now = clock();
    const soon = officeHours.addWorkMinutes(now, READ_MINUTES);
    return wanted !== null && wanted.from > now ? Math.min(soon, wanted.from) : soon;
  }

  function personReply(request: ServiceRequest, news: PersonNews, forOther: boolean): Reply {
    const name = forOther && request.memberName !== null ? [NEWS.forWhom(request.memberName)] : [];
    return {
      blocks: [strong(NEWS.title(request.item, request.number)), ...[...name, ...news.lines].map(paragraph)],
      choices: [...(news.choices ?? []), { label: NEWS.look, action: `order:${request.id}` }],
    };
  }

  function aloud(request: ServiceRequest, { lines, aloud: last }: PersonNews): string {
    const spoken = last === undefined ? lines : [...lines.slice(0, -1), last];
    return replyText({
      blocks: [NEWS.title(request.item, request.number), ...spoken].map(paragraph),
      choices: [],
    });
  }

  return {
    person(request, eventId, actor, news) {
      const key = keyOf(request, eventId);
      const account = orderingAccount(request);
      const acted =
        actor.kind === "stranger" || (actor.kind === "proxy" && actor.proxyId === request.proxyId);
      if (account !== undefined && !acted) {
        const forOther = request.proxyId !== null;
        core.toAccount(
          account,
          `${key}:${account.channel}:${account.accountId}`,
          personReply(request, news, forOther),
          false,
        );
      }
      if (request.memberId === null || actor.kind === "member") return;
      toMember(request, request.memberId, key, news, account !== undefined || actor.kind === "proxy");
    },

    submitted(request, eventId, lines) {
      const { channel, chatId, memberId } = request;
      const key = keyOf(request, eventId);
      const forProxy = request.proxyId !== null;
      const atChat = channel !== null && chatId !== null;
      if (atChat) {
        core.toAccount(
          { channel, accountId: chatId },
          `${key}:${channel}:${chatId}`,
          personReply(request, { lines: [NEWS.submitted, ...lines], matters: true }, forProxy),
          // A direct reply: not held back at night.
          true,
        );
      }
      if (memberId === null || (atChat && isOwn(request))) return;
      const first = forProxy
        ? NEWS.submittedByProxy
        : request.source === "staff"
          ? NEWS.submittedByStaff
          : NEWS.submitted;
      // Who ordered on the telephone knows; a proxy's order is to be known to the member.
      const news = { lines: [first, ...lines], matters: forProxy };
      toMember(request, memberId, key, news, atChat);
    },

    worker(staffId, request, key, { lines, choices = [], words }) {
      for (const account of members.staffAccounts()) {
        if (account.staffId !== staffId) continue;
        const said = words !== undefined && words.trim() !== "" && core.mayCarryPersonal(account.channel);
        const reply: Reply = {
          blocks: [
            strong(lines[0] ?? ""),
            ...workLines(request).map(paragraph),
            ...lines.slice(1).map(paragraph),
            ...(said ? [paragraph(WORK.said(words.trim()))] : []),
          ],
          choices: [...choices],
        };
        const { channel, accountId } = account;
        core.toAccount(account, `${keyOf(request, key)}:staff:${channel}:${accountId}`, reply, false);
      }
    },

    desk(request, key, line, choices = [], and = []) {
      const dispatchers: Role[] = members.staffAccounts("dispatcher").length > 0 ? ["dispatcher"] : ["admin"];
      core.tellStaff({
        key: keyOf(request, key),
        reply: { blocks: [strong(line), ...workLines(request).map(paragraph)], choices: [] },
        choices: [...choices, { label: WORK.look, action: `order:${request.id}` }],
        urgent: false,
        roles: [...new Set([...dispatchers, ...and])],
      });
    },
  };

  function workLines(request: ServiceRequest): string[] {
    const { district, wanted, assignee } = request;
    return [
      NEWS.title(request.item, request.number),
      ...(district === null ? [] : [WORK.where(district)]),
      ...(wanted === null ? [] : [WORK.when(saySpan(wanted, timeZone))]),
      ...(assignee === null ? [] : [WORK.by(comrade(assignee))]),
    ];
  }
}
