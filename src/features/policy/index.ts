/** The policy library and the answers drawn from it. */
export type { Citation, PolicyAnswer, Status } from "./answer.ts";
export { applicableRegions } from "./applicability.ts";
export { countAuthority } from "./authority.ts";
export { type CitedClause, citeClause } from "./citedClause.ts";
export { createPolicyIntents } from "./conversation.ts";
export { PolicyParseError } from "./document/index.ts";
export { isFormal } from "./formal.ts";
export { namesOf } from "./generation.ts";
export type { IndexingReport, IndexingTools, Progress } from "./indexing.ts";
export { type ClauseInContext, type ConfirmReport, PolicyLibrary } from "./library.ts";
export { createLibraryReader } from "./libraryReader.ts";
export { insertQuestion, markLastUnsolved } from "./questionLog.repo.ts";
export { loadRepeals } from "./repeals.ts";
export { strikeOutNumbers } from "./strikeOut.ts";
export { statusNote, withoutMarks } from "./text.ts";
export { loadWordData, parseRows, type WordData, WordDataError } from "./wordData.ts";
