/** Names of the other engines, apart from their code, so that naming them loads none. */
export const RIVAL_NAMES: readonly string[] = ["fts5", "fts5-bigrams", "minisearch", "flexsearch"];
