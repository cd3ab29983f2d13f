/** What was said, as the page shows it. The same markup on first load and through `/events`. */
import type { FC } from "hono/jsx";
import type { Block, Choice, Reply, Span } from "../../dialogue/message.ts";
import type { Utterance } from "./parts.ts";
import {
  ASSISTANT_SAID,
  CHOICES_GROUP,
  EVIDENCE,
  LINKS_GROUP,
  LISTEN,
  NOTE,
  PERSON_SAID,
  STOP_LISTENING,
  TAPPED,
  URGENT,
} from "./text.ts";

/** One utterance. `formId` goes into the forms of its choices. */
export const UtteranceView: FC<{ utterance: Utterance; formId: string }> = ({ utterance, formId }) =>
  utterance.from === "person" ? (
    <article class="said person" id={`u-${utterance.id}`} data-utterance={utterance.id}>
      <h2 class="who">{PERSON_SAID}</h2>
      <p class="words">{utterance.text === "" ? TAPPED : utterance.text}</p>
    </article>
  ) : (
    <article
      class={utterance.reply.urgent === true ? "said assistant urgent" : "said assistant"}
      id={`u-${utterance.id}`}
      data-utterance={utterance.id}
    >
      <h2 class="who">
        {utterance.reply.urgent === true && <span class="tag">{URGENT}</span>}
        {utterance.reply.from ?? ASSISTANT_SAID}
      </h2>
      <ReplyView reply={utterance.reply} formId={formId} />
    </article>
  );

const ReplyView: FC<{ reply: Reply; formId: string }> = ({ reply, formId }) => (
  <>
    <div class="reply">
      {reply.blocks.map((block) => (
        <BlockView block={block} />
      ))}
    </div>
    {reply.links !== undefined && reply.links.length > 0 && (
      <ul class="choices" aria-label={LINKS_GROUP}>
        {reply.links.map((link) => (
          <li>
            <a class="button" href={link.path}>
              {link.label}
            </a>
          </li>
        ))}
      </ul>
    )}
    {reply.choices.length > 0 && (
      <ul class="choices" aria-label={CHOICES_GROUP}>
        {reply.choices.map((choice) => (
          <li>
            <ChoiceView choice={choice} formId={formId} />
          </li>
        ))}
      </ul>
    )}
    {/* Shown by chat.js where the browser can speak. */}
    <p class="tools">
      <button type="button" class="quiet" data-listen data-stop={STOP_LISTENING} hidden>
        {LISTEN}
      </button>
    </p>
  </>
);

const BlockView: FC<{ block: Block }> = ({ block }) =>
  block.kind === "text" ? (
    <p class="words">
      <Spans spans={block.spans} />
    </p>
  ) : (
    <section class="clause" aria-label={block.source}>
      <h3 class="source">{block.source}</h3>
      {block.note !== undefined && block.note !== "" && (
        <p class="note">
          <span class="tag">{NOTE}</span>
          {block.note}
        </p>
      )}
      <blockquote class="words">
        <Spans spans={block.spans} />
      </blockquote>
      <p class="open">
        <a href={`/clause/${block.open.clauseId}`} aria-label={`${block.open.label}：${block.source}`}>
          {block.open.label}
        </a>
      </p>
    </section>
  );

const Spans: FC<{ spans: readonly Span[] }> = ({ spans }) => (
  <>
    {spans.map((span) => {
      if (span.mark === "strong") return <strong>{span.text}</strong>;
      if (span.mark === undefined) return span.text;
      return (
        <mark>
          {/* The words carry the underline, the label does not. */}
          <span class="tag">{EVIDENCE}</span>
          <strong class="evidence">{span.text}</strong>
        </mark>
      );
    })}
  </>
);

const ChoiceView: FC<{ choice: Choice; formId: string }> = ({ choice, formId }) => {
  const clauseId = /^clause:(\d{1,15})$/.exec(choice.action)?.[1];
  if (clauseId !== undefined) {
    return (
      <a class="button" href={`/clause/${clauseId}`}>
        {choice.label}
      </a>
    );
  }
  return (
    <form method="post" action="/say" data-say>
      <input type="hidden" name="id" value={formId} />
      <button type="submit" name="action" value={choice.action}>
        {choice.label}
      </button>
    </form>
  );
};
