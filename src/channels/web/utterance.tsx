/** What was said, as the page shows it. The same markup on first load and through `/events`. */
import type { FC } from "hono/jsx";
import type { Block, Choice, Link, Reply, Span, StoredAttachment } from "../../dialogue/message.ts";
import type { ChatPageParts, Utterance } from "./parts.ts";
import {
  ASSISTANT_SAID,
  CHOICES_GROUP,
  ENLARGE,
  EVIDENCE,
  FILES_GROUP,
  fileGone,
  fileLink,
  LINKS_GROUP,
  LISTEN,
  NOTE,
  OUTSIDE,
  PERSON_SAID,
  STOP_LISTENING,
  TAPPED,
  URGENT,
} from "./text.ts";

type FilePath = ChatPageParts["filePath"];

/** One utterance. `formId` goes into the forms of its choices; `filePath` says where a kept file is opened. */
export const UtteranceView: FC<{ utterance: Utterance; formId: string; filePath: FilePath }> = ({
  utterance,
  formId,
  filePath,
}) =>
  utterance.from === "person" ? (
    <article
      class="said person"
      id={`u-${utterance.id}`}
      data-utterance={utterance.id}
      data-at={utterance.at}
    >
      <h2 class="who">{PERSON_SAID}</h2>
      <p class="words">{utterance.text === "" ? TAPPED : utterance.text}</p>
    </article>
  ) : (
    <article
      class={utterance.reply.urgent === true ? "said assistant urgent" : "said assistant"}
      id={`u-${utterance.id}`}
      data-utterance={utterance.id}
      data-at={utterance.at}
    >
      <h2 class="who">
        {utterance.reply.urgent === true && <span class="tag">{URGENT}</span>}
        {utterance.reply.from ?? ASSISTANT_SAID}
      </h2>
      <ReplyView reply={utterance.reply} formId={formId} filePath={filePath} />
    </article>
  );

const ReplyView: FC<{ reply: Reply; formId: string; filePath: FilePath }> = ({ reply, formId, filePath }) => (
  <>
    <div class="reply">
      {reply.blocks.map((block) => (
        <BlockView block={block} />
      ))}
    </div>
    <KeptFiles files={reply.files ?? []} filePath={filePath} />
    {/* Several choices answer what was asked last, and stand right below it; a single one is the way on. */}
    {reply.choices.length > 1 && <Choices choices={reply.choices} formId={formId} />}
    <Links links={reply.links ?? []} />
    {reply.choices.length === 1 && <Choices choices={reply.choices} formId={formId} />}
    {/* Shown by chat.js where the browser can speak. */}
    <p class="tools">
      <button type="button" class="quiet" data-listen data-stop={STOP_LISTENING} hidden>
        {LISTEN}
      </button>
    </p>
  </>
);

const Choices: FC<{ choices: readonly Choice[]; formId: string }> = ({ choices, formId }) => (
  <ul class="choices" aria-label={CHOICES_GROUP}>
    {choices.map((choice) => (
      <li>
        <ChoiceView choice={choice} formId={formId} />
      </li>
    ))}
  </ul>
);

const Links: FC<{ links: readonly Link[] }> = ({ links }) =>
  links.length === 0 ? null : (
    <ul class="choices" aria-label={LINKS_GROUP}>
      {links.map((link) => (
        <li>
          <LinkView link={link} />
        </li>
      ))}
    </ul>
  );

/** What leads outside says so, opens beside this page, and does not tell where it was opened from. */
const LinkView: FC<{ link: Link }> = ({ link }) => {
  if (link.url === undefined) {
    return (
      <a class="button" href={link.path}>
        {link.label}
      </a>
    );
  }
  // Another scheme could run a script.
  if (!/^https?:\/\//i.test(link.url)) return <span>{link.label}</span>;
  return (
    <a class="button" href={link.url} target="_blank" rel="noopener noreferrer external">
      {`${link.label}${OUTSIDE}`}
    </a>
  );
};

/** Files that we keep. What came over another channel cannot be shown here. */
const KeptFiles: FC<{ files: NonNullable<Reply["files"]>; filePath: FilePath }> = ({ files, filePath }) => {
  const kept = files.flatMap((file) => ("stored" in file ? [file] : []));
  if (kept.length === 0) return null;
  return (
    <ul class="choices files" aria-label={FILES_GROUP}>
      {kept.map((file) => (
        <li>
          <FileView file={file} path={filePath(file.stored)} />
        </li>
      ))}
    </ul>
  );
};

const FileView: FC<{ file: StoredAttachment; path: string | undefined }> = ({ file, path }) => {
  if (path === undefined) return <span>{fileGone(file.name)}</span>;
  return file.mediaType.startsWith("image/") ? (
    <a class="picture" href={path}>
      <img src={path} alt={file.name} loading="lazy" />
      <span class="hint">{ENLARGE}</span>
    </a>
  ) : (
    <a class="button" href={path}>
      {fileLink(file.name, sizeOf(file.bytes))}
    </a>
  );
};

function sizeOf(bytes: number): string {
  const megabytes = bytes / 1024 / 1024;
  if (megabytes >= 1) return `${megabytes.toFixed(1)} MB`;
  return `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

const BlockView: FC<{ block: Block }> = ({ block }) =>
  block.kind === "text" ? (
    <p class="words">
      <Spans spans={block.spans} />
    </p>
  ) : (
    <div class="clause">
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
    </div>
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
