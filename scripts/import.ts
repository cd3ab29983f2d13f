/** `npm run -s import -- FILE` adds people from Excel or CSV; `--template FILE` writes the file to fill in. */
import { writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { type Assistant, createAssistant } from "../src/assistant.ts";
import { loadConfig } from "../src/config.ts";
import {
  type Actor,
  type Check,
  checkRows,
  faultsCsv,
  type Imported,
  type ImportOptions,
  importMembers,
  isRefused,
  type MembersFile,
  MembersFileError,
  readMembersFile,
  reportLines,
  writeTemplate,
} from "../src/features/members/index.ts";
import { readArguments, run } from "./arguments.ts";

const USAGE =
  "npm run -s import -- 名册.xlsx [--dry-run] [--update] [--create-places] [--json] [--faults 错误.csv]，或 npm run -s import -- --template 模板.xlsx";

/** What the command does with a file, and what it prints. */
interface Wanted extends ImportOptions {
  readonly dryRun: boolean;
  readonly json: boolean;
  readonly faults: string | undefined;
}

await run(async () => {
  const { values, positionals } = readArguments(USAGE, {
    allowPositionals: true,
    options: {
      "dry-run": { type: "boolean", default: false },
      update: { type: "boolean", default: false },
      "create-places": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      faults: { type: "string" },
      template: { type: "string" },
    },
  });
  if (values.template !== undefined && positionals.length === 0) return template(values.template);
  const [path] = positionals;
  if (path === undefined || positionals.length > 1 || values.template !== undefined) {
    process.stderr.write(`用法：${USAGE}\n`);
    return 2;
  }
  try {
    return importFile(await readMembersFile(path), {
      update: values.update,
      createPlaces: values["create-places"],
      dryRun: values["dry-run"],
      json: values.json,
      faults: values.faults,
    });
  } catch (error) {
    if (!(error instanceof MembersFileError)) throw error;
    process.stderr.write(`${error.message}。\n`);
    return 1;
  }
});

async function template(path: string): Promise<number> {
  await writeTemplate(path);
  process.stdout.write(`模板已写入 ${path}。填好后运行 npm run -s import -- ${path} --dry-run\n`);
  return 0;
}

function importFile(file: MembersFile, wanted: Wanted): number {
  const assistant = createAssistant(loadConfig());
  try {
    const result = wanted.dryRun ? rehearse(assistant, file, wanted) : store(assistant, file, wanted);
    if (wanted.faults !== undefined) writeFileSync(wanted.faults, faultsCsv(result.check, wanted));
    process.stdout.write(wanted.json ? `${JSON.stringify(asJson(file, result))}\n` : told(result, wanted));
    return result.kind === "refused" ? 1 : 0;
  } finally {
    assistant.store.close();
  }
}

/** A dry run answers in the same shape, with what would be added. */
type Outcome =
  | Imported
  | { readonly kind: "importable"; readonly added: number; readonly updated: number; readonly check: Check };

function rehearse(assistant: Assistant, file: MembersFile, wanted: Wanted): Outcome {
  const check = checkRows(partsOf(assistant), operator(), file, wanted);
  if (isRefused(check, wanted)) return { kind: "refused", check };
  const updated = check.rows.filter(({ memberId }) => memberId !== undefined).length;
  return { kind: "importable", added: check.rows.length - updated, updated, check };
}

function store(assistant: Assistant, file: MembersFile, wanted: Wanted): Outcome {
  return importMembers(partsOf(assistant), operator(), file, wanted);
}

function partsOf({ store, box, key, members }: Assistant) {
  return { store, box, key, members, clock: Date.now, timeZone: loadConfig().timeZone };
}

function operator(): Actor {
  return { kind: "operator", name: userInfo().username };
}

function told(result: Outcome, wanted: Wanted): string {
  const lines = reportLines(result.check, wanted);
  switch (result.kind) {
    case "refused":
      lines.push("没有导入，什么都没有改动。请按上面的提示改好，再导入一次。");
      break;
    case "importable":
      lines.push(`可以导入：新增 ${result.added} 人，更新 ${result.updated} 人。这次只是检查，还没有存入。`);
      break;
    case "imported":
      lines.push(`已导入：新增 ${result.added} 人，更新 ${result.updated} 人。`);
  }
  return `${lines.join("\n")}\n`;
}

/** Without the rows: they hold personal data. */
function asJson(file: MembersFile, result: Outcome) {
  const { faults, duplicates, warnings, newBranches, newHomes } = result.check;
  return {
    file: file.name,
    sha256: file.sha256,
    kind: result.kind,
    rows: file.rows.length,
    added: result.kind === "refused" ? 0 : result.added,
    updated: result.kind === "refused" ? 0 : result.updated,
    faults,
    duplicates,
    warnings,
    newBranches,
    newHomes,
  };
}
