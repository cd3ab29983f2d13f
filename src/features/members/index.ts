/** People: members, homes, branches, staff, proxies, their accounts, invitations, and the audit log. */

export { createAccountSignals } from "./accountSignals.ts";
export {
  type Actor,
  type Authorized,
  actorName,
  hasRole,
  NotAllowed,
  principalOf,
  requireRole,
  staffActor,
} from "./actor.ts";
// The conversation, invitations on paper, export and erasure.
export type { BoundEvent } from "./bindingFlow.ts";
export { createCallIntents } from "./callConversation.ts";
export { type CallDesk, createCallDesk } from "./callDesk.ts";
export { createMembersConversation, type MembersConversationParts } from "./conversation.ts";
export type { DownloadFile, DownloadOpened, Downloads } from "./downloads.ts";
export type { Erased, EraseOptions } from "./erasure.ts";
export {
  type Check,
  checkRows,
  faultsCsv,
  type Imported,
  type ImportOptions,
  type ImportParts,
  importMembers,
  isRefused,
  type MembersFile,
  MembersFileError,
  readMembersFile,
  reportLines,
  writeTemplate,
} from "./import/index.ts";
export { invitationLinks, invitationSheet, type SheetOptions } from "./invitationSheet.ts";
export { createLookupHash, type LookupHash } from "./lookupHash.ts";
export { createMembers } from "./members.ts";
export { createMembersData, type MembersData, type MembersDataParts } from "./membersData.ts";
export { sayDate, sayMoment } from "./moment.ts";
export { proxyNews } from "./proxyNews.ts";
export {
  type Account,
  type Audit,
  type AuditEntry,
  type AuditVerdict,
  type BirthDay,
  type Bound,
  type Branch,
  type Category,
  type FoundInvitation,
  type Grant,
  type Home,
  type Invitation,
  type InvitationTarget,
  type Member,
  type MemberChange,
  type MemberDraft,
  MemberError,
  type MemberFilter,
  type MemberStatus,
  type Members,
  type MembersParts,
  type OpenInvitation,
  type Proof,
  type ReachableAccount,
  type SecretField,
  type StaffAccount,
  type StaffMember,
} from "./types.ts";
