/**
 * The answer to a policy question.
 * Stages: direct reference → elsewhere → search over what applies → degree → citations.
 */
import type { Explanation, Hit, Reading } from "../../search/index.ts";
import type { Records } from "../../store/index.ts";
import { applicableAudiences, applicableRegions, type Category, statedCategory } from "./applicability.ts";
import { findRegions, paragraphsOf } from "./document/index.ts";
import { type Excerpt, excerpt } from "./excerpt.ts";
import { lacksFactAsked } from "./factAsked.ts";
import type { Generation, LibraryDocument } from "./generation.ts";
import { findSegments } from "./library.repo.ts";
import { findReference } from "./reference.ts";

/** Whether a text applies on a day. */
export type Status = "inForce" | "upcoming" | "superseded" | "repealed" | "expired";

/** A clause given as evidence. */
export interface Citation extends Excerpt {
  readonly rank: number;
  readonly clauseId: number;
  readonly policyId: string;
  readonly file: string;
  readonly title: string;
  readonly docNumber: string | null;
  readonly article: string | null;
  readonly status: Status;
  readonly region: string;
  readonly effectiveOn: string | null;
  readonly amendedOn: string | null;
  readonly sample: boolean;
}

/** Why the library does not answer, where the reason is known. */
export type Refusal =
  | { readonly kind: "elsewhere"; readonly region: string; readonly titles: readonly string[] }
  | {
      readonly kind: "ended";
      readonly title: string;
      readonly docNumber: string | null;
      readonly ending: Status;
    }
  | { readonly kind: "nothing" };

/** The outcome of a policy question. */
export interface PolicyAnswer {
  readonly kind: "answer" | "related" | "abstain";
  readonly citations: readonly Citation[];
  /** 0 to 1, calibrated. */
  readonly confidence: number;
  readonly refusal?: Refusal;
  readonly explanation?: Explanation;
}

/** Who asks, and when. */
export interface Asking {
  /** `YYYY-MM-DD` in the bureau's time zone. */
  readonly day: string;
  readonly region: string;
  readonly category?: Category | undefined;
  /** Citations wanted; 3 for people. */
  readonly top?: number;
  readonly explain?: boolean;
}

const SHOWN = 3;
const LONGEST_QUOTE = 500;
/** From the second clause on, one that the ranker believes this little is left out. */
const LEAST_BELIEF = 0.004;
const CERTAIN = 0.99;

/** Answers from one generation. */
export async function answerQuestion(
  records: Records,
  generation: Generation,
  question: string,
  asking: Asking,
): Promise<PolicyAnswer> {
  const { engine } = generation;
  const audiences = applicableAudiences(asking.category ?? statedCategory(question));
  const filter = {
    validOn: asking.day,
    facets: {
      region: applicableRegions(asking.region),
      ...(audiences === undefined ? {} : { audience: audiences }),
    },
  };
  const limit = Math.max(asking.top ?? SHOWN, SHOWN);
  const explained = asking.explain === true ? await engine.explain(question, filter, limit) : undefined;
  const ranking = explained?.ranking ?? (await engine.search(question, filter, limit));
  const cite = (hits: readonly Pick<Hit, "id" | "ordinal">[]) =>
    citationsOf(records, generation, hits, ranking.reading, asking.day);
  const official = ranking.reading.translations.map((translation) => translation.official);
  const reference = findReference(ranking.reading.text, official, generation);
  if (reference !== undefined) {
    return followReference(generation, reference, filter.facets.region, asking.day, cite);
  }
  const elsewhere = elsewhereNamed(question, asking.region, generation);
  if (elsewhere !== undefined) {
    return { kind: "abstain", citations: [], confidence: 0, refusal: elsewhere };
  }
  const hits = ranking.hits
    .slice(0, asking.top ?? SHOWN)
    .filter((hit, i) => i === 0 || hit.probability > LEAST_BELIEF);
  const explanation = explained === undefined ? {} : { explanation: explained.explanation };
  const { confidence, degree } = ranking;
  if (degree === "abstain" || hits.length === 0) {
    return { kind: "abstain", citations: [], confidence, refusal: { kind: "nothing" }, ...explanation };
  }
  const citations = cite(hits);
  const lacking = lacksFactAsked(
    question,
    citations.slice(0, SHOWN).map((citation) => citation.quote),
  );
  return {
    kind: degree === "answer" && !lacking ? "answer" : "related",
    citations,
    confidence,
    ...explanation,
  };
}

type Cite = (hits: readonly Pick<Hit, "id" | "ordinal">[]) => Citation[];

function followReference(
  generation: Generation,
  reference: NonNullable<ReturnType<typeof findReference>>,
  regions: readonly string[],
  day: string,
  cite: Cite,
): PolicyAnswer {
  const { index } = generation.engine;
  const ordinals =
    reference.kind === "clause"
      ? reference.ordinals.slice(0, SHOWN)
      : clausesOf(generation, reference.document).slice(0, SHOWN);
  const document =
    generation.documents[
      reference.kind === "document" ? reference.document : index.documentOf[ordinals[0]!]!
    ]!;
  const status = statusOn(document, day);
  const { title, region, docNumber } = document.version;
  if (!regions.includes(region)) {
    return {
      kind: "abstain",
      citations: [],
      confidence: 0,
      refusal: { kind: "elsewhere", region, titles: [title] },
    };
  }
  if (status !== "inForce") {
    const refusal: Refusal = { kind: "ended", title, docNumber, ending: status };
    const successor = generation.documents.findIndex(
      ({ version }) => version.id === document.member.successorId,
    );
    const next = successor < 0 ? [] : clausesOf(generation, successor).slice(0, 1);
    return {
      kind: next.length > 0 ? "related" : "abstain",
      citations: cite(hitsOf(generation, next)),
      confidence: CERTAIN,
      refusal,
    };
  }
  const citations = cite(hitsOf(generation, ordinals));
  const passage = reference.kind === "clause" ? reference.passage : undefined;
  return {
    kind: "answer",
    citations: passage === undefined ? citations : citations.map((c) => pointTo(c, passage)),
    confidence: CERTAIN,
  };
}

/** Marks the 款 or 项 that was asked for by name. */
function pointTo(citation: Citation, passage: string): Citation {
  const found = paragraphsOf(citation.quote).find((paragraph) => paragraph.label === passage);
  const start = found === undefined ? -1 : citation.quote.indexOf(found.text);
  return found === undefined || start < 0
    ? citation
    : { ...citation, evidence: [start, start + found.text.length] };
}

function hitsOf(generation: Generation, ordinals: readonly number[]) {
  return ordinals.map((ordinal) => ({ ordinal, id: generation.engine.index.idOf[ordinal]! }));
}

function clausesOf(generation: Generation, document: number): number[] {
  const ordinals: number[] = [];
  generation.engine.index.documentOf.forEach((of, ordinal) => {
    if (of === document) ordinals.push(ordinal);
  });
  return ordinals;
}

/** 浙江的规定, 上海怎么报销: a place outside the person's region, and its rules asked for. */
function elsewhereNamed(question: string, home: string, generation: Generation): Refusal | undefined {
  const away = findRegions(question).filter((region) => !home.startsWith(region) && !region.startsWith(home));
  const [region] = away;
  if (region === undefined || !asksForRulesOf(question, region)) return undefined;
  const titles = generation.documents
    .filter(
      ({ version }) =>
        version.region !== "全国" && (version.region.startsWith(region) || region.startsWith(version.region)),
    )
    .map(({ version }) => version.title);
  return { kind: "elsewhere", region, titles };
}

/** The place's rules, sums and services are asked for; not merely that somebody lives there. */
function asksForRulesOf(question: string, region: string): boolean {
  const short = region
    .replace(/^.*?(省|自治区)(?=.)/, "")
    .replace(/(省|市|自治区|特别行政区|壮族|回族|维吾尔)+$/, "");
  const at = question.indexOf(short.slice(0, 2));
  if (at < 0) return false;
  const after = question.slice(at + short.length);
  return (
    /^(省|市)?(那边|那里|这边|地区|本地)?的?[^，。？]{0,14}(规定|政策|条例|办法|标准|津贴|补贴|补助|免费|优惠|怎么|多少|几|能不能|可以|吗|么|报销|待遇)/.test(
      after,
    ) && !/(户口|亲戚|儿子|女儿|崽|子女|孙|弟|妹|哥|姐|朋友|战友)[^，。？]{0,6}$/.test(question.slice(0, at))
  );
}

/** Whether a document applies on a day. */
export function statusOn({ member }: LibraryDocument, day: string): Status {
  if (member.validUntil !== null && day >= member.validUntil) return member.endedBy ?? "expired";
  if (member.validFrom !== null && day < member.validFrom) return "upcoming";
  return "inForce";
}

function citationsOf(
  records: Records,
  generation: Generation,
  hits: readonly Pick<Hit, "id" | "ordinal">[],
  reading: Reading,
  day: string,
): Citation[] {
  const { index } = generation.engine;
  const segments = new Map(
    findSegments(
      records,
      hits.map((hit) => hit.id),
    ).map((segment) => [segment.id, segment]),
  );
  const words = new Map(
    [...reading.official, ...reading.grams, ...reading.words].map(([w, n]) => [w.replace("#", ""), n]),
  );
  const weight = (word: string) => index.idf(word) ?? index.idf(`#${word}`);
  return hits.flatMap((hit, i) => {
    const segment = segments.get(hit.id);
    if (segment === undefined) return [];
    const document = generation.documents[index.documentOf[hit.ordinal]!]!;
    const { version } = document;
    return [
      {
        ...excerpt(segment.text, words, weight, LONGEST_QUOTE),
        rank: i + 1,
        clauseId: segment.id,
        policyId: version.policyId,
        file: version.file,
        title: version.title,
        docNumber: version.docNumber,
        article: segment.label,
        status: statusOn(document, day),
        region: version.region,
        effectiveOn: version.effectiveOn,
        amendedOn: version.amendedOn,
        sample: version.sample,
      },
    ];
  });
}
