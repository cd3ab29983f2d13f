/** The parts that the service and the command lines share: store, library, people, delivery, dialogue. */
import { join, resolve } from "node:path";
import type { Config } from "./config.ts";
import {
  type Calls,
  createCalls,
  createHandoverIntents,
  createHandovers,
  createPushes,
  createStaffNotes,
  type Handovers,
  type Log,
  loadHolidays,
  loadOfficeHours,
  type OfficeHours,
  type Pushes,
  type StaffNotes,
} from "./delivery/index.ts";
import {
  type Context,
  createCommandIntents,
  createDialogue,
  type Dialogue,
  type IncomingMessage,
  plainReply,
  type Role,
} from "./dialogue/index.ts";
import {
  type Account,
  type BoundEvent,
  type CallDesk,
  createAccountSignals,
  createCallDesk,
  createCallIntents,
  createMembers,
  createMembersConversation,
  createMembersData,
  type Members,
  type MembersData,
  proxyNews,
} from "./features/members/index.ts";
import {
  createPolicyIntents,
  type IndexingTools,
  insertQuestion,
  loadRepeals,
  loadWordData,
  markLastUnsolved,
  PolicyLibrary,
  strikeOutNumbers,
} from "./features/policy/index.ts";
import { createSafetyIntents, learnedEars } from "./features/safety/index.ts";
import { createSegmenter } from "./search/index.ts";
import { createSecretBox, loadKeys, openStore, type SecretBox, type Store } from "./store/index.ts";

/** The project's own data files: word lists, question bank, samples. */
export const DATA_FOLDER = resolve(import.meta.dirname, "..", "data");

/** The assembled parts. */
export interface Assistant {
  readonly store: Store;
  readonly box: SecretBox;
  readonly key: Buffer;
  readonly library: PolicyLibrary;
  readonly members: Members;
  readonly membersData: MembersData;
  readonly dialogue: Dialogue;
  readonly handovers: Handovers;
  readonly notes: StaffNotes;
  readonly pushes: Pushes;
  readonly calls: Calls;
  readonly callDesk: CallDesk;
  readonly officeHours: OfficeHours;
  /** Who speaks, and whether staff hold the conversation. */
  contextOf(message: Pick<IncomingMessage, "channel" | "chatId">): Context;
  /** Today in the bureau's time zone, `YYYY-MM-DD`. */
  today(): string;
  /** Learns now what the first message would otherwise wait for. */
  warmUp(): void;
}

/** What may be handed in from outside. */
export interface AssistantOptions {
  readonly clock?: () => number;
  readonly log?: Log;
  readonly onProgress?: IndexingTools["onProgress"];
  /** An account was bound to a member of staff. Called inside the transaction that binds it. */
  readonly onStaffBound?: (account: Account, roles: readonly Role[]) => void;
}

const GUESSING = "有人在反复试登记码。一小时内暂停了新的登记，请留意。";
const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Opens the store and builds the parts over it.
 * @throws StoreError, WordDataError, CalendarFileError
 */
export function createAssistant(config: Config, options: AssistantOptions = {}): Assistant {
  const { clock = Date.now, log = SILENT } = options;
  const words = loadWordData(DATA_FOLDER);
  const repeals = loadRepeals(join(DATA_FOLDER, "repeals.csv"));
  const officeHours = loadOfficeHours(
    join(DATA_FOLDER, "office-hours.csv"),
    loadHolidays(join(DATA_FOLDER, "holidays.csv")),
    config.timeZone,
  );
  const store = openStore(config.databasePath);
  const keys = loadKeys(config.encryptionKey, config.databasePath);
  const box = createSecretBox(...keys);
  // The first there ever was: hashes and the audit chain outlive a change of key.
  const key = keys.at(-1)!;
  const library = new PolicyLibrary({
    store,
    words,
    repeals,
    segmenter: createSegmenter(words.ownWords),
    region: config.region,
    clock,
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  const people = createPeople(config, { store, box, key, clock, log });
  const { members, handovers } = people;
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: config.timeZone });
  const today = () => day.format(clock());
  const conversation = createMembersConversation({
    ...people,
    data: people.membersData,
    store,
    timeZone: config.timeZone,
    publicUrl: config.publicUrl,
    sharesContact: (channel) => channel === "telegram",
    afterBound: people.tellOfProxy,
    ...(options.onStaffBound === undefined ? {} : { onStaffBound: options.onStaffBound }),
  });
  const cancelWords = new Map(conversation.flows.map((flow) => [flow.name, flow.cancelled]));
  const { ears, warmUp } = learnedEars(DATA_FOLDER, words);
  const intents = [
    createAccountSignals(members),
    ...createSafetyIntents({ openHandover: handovers.open, alerted: people.someoneOnDuty, ears }),
    ...createHandoverIntents({ handovers, clock, officeHours, mayShow: people.mayShow }),
    ...createCommandIntents((flow) => cancelWords.get(flow)),
    ...conversation.intents,
    ...createCallIntents({ desk: people.callDesk, mayCarryPersonal: people.mayCarryPersonal }),
    ...createPolicyIntents({
      library,
      today,
      logQuestion: ({ message, answer }) =>
        insertQuestion(store.records, {
          channel: message.channel,
          chatId: message.chatId,
          askedAt: clock(),
          question: box.seal(strikeOutNumbers(message.text)),
          kind: answer.kind,
          confidence: answer.confidence,
          clauses: answer.citations.map((citation) => citation.clauseId),
        }),
      markUnsolved: (message) => markLastUnsolved(store.records, message.channel, message.chatId),
    }),
  ];
  const dialogue = createDialogue(intents, conversation.flows);
  return { store, box, key, library, dialogue, officeHours, today, warmUp, ...people };
}

/** Members, and what delivery needs to know of them. */
function createPeople(
  config: Config,
  ground: { store: Store; box: SecretBox; key: Buffer; clock: () => number; log: Log },
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
    recipients: { accountsOf: members.accountsOf, nameOf: (id) => members.get(id)?.name },
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
    tellOfProxy,
    members,
    membersData: createMembersData({ store, box, members, clock, timeZone: config.timeZone }),
    notes,
    handovers,
    pushes,
    calls,
    callDesk: createCallDesk(members, calls),
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
