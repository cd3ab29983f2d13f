/** The links below a reply: buttons where Telegram takes them, lines of text elsewhere. */
import { BlockList, isIPv4 } from "node:net";
import { DeliveryError } from "../../delivery/sender.ts";
import type { Link, Reply } from "../../dialogue/message.ts";
import { FAULT, openOnPage } from "./text.ts";

/** A link with its whole address. */
export interface LinkButton {
  readonly label: string;
  readonly url: string;
}

/** Addresses of one's own network (RFC 1918, 6598, 3927) and of one's own machine (RFC 1122). */
const HOME_NETWORKS = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
] as const;

/** Names that only the local network knows (RFC 6761, 6762, 8375; `internal` by ICANN in 2024). */
const HOME_NAME = /\.(?:localhost|local|internal|home\.arpa)\.?$/i;

/** Buttons for the links; empty when they are written out. @throws DeliveryError `refused` for a foreign path */
export function linkButtons(reply: Reply, publicUrl: string | undefined): LinkButton[] {
  const links = checked(reply);
  return publicUrl !== undefined && takesButtons(reply, publicUrl)
    ? // Through URL, so that whatever a path holds is encoded: Telegram refuses the message for a bad address.
      links.map(({ label, path }) => ({ label, url: new URL(addressOf(publicUrl, path)).href }))
    : [];
}

/** Lines for the links; empty when they are buttons. */
export function linkLines(reply: Reply, publicUrl: string | undefined): string[] {
  if (publicUrl !== undefined && takesButtons(reply, publicUrl)) return [];
  return (reply.links ?? []).map(({ label, path }) =>
    openOnPage(label, publicUrl === undefined ? path : addressOf(publicUrl, path)),
  );
}

/** A keyboard that asks for the phone number leaves no room for buttons below the same message. */
function takesButtons(reply: Reply, publicUrl: string): boolean {
  return isPublic(publicUrl) && !reply.choices.some(({ action }) => action === "contact");
}

/**
 * Whether Telegram takes the address in a button and a phone out there can open it. Telegram refuses a host
 * without a dot (`localhost`), and with it the whole message.
 */
export function isPublic(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  if (protocol !== "https:" && protocol !== "http:") return false;
  if (isIPv4(hostname)) return !homeNetworks().check(hostname);
  return /[^.]\.[^.]/.test(hostname) && !HOME_NAME.test(hostname);
}

function homeNetworks(): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of HOME_NETWORKS) list.addSubnet(network, prefix);
  return list;
}

/** A path that does not start at our root could lead to another host: `https://we.cn` + `@evil.example`. */
function checked(reply: Reply): readonly Link[] {
  const links = reply.links ?? [];
  const faulty = links.find(({ path }) => !path.startsWith("/"));
  if (faulty !== undefined) throw new DeliveryError("refused", FAULT.badPath(faulty.path));
  return links;
}

function addressOf(publicUrl: string, path: string): string {
  return `${publicUrl.replace(/\/+$/, "")}${path}`;
}
