/** People: members, homes, branches, staff, proxies, their accounts, invitations, and the audit log. */

export { createAccountSignals } from "./accounts/accountSignals.ts";
// The conversation, invitations on paper, export and erasure.
export type { BoundEvent } from "./accounts/bindingFlow.ts";
export { invitationLinks, invitationSheet, type SheetOptions } from "./accounts/invitationSheet.ts";
export { askPrincipal, mustChoose, principals } from "./accounts/principalChoice.ts";
export { proxyNews } from "./accounts/proxyNews.ts";
export {
  type Actor,
  type Authorized,
  actorFor,
  actorName,
  hasRole,
  NotAllowed,
  requireRole,
  staffActor,
} from "./actor.ts";
export { type AudienceListParts, readAudienceList } from "./audience/audienceList.ts";
export { type AudiencesParts, createAudiences } from "./audience/audiences.ts";
export type { Audience, AudienceList, AudienceName, Audiences } from "./audience/types.ts";
export { createCallIntents } from "./calls/callConversation.ts";
export { type CallDesk, createCallDesk } from "./calls/callDesk.ts";
export { nextCall, type SpokenAnswers, type SpokenWord } from "./calls/spokenAnswers.ts";
export { createMembersConversation, type MembersConversationParts } from "./conversation.ts";
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
export type { DownloadFile, DownloadOpened, Downloads } from "./ownData/downloads.ts";
export type { Erased, EraseOptions } from "./ownData/erasure.ts";
export type { KeptElsewhere } from "./ownData/exportData.ts";
export { Html, html } from "./ownData/htmlText.ts";
export { createMembersData, type MembersData, type MembersDataParts } from "./ownData/membersData.ts";
export { createMembers } from "./records/members.ts";
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
export { createLookupHash, type LookupHash } from "./values/lookupHash.ts";
export { sayDate, sayMoment } from "./values/moment.ts";
export { readPhone } from "./values/phone.ts";
