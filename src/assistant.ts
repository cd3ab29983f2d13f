/** The parts that the service and the command lines share: store, library, dialogue. */
import { join, resolve } from "node:path";
import type { Config } from "./config.ts";
import { createHandovers, type Handovers } from "./delivery/index.ts";
import { createCommandIntents, createDialogue, type Dialogue } from "./dialogue/index.ts";
import {
  createPolicyIntents,
  type IndexingTools,
  insertQuestion,
  loadRepeals,
  loadWordData,
  markLastUnsolved,
  PolicyLibrary,
  strikeOutNumbers,
  type WordData,
} from "./features/policy/index.ts";
import {
  createEars,
  createSafetyIntents,
  loadUrgencyExamples,
  trainUrgency,
  type UrgencyClassifier,
} from "./features/safety/index.ts";
import { createSegmenter } from "./search/index.ts";
import { createSecretBox, loadKey, openStore, type SecretBox, type Store } from "./store/index.ts";

/** The project's own data files: word lists, question bank, samples. */
export const DATA_FOLDER = resolve(import.meta.dirname, "..", "data");

/** The assembled parts. */
export interface Assistant {
  readonly store: Store;
  readonly box: SecretBox;
  readonly key: Buffer;
  readonly library: PolicyLibrary;
  readonly dialogue: Dialogue;
  readonly handovers: Handovers;
  /** Today in the bureau's time zone, `YYYY-MM-DD`. */
  today(): string;
  /** Learns now what the first message would otherwise wait for. */
  warmUp(): void;
}

/** What may be handed in from outside. */
export interface AssistantOptions {
  readonly clock?: () => number;
  readonly onProgress?: IndexingTools["onProgress"];
}

/**
 * Opens the store and builds library and dialogue over it.
 * @throws StoreError, WordDataError
 */
export function createAssistant(config: Config, options: AssistantOptions = {}): Assistant {
  const clock = options.clock ?? Date.now;
  const words = loadWordData(DATA_FOLDER);
  const repeals = loadRepeals(join(DATA_FOLDER, "repeals.csv"));
  const store = openStore(config.databasePath);
  const key = loadKey(config.encryptionKey, config.databasePath);
  const box = createSecretBox(key);
  const library = new PolicyLibrary({
    store,
    words,
    repeals,
    segmenter: createSegmenter(words.ownWords),
    region: config.region,
    clock,
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
  });
  const day = new Intl.DateTimeFormat("sv-SE", { timeZone: config.timeZone });
  const today = () => day.format(clock());
  const dutyChatId = config.telegram.mode === "off" ? undefined : config.telegram.dutyChatId;
  const handovers = createHandovers(
    store,
    box,
    clock,
    dutyChatId === undefined ? undefined : { channel: "telegram", chatId: dutyChatId },
  );
  const hear = learnedEars(words);
  const ears = createEars(hear);
  const dialogue = createDialogue([
    ...createSafetyIntents({
      openHandover: handovers.open,
      alerted: dutyChatId !== undefined,
      ears,
    }),
    ...createCommandIntents({ openHandover: handovers.open }),
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
  ]);
  return { store, box, key, library, dialogue, handovers, today, warmUp: () => void hear("您好") };
}

/** The classifier of danger and fraud, learned when the first message comes; about half a second. */
function learnedEars(words: WordData): UrgencyClassifier {
  let learned: UrgencyClassifier | undefined;
  return (text) => {
    learned ??= trainUrgency([
      ...loadUrgencyExamples(DATA_FOLDER),
      ...[...words.bank, ...words.strangers].map(({ question }) => ({
        text: question,
        label: "none" as const,
      })),
      ...words.unanswerable.map((question) => ({ text: question, label: "none" as const })),
    ]);
    return learned(text);
  };
}
