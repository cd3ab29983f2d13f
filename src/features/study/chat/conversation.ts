/** What the study feature answers to: members' 学习活动, the secretary's 我的支部, quizzes. */
import type { AnyFlow, Intent } from "../../../dialogue/index.ts";
import { createQuizTalk } from "../quiz/chat/quizTalk.ts";
import type { QuizTalkParts } from "../quiz/chat/talkParts.ts";
import { createMemberTalk } from "./member/memberTalk.ts";
import type { MemberTalkParts } from "./member/parts.ts";
import { createNotedIntents, type NotedAnswersParts } from "./notedAnswers.ts";
import { createOrganiserTalk, type OrganiserParts } from "./organiserTalk.ts";

/** What the conversation needs from outside. */
export type StudyConversationParts = MemberTalkParts & NotedAnswersParts & OrganiserParts & QuizTalkParts;

/** The intents of organisers and callers (urgency 25), of signing in (28), of members and quizzes (40 and 45), and their flows. */
export function createStudyConversation(parts: StudyConversationParts): {
  readonly intents: readonly Intent[];
  readonly flows: readonly AnyFlow[];
} {
  const talks = [createOrganiserTalk(parts), createMemberTalk(parts), createQuizTalk(parts)];
  return {
    intents: [...createNotedIntents(parts), ...talks.flatMap(({ intents }) => intents)],
    flows: talks.flatMap(({ flows }) => flows),
  };
}
