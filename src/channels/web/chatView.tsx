/** The chat page: welcome or history, then the box to ask in. */
import type { FC } from "hono/jsx";
import { type Frame, Layout } from "./layout.tsx";
import type { ChatPageParts, Utterance } from "./parts.ts";
import {
  ASK_HINT,
  ASK_LABEL,
  ASK_REGION,
  DISCONNECTED,
  EXAMPLES,
  EXAMPLES_TITLE,
  HUMAN,
  HUMAN_HINT,
  LOG_REGION,
  LOOK_AGAIN,
  NAME,
  NO_COOKIE,
  NOT_SENT,
  SEND,
  SKIP_TO_ASK,
  TITLE,
  WAITING,
  WELCOME,
  WELCOME_TITLE,
} from "./text.ts";
import { UtteranceView } from "./utterance.tsx";

/** What the chat page shows. */
export interface ChatState {
  frame: Frame;
  utterances: readonly Utterance[];
  /** Goes into every form; makes the same form sent twice one message. */
  formId: string;
  /** Where a file that we keep is opened. */
  filePath: ChatPageParts["filePath"];
  /** What was wrong with the last form, and the words that were in it. */
  fault?: string;
  draft?: string;
  /** What to do with the words in the box, where they are not the person's own. */
  notice?: string;
}

/** True while a question of this person has no answer yet. */
export function isWaiting(utterances: readonly Utterance[]): boolean {
  return utterances.some((said) => said.from === "person" && !said.answered);
}

/** The whole page. */
export const ChatView: FC<{ state: ChatState }> = ({ state }) => (
  <Layout frame={state.frame} title={TITLE} skip={{ to: "ask", label: SKIP_TO_ASK }}>
    <h1 class="unseen">{`${NAME}${LOG_REGION}`}</h1>
    {state.utterances.length === 0 && <Welcome formId={state.formId} />}
    <div id="log" role="log" aria-live="polite" aria-label={LOG_REGION} tabindex={-1}>
      {state.utterances.map((utterance) => (
        <UtteranceView utterance={utterance} formId={state.formId} filePath={state.filePath} />
      ))}
    </div>
    <Status utterances={state.utterances} />
    <AskForm state={state} />
  </Layout>
);

const Welcome: FC<{ formId: string }> = ({ formId }) => (
  <section id="welcome" aria-labelledby="welcome-title">
    <h2 id="welcome-title">{WELCOME_TITLE}</h2>
    {WELCOME.map((line) => (
      <p>{line}</p>
    ))}
    <h3>{EXAMPLES_TITLE}</h3>
    <form method="post" action="/say" data-say class="examples">
      <input type="hidden" name="id" value={formId} />
      {EXAMPLES.map((question) => (
        <button type="submit" name="text" value={question}>
          {question}
        </button>
      ))}
    </form>
  </section>
);

const Status: FC<{ utterances: readonly Utterance[] }> = ({ utterances }) => (
  <>
    <p
      id="status"
      class="status"
      role="status"
      aria-live="polite"
      data-waiting={WAITING}
      data-disconnected={DISCONNECTED}
      data-stranger={NO_COOKIE}
    >
      {isWaiting(utterances) ? WAITING : ""}
    </p>
    {isWaiting(utterances) && (
      <noscript>
        <p>
          <a class="button" href="/#ask">
            {LOOK_AGAIN}
          </a>
        </p>
      </noscript>
    )}
  </>
);

const AskForm: FC<{ state: ChatState }> = ({ state }) => (
  <section id="ask" aria-label={ASK_REGION} tabindex={-1}>
    <p id="fault" class="fault" role="alert" data-not-sent={NOT_SENT}>
      {state.fault ?? ""}
    </p>
    {state.notice !== undefined && (
      <p id="notice" class="note">
        {state.notice}
      </p>
    )}
    <form id="ask-form" method="post" action="/say" data-say>
      <input type="hidden" name="id" value={state.formId} />
      <label for="text">{ASK_LABEL}</label>
      <textarea
        id="text"
        name="text"
        rows={3}
        autocomplete="off"
        aria-describedby="fault ask-hint"
        aria-invalid={state.fault === undefined ? undefined : "true"}
      >
        {state.draft ?? ""}
      </textarea>
      <p id="ask-hint" class="hint">
        {ASK_HINT}
      </p>
      <button type="submit" class="primary">
        {SEND}
      </button>
    </form>
    <form class="human" method="post" action="/say" data-say>
      <input type="hidden" name="id" value={state.formId} />
      <p class="hint" id="human-hint">
        {HUMAN_HINT}
      </p>
      <button type="submit" name="action" value="human" aria-describedby="human-hint">
        {HUMAN}
      </button>
    </form>
  </section>
);
