/** Files that go out with messages: kept by us, carried by every channel. */

export type FileKind = "photo" | "voice" | "audio" | "video" | "document";

export interface StoredFile {
  readonly id: number;
  readonly name: string;
  readonly mediaType: string;
  readonly kind: FileKind;
  readonly bytes: number;
}

/** A file cannot be kept. `message` says in Chinese why and what to do. */
export class FileError extends Error {
  override readonly name = "FileError";
}

/** A file that a person sent over a channel, fetched. */
export type Fetched =
  | { readonly kind: "file"; readonly name: string; readonly mediaType: string; readonly body: Uint8Array }
  | { readonly kind: "refused"; readonly words: string };

/** The shelf of files. Synchronous; works inside the caller's transaction. */
export interface FileShelf {
  /**
   * Keeps a file; the same content under the same name is kept once.
   * @param by as the audit log names actors
   * @throws FileError when it is empty, over 20 MB (Bot API: the most a bot may fetch), a picture over 10 MB, of a kind
   * that is not carried (programs, archives), or its content is not what its name says
   */
  keep(file: { name: string; mediaType?: string; body: Uint8Array }, by: string): StoredFile;
  get(id: number): StoredFile | undefined;
  read(id: number): Buffer | undefined;
  /** `/file/12-<mac>/名单.docx`: an address of ours that nobody can guess. */
  path(file: StoredFile): string;
  /** What such an address leads to. Compared in constant time. */
  byPath(idAndMac: string): StoredFile | undefined;
  /** How a channel knows the file. */
  remoteId(id: number, channel: string): string | undefined;
  remember(id: number, channel: string, remoteId: string): void;
  forget(id: number, channel: string): void;
  /** Removes what was kept by this name, and nothing else refers to: certificates of who is erased. Returns how many. */
  removeBy(by: string): number;
}
