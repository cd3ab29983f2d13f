/** Addresses of calendar entries that nobody can guess: the session's number and a keyed code. */
import { createHmac, hkdfSync } from "node:crypto";
import { equalSecrets } from "../../../delivery/constantTime.ts";

/** 132 bits. */
const MAC_CHARACTERS = 22;

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
  const macOf = (sessionId: number) =>
    createHmac("sha256", own)
      .update(`session\0${sessionId}`, "utf8")
      .digest("base64url")
      .slice(0, MAC_CHARACTERS);
  return {
    path: (sessionId) => `/calendar/session/${sessionId}-${macOf(sessionId)}.ics`,
    read(idAndMac) {
      const [, id = "", mac = ""] = /^([1-9]\d{0,14})-([\w-]{22})(?:\.ics)?$/.exec(idAndMac) ?? [];
      const sessionId = Number(id);
      return id !== "" && equalSecrets(mac, macOf(sessionId)) ? sessionId : undefined;
    },
  };
}
