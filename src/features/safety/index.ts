/** Danger and fraud: recognised before anything else is looked at. */
export { createSafetyIntents, type SafetyOptions } from "./conversation.ts";
export { type Danger, type EmergencyService, recogniseDanger } from "./danger.ts";
export { recogniseFraud } from "./fraud.ts";
