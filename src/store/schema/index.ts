/** All tables, a file a feature. */
export * from "./audit.ts";
export * from "./conversation.ts";
export * from "./delivery.ts";
export * from "./library.ts";
export * from "./people.ts";
export * from "./requests.ts";
