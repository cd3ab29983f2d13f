/** Danger and fraud: recognised before anything else is looked at. */
export { trainUrgency, type UrgencyClassifier } from "./classifier.ts";
export { createSafetyIntents } from "./conversation.ts";
export { createEars } from "./ears.ts";
export { loadUrgencyExamples } from "./examples.ts";
