/** The page's own files: style, script, icon, manifest. Read once, when the page is built. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { NAME, TAGLINE, TITLE } from "./text.ts";

/** A file as it is served. */
export interface Asset {
  type: string;
  body: string;
  /** Changes with the content, so that browsers may keep a file for good. */
  version: string;
}

/** The addresses that a page names, versions in them. */
export interface AssetUrls {
  css: string;
  js: string;
  icon: string;
}

/** Name under `/assets/` to type and the files it is put together from. Tokens come first. */
const SOURCES = {
  "chat.css": { type: "text/css; charset=utf-8", files: ["tokens.css", "page.css", "conversation.css"] },
  "chat.js": { type: "text/javascript; charset=utf-8", files: ["chat.js"] },
  "icon.svg": { type: "image/svg+xml", files: ["icon.svg"] },
} as const;

/**
 * Reads the files.
 * @throws when one is missing
 */
export function readAssets(): { byName: ReadonlyMap<string, Asset>; urls: AssetUrls } {
  const byName = new Map<string, Asset>();
  for (const [name, source] of Object.entries(SOURCES)) {
    const body = source.files
      .map((file) => readFileSync(new URL(`./assets/${file}`, import.meta.url), "utf8"))
      .join("\n");
    const version = createHash("sha256").update(body).digest("hex").slice(0, 10);
    byName.set(name, { type: source.type, body, version });
  }
  const url = (name: keyof typeof SOURCES) => `/assets/${name}?v=${byName.get(name)!.version}`;
  return { byName, urls: { css: url("chat.css"), js: url("chat.js"), icon: url("icon.svg") } };
}

/** What a phone needs to put the page on its home screen (W3C Web Application Manifest). */
export function manifest(icon: string): Record<string, unknown> {
  return {
    name: TITLE,
    short_name: NAME,
    description: TAGLINE,
    lang: "zh-CN",
    start_url: "/",
    scope: "/",
    // A bar with Back and Reload stays: people look for it.
    display: "minimal-ui",
    background_color: "#faf6ec",
    theme_color: "#faf6ec",
    icons: [{ src: icon, sizes: "any", type: "image/svg+xml" }],
  };
}
