/** A member's data as a whole: taken out as a file, fetched by a link, erased. */
import type { SecretBox, Store } from "../../../store/index.ts";
import { type Actor, requireRole } from "../actor.ts";
import { refusals } from "../refusals.ts";
import { MemberError, type Members } from "../types.ts";
import { lastFour } from "../values/phone.ts";
import { createDownloads, type DownloadFile, type Downloads } from "./downloads.ts";
import { type Erased, type EraseOptions, eraseMember } from "./erasure.ts";
import { gatherExport, type KeptElsewhere } from "./exportData.ts";
import { exportFile } from "./exportFile.ts";

/** What the feature is built from. */
export interface MembersDataParts {
  readonly store: Store;
  readonly box: SecretBox;
  readonly members: Members;
  /** Unix ms. */
  readonly clock: () => number;
  readonly timeZone: string;
  /** What other features keep about a member: taken out and erased with the rest. */
  readonly elsewhere?: readonly KeptElsewhere[];
  /** For download tokens; node:crypto's unless given. */
  readonly randomBytes?: (n: number) => Buffer;
}

/** See {@link createMembersData}. */
export interface MembersData {
  /**
   * Everything stored about a member as a readable HTML file. For admin, editor, the member and their proxies (without
   * the member's own words). Audited.
   * @throws NotAllowed, MemberError
   */
  exportMember(actor: Actor, memberId: number): DownloadFile;
  /** Whether there is a phone or identity number to check the person by, without which no download is made. */
  canDownload(memberId: number): boolean;
  /**
   * Exports and keeps the file for half an hour under `token` ({@link Downloads.newToken}), in the caller's
   * transaction. Fetching it takes the last four of the phone, or of the identity number where there is no phone.
   */
  keepDownload(actor: Actor, memberId: number, token: string): void;
  readonly downloads: Downloads;
  /** Erases; see erasure.ts for what stays and why. @throws NotAllowed, MemberError */
  erase(actor: Actor, memberId: number, options?: EraseOptions): Erased;
}

const FILE_NAME = "我的资料.html";

export function createMembersData(parts: MembersDataParts): MembersData {
  const { store, members } = parts;
  const downloads = createDownloads({ ...parts, audit: members.audit });

  function gather(actor: Actor, memberId: number) {
    if (actor.kind !== "member" && actor.kind !== "proxy") requireRole(actor, "editor");
    if (members.get(memberId) === undefined) throw new MemberError("id", refusals.noSuchMember);
    return gatherExport(parts, actor, memberId);
  }

  return {
    exportMember: (actor, memberId) =>
      store.transaction(() => fileOf(exportFile(gather(actor, memberId), parts.timeZone))),
    canDownload(memberId) {
      const has = members.get(memberId)?.has;
      return has !== undefined && (has.phone || has.idNumber);
    },
    keepDownload: (actor, memberId, token) =>
      store.transaction(() => {
        const data = gather(actor, memberId);
        const { phone, idNumber } = data.secrets;
        const check = phone === undefined ? idNumber?.slice(-4) : lastFour(phone);
        if (check === undefined) throw new MemberError("phone", refusals.nothingToConfirm);
        downloads.keep(token, memberId, fileOf(exportFile(data, parts.timeZone)), check.toUpperCase());
      }),
    downloads,
    erase: (actor, memberId, options) => eraseMember(parts, actor, memberId, options),
  };
}

function fileOf(text: string): DownloadFile {
  return { name: FILE_NAME, mediaType: "text/html; charset=utf-8", text };
}
