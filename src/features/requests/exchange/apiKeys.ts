/** Keys with which other systems (the city hotline) reach us. Shown once, when issued; we keep a keyed hash. */

import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { equalSecrets } from "../../../delivery/index.ts";
import type { Store } from "../../../store/index.ts";
import { type Actor, type Audit, MemberError, requireRole } from "../../members/index.ts";
import { allApiKeys, closeApiKey, insertApiKey, openApiKeys } from "./apiKeys.repo.ts";
import { EXCHANGE_TEXT } from "./open311FaceText.ts";

/** A key without the key. Times are Unix ms. */
export interface ApiKey {
  readonly id: number;
  /** The system that holds it. */
  readonly name: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

export interface ApiKeys {
  /**
   * A new key, told this once. Needs admin. Audited.
   * @throws NotAllowed; MemberError when the name is blank, too long or in use
   */
  issue(actor: Actor, name: string): { readonly id: number; readonly key: string };
  /**
   * Ends a key at once. Needs admin. Audited.
   * @throws NotAllowed; MemberError when there is none, or it ended before
   */
  revoke(actor: Actor, id: number): void;
  /** All that were ever issued. Needs admin. */
  list(actor: Actor): readonly ApiKey[];
  /** Whose key this is; undefined when it is none that is in force. */
  holderOf(key: string): { readonly keyId: number; readonly name: string } | undefined;
}

/** What the keys are built from. */
export interface ApiKeysParts {
  readonly store: Store;
  /** 32 bytes, the service's key: the one that hashes is derived from it. */
  readonly key: Buffer;
  readonly audit: Pick<Audit, "record">;
  /** Unix ms. */
  readonly clock: () => number;
  /** n random bytes; node:crypto's unless given. */
  readonly random?: (n: number) => Buffer;
}

/** 256 bits: nobody guesses them, so a wrong key needs no counting. */
const KEY_BYTES = 32;
const PREFIX = "jq_";
const LONGEST_NAME = 60;
/** Ours have 46 characters; more is not worth a hash. */
const LONGEST_KEY = 200;

/** Keys over the store. */
export function createApiKeys({ store, key, audit, clock, random = randomBytes }: ApiKeysParts): ApiKeys {
  // RFC 5869: a key of its own for this one purpose.
  const hashKey = Buffer.from(hkdfSync("sha256", key, Buffer.alloc(0), "jinqiu/requests/api-key/v1", 32));
  const hashOf = (issued: string) => createHmac("sha256", hashKey).update(issued, "utf8").digest();

  return {
    issue: (actor, entered) =>
      store.transaction(() => {
        const by = requireRole(actor, "admin").actor;
        const name = entered.replace(/\s+/g, " ").trim();
        if (name === "") throw new MemberError("name", EXCHANGE_TEXT.keyNameMissing);
        if ([...name].length > LONGEST_NAME)
          throw new MemberError("name", EXCHANGE_TEXT.keyNameTooLong(LONGEST_NAME));
        if (openApiKeys(store.records).some((open) => open.name === name))
          throw new MemberError("name", EXCHANGE_TEXT.keyNameTaken);
        const issued = `${PREFIX}${random(KEY_BYTES).toString("base64url")}`;
        const row = { name, keyHash: hashOf(issued), createdAt: clock() };
        const id = insertApiKey(store.records, row);
        audit.record(by, "apiKey.issue", `apiKey:${id}`);
        return { id, key: issued };
      }),

    revoke: (actor, id) =>
      store.transaction(() => {
        const by = requireRole(actor, "admin").actor;
        if (!closeApiKey(store.records, id, clock())) throw new MemberError("id", EXCHANGE_TEXT.keyGone);
        audit.record(by, "apiKey.revoke", `apiKey:${id}`);
      }),

    list: (actor) => {
      requireRole(actor, "admin");
      return allApiKeys(store.records);
    },

    holderOf(entered) {
      if (entered.length > LONGEST_KEY) return undefined;
      const hash = hashOf(entered).toString("hex");
      // Every key in force is compared, to the last: the time taken tells nothing.
      const [found] = openApiKeys(store.records).filter(({ keyHash }) =>
        equalSecrets(keyHash.toString("hex"), hash),
      );
      return found && { keyId: found.id, name: found.name };
    },
  };
}
