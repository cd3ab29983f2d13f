/**
 * What may be logged of an error: name and first line. Database errors go on with the values that were to be stored,
 * and those are people's.
 */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.split("\n", 1)[0]!.slice(0, 300);
}
