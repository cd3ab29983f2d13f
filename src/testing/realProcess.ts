/** The product as it is deployed: a process of its own, started, stopped and killed by a test. */
import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { createWatch } from "./watch.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const TSX = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** A line of its log, as pino writes it. */
export interface LogLine {
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

/** The product at work, or no more. */
export interface RealProcess {
  readonly pid: number;
  /** What it logged so far. */
  readonly log: readonly LogLine[];
  /** The last lines of all that it said, for the report of a failure. */
  lastWords(): string;
  /** How it ended; undefined while it runs. */
  readonly ended: { readonly code: number | null; readonly signal: NodeJS.Signals | null } | undefined;
  /**
   * Where it serves, once it says that it has started.
   * @throws when it ends first, with what it said last, or when it takes longer than `timeoutMs`
   */
  ready(timeoutMs?: number): Promise<string>;
  /** Resolves once a line of the log, from the first on, is as wanted. */
  logged(what: string, wanted: (line: LogLine) => boolean, timeoutMs?: number): Promise<void>;
  /** SIGKILL: no farewell. Resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM. Resolves with the exit status. */
  stop(): Promise<number | null>;
}

/** How to start it. */
export interface StartOptions {
  /** Its working folder: no `.env` of the developer's is found there. */
  readonly folder: string;
  /** Its settings; nothing of the test's own environment but PATH and HOME is handed on. */
  readonly settings: Readonly<Record<string, string>>;
  /** The user it runs as; needs root. */
  readonly uid?: number;
}

const START_LIMIT_MS = 60_000;
/** pino's level of errors. */
export const ERROR_LEVEL = 50;

/** Starts what `npm start` starts. End it with `kill` or `stop`. */
export function startRealProcess({ folder, settings, uid }: StartOptions): RealProcess {
  const child = spawn(
    process.execPath,
    ["--max-semi-space-size=4", "--import", TSX, resolve(ROOT, "src/main.ts")],
    {
      cwd: folder,
      env: {
        PATH: process.env["PATH"],
        HOME: folder,
        TSX_TSCONFIG_PATH: resolve(ROOT, "tsconfig.json"),
        LOG_LEVEL: "info",
        PORT: "0",
        ...settings,
      },
      stdio: ["ignore", "pipe", "pipe"],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    },
  );
  const log: LogLine[] = [];
  const said: string[] = [];
  const watch = createWatch();
  let ended: RealProcess["ended"];
  let url: string | undefined;
  const gone = whenGone(child).then((end) => {
    ended = end;
    watch.changed();
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on("line", (line) => {
      said.push(line);
      const entry = readLine(line);
      if (entry !== undefined) log.push(entry);
      if (typeof entry?.["url"] === "string") url = entry["url"];
      watch.changed();
    });
  }

  const lastWords = () => said.slice(-20).join("\n");

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (ended === undefined) child.kill(signal);
    await gone;
  }

  return {
    pid: child.pid ?? 0,
    log,
    lastWords,
    get ended() {
      return ended;
    },
    async ready(timeoutMs = START_LIMIT_MS) {
      await watch.until("started", () => url !== undefined || ended !== undefined, timeoutMs);
      if (url === undefined) throw new Error(`ended before it had started: ${lastWords()}`);
      return url;
    },
    logged: (what, wanted, timeoutMs) => watch.until(what, () => log.some(wanted), timeoutMs),
    kill: () => end("SIGKILL"),
    async stop() {
      await end("SIGTERM");
      return ended?.code ?? null;
    },
  };
}

function whenGone(child: ChildProcess): Promise<NonNullable<RealProcess["ended"]>> {
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("exit", (code, signal) => done({ code, signal }));
  });
}

function readLine(line: string): LogLine | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && "msg" in value ? (value as LogLine) : undefined;
  } catch {
    return undefined;
  }
}

/** A zone without summer time where it is about noon: a run in it meets no quiet hours. The sign is POSIX's. */
export function zoneAtNoon(now: number): string {
  const hoursAhead = 12 - new Date(now).getUTCHours();
  return hoursAhead >= 0 ? `Etc/GMT-${hoursAhead}` : `Etc/GMT+${-hoursAhead}`;
}
