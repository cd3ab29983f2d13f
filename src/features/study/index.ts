/** Branches' study: sessions and series, answers, attendance, calendars, quizzes. */

export { createAttending } from "./attending/attending.ts";
export { createKeptStudy } from "./attending/kept.ts";
export { createStudyCalendar } from "./calendar/studyCalendar.ts";
export { createStudyConversation } from "./chat/conversation.ts";
export { createSpokenStudyAnswers } from "./chat/notedAnswers.ts";
export { readQuizFile } from "./quiz/file/quizFile.ts";
export { writeQuizTemplate } from "./quiz/file/quizTemplate.ts";
export { createQuizzes } from "./quiz/taking/quizzes.ts";
export { type QuizDraft, QuizFileError, type Quizzes } from "./quiz/types.ts";
export { createRides } from "./sessions/answers/rides.ts";
export { createSessions } from "./sessions/sessions.ts";
export type { SessionsParts } from "./sessions/sessionsParts.ts";
export {
  type Attending,
  type BranchLine,
  FORMS,
  type Invitee,
  type Material,
  type Place,
  type SeriesDraft,
  type SessionChange,
  type SessionCounts,
  type SessionDraft,
  type Sessions,
  type StudyCalendar,
  StudyError,
  type StudyRecord,
  type StudySession,
} from "./types.ts";
