/** Loading a quiz from its draft: a new one, or a new version that leaves attempts under way their questions. */
import { type Actor, actorName, requireRole } from "../../../members/index.ts";
import { draftFaults } from "../file/draftCheck.ts";
import { SHEET_FIELDS, FILE_TEXT as TEXT } from "../file/fileText.ts";
import { type QuizDraft, QuizFileError, type QuizQuestion } from "../types.ts";
import { type QuestionRow, quizTable } from "./quiz.repo.ts";
import type { QuizParts } from "./quizDesk.ts";

/** Loads and withdraws; for admin and editor, audited. */
export function createLoading({ store, clock, audiences, members }: QuizParts) {
  const table = quizTable(store.records);

  /**
   * Brings the questions to what the draft says: a question that stays the same keeps its row, every other is retired
   * and written anew. Returns how many were added, replaced or taken out.
   */
  function bringQuestions(quizId: number, questions: readonly QuizQuestion[], now: number): number {
    const left = new Map(table.questions(quizId).map((row) => [contentOf(draftOf(row)), row]));
    let added = 0;
    for (const [position, question] of questions.entries()) {
      const content = contentOf(question);
      const same = left.get(content);
      left.delete(content);
      if (same === undefined) {
        table.insertQuestion({ quizId, position, ...rowOf(question) });
        added += 1;
      } else if (same.position !== position) table.place(same.id, position);
    }
    const retired = [...left.values()].map(({ id }) => id);
    table.retire(retired, now);
    return Math.max(added, retired.length);
  }

  return {
    load(actor: Actor, draft: QuizDraft): { id: number; created: boolean; changed: number } {
      requireRole(actor, "editor");
      const [fault] = draftFaults(draft);
      if (fault !== undefined) {
        const words = TEXT.fault(draft.slug, "", SHEET_FIELDS[fault.field], fault.reason);
        throw new QuizFileError(draft.slug, undefined, words);
      }
      const audience = draft.audience === undefined ? null : audiences.read(draft.audience);
      return store.transaction(() => {
        const now = clock();
        const row = {
          title: draft.title,
          intro: draft.intro,
          sample: draft.sample,
          opensAt: draft.opensAt ?? null,
          closesAt: draft.closesAt ?? null,
          minutes: draft.minutes ?? null,
          attempts: draft.attempts,
          draw: draft.draw ?? null,
          passPercent: draft.passPercent ?? null,
          shuffled: draft.shuffled,
          audience: audience === null ? null : { ...audience },
          status: "open" as const,
        };
        const known = table.bySlug(draft.slug);
        if (known !== undefined) table.update(known.id, row);
        const id =
          known?.id ??
          table.insert({ slug: draft.slug, ...row, createdAt: now, createdBy: actorName(actor) });
        const changed = bringQuestions(id, draft.questions, now);
        const created = known === undefined;
        const detail = { created, questions: draft.questions.length, changed };
        members.audit.record(actor, "quiz.load", `quiz:${id}`, detail);
        return { id, created, changed };
      });
    },

    withdraw(actor: Actor, id: number): void {
      requireRole(actor, "editor");
      store.transaction(() => {
        if (table.byId(id)?.status !== "open") return;
        table.update(id, { status: "withdrawn" });
        members.audit.record(actor, "quiz.withdraw", `quiz:${id}`);
      });
    },
  };
}

function rowOf({ cite, options, correct, ...question }: QuizQuestion) {
  return {
    ...question,
    options: [...options],
    correct: [...correct],
    citedTitle: cite?.title ?? null,
    citedArticle: cite?.article ?? null,
  };
}

function draftOf(row: QuestionRow): QuizQuestion {
  const { kind, text, options, correct, points, explanation, citedTitle, citedArticle } = row;
  const cite =
    citedTitle === null || citedArticle === null
      ? {}
      : { cite: { title: citedTitle, article: citedArticle } };
  return { kind, text, options, correct, points, explanation, ...cite };
}

function contentOf({ kind, text, options, correct, points, explanation, cite }: QuizQuestion): string {
  return JSON.stringify([kind, text, options, correct, points, explanation, cite?.title, cite?.article]);
}
