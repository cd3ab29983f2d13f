import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");

/** Starts the real program as `npm start` does. */
async function start(environment: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), "jinqiu-service-"));
  const child: ChildProcess = spawn(process.execPath, ["--import", "tsx", "src/main.ts"], {
    cwd: ROOT,
    env: {
      ...process.env,
      HOST: "127.0.0.1",
      PORT: "0",
      DATABASE_PATH: join(folder, "jinqiu.db"),
      ...environment,
    },
  });
  let output = "";
  child.stdout!.on("data", (chunk) => {
    output += String(chunk);
  });
  child.stderr!.on("data", (chunk) => {
    output += String(chunk);
  });
  const exited = new Promise<number | null>((done) => child.once("exit", done));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exited;
    rmSync(folder, { recursive: true, force: true });
  });
  return { child, folder, exited, output: () => output };
}

async function urlOf(program: Awaited<ReturnType<typeof start>>): Promise<string> {
  for (let i = 0; i < 600; i++) {
    const url = /"url":"(http[^"]+)"/.exec(program.output())?.[1];
    if (url !== undefined) return url;
    await new Promise((tick) => setTimeout(tick, 50));
  }
  throw new Error(`not started: ${program.output()}`);
}

describe("the service", () => {
  it("serves chat page, health and metrics from an empty folder, answers a question with its clause, and stops cleanly", async () => {
    const program = await start({});
    const url = await urlOf(program);
    expect(await (await fetch(`${url}/healthz`)).json()).toMatchObject({ status: "ok" });
    expect(await (await fetch(`${url}/metrics`)).text()).toContain("jinqiu_queue_rows");
    const first = await fetch(url);
    const cookie = first.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const id = /name="(\w*[iI]d\w*)" value="([^"]+)"/.exec(await first.text())!;
    const said = await fetch(`${url}/say`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie, origin: url, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ [id[1]!]: id[2]!, text: "就医绿色通道办法第二条" }),
    });
    expect(said.status).toBe(303);
    let page = "";
    for (let i = 0; i < 100 && !page.includes("75周岁"); i++) {
      await new Promise((tick) => setTimeout(tick, 50));
      page = await (await fetch(url, { headers: { cookie } })).text();
    }
    expect(page).toContain("75周岁");
    expect(page).toContain("示例文本");
    program.child.kill("SIGTERM");
    expect(await program.exited).toBe(0);
  });

  it("names the wrong variables and the fix, and does not start", async () => {
    const program = await start({ PORT: "很多", TIME_ZONE: "Mars/Base", BOT_TOKEN: "abc" });
    expect(await program.exited).toBe(1);
    for (const part of [
      "PORT：不是数字",
      "TIME_ZONE：不是时区",
      "BOT_TOKEN：不像机器人的令牌",
      ".env.example",
    ]) {
      expect(program.output()).toContain(part);
    }
  });

  it("says which port is taken", async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
    onTestFinished(() => void other.close());
    const port = String((other.address() as AddressInfo).port);
    const program = await start({ PORT: port });
    expect(await program.exited).toBe(1);
    expect(program.output()).toContain(`端口 ${port} 已被占用`);
  });

  it("says so when the database is no database, and leaves the file as it was", async () => {
    const folder = mkdtempSync(join(tmpdir(), "jinqiu-service-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, "broken.db");
    writeFileSync(file, "这不是数据库，这不是数据库，这不是数据库".repeat(50));
    const program = await start({ DATABASE_PATH: file });
    expect(await program.exited).toBe(1);
    expect(program.output()).toContain("文件不是数据库");
  });
});
