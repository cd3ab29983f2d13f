/** What the commands of `npm run -s requests` work with. */

import type { Actor } from "../../src/features/members/index.ts";
import type {
  ApiKeys,
  CatalogueKeeper,
  CountFigures,
  ExportOrders,
  Requests,
} from "../../src/features/requests/index.ts";
import type { CommandOf, ValuesOf } from "../command.ts";

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
export type Values = ValuesOf<typeof OPTIONS>;

export type Command = CommandOf<Desk, Values>;
