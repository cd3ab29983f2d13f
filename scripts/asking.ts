/** Asking from the command line: the same dialogue as a chat message, its outcome as `ask --json` prints it. */
import { randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { createAssistant } from "../src/assistant.ts";
import type { Config } from "../src/config.ts";
import { FRESH, replyText } from "../src/dialogue/index.ts";
import type { PolicyAnswer } from "../src/features/policy/index.ts";

/** Options of one question. */
export interface AskOptions {
  readonly top?: number;
  readonly explain?: boolean;
}

/** What `ask --json` prints. */
export interface Answered {
  readonly question: string;
  readonly kind: string;
  readonly answer: string;
  readonly citations: readonly {
    rank: number;
    policyId: string;
    file: string;
    title: string;
    docNumber: string | null;
    article: string | null;
    quote: string;
    status: string;
    region: string;
  }[];
  readonly confidence: number;
  readonly mode: "extractive" | "generated";
  readonly ms: number;
  readonly explanation?: unknown;
}

/** Opens the assistant for questions; indexes the policy folder first when there is no index yet. */
export async function openAsker(config: Config) {
  const assistant = createAssistant(config);
  const report = await assistant.library.prepareIfEmpty(resolve(config.policyDir));
  for (const fault of report?.faults ?? []) process.stderr.write(`${fault.message}\n`);
  return {
    assistant,
    async ask(question: string, options: AskOptions = {}): Promise<Answered> {
      const started = performance.now();
      const message = {
        channel: "cli",
        chatId: "cli",
        messageId: randomUUID(),
        at: Date.now(),
        text: question,
      };
      const turn = await assistant.dialogue.respond(message, FRESH);
      const ms = performance.now() - started;
      let detail = turn.detail as PolicyAnswer | undefined;
      if (detail !== undefined && (options.top !== undefined || options.explain === true)) {
        detail = await assistant.library.ask(question, { day: assistant.today(), ...options });
      }
      return {
        question,
        kind: turn.kind,
        answer: turn.replies.map(replyText).join("\n\n"),
        citations: (detail?.citations ?? []).map((citation) => ({
          rank: citation.rank,
          policyId: citation.policyId,
          file: citation.file,
          title: citation.title,
          docNumber: citation.docNumber,
          article: citation.article,
          quote: citation.quote,
          status: citation.status,
          region: citation.region,
        })),
        confidence: Math.round((detail?.confidence ?? 1) * 1000) / 1000,
        mode: "extractive",
        ms: Math.round(ms * 100) / 100,
        ...(detail?.explanation === undefined ? {} : { explanation: detail.explanation }),
      };
    },
    close: () => assistant.store.close(),
  };
}
