/** Addresses that nobody can guess: a number and its keyed code, `12-<mac>`. */
import { createHmac } from "node:crypto";
import { equalSecrets } from "./constantTime.ts";

/** Of 43: 132 bits. */
const MAC_CHARACTERS = 22;

export interface NumberedAddresses {
  /** `12-<mac>`, which may stand in a path as it is. */
  write(id: number): string;
  /** The number of `12-<mac>`; undefined where the code is wrong. */
  read(idAndMac: string): number | undefined;
}

/**
 * @param key of this purpose alone: an address of one kind must not pass for another
 * @param what goes before the number into the code
 */
export function createNumberedAddresses(key: Buffer, what = ""): NumberedAddresses {
  const macOf = (id: number) =>
    createHmac("sha256", key).update(`${what}${id}`, "utf8").digest("base64url").slice(0, MAC_CHARACTERS);
  return {
    write: (id) => `${id}-${macOf(id)}`,
    read(idAndMac) {
      const [, id, mac] = /^([1-9]\d{0,14})-([\w-]{22})$/.exec(idAndMac) ?? [];
      if (id === undefined || mac === undefined) return undefined;
      return equalSecrets(mac, macOf(Number(id))) ? Number(id) : undefined;
    },
  };
}
