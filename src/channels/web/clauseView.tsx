/** A clause in its context: where it comes from, what stands around it. */
import type { FC } from "hono/jsx";
import { type Frame, Layout } from "./layout.tsx";
import type { ClauseView, Segment } from "./parts.ts";
import {
  BACK_TO_CHAT,
  CLAUSE_NAV,
  CURRENT,
  chineseDay,
  FACTS,
  NEARBY,
  NEXT,
  NOTE,
  PREVIOUS,
  SAMPLE,
  SAMPLE_NOTE,
  SKIP_TO_TEXT,
  WHOLE,
} from "./text.ts";

const NEIGHBOURS = 2;

/** The page of one clause; `whole` shows every segment there is. */
export const ClausePage: FC<{ frame: Frame; id: number; clause: ClauseView; whole: boolean }> = ({
  frame,
  id,
  clause,
  whole,
}) => {
  const shown = whole ? clause.segments : nearby(clause.segments);
  const hasMore = clause.whole && nearby(clause.segments).length < clause.segments.length;
  return (
    <Layout
      frame={frame}
      title={`${clause.title} ${clause.label}`}
      skip={{ to: "notice", label: SKIP_TO_TEXT }}
    >
      <p>
        <a class="button back" href="/#ask">
          {BACK_TO_CHAT}
        </a>
      </p>
      <h1>
        {clause.title}
        <span class="label"> {clause.label}</span>
      </h1>
      {clause.sample && (
        <p class="note">
          <span class="tag">{SAMPLE}</span>
          {SAMPLE_NOTE}
        </p>
      )}
      {clause.statusNote !== undefined && (
        <p class="note">
          <span class="tag">{NOTE}</span>
          {clause.statusNote}
        </p>
      )}
      <Facts clause={clause} />
      <div id="notice" class="notice" tabindex={-1}>
        {shown.map((segment) => (
          <SegmentView segment={segment} />
        ))}
      </div>
      <nav class="around" aria-label={CLAUSE_NAV}>
        {clause.previousId !== undefined && <Turn to={clause.previousId} whole={whole} label={PREVIOUS} />}
        {clause.nextId !== undefined && <Turn to={clause.nextId} whole={whole} label={NEXT} />}
        {hasMore && !whole && (
          <a class="button" href={`/clause/${id}?whole=1#current`}>
            {WHOLE}
          </a>
        )}
        {hasMore && whole && (
          <a class="button" href={`/clause/${id}#current`}>
            {NEARBY}
          </a>
        )}
      </nav>
    </Layout>
  );
};

/** The clause, the two on either side, and the heading they stand under. */
export function nearby(segments: readonly Segment[]): readonly Segment[] {
  const at = segments.findIndex((segment) => segment.current);
  const from = Math.max(0, at - NEIGHBOURS);
  const heading = segments.slice(0, from).findLast((segment) => segment.kind === "heading");
  const around = segments.slice(from, at + NEIGHBOURS + 1);
  return heading === undefined ? around : [heading, ...around];
}

const Turn: FC<{ to: number; whole: boolean; label: string }> = ({ to, whole, label }) => (
  <a class="button" href={`/clause/${to}${whole ? "?whole=1" : ""}#current`}>
    {label}
  </a>
);

const Facts: FC<{ clause: ClauseView }> = ({ clause }) => {
  const facts: [string, string | undefined][] = [
    [FACTS.docNumber, clause.docNumber],
    [FACTS.issuer, clause.issuer],
    [FACTS.region, clause.region],
    [FACTS.effectiveOn, clause.effectiveOn && chineseDay(clause.effectiveOn)],
    [FACTS.amendedOn, clause.amendedOn && chineseDay(clause.amendedOn)],
  ];
  return (
    <dl class="facts">
      {facts.map(
        ([name, value]) =>
          value !== undefined &&
          value !== "" && (
            <div>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
};

const SegmentView: FC<{ segment: Segment }> = ({ segment }) => {
  if (segment.kind === "heading") return <h2 class="words">{segment.text}</h2>;
  const label = segment.label !== null && !segment.text.startsWith(segment.label) ? segment.label : "";
  const words = (
    <p class={segment.kind === "head" ? "words head" : "words"}>
      {label !== "" && <strong>{`${label}　`}</strong>}
      {segment.text}
    </p>
  );
  if (!segment.current) return words;
  return (
    <section id="current" class="current" aria-label={CURRENT}>
      <p>
        <span class="tag">{CURRENT}</span>
      </p>
      {words}
    </section>
  );
};
