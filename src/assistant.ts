/** The parts that the service and the command lines share: store, library, people, delivery, dialogue. */
import { join, resolve } from "node:path";
import { assemblePeople } from "./assemblePeople.ts";
import { assembleServices } from "./assembleServices.ts";
import { assembleStudy } from "./assembleStudy.ts";
import type { Config } from "./config.ts";
import {
  createHandoverIntents,
  type Fetched,
  type Log,
  loadHolidays,
  loadOfficeHours,
} from "./delivery/index.ts";
import { createCommandIntents, createDialogue, type FileAttachment, type Role } from "./dialogue/index.ts";
import {
  type Account,
  createAccountSignals,
  createCallDesk,
  createCallIntents,
  createMembersConversation,
  createMembersData,
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
import { createSecretBox, loadKeys, openStore } from "./store/index.ts";

/** The project's own data files: word lists, question bank, samples. */
export const DATA_FOLDER = resolve(import.meta.dirname, "..", "data");

/** The assembled parts. */
export type Assistant = ReturnType<typeof createAssistant>;

/** What may be handed in from outside. */
export interface AssistantOptions {
  readonly clock?: () => number;
  readonly log?: Log;
  readonly onProgress?: IndexingTools["onProgress"];
  /** An account was bound to a member of staff. Called inside the transaction that binds it. */
  readonly onStaffBound?: (account: Account, roles: readonly Role[]) => void;
  /** Fetches what a person sent over a channel. Absent: no channel runs. */
  readonly fetchFile?: (channel: string, file: FileAttachment) => Promise<Fetched>;
}

/** What is said where no channel can fetch a file. */
export const NO_FILES_HERE: Fetched = {
  kind: "refused",
  words: "这里收不了文件，请在 Telegram 里发给我。",
};

const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/**
 * Opens the store and builds the parts over it.
 * @throws StoreError, WordDataError, CalendarFileError
 */
export function createAssistant(config: Config, options: AssistantOptions = {}) {
  const { clock = Date.now, log = SILENT } = options;
  const words = loadWordData(DATA_FOLDER);
  const repeals = loadRepeals(join(DATA_FOLDER, "repeals.csv"));
  const holidays = loadHolidays(join(DATA_FOLDER, "holidays.csv"));
  const officeHours = loadOfficeHours(join(DATA_FOLDER, "office-hours.csv"), holidays, config.timeZone);
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
  const ground = { store, box, key, clock, log };
  const people = assemblePeople(config, ground);
  const { members, handovers } = people;
  const services = assembleServices(config, DATA_FOLDER, { ...ground, ...people, officeHours });
  const { requests, urgent } = services;
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: config.timeZone });
  const today = () => day.format(clock());
  const study = assembleStudy(config, DATA_FOLDER, {
    ...ground,
    ...people,
    requests,
    library,
    holidays,
    today,
    fetchFile: options.fetchFile ?? (async () => NO_FILES_HERE),
  });
  const callDesk = createCallDesk(members, people.calls, study.spoken);
  const membersData = createMembersData({
    store,
    box,
    members,
    clock,
    timeZone: config.timeZone,
    elsewhere: [services.kept, ...study.kept],
  });
  const conversation = createMembersConversation({
    ...people,
    data: membersData,
    store,
    timeZone: config.timeZone,
    publicUrl: config.publicUrl,
    sharesContact: (channel) => channel === "telegram",
    afterBound: people.tellOfProxy,
    ...(options.onStaffBound === undefined ? {} : { onStaffBound: options.onStaffBound }),
  });
  const flows = [...conversation.flows, ...services.conversation.flows, ...study.conversation.flows];
  const cancelWords = new Map(flows.map((flow) => [flow.name, flow.cancelled]));
  const { ears, warmUp } = learnedEars({
    dataFolder: DATA_FOLDER,
    words,
    keptIn: config.databasePath === ":memory:" ? undefined : `${config.databasePath}.ears`,
  });
  const intents = [
    createAccountSignals(members),
    ...createSafetyIntents({
      openHandover: (message, reason, service) => {
        // Danger has alerts of its own, repeated until someone confirms.
        handovers.open(message, reason, service !== undefined);
        if (service === undefined) return;
        const { actingFor } = people.contextOf(message).speaker;
        urgent.open(message, service, actingFor?.memberId);
      },
      alerted: people.someoneOnDuty,
      ears,
    }),
    ...createHandoverIntents({ handovers, clock, officeHours, mayShow: people.mayShow }),
    ...createCommandIntents((flow) => cancelWords.get(flow)),
    ...conversation.intents,
    ...services.conversation.intents,
    ...study.conversation.intents,
    ...createCallIntents({ desk: callDesk, mayCarryPersonal: people.mayCarryPersonal }),
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
  const dialogue = createDialogue(intents, flows);
  return {
    store,
    box,
    key,
    library,
    dialogue,
    officeHours,
    /** Today in the bureau's time zone, `YYYY-MM-DD`. */
    today,
    /** Learns now what the first message would otherwise wait for. */
    warmUp,
    ...people,
    callDesk,
    membersData,
    catalogue: services.catalogue,
    requests,
    urgent,
    apiKeys: services.apiKeys,
    open311: services.open311,
    figures: services.figures,
    exportOrders: services.exportOrders,
    files: study.files,
    audiences: study.audiences,
    sessions: study.sessions,
    studyCalendar: study.studyCalendar,
    quizzes: study.quizzes,
    attending: study.attending,
    announcements: study.announcements,
  };
}
