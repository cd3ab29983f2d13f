/** Sealing of personal text at rest: AES-256-GCM with a key id in front, so that keys can be rotated. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Seals and opens texts. A sealed value is: version (1 byte), key id (4), nonce (12), tag (16), ciphertext. */
export interface SecretBox {
  seal(text: string): Buffer;
  /** @throws Error when the value was sealed with another key or was changed */
  open(sealed: Buffer): string;
}

const VERSION = 1;
const KEY_ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + KEY_ID_BYTES;

/** What a value sealed with this key begins with: version and key id. */
export function sealHeader(key: Buffer): Buffer {
  const keyId = createHash("sha256").update(key).digest().subarray(0, KEY_ID_BYTES);
  return Buffer.concat([Buffer.from([VERSION]), keyId]);
}

/**
 * A box over one or more 32-byte keys: the first seals, all of them open.
 * @see NIST SP 800-38D (GCM), section 8.2.2: random 96-bit nonces
 */
export function createSecretBox(...keys: readonly Buffer[]): SecretBox {
  const [sealing] = keys;
  if (sealing === undefined || keys.some((key) => key.length !== 32)) throw new Error("密钥必须是 32 字节");
  const header = sealHeader(sealing);
  const byHeader = new Map(keys.map((key) => [sealHeader(key).toString("hex"), key]));
  return {
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", sealing, nonce);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([header, nonce, cipher.getAuthTag(), body]);
    },
    open(sealed) {
      if (sealed[0] !== VERSION) throw new Error("加密内容的版本不认识");
      const key = byHeader.get(sealed.toString("hex", 0, HEADER_BYTES));
      if (key === undefined) {
        throw new Error("加密内容用的是另一把密钥。请检查 ENCRYPTION_KEY 或密钥文件");
      }
      const nonce = sealed.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
      const tag = sealed.subarray(HEADER_BYTES + NONCE_BYTES, HEADER_BYTES + NONCE_BYTES + TAG_BYTES);
      const decipher = createDecipheriv("aes-256-gcm", key, nonce);
      decipher.setAuthTag(tag);
      const body = sealed.subarray(HEADER_BYTES + NONCE_BYTES + TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString("utf8");
    },
  };
}

/**
 * The keys, newest first: from the setting, else from `<database>.key` beside the database, made once with mode 600.
 * The last one is the first there ever was: hashes for look-up and the audit chain are derived from it, and stay.
 * @param setting 64 hexadecimal characters a key, several with commas between, or undefined
 * @throws Error naming the file when it exists and holds no key
 */
export function loadKeys(setting: string | undefined, databasePath: string): [Buffer, ...Buffer[]] {
  if (setting !== undefined) return asKeys(setting.split(","), "ENCRYPTION_KEY");
  if (databasePath === ":memory:") return [randomBytes(32)];
  const file = keyFile(databasePath);
  try {
    const descriptor = openSync(file, "wx", 0o600);
    writeSync(descriptor, `${randomBytes(32).toString("hex")}\n`);
    fsyncSync(descriptor);
    closeSync(descriptor);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return asKeys(readFileSync(file, "utf8").trim().split(/\s+/), `密钥文件 ${file} `);
}

/**
 * Puts a new key before the others in the key file, in one step: the old file stays until the new one is whole.
 * @returns the keys from now on
 */
export function addKey(databasePath: string): [Buffer, ...Buffer[]] {
  const keys = [randomBytes(32), ...loadKeys(undefined, databasePath)] as [Buffer, ...Buffer[]];
  const file = keyFile(databasePath);
  const next = `${file}.next`;
  const descriptor = openSync(next, "w", 0o600);
  writeSync(descriptor, `${keys.map((key) => key.toString("hex")).join("\n")}\n`);
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(next, file);
  return keys;
}

function keyFile(databasePath: string): string {
  return join(dirname(resolve(databasePath)), `${databasePath.split(/[\\/]/).pop()}.key`);
}

function asKeys(texts: readonly string[], where: string): [Buffer, ...Buffer[]] {
  const [first, ...rest] = texts.map((text) => {
    if (!/^[0-9a-f]{64}$/i.test(text.trim())) throw new Error(`${where}内容不对。请从备份恢复它，不要删除`);
    return Buffer.from(text.trim(), "hex");
  });
  return [first!, ...rest];
}
