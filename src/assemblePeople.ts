/** People and what reaches them, assembled: for the service and the command lines. */
import type { Config } from "./config.ts";
import { createCalls, createHandovers, createPushes, createStaffNotes, type Log } from "./delivery/index.ts";
import { type Context, type IncomingMessage, plainReply } from "./dialogue/index.ts";
import { type BoundEvent, createMembers, principals, proxyNews } from "./features/members/index.ts";
import type { SecretBox, Store } from "./store/index.ts";

const GUESSING = "有人在反复试登记码。一小时内暂停了新的登记，请留意。";

const isPage = ({ channel }: { channel: string }): number => Number(channel === "web");

/** Members, and what delivery needs to know of them. */
export function assemblePeople(
  config: Config,
  ground: {
    readonly store: Store;
    readonly box: SecretBox;
    readonly key: Buffer;
    readonly clock: () => number;
    readonly log: Log;
  },
) {
  const { store, box, clock } = ground;
  const { telegram } = config;
  const members = createMembers({
    ...ground,
    timeZone: config.timeZone,
    onGuessing: () => notes.alert(`guessing:${Math.floor(clock() / 3_600_000)}`, GUESSING),
  });
  const duty =
    telegram.mode === "off" || telegram.dutyChatId === undefined
      ? undefined
      : { channel: "telegram", chatId: telegram.dutyChatId };
  const notes = createStaffNotes({ ...ground, duty, staffAccounts: members.staffAccounts });
  const mayCarryPersonal = (channel: string) => channel !== "telegram" || config.telegramPersonal;
  /** What was said on Telegram has been through it already. */
  const mayShow = (saidOn: string, shownOn: string) => saidOn === shownOn || mayCarryPersonal(shownOn);
  const nameOf = (channel: string, chatId: string) => {
    const { actingFor, staff } = members.speakerOf({ channel, accountId: chatId });
    return actingFor?.name ?? staff?.name;
  };
  const handovers = createHandovers({
    ...ground,
    notes,
    nameOf,
    accountsOfStaff: (staffId) => members.staffAccounts().filter((account) => account.staffId === staffId),
    mayShow,
  });
  const pushes = createPushes({
    store,
    box,
    clock,
    recipients: {
      // A messenger rings; a page is seen by whoever happens to open it, so it comes last of the person's own.
      accountsOf: (id) =>
        members
          .accountsOf(id)
          .toSorted((a, b) => Number(a.via === "proxy") - Number(b.via === "proxy") || isPage(a) - isPage(b)),
      nameOf: (id) => members.get(id)?.name,
      isHere: (id) => {
        const member = members.get(id);
        return member?.status === "alive" && member.erasedAt === null;
      },
      sharedBy: (channel, accountId) => principals(members.speakerOf({ channel, accountId })).length,
    },
    carries: (channel) => channel !== "telegram" || telegram.mode !== "off",
  });
  const calls = createCalls(store, box, clock);
  /** A member is told who may act for them since now; where nothing but the proxy's account reaches them, by telephone. */
  const tellOfProxy = ({ name, account, represents }: BoundEvent) => {
    for (const { memberId, relation, proxyId } of represents) {
      const words = proxyNews(name, relation);
      pushes.send({
        memberId,
        key: `proxy:${proxyId}:${memberId}:${account.channel}:${account.accountId}`,
        topic: "members",
        reply: plainReply(words),
        aloud: words,
        ownOnly: true,
      });
    }
  };
  return {
    duty,
    tellOfProxy,
    members,
    notes,
    handovers,
    pushes,
    calls,
    mayCarryPersonal,
    mayShow,
    someoneOnDuty: () =>
      duty !== undefined || members.staffAccounts("admin", "dispatcher", "editor").length > 0,
    contextOf({ channel, chatId }: Pick<IncomingMessage, "channel" | "chatId">): Context {
      const speaker = members.speakerOf({ channel, accountId: chatId });
      const held = handovers.of(channel, chatId);
      if (held === undefined) return { speaker };
      const takenBy = held.takenByName === null ? {} : { takenBy: held.takenByName };
      return { speaker, handover: { id: held.id, silent: held.silent, ...takenBy } };
    },
  };
}
