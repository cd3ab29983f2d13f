/** All tables, a file a feature. */
export * from "./conversation.ts";
export * from "./library.ts";
