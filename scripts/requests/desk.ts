/** What the commands of `npm run -s requests` work with. */
import type { Actor } from "../../src/features/members/index.ts";
import type {
  ApiKeys,
  CatalogueKeeper,
  CountFigures,
  ExportOrders,
  Requests,
} from "../../src/features/requests/index.ts";

/** The parts of the assistant that commands touch. */
export interface Desk {
  readonly requests: Requests;
  readonly catalogue: Pick<CatalogueKeeper, "current">;
  readonly figures: CountFigures;
  readonly exportOrders: ExportOrders;
  readonly apiKeys: ApiKeys;
  readonly actor: Actor;
  readonly timeZone: string;
  /** Unix ms. */
  readonly clock: () => number;
}

/** The options of all commands together, for `parseArgs`. */
export const OPTIONS = {
  late: { type: "boolean" },
  status: { type: "string", multiple: true },
  district: { type: "string" },
  item: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  json: { type: "boolean" },
  detail: { type: "boolean" },
  note: { type: "string" },
  reason: { type: "string" },
  staff: { type: "string" },
  override: { type: "boolean" },
  member: { type: "string" },
  kind: { type: "string" },
  yuan: { type: "string" },
  expires: { type: "string" },
  purpose: { type: "string" },
} as const;

/** The options that were given. */
export type Values = {
  readonly [K in keyof typeof OPTIONS]?: (typeof OPTIONS)[K] extends { multiple: true }
    ? string[]
    : (typeof OPTIONS)[K] extends { type: "boolean" }
      ? boolean
      : string;
};

/** What a command has to say, and whether it did what it was asked. */
export interface Said {
  readonly ok: boolean;
  readonly text: string;
}

/** Does one thing. `words` are the arguments after the command's own. */
export type Command = (desk: Desk, words: readonly string[], values: Values) => Said | Promise<Said>;

/** The arguments make no sense: the program shows its usage. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export function said(text: string): Said {
  return { ok: true, text };
}

export function refused(text: string): Said {
  return { ok: false, text };
}

/** @throws UsageError when it is blank */
export function needed(text: string | undefined): string {
  if (text === undefined || text.trim() === "") throw new UsageError();
  return text.trim();
}

/** A row's number. @throws UsageError */
export function rowId(text: string | undefined): number {
  const id = Number(needed(text));
  if (!Number.isSafeInteger(id) || id <= 0) throw new UsageError();
  return id;
}

/** One of the choices. @throws UsageError */
export function oneOf<T extends string>(text: string | undefined, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw new UsageError();
  return found;
}

/** Without what was not given. */
export function given<T extends Record<string, unknown>>(
  values: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
