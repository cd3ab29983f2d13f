/** Danger and fraud: recognised before anything else is looked at. */
export { createSafetyIntents } from "./conversation.ts";
export { learnedEars } from "./learnedEars.ts";
