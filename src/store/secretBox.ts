/** Sealing of personal text at rest: AES-256-GCM with a key id in front, so that keys can be rotated. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
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

/**
 * A box over one 32-byte key.
 * @see NIST SP 800-38D (GCM), section 8.2.2: random 96-bit nonces
 */
export function createSecretBox(key: Buffer): SecretBox {
  if (key.length !== 32) throw new Error("密钥必须是 32 字节");
  const keyId = createHash("sha256").update(key).digest().subarray(0, KEY_ID_BYTES);
  return {
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([Buffer.from([VERSION]), keyId, nonce, cipher.getAuthTag(), body]);
    },
    open(sealed) {
      if (sealed[0] !== VERSION) throw new Error("加密内容的版本不认识");
      if (!sealed.subarray(1, HEADER_BYTES).equals(keyId)) {
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
 * The key: from the setting, else from `<database>.key` beside the database, made once with mode 600.
 * @param setting 64 hexadecimal characters, or undefined
 * @throws Error naming the file when it exists and holds no key
 */
export function loadKey(setting: string | undefined, databasePath: string): Buffer {
  if (setting !== undefined) return Buffer.from(setting, "hex");
  if (databasePath === ":memory:") return randomBytes(32);
  const file = join(dirname(resolve(databasePath)), `${databasePath.split(/[\\/]/).pop()}.key`);
  try {
    const descriptor = openSync(file, "wx", 0o600);
    writeSync(descriptor, `${randomBytes(32).toString("hex")}\n`);
    fsyncSync(descriptor);
    closeSync(descriptor);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  const hex = readFileSync(file, "utf8").trim();
  if (!/^[0-9a-f]{64}$/i.test(hex)) throw new Error(`密钥文件 ${file} 内容不对。请从备份恢复它，不要删除`);
  return Buffer.from(hex, "hex");
}
