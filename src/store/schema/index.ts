/** All tables, a file a feature. */
export * from "./announcements.ts";
export * from "./audit.ts";
export * from "./conversation.ts";
export * from "./delivery.ts";
export * from "./files.ts";
export * from "./library.ts";
export * from "./people.ts";
export * from "./quiz.ts";
export * from "./requests.ts";
export * from "./study.ts";
