/** An audience: whom something is meant for, as chosen by staff; kept as JSON with what it was chosen for. */
import type { Role } from "../../../dialogue/index.ts";
import type { Category } from "../types.ts";

/**
 * Who is meant. Fields narrow each other, the values of a field are alternatives: `{districts: ["天元区"], tags:
 * ["独居"]}` is those of 天元区 who live alone. `memberIds` come on top of what the fields choose (alone, they are the
 * audience); `except` is taken away from both. The deceased, moved and erased never belong.
 */
export interface Audience {
  readonly version: 1;
  /** Every member; with it no other field that narrows. */
  readonly everyone?: true;
  readonly categories?: readonly Category[];
  readonly districts?: readonly string[];
  readonly branchIds?: readonly number[];
  readonly homeIds?: readonly number[];
  /** Full years on the day of asking (周岁). Members without a known birthday are left out. */
  readonly ageFrom?: number;
  readonly ageTo?: number;
  readonly tags?: readonly string[];
  /** 党支部书记 only. */
  readonly secretaries?: true;
  /** An uploaded list. */
  readonly memberIds?: readonly number[];
  /** Members of staff with one of these roles, beside the members. */
  readonly staffRoles?: readonly Role[];
  readonly except?: {
    readonly memberIds?: readonly number[];
    readonly tags?: readonly string[];
    readonly branchIds?: readonly number[];
    readonly districts?: readonly string[];
  };
}

/** A member of an audience, for a look before sending. */
export interface AudienceName {
  readonly memberId: number;
  readonly name: string;
  readonly district: string | null;
  readonly branch: string | null;
}

/** What an uploaded list came to. */
export interface AudienceList {
  readonly memberIds: readonly number[];
  /** Rows that name nobody, or several: `第 4 行：…`. */
  readonly faults: readonly string[];
}

/** Choosing people. Ages are reckoned by the bureau's calendar on the day of asking. */
export interface Audiences {
  /**
   * Reads what was entered or stored: known fields only, sorted, without repeats.
   * @throws MemberError with field `audience` where it cannot be read, names a branch, home or member there is not, or
   * chooses nothing at all
   */
  read(entered: unknown): Audience;
  /** Ids in ascending order. */
  memberIds(audience: Audience): readonly number[];
  /** Ids of active staff. */
  staffIds(audience: Audience): readonly number[];
  /** Exactly how many members that is now. */
  count(audience: Audience): number;
  /** Is this member meant? */
  has(audience: Audience, memberId: number): boolean;
  /** A page of names in order of id; 50 unless told. */
  names(
    audience: Audience,
    page?: { readonly afterId?: number; readonly limit?: number },
  ): readonly AudienceName[];
  /** 退休，天元区，80 岁以上，除去 3 人: in plain words. */
  say(audience: Audience): string;
}
