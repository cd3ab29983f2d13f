/** Statements prepared once for each database: preparing costs more than running on the hot path. */
import type { Records } from "./open.ts";

/** Wraps the building of prepared statements, so that it happens once for each database. */
export function preparedOnce<T>(build: (records: Records) => T): (records: Records) => T {
  const built = new WeakMap<Records, T>();
  return (records) => {
    const known = built.get(records);
    if (known !== undefined) return known;
    const made = build(records);
    built.set(records, made);
    return made;
  };
}
