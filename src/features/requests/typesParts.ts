/** What the feature is built from. */
import type { OfficeHours, Pushes, StaffNotes } from "../../delivery/index.ts";
import type { Reply } from "../../dialogue/index.ts";
import type { SecretBox, Store } from "../../store/index.ts";
import type { Members } from "../members/index.ts";
import type { Catalogue } from "./catalogue/catalogue.ts";
import type { ServiceRequest } from "./types.ts";

/** A note to staff, as delivery sends it. */
export type StaffNote = Parameters<StaffNotes["tell"]>[0];

export interface RequestsParts {
  readonly store: Store;
  readonly box: SecretBox;
  readonly clock: () => number;
  readonly timeZone: string;
  readonly members: Members;
  readonly catalogue: { current(): Catalogue };
  readonly officeHours: OfficeHours;
  /** To members. */
  readonly pushes: Pick<Pushes, "send">;
  /** To one account: strangers', proxies', staff's. */
  toAccount(
    account: { channel: string; accountId: string },
    key: string,
    reply: Reply,
    urgent: boolean,
  ): void;
  tellStaff(note: StaffNote): void;
  /** A rating of 1 or 2: someone is to call. */
  followUp(request: ServiceRequest, words: string): void;
  /** Whether free words of a person may go over the channel (promise "at home"). */
  mayCarryPersonal(channel: string): boolean;
}
