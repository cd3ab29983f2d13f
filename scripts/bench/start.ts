/** From the start of the process to the first 200 of /healthz, and what it then holds in memory. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { round } from "./measures.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const PORT = 18_099;
const LONGEST_MS = 60_000;
/** Learning goes on for a moment after the first answer. */
const SETTLE_MS = 3_000;

/** The very first start, which indexes and learns, and the next one. Seconds, and resident megabytes (Linux only). */
export async function benchStart() {
  const folder = mkdtempSync(join(tmpdir(), "jinqiu-start-"));
  try {
    return { first: await startOnce(folder), next: await startOnce(folder) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function startOnce(folder: string): Promise<{ seconds: number; rssMb: number }> {
  const begun = performance.now();
  const child = spawn(process.execPath, ["--max-semi-space-size=4", "--import", "tsx", "src/main.ts"], {
    cwd: ROOT,
    // Nothing of this shell's; and BOT_TOKEN empty, so that nothing leaves this machine whatever `.env` says.
    env: {
      DATABASE_PATH: join(folder, "start.db"),
      PORT: String(PORT),
      LOG_LEVEL: "silent",
      BOT_TOKEN: "",
    },
    stdio: "ignore",
  });
  try {
    await untilHealthy(child);
    const seconds = round((performance.now() - begun) / 1000, 1);
    await pause(SETTLE_MS);
    return { seconds, rssMb: residentMb(child.pid!) };
  } finally {
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGTERM");
    await ended;
  }
}

async function untilHealthy(child: ChildProcess): Promise<void> {
  const deadline = performance.now() + LONGEST_MS;
  for (;;) {
    const response = await fetch(`http://127.0.0.1:${PORT}/healthz`).catch(() => undefined);
    if (response?.ok === true) return;
    if (child.exitCode !== null || performance.now() > deadline) throw new Error("服务没有启动起来");
    await pause(20);
  }
}

function residentMb(pid: number): number {
  const [, kilobytes = "0"] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Math.round(Number(kilobytes) / 1024);
}
