import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "jinqiu-announce-script-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the command on a database of its own. */
function run(...args: string[]) {
  const file = resolve(import.meta.dirname, "announce.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", file, ...args], {
    env: { ...process.env, DATABASE_PATH: join(folder, "bureau.db") },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

it("keeps a draft from one run to the next", () => {
  const added = run(
    "draft",
    "add",
    "--title",
    "体检通知",
    "--body",
    "请按时体检。",
    "--staff-role",
    "liaison",
  );
  expect(added).toMatchObject({ status: 0, stdout: expect.stringContaining("编号 1") });
  expect(run("list")).toMatchObject({ status: 0, stdout: expect.stringContaining("草稿  体检通知") });
});

it("ends with 1 when it could not be done, and with 2 and the usage when it made no sense", () => {
  expect(run("approve", "7")).toMatchObject({ status: 1, stderr: expect.stringContaining("没有这个编号") });
  expect(run("recall")).toMatchObject({ status: 2, stderr: expect.stringContaining("用法：") });
  expect(run("constructor")).toMatchObject({ status: 2, stderr: expect.stringContaining("用法：") });
});
