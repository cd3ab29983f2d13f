/** The shelf: files that we keep, sealed; what leads to them; and by which id a channel knows them. */
import { createHmac } from "node:crypto";
import type { SecretBox, Store } from "../../store/index.ts";
import { createNumberedAddresses } from "../numberedAddress.ts";
import { type Recognised, recognise } from "./fileContent.ts";
import { readFileName, writeFileName } from "./fileName.ts";
import { fileTable } from "./files.repo.ts";
import { FILE_TEXT } from "./text.ts";
import { FileError, type FileShelf } from "./types.ts";

/** What the shelf works with. */
export interface FileShelfParts {
  readonly store: Store;
  readonly box: SecretBox;
  /** The bureau's key; addresses and hashes are made with keys derived from it. At least 32 bytes. */
  readonly key: Buffer;
  /** Unix ms. */
  readonly clock: () => number;
}

const MEGABYTE = 1024 * 1024;
/** The most a bot may fetch: https://core.telegram.org/bots/api#getfile */
export const LARGEST_FILE_MB = 20;
/** https://core.telegram.org/bots/api#sendphoto */
const LARGEST_PICTURE_MB = 10;

/** See {@link FileShelf}. */
export function createFileShelf({ store, box, key, clock }: FileShelfParts): FileShelf {
  const table = fileTable(store.records);
  // For one purpose each: a hash must not pass for an address.
  const derived = (purpose: string) => createHmac("sha256", key).update(purpose).digest();
  const addresses = createNumberedAddresses(derived("jinqiu file address"));
  const contentKey = derived("jinqiu file content");

  return {
    keep({ name, body }, by) {
      const given = readFileName(name);
      const { type, ending, body: content } = checked(given.ending, Buffer.from(body));
      const fullName = writeFileName({ stem: given.stem, ending });
      const contentHash = createHmac("sha256", contentKey)
        .update(`${fullName}\0${type.mediaType}\0`)
        .update(content)
        .digest();
      return store.transaction(
        () =>
          table.byHash(contentHash) ??
          table.insert({
            contentHash,
            name: fullName,
            mediaType: type.mediaType,
            kind: type.kind,
            bytes: content.length,
            bodySealed: box.seal(content.toString("base64")),
            createdAt: clock(),
            createdBy: by,
          }),
      );
    },
    get: (id) => table.get(id),
    read(id) {
      const sealed = table.body(id);
      return sealed === undefined ? undefined : Buffer.from(box.open(sealed), "base64");
    },
    path: ({ id, name }) => `/file/${addresses.write(id)}/${encodeURIComponent(name)}`,
    byPath(idAndMac) {
      const id = addresses.read(idAndMac);
      return id === undefined ? undefined : table.get(id);
    },
    remoteId: (id, channel) => table.remoteId(id, channel),
    remember: (id, channel, remoteId) => table.remember({ fileId: id, channel, remoteId, at: clock() }),
    forget: (id, channel) => table.forget(id, channel),
    removeBy: (by) => store.transaction(() => table.removeBy(by)),
  };
}

/** @throws FileError */
function checked(ending: string, body: Buffer): Extract<Recognised, { kind: "ok" }> {
  if (body.length === 0) throw new FileError(FILE_TEXT.empty);
  // Before it is looked into: what is too large may be anything.
  if (body.length > LARGEST_FILE_MB * MEGABYTE) throw new FileError(FILE_TEXT.tooLarge(LARGEST_FILE_MB));
  const found = recognise(ending, body);
  switch (found.kind) {
    case "unknown":
      throw new FileError(FILE_TEXT.unknownKind);
    case "notWhatItSays":
      throw new FileError(FILE_TEXT.notWhatItSays(ending));
    case "macros":
      throw new FileError(FILE_TEXT.macros);
    case "ok":
      if (found.type.mediaType.startsWith("image/") && body.length > LARGEST_PICTURE_MB * MEGABYTE)
        throw new FileError(FILE_TEXT.pictureTooLarge(LARGEST_PICTURE_MB));
      return found;
  }
}
