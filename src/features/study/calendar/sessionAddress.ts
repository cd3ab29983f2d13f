/** Addresses of calendar entries that nobody can guess: the session's number and a keyed code. */

import { hkdfSync } from "node:crypto";
import { createNumberedAddresses } from "../../../delivery/index.ts";

export interface SessionAddresses {
  /** `/calendar/session/12-<mac>.ics` */
  path(sessionId: number): string;
  /** The session of `12-<mac>`, with or without `.ics`; undefined where the code is wrong. */
  read(idAndMac: string): number | undefined;
}

/** @param key the service's 32 bytes; a key for this purpose alone is derived (RFC 5869) */
export function createSessionAddresses(key: Buffer): SessionAddresses {
  if (key.length !== 32) throw new Error("密钥必须是 32 字节");
  const own = Buffer.from(hkdfSync("sha256", key, Buffer.alloc(0), "jinqiu/study/calendar/v1", 32));
  const addresses = createNumberedAddresses(own, "session\0");
  return {
    path: (sessionId) => `/calendar/session/${addresses.write(sessionId)}.ics`,
    read: (idAndMac) => addresses.read(idAndMac.replace(/\.ics$/, "")),
  };
}
