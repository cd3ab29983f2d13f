/** The links below a reply: buttons where Telegram takes them, lines of text elsewhere. */
import { BlockList, isIPv4 } from "node:net";
import { DeliveryError } from "../../delivery/sender.ts";
import type { Link, Reply } from "../../dialogue/message.ts";
import { FAULT, openOnPage, openOutside } from "./text.ts";

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

/** Buttons for the links that can be buttons. @throws DeliveryError `refused` for a foreign path or scheme */
export function linkButtons(reply: Reply, publicUrl: string | undefined): LinkButton[] {
  return checked(reply).flatMap((link) => {
    const url = asButton(reply, link, publicUrl);
    return url === undefined ? [] : [{ label: link.label, url }];
  });
}

/** Lines for the links that cannot. */
export function linkLines(reply: Reply, publicUrl: string | undefined): string[] {
  return (reply.links ?? []).flatMap((link) => {
    if (asButton(reply, link, publicUrl) !== undefined) return [];
    if (link.url !== undefined) return [openOutside(link.label, link.url)];
    return [openOnPage(link.label, publicUrl === undefined ? link.path : addressOf(publicUrl, link.path))];
  });
}

/** The address of a link's button; undefined where it is written out. */
function asButton(reply: Reply, link: Link, publicUrl: string | undefined): string | undefined {
  if (link.url === undefined && publicUrl === undefined) return undefined;
  const address = link.url ?? addressOf(publicUrl ?? "", link.path);
  // Through URL, so that whatever an address holds is encoded: Telegram refuses the message for a bad one.
  return takesButtons(reply, address) ? new URL(address).href : undefined;
}

/** A keyboard that asks for the phone number leaves no room for buttons below the same message. */
function takesButtons(reply: Reply, address: string): boolean {
  return isPublic(address) && !reply.choices.some(({ action }) => action === "contact");
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

/**
 * A path that does not start at our root could lead to another host: `https://we.cn` + `@evil.example`. Of other schemes
 * than these two, Telegram's own (`tg:`) would do something on a tap.
 */
function checked(reply: Reply): readonly Link[] {
  const links = reply.links ?? [];
  for (const { path, url } of links) {
    if (path !== undefined && !path.startsWith("/")) throw new DeliveryError("refused", FAULT.badPath(path));
    if (url !== undefined && !/^https?:\/\//i.test(url)) throw new DeliveryError("refused", FAULT.badUrl);
  }
  return links;
}

function addressOf(publicUrl: string, path: string): string {
  return `${publicUrl.replace(/\/+$/, "")}${path}`;
}
