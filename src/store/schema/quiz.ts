/** Tables of quizzes 知识竞答. Times are Unix ms. */
import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { member } from "./people.ts";

/** A quiz, as loaded from its file. */
export const quiz = sqliteTable(
  "quiz",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    /** The file's name without its ending: loading it again changes this quiz. */
    slug: text("slug").notNull().unique(),
    title: text("title").notNull(),
    intro: text("intro").notNull(),
    /** An invented example; says so on its face. */
    sample: integer("sample", { mode: "boolean" }).notNull(),
    /** Not taken before and after; null: no bound. */
    opensAt: integer("opens_at"),
    closesAt: integer("closes_at"),
    /** For one attempt; null: no hurry. */
    minutes: integer("minutes"),
    /** How often one may try: 1, or the best of n counts. */
    attempts: integer("attempts").notNull(),
    /** How many questions of it are drawn for an attempt; null: all. */
    draw: integer("draw"),
    /** Per cent of the points for a certificate; null: none is given. */
    passPercent: integer("pass_percent"),
    shuffled: integer("shuffled", { mode: "boolean" }).notNull(),
    /** JSON of members' Audience; null: every member. */
    audience: text("audience", { mode: "json" }).$type<Record<string, unknown>>(),
    status: text("status", { enum: ["open", "withdrawn"] }).notNull(),
    createdAt: integer("created_at").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [
    check("quiz_status", sql`${t.status} IN ('open','withdrawn')`),
    check("quiz_attempts", sql`${t.attempts} > 0`),
  ],
);

/** A question. One that an attempt holds is never changed: a new version takes its place. */
export const quizQuestion = sqliteTable(
  "quiz_question",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    quizId: integer("quiz_id")
      .notNull()
      .references(() => quiz.id),
    position: integer("position").notNull(),
    kind: text("kind", { enum: ["single", "multiple"] }).notNull(),
    text: text("text").notNull(),
    options: text("options", { mode: "json" }).$type<string[]>().notNull(),
    /** Indexes into `options`, ascending. */
    correct: text("correct", { mode: "json" }).$type<number[]>().notNull(),
    points: integer("points").notNull(),
    explanation: text("explanation").notNull(),
    /** The clause that settles it. */
    citedTitle: text("cited_title"),
    citedArticle: text("cited_article"),
    /** Replaced by a newer version; kept for the attempts that hold it. */
    retiredAt: integer("retired_at"),
  },
  (t) => [
    index("quiz_question_quiz").on(t.quizId, t.position),
    check("quiz_question_kind", sql`${t.kind} IN ('single','multiple')`),
    check("quiz_question_points", sql`${t.points} > 0`),
  ],
);

/** One try of one member. `paper` is the questions and their options in the order shown. */
export const quizAttempt = sqliteTable(
  "quiz_attempt",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    quizId: integer("quiz_id")
      .notNull()
      .references(() => quiz.id),
    memberId: integer("member_id")
      .notNull()
      .references(() => member.id),
    /** 1 for the first try. */
    number: integer("number").notNull(),
    /** As the audit log names actors. */
    by: text("by").notNull(),
    startedAt: integer("started_at").notNull(),
    /** Answers after that do not count; null: no hurry. */
    endsAt: integer("ends_at"),
    finishedAt: integer("finished_at"),
    paper: text("paper", { mode: "json" }).$type<{ questionId: number; order: number[] }[]>().notNull(),
    /** Points got and points there were; of a finished attempt. */
    score: integer("score"),
    total: integer("total").notNull(),
  },
  (t) => [
    uniqueIndex("quiz_attempt_number").on(t.quizId, t.memberId, t.number),
    uniqueIndex("quiz_attempt_open").on(t.quizId, t.memberId).where(sql`${t.finishedAt} IS NULL`),
    index("quiz_attempt_member").on(t.memberId, t.id),
    check("quiz_attempt_score", sql`${t.score} IS NULL OR ${t.score} BETWEEN 0 AND ${t.total}`),
    check("quiz_attempt_finished", sql`(${t.finishedAt} IS NULL) = (${t.score} IS NULL)`),
  ],
);

/** An answer given: indexes into the question's own options. */
export const quizAnswer = sqliteTable(
  "quiz_answer",
  {
    attemptId: integer("attempt_id")
      .notNull()
      .references(() => quizAttempt.id),
    questionId: integer("question_id")
      .notNull()
      .references(() => quizQuestion.id),
    chosen: text("chosen", { mode: "json" }).$type<number[]>().notNull(),
    correct: integer("correct", { mode: "boolean" }).notNull(),
    at: integer("at").notNull(),
  },
  (t) => [primaryKey({ columns: [t.attemptId, t.questionId] })],
);
