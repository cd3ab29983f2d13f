import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "jinqiu-requests-script-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the command on a database of its own. */
function run(...args: string[]) {
  const file = resolve(import.meta.dirname, "requests.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", file, ...args], {
    env: { ...process.env, DATABASE_PATH: join(folder, "bureau.db") },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

it("checks the catalogue, names the line at fault, and needs no database for it", () => {
  const faulty = join(folder, "services.yaml");
  writeFileSync(faulty, "items:\n  - id: Wrong Id\n");
  expect(run("catalogue", "check", faulty)).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("第 2 行"),
  });
  expect(existsSync(join(folder, "bureau.db"))).toBe(false);
});

it("ends with 1 when it could not be done, and with 2 and the usage when it made no sense", () => {
  expect(run("accept", "20261123-0042")).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("没有这个单号"),
  });
  expect(run("decline")).toMatchObject({ status: 2, stderr: expect.stringContaining("用法：") });
  expect(run("constructor")).toMatchObject({ status: 2, stderr: expect.stringContaining("用法：") });
});
