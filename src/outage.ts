/**
 * While the database cannot be opened for a reason that passes (full disk, no right to write, another program): says so
 * at the port and in the log, tries again, and does not end, so that no supervisor restarts it over and over.
 */
import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import type { Config } from "./config.ts";
import type { Log } from "./delivery/index.ts";
import { StoreError } from "./store/index.ts";

const RETRY_MS = 10_000;
const PASSING = new Set(["full", "readOnly", "busy"]);
const PAGE =
  '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
  '<title>暂停服务</title><body style="font:24px/1.6 sans-serif;margin:2em"><h1>暂停服务</h1>' +
  "<p>金秋正在维修，请过一会儿再来。</p><p>要是有危险，请先拨打 120、119 或 110。</p>";

/**
 * Starts, and starts again while the database stays shut for a passing reason.
 * @param start what `startService` does
 * @param signal ends the waiting
 * @throws what `start` throws for any other reason
 */
export async function startThroughOutage<T>(
  config: Pick<Config, "host" | "port">,
  log: Log,
  start: () => Promise<T>,
  signal: AbortSignal,
  retryMs = RETRY_MS,
): Promise<T> {
  for (;;) {
    try {
      return await start();
    } catch (error) {
      if (!(error instanceof StoreError) || !PASSING.has(error.fault) || signal.aborted) throw error;
      log.error({ fault: error.fault }, `${error.message}。改好后会自动启动，不用重启`);
      await waitAtPort(config, error.fault, retryMs, signal);
    }
  }
}

/** Answers 503 at the port until it is time to try again. A port that is taken is left to the next start to tell. */
async function waitAtPort(
  { host, port }: Pick<Config, "host" | "port">,
  fault: string,
  milliseconds: number,
  signal: AbortSignal,
): Promise<void> {
  const server = createServer((request, response) => {
    const health = request.url === "/healthz";
    response.writeHead(503, {
      "Content-Type": health ? "application/json" : "text/html; charset=utf-8",
      "Retry-After": String(Math.ceil(milliseconds / 1000)),
    });
    response.end(health ? JSON.stringify({ status: "storage", fault }) : PAGE);
  });
  server.on("error", () => undefined);
  server.listen(port, host);
  await pause(milliseconds, undefined, { signal }).catch(() => undefined);
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
