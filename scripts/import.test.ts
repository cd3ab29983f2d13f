import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "jinqiu-import-script-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the command on a database of its own. */
function run(...args: string[]) {
  const script = resolve(import.meta.dirname, "import.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", script, ...args], {
    env: { ...process.env, DATABASE_PATH: join(folder, "bureau.db") },
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

it("imports a file once it is without faults, and says at each step what became of it", () => {
  const file = join(folder, "名册.csv");
  const faults = join(folder, "错误.csv");
  writeFileSync(file, "姓名,类别,身份证号,党支部\n测试甲,退休,110105194912310021,测试支部\n");
  const bad = run(file, "--faults", faults);
  expect(bad.stdout).toBe(
    [
      "C2（身份证号）：最后一位校验不对。请核对",
      "共 1 处",
      "没有导入，什么都没有改动。请按上面的提示改好，再导入一次。",
      "",
    ].join("\n"),
  );
  expect(bad.status).toBe(1);
  expect(readFileSync(faults, "utf8")).toContain("C2,身份证号,110****21,");

  writeFileSync(file, "姓名,类别,身份证号,党支部\n测试甲,退休,11010519491231002X,测试支部\n");
  const rehearsed = run(file, "--dry-run", "--create-places");
  expect(rehearsed.stdout).toContain("将新建党支部 1 个：测试支部\n可以导入：新增 1 人，更新 0 人。");
  expect(rehearsed.status).toBe(0);

  const json = JSON.parse(run(file, "--create-places", "--json").stdout);
  expect(json).toMatchObject({ kind: "imported", rows: 1, added: 1, updated: 0, newBranches: ["测试支部"] });
  expect(JSON.stringify(json)).not.toContain("11010519491231002X");

  const again = run(file, "--update");
  expect(again.stdout).toBe("已导入：新增 0 人，更新 1 人。\n");
});

it("writes the template, and refuses it with its sample left in", () => {
  const file = join(folder, "模板.xlsx");
  expect(run("--template", file).status).toBe(0);
  const refused = run(file, "--dry-run");
  expect(refused.stdout).toContain("A2（姓名）：这是模板里的示例行");
  expect(refused.status).toBe(1);
});

it("ends with a line that helps when the file or the arguments are wrong", () => {
  const missing = run(join(folder, "没有.xlsx"));
  expect(missing).toMatchObject({
    status: 1,
    stderr: "找不到文件 没有.xlsx，或没有权限读取。请核对文件名和位置。\n",
  });
  expect(run()).toMatchObject({ status: 2, stderr: expect.stringContaining("用法：") });
});
