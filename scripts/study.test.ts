import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "jinqiu-study-script-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the command on a database of its own. */
function run(...args: string[]) {
  const file = resolve(import.meta.dirname, "study.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", file, ...args], {
    env: { ...process.env, DATABASE_PATH: join(folder, "bureau.db") },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

it("ends with 0 when it did what it was asked, with 1 when it could not, with 2 and the usage when it made no sense", () => {
  expect(run("session", "list")).toEqual({ status: 0, stdout: "没有。\n", stderr: "" });
  expect(run("session", "show", "7")).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("没有这个编号的活动"),
  });
  expect(run("session", "add")).toMatchObject({ status: 2, stderr: expect.stringContaining("用法：") });
  expect(run("constructor")).toMatchObject({ status: 2, stderr: expect.stringContaining("用法：") });
});
