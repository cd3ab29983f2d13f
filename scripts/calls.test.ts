import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createAssistant } from "../src/assistant.ts";
import { parseConfig } from "../src/config.ts";
import { operator } from "./arguments.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "jinqiu-calls-script-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const environment = () => ({ ...process.env, DATABASE_PATH: join(folder, "bureau.db") });

/** Runs the command on a database of its own. */
function run(...args: string[]) {
  const file = resolve(import.meta.dirname, "calls.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", file, ...args], {
    env: environment(),
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

it("notes what a person without an account said, and closes their call", async () => {
  const { announcements, members, store } = createAssistant(parseConfig(environment()));
  members.add(operator(), { name: "王大明", category: "退休" });
  const id = announcements.create(operator(), {
    title: "体检通知",
    body: "请按时体检。",
    audience: { version: 1, everyone: true },
    needsConfirmation: true,
  });
  announcements.release(operator(), id);
  await announcements.carryOn(new AbortController().signal);
  store.close();

  expect(run()).toMatchObject({ status: 0, stdout: expect.stringContaining("可以记的回答：收到") });
  expect(run("--answer", "1", "yes")).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("got（收到）"),
  });
  expect(run("--answer", "1", "got")).toEqual({
    status: 0,
    stdout: "记下了：王大明已经收到。\n",
    stderr: "",
  });
  expect(run("--answer", "1", "got")).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("已经办过了"),
  });
});

it("ends with 2 and the usage when it made no sense", () => {
  expect(run("--answer", "7")).toMatchObject({ status: 2, stderr: expect.stringContaining("用法：") });
});
