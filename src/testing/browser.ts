/** The browser that the browser tests drive. Production never imports this. */
import { type Browser, chromium } from "playwright-core";

/** Debian's Chromium, unless `CHROMIUM_PATH` names another. */
export const CHROMIUM_PATH = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";

/**
 * Starts Chromium without a window and without calls home.
 * @throws when there is none at {@link CHROMIUM_PATH}
 */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM_PATH,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-default-apps",
      "--disable-sync",
      "--no-first-run",
      "--no-proxy-server",
    ],
  });
}
