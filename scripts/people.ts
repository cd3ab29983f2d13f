/** `npm run -s people -- …`: members, homes, branches, staff and proxies from the server's command line. */
import { writeFileSync } from "node:fs";
import { type Assistant, createAssistant } from "../src/assistant.ts";
import { loadConfig } from "../src/config.ts";
import type { Role } from "../src/dialogue/index.ts";
import { type Member, MemberError, type MemberStatus } from "../src/features/members/index.ts";
import { operator, readArguments, readId, run } from "./arguments.ts";

const USAGE = `npm run -s people -- 后面写：
  find 姓名                          按姓名找
  show 编号                          看一个人（不含电话、证号、住址、健康）
  status 编号 alive|deceased|moved 日期
  home add 名称 --level centre|district|unit [--parent 编号] [--district 区县] [--address 地址]
  home list
  branch add 名称 [--unit 单位] [--home 编号]
  branch list
  branch secretary 支部编号 [老同志编号]      定支部书记；不写编号就是暂缺
  staff add 姓名 --role 角色 … [--phone 电话] [--district 区县]    角色：admin editor dispatcher liaison viewer
  staff list
  staff roles 编号 --role 角色 …
  staff stop 编号                    停用
  grant 老同志编号 --name 姓名 --relation 关系 [--phone 电话]        登记代办人
  grants 老同志编号                  看代办人
  revoke-grant 代办编号
  export 编号 文件.html              导出一个人的全部资料
  erase 编号 [--full]                删除资料；--full 连姓名也删`;

const ROLES = ["admin", "editor", "dispatcher", "liaison", "viewer"] as const satisfies readonly Role[];
const STATUSES = { alive: "健在", deceased: "去世", moved: "迁出" } as const;
const LEVELS = ["centre", "district", "unit"] as const;
const SECRETS = { phone: "电话", idNumber: "身份证号", address: "住址", health: "健康" } as const;

const OPTIONS = {
  level: { type: "string" },
  parent: { type: "string" },
  district: { type: "string" },
  address: { type: "string" },
  unit: { type: "string" },
  home: { type: "string" },
  role: { type: "string", multiple: true },
  phone: { type: "string" },
  name: { type: "string" },
  relation: { type: "string" },
  full: { type: "boolean" },
} as const;

type Values = ReturnType<typeof read>["values"];
/** Does one thing; what it returns is printed. `words` are the arguments after the command's own. */
type Command = (assistant: Assistant, words: readonly string[], values: Values) => string;

const COMMANDS: Readonly<Record<string, Command>> = {
  find: ({ members }, words) => {
    const found = members.list({ name: needed(words[0]), limit: 50 });
    return found.length === 0 ? "没有找到。" : found.map(line).join("\n");
  },
  show: ({ members }, words) => card(existing(members.get(id(words[0])))),
  status: ({ members }, words) => {
    const status = oneOf(words[1], Object.keys(STATUSES) as MemberStatus[]);
    members.setStatus(operator(), id(words[0]), status, needed(words[2]));
    return `记下了：${STATUSES[status]}。`;
  },
  "home add": ({ members }, words, { level, parent, district, address }) => {
    const added = members.addHome(operator(), {
      name: needed(words[0]),
      level: oneOf(level, LEVELS),
      ...(parent === undefined ? {} : { parentId: id(parent) }),
      ...given({ district, address }),
    });
    return `登记好了，编号 ${added}。`;
  },
  "home list": ({ members }) =>
    rows(members.homes().map((home) => `${home.id}  ${home.name}  ${home.level}  ${home.district ?? ""}`)),
  "branch add": ({ members }, words, { unit, home }) => {
    const added = members.addBranch(operator(), {
      name: needed(words[0]),
      ...given({ unit }),
      ...(home === undefined ? {} : { homeId: id(home) }),
    });
    return `登记好了，编号 ${added}。`;
  },
  "branch list": ({ members }) =>
    rows(
      members.branches().map(({ id: number, name, unit, secretaryId }) => {
        const secretary = secretaryId === null ? undefined : members.get(secretaryId)?.name;
        return `${number}  ${name}  ${unit ?? ""}  书记：${secretary ?? "暂缺"}`;
      }),
    ),
  "branch secretary": ({ members }, words) => {
    const memberId = words[1] === undefined ? null : id(words[1]);
    members.setSecretary(operator(), id(words[0]), memberId);
    return memberId === null ? "记下了，书记暂缺。" : "记下了。书记在聊天里写「我的支部」就能办支部的事。";
  },
  "staff add": ({ members }, words, { role, phone, district }) => {
    const roles = (role ?? []).map((one) => oneOf(one, ROLES));
    const added = members.addStaff(operator(), {
      name: needed(words[0]),
      roles,
      ...given({ phone, district }),
    });
    return `登记好了，编号 ${added}。发登记码：npm run -s invite -- --staff ${added}`;
  },
  "staff list": ({ members }) =>
    rows(
      members
        .staff()
        .map(
          ({ id: number, name, roles, active }) =>
            `${number}  ${name}  ${roles.join(" ")}${active ? "" : "  已停用"}`,
        ),
    ),
  "staff roles": ({ members }, words, { role }) => {
    members.setRoles(
      operator(),
      id(words[0]),
      (role ?? []).map((one) => oneOf(one, ROLES)),
    );
    return "改好了。";
  },
  "staff stop": ({ members }, words) => {
    members.deactivate(operator(), id(words[0]));
    return "停用了，账号也解除了。";
  },
  grant: ({ members }, words, { name, relation, phone }) => {
    const added = members.grant(operator(), {
      memberId: id(words[0]),
      name: needed(name),
      relation: needed(relation),
      ...given({ phone }),
    });
    return `登记好了，代办编号 ${added}。发登记码：npm run -s invite -- --proxy ${added}`;
  },
  grants: ({ members }, words) =>
    rows(members.grantsOf(id(words[0])).map((one) => `${one.grantId}  ${one.name}（${one.relation}）`)),
  "revoke-grant": ({ members }, words) => {
    members.revokeGrant(operator(), id(words[0]));
    return "解除了。";
  },
  export: ({ membersData }, words) => {
    const file = needed(words[1]);
    const { text } = membersData.exportMember(operator(), id(words[0]));
    writeFileSync(file, text, { mode: 0o600 });
    return `写入 ${file}。里面有全部个人资料，交给本人后请删掉。`;
  },
  erase: ({ membersData }, words, { full }) => {
    const erased = membersData.erase(operator(), id(words[0]), { full: full ?? false });
    const kept = full === true ? "类别和状态" : "姓名、类别、单位、党支部和状态";
    return (
      `删除了：账号 ${erased.accounts} 个，来往的话 ${erased.messages} 条，通知 ${erased.pushes} 条，代办 ${erased.grants} 项。` +
      `\n留下：${kept}（《个人信息保护法》第十三条第一款第三项），还有不含内容的操作记录（《网络安全法》第二十三条）。以前做的备份里还有旧数据，请一并处理。`
    );
  },
};

await run(async () => {
  const { values, positionals } = read();
  const two = positionals.slice(0, 2).join(" ");
  const name = two in COMMANDS ? two : (positionals[0] ?? "");
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) usage();
  const assistant = createAssistant(loadConfig());
  try {
    const words = positionals.slice(name.split(" ").length);
    process.stdout.write(`${command(assistant, words, values)}\n`);
    return 0;
  } finally {
    assistant.store.close();
  }
});

function read() {
  return readArguments(USAGE, { allowPositionals: true, options: OPTIONS });
}

function usage(): never {
  process.stderr.write(`用法：${USAGE}\n`);
  process.exit(2);
}

function id(text: string | undefined): number {
  return readId(text, USAGE);
}

function needed(text: string | undefined): string {
  return text === undefined || text.trim() === "" ? usage() : text;
}

function oneOf<T extends string>(text: string | undefined, choices: readonly T[]): T {
  return choices.find((choice) => choice === text) ?? usage();
}

/** Without what was not given. */
function given<T extends Record<string, string | undefined>>(values: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: string;
  };
}

function existing(member: Member | undefined): Member {
  if (member === undefined) throw new MemberError("id", "没有找到这位老同志。请核对编号");
  return member;
}

function rows(lines: readonly string[]): string {
  return lines.length === 0 ? "没有。" : lines.join("\n");
}

function line({ id: number, name, category, unit, branch, status }: Member): string {
  return [number, name, category, unit ?? "", branch ?? "", STATUSES[status]].join("  ");
}

function card(member: Member): string {
  const filled = Object.entries(SECRETS).filter(([field]) => member.has[field as keyof typeof SECRETS]);
  return [
    line(member),
    `性别 ${member.gender ?? "未登记"}；老党员之家 ${member.home ?? "未登记"}；住在 ${[member.district, member.community].filter((part) => part !== null).join(" ") || "未登记"}`,
    `联络员 ${member.liaison ?? "未登记"}；标签 ${member.tags.join("、") || "没有"}`,
    `已登记：${filled.map(([, name]) => name).join("、") || "没有"}`,
    ...(member.erasedAt === null ? [] : ["资料已按要求删除。"]),
  ].join("\n");
}
