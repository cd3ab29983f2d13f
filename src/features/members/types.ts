/** The shapes that people are handed around in, and what the feature offers. */
import type { Role, Speaker } from "../../dialogue/index.ts";
import type { SecretBox, Store } from "../../store/index.ts";
import type {
  Account,
  Bound,
  FoundInvitation,
  Invitation,
  InvitationTarget,
  OpenInvitation,
  Proof,
  ReachableAccount,
  StaffAccount,
} from "./accounts/accountShapes.ts";
import type { Actor } from "./actor.ts";
import type { BirthDay } from "./values/birthDay.ts";

export type * from "./accounts/accountShapes.ts";
export type { BirthDay } from "./values/birthDay.ts";

export type Category = "离休" | "退休" | "国企退休";
/** Fields that are sealed at rest and opened by `reveal` only. */
export type SecretField = "phone" | "idNumber" | "address" | "health";
export type MemberStatus = "alive" | "deceased" | "moved";
export type HomeLevel = "centre" | "district" | "unit";

/** What a member is made of, as entered. Days are `YYYY-MM-DD`. */
export interface MemberDraft {
  name: string;
  category: Category;
  gender?: "男" | "女";
  birth?: BirthDay;
  unit?: string;
  branchId?: number;
  homeId?: number;
  district?: string;
  community?: string;
  joinedPartyOn?: string;
  liaisonId?: number;
  tags?: readonly string[];
  phone?: string;
  idNumber?: string;
  address?: string;
  health?: string;
}

/** Fields to change; null clears one. */
export type MemberChange = Partial<{ [K in keyof MemberDraft]: MemberDraft[K] | null }>;

/** A member as shown to staff: open fields only, never the sealed ones. Times are Unix ms. */
export interface Member {
  readonly id: number;
  readonly name: string;
  readonly category: Category;
  readonly gender: "男" | "女" | null;
  readonly birth: BirthDay | null;
  readonly unit: string | null;
  readonly branchId: number | null;
  readonly branch: string | null;
  readonly homeId: number | null;
  readonly home: string | null;
  readonly district: string | null;
  readonly community: string | null;
  readonly joinedPartyOn: string | null;
  readonly liaisonId: number | null;
  readonly liaison: string | null;
  readonly status: MemberStatus;
  readonly statusOn: string | null;
  readonly tags: readonly string[];
  /** Which sealed fields are filled. */
  readonly has: Readonly<Record<SecretField, boolean>>;
  readonly erasedAt: number | null;
}

export interface MemberFilter {
  /** Part of the name. */
  readonly name?: string;
  readonly branchId?: number;
  readonly homeId?: number;
  readonly district?: string;
  readonly status?: MemberStatus;
  /** 100 unless told, 1,000 at most. */
  readonly limit?: number;
  /** The last id of the page before. */
  readonly afterId?: number;
}

/** What was entered cannot be kept. `message` names the field in Chinese and says what to do; it holds no values. */
export class MemberError extends Error {
  override readonly name = "MemberError";

  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}

export interface Home {
  readonly id: number;
  readonly name: string;
  readonly level: HomeLevel;
  readonly parentId: number | null;
  readonly district: string | null;
  readonly address: string | null;
}

export interface Branch {
  readonly id: number;
  readonly name: string;
  readonly unit: string | null;
  readonly homeId: number | null;
  readonly secretaryId: number | null;
}

export interface StaffMember {
  readonly id: number;
  readonly name: string;
  readonly district: string | null;
  readonly roles: readonly Role[];
  readonly active: boolean;
}

export interface Grant {
  readonly grantId: number;
  readonly proxyId: number;
  readonly name: string;
  readonly relation: string;
  readonly grantedAt: number;
}

export interface AuditEntry {
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly detail: Record<string, unknown>;
}

export type AuditVerdict =
  | { readonly ok: true; readonly rows: number /** Hex. */; readonly head: string }
  | { readonly ok: false; readonly rows: number; readonly firstBad: number; readonly reason: string };

/** The append-only, hash-chained log of who did or saw what. */
export interface Audit {
  /** Adds a row, in the caller's transaction if there is one. Detail: names of fields and ids, never values. */
  record(actor: Actor, action: string, subject: string, detail?: Record<string, unknown>): void;
  /** The newest rows about `member:17` and the like, newest first. */
  of(subject: string, limit: number): readonly AuditEntry[];
  /**
   * Walks the chain. A tail that was cut off together with SQLite's own counter leaves a valid chain: note the head
   * elsewhere and compare.
   */
  verify(): AuditVerdict;
}

/** What the feature is built from. */
export interface MembersParts {
  readonly store: Store;
  readonly box: SecretBox;
  /** 32 bytes; the keys for look-up, codes and audit are derived from it. */
  readonly key: Buffer;
  /** Unix ms. */
  readonly clock: () => number;
  readonly timeZone: string;
  /** n random digits for codes; node:crypto's unless given. */
  readonly randomDigits?: (n: number) => string;
  /** Told, once an hour at most, that wrong codes of all accounts together went over the limit. */
  readonly onGuessing?: () => void;
}

/**
 * People and what binds them to accounts. Everything is synchronous; every change is one transaction that nests in
 * the caller's and is in the audit log. Functions with an `actor` throw NotAllowed, those with entered values MemberError.
 */
export interface Members {
  /** Needs admin or editor. */
  add(actor: Actor, draft: MemberDraft): number;
  /** Needs admin or editor. */
  change(actor: Actor, id: number, change: MemberChange): void;
  /** Needs admin or editor. Invitations of the deceased and moved are revoked. */
  setStatus(actor: Actor, id: number, status: MemberStatus, on: string): void;
  get(id: number): Member | undefined;
  /** In order of id, without erased ones. */
  list(filter: MemberFilter): Member[];
  /** Needs a role above viewer. Audited. */
  findByPhone(actor: Actor, phone: string): Member[];
  /** Needs a role above viewer. Audited. */
  findByIdNumber(actor: Actor, idNumber: string): Member | undefined;
  /**
   * Opens sealed fields; empty ones are left out. For admin, editor, dispatcher, the member's liaison, the member, and
   * a proxy with an open grant. Audited with the purpose.
   */
  reveal(
    actor: Actor,
    id: number,
    fields: readonly SecretField[],
    purpose: string,
  ): Partial<Record<SecretField, string>>;

  /** Needs admin or editor. */
  addHome(
    actor: Actor,
    home: { name: string; level: HomeLevel; parentId?: number; district?: string; address?: string },
  ): number;
  homes(): readonly Home[];
  /** Needs admin or editor. */
  addBranch(
    actor: Actor,
    branch: { name: string; unit?: string; homeId?: number; secretaryId?: number },
  ): number;
  branches(): readonly Branch[];
  /** Needs admin or editor. */
  setSecretary(actor: Actor, branchId: number, memberId: number | null): void;

  /** Needs admin. */
  addStaff(
    actor: Actor,
    staff: { name: string; roles: readonly Role[]; district?: string; phone?: string },
  ): number;
  /** Needs admin. Null clears. */
  changeStaff(
    actor: Actor,
    staffId: number,
    change: { name?: string; district?: string | null; phone?: string | null },
  ): void;
  /** Needs admin. Never takes the last admin's role away. */
  setRoles(actor: Actor, staffId: number, roles: readonly Role[]): void;
  /** Needs admin. Revokes their accounts and invitations; never the last admin. */
  deactivate(actor: Actor, staffId: number): void;
  staff(): readonly StaffMember[];

  /** Needs admin or editor, or is done by the member. Same name and phone is the same proxy. Returns the grant's id. */
  grant(actor: Actor, grant: { memberId: number; name: string; phone?: string; relation: string }): number;
  /** Needs admin or editor. */
  changeProxy(actor: Actor, proxyId: number, change: { name?: string; phone?: string | null }): void;
  /** Needs admin or editor, or is done by the member or the proxy. A grant revoked before stays so. */
  revokeGrant(actor: Actor, grantId: number): void;
  grantsOf(memberId: number): readonly Grant[];

  /**
   * Issues a code for 14 days; an older open one of the same target is revoked. Members and proxies: admin, editor,
   * the member's liaison, for proxies also the member. Staff: admin.
   * @throws MemberError when the target is gone, or has nothing stored to confirm by
   */
  invite(actor: Actor, target: InvitationTarget, validDays?: number): Invitation;
  /** For whoever may issue it. */
  revokeInvitation(actor: Actor, id: number): void;
  /** All for admin and editor; a liaison sees their own. */
  openInvitations(actor: Actor): readonly OpenInvitation[];
  /** What `findInvitation` would tell, without counting a wrong code: for a dialogue, which may not write. */
  lookInvitation(account: Account, code: string): FoundInvitation;
  /** Looks a typed code up. 5 wrong codes an hour an account, 200 over all accounts, then nothing is looked up. */
  findInvitation(account: Account, code: string): FoundInvitation;
  /**
   * Binds the account when name and last four match; 5 mismatches lock the invitation. Idempotent for an account.
   * A `consentVersion` that is not empty is kept as consent of the member.
   */
  bind(account: Account, invitationId: number, proof: Proof, consentVersion: string): Bound;
  /** For admin and editor (staff accounts: admin) and for the person whose account it is. */
  unbind(
    actor: Actor,
    account: Account,
    who: { memberId?: number; proxyId?: number; staffId?: number },
  ): void;
  /** Own accounts, newest first, then those of proxies. None for the deceased, moved and erased. */
  accountsOf(memberId: number): readonly ReachableAccount[];
  /** Accounts of active staff with any of the roles; of all staff when none is given. */
  staffAccounts(...roles: Role[]): readonly StaffAccount[];
  setBlocked(account: Account, blocked: boolean): void;
  /** Three indexed queries: it runs for every message. */
  speakerOf(account: Account): Speaker;
  /** False when the account may not act for the member. */
  choosePrincipal(account: Account, memberId: number): boolean;

  readonly audit: Audit;
}
