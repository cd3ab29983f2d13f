import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "jinqiu-requests-script-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a command of the project on a database of its own. */
function command(script: string, ...args: string[]) {
  const file = resolve(import.meta.dirname, `${script}.ts`);
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", file, ...args], {
    env: { ...process.env, DATABASE_PATH: join(folder, "bureau.db") },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const requests = (...args: string[]) => command("requests", ...args);

it("issues a key once, lists it without the key, and ends it", () => {
  const added = requests("key", "add", "市12345热线");
  const key = /jq_\S+/.exec(added.stdout)?.[0];
  expect(key).toHaveLength(46);
  const listed = requests("key", "list");
  expect(listed.stdout).toContain("1  市12345热线");
  expect(listed.stdout).not.toContain(key);
  expect(requests("key", "revoke", "1")).toMatchObject({ status: 0, stdout: "停用了。\n" });
  expect(requests("key", "revoke", "1")).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("已经停用"),
  });
});

it("tells figures and exports an empty period without a fault", () => {
  const json = JSON.parse(requests("figures", "--json", "--from", "2026-11-01", "--to", "2026-11-23").stdout);
  expect(json.period.orders).toBe(0);
  expect(requests("figures", "--to", "2026-11-23").stdout).toContain(
    "2026年10月25日到2026年11月23日：提交 0 单",
  );
  const file = join(folder, "服务单.xlsx");
  expect(requests("export", file).stdout).toContain(`写入 ${file}，0 单。`);
  expect(existsSync(file)).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(requests("list", "--late")).toMatchObject({ status: 0, stdout: "没有。\n" });
});

it("issues vouchers to the fen", () => {
  writeFileSync(join(folder, "名册.csv"), "姓名,类别\n测试甲,退休\n");
  expect(command("import", join(folder, "名册.csv")).status).toBe(0);
  const issue = ["voucher", "issue", "--member", "1", "--kind", "serviceVoucher", "--expires", "2099-12-31"];
  expect(requests(...issue, "--yuan", "0.29")).toMatchObject({ status: 0 });
  expect(requests("voucher", "show", "--member", "1").stdout).toBe(
    "1  服务券  可用 0.29 元  占用 0.00 元  用到 2099-12-31\n",
  );
  expect(requests(...issue, "--yuan", "1.234").status).toBe(2);
});

it("checks the catalogue, names the line at fault, and needs no database for it", () => {
  expect(requests("catalogue", "check")).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("没有错误"),
  });
  const faulty = join(folder, "services.yaml");
  writeFileSync(faulty, "items:\n  - id: Wrong Id\n");
  expect(requests("catalogue", "check", faulty)).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("第 2 行"),
  });
  expect(existsSync(join(folder, "bureau.db"))).toBe(false);
});

it("says what is missing when an order is not there or the arguments are wrong", () => {
  expect(requests("accept", "20261123-0042")).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("没有这个单号"),
  });
  for (const wrong of [
    ["decline"],
    ["figures", "--from", "2026-02-30"],
    ["list", "--status", "x"],
    ["constructor"],
  ])
    expect(requests(...wrong)).toMatchObject({ status: 2, stderr: expect.stringContaining("用法：") });
});
