/** `npm run -s invite`: invitations for members, proxies and staff; on the screen and as cards to print. */
import { writeFileSync } from "node:fs";
import { type Assistant, createAssistant } from "../src/assistant.ts";
import { type Config, loadConfig } from "../src/config.ts";
import {
  type Actor,
  type Invitation,
  type InvitationTarget,
  invitationLinks,
  invitationSheet,
  MemberError,
  type Members,
  sayDate,
} from "../src/features/members/index.ts";
import { operator, readArguments, readId, run } from "./arguments.ts";

const USAGE =
  "npm run -s invite -- (--member 编号 … | --branch 支部名称 | --all-unbound | --proxy 代办编号 … | --staff 编号 …) [--days 14] [--sheet 卡片.html] [--bot 机器人名] [--bureau 单位名称]，或 --list，或 --revoke 邀请编号";

const KINDS = { member: "老同志", proxy: "代办人", staff: "工作人员" } as const;
const PAGE = 1000;

await run(async () => {
  const { values } = readArguments(USAGE, {
    options: {
      member: { type: "string", multiple: true },
      branch: { type: "string" },
      "all-unbound": { type: "boolean" },
      proxy: { type: "string", multiple: true },
      staff: { type: "string", multiple: true },
      days: { type: "string" },
      sheet: { type: "string" },
      bot: { type: "string" },
      bureau: { type: "string" },
      revoke: { type: "string" },
      list: { type: "boolean" },
    },
  });
  const config = loadConfig();
  const assistant = createAssistant(config);
  const { members } = assistant;
  try {
    const actor = operator();
    if (values.revoke !== undefined) {
      members.revokeInvitation(actor, readId(values.revoke, USAGE));
      process.stdout.write("收回了，这个登记码不能再用。\n");
      return 0;
    }
    if (values.list === true) return list(members, actor, config);
    const targets: InvitationTarget[] = [
      ...(values.member ?? []).map((id) => ({ memberId: readId(id, USAGE) })),
      ...(values.proxy ?? []).map((id) => ({ proxyGrantId: readId(id, USAGE) })),
      ...(values.staff ?? []).map((id) => ({ staffId: readId(id, USAGE) })),
      ...(values.branch === undefined ? [] : unbound(members, branchNamed(members, values.branch))),
      ...(values["all-unbound"] === true ? unbound(members) : []),
    ];
    const wide = values.branch !== undefined || values["all-unbound"] === true;
    if (targets.length === 0) {
      process.stderr.write(wide ? "没有还没绑定的人。\n" : `请写明邀请谁。用法：${USAGE}\n`);
      return wide ? 0 : 2;
    }
    const days = values.days === undefined ? undefined : readId(values.days, USAGE);
    const { invited, refused } = invite(assistant, actor, targets, days);
    const links = { publicUrl: config.publicUrl, botUsername: values.bot };
    if (values.sheet !== undefined) {
      const bureau = values.bureau ?? bureauOf(config.region);
      const page = await invitationSheet(invited, { ...links, bureau, timeZone: config.timeZone });
      // Names beside codes: for the eyes of whoever runs this alone.
      writeFileSync(values.sheet, page, { mode: 0o600 });
    }
    for (const invitation of invited) process.stdout.write(told(invitation, links, config.timeZone));
    for (const line of refused) process.stderr.write(`${line}\n`);
    if (values.sheet !== undefined) {
      process.stdout.write(
        `${invited.length} 张卡片写入 ${values.sheet}，用浏览器打开就能打印。用完请删掉。\n`,
      );
    }
    return refused.length === 0 ? 0 : 1;
  } finally {
    assistant.store.close();
  }
});

/** All in one transaction; who cannot be invited is passed over and named by number. */
function invite(
  { store, members }: Assistant,
  actor: Actor,
  targets: readonly InvitationTarget[],
  days: number | undefined,
): { invited: Invitation[]; refused: string[] } {
  const invited: Invitation[] = [];
  const refused: string[] = [];
  store.transaction(() => {
    for (const target of targets) {
      try {
        invited.push(members.invite(actor, target, days));
      } catch (error) {
        if (!(error instanceof MemberError)) throw error;
        refused.push(`${Object.values(target).join()}：${error.message}`);
      }
    }
  });
  return { invited, refused };
}

/** Living members without an account of their own. */
function unbound(members: Members, branchId?: number): InvitationTarget[] {
  const targets: InvitationTarget[] = [];
  for (let afterId = 0; ; ) {
    const page = members.list({
      status: "alive",
      limit: PAGE,
      afterId,
      ...(branchId === undefined ? {} : { branchId }),
    });
    for (const { id } of page) {
      if (!members.accountsOf(id).some(({ via }) => via === "self")) targets.push({ memberId: id });
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return targets;
    afterId = last.id;
  }
}

function branchNamed(members: Members, name: string): number {
  const found = members.branches().find((branch) => branch.name === name);
  if (found === undefined) throw new MemberError("branch", `没有叫「${name}」的党支部。请核对名称`);
  return found.id;
}

function told(
  invitation: Invitation,
  links: Parameters<typeof invitationLinks>[1],
  timeZone: string,
): string {
  const { id, code, name, forWhom, memberName, relation, expiresAt } = invitation;
  const whose = memberName === undefined ? "" : `，${memberName}的${relation ?? ""}`;
  const urls = invitationLinks(code, links).map(({ url }) => `    ${url}\n`);
  return `${id}  ${name}（${KINDS[forWhom]}${whose}）  登记码 ${code}  ${sayDate(expiresAt, timeZone)} 前有效\n${urls.join("")}`;
}

function list(members: Members, actor: Actor, { timeZone }: Config): number {
  const open = members.openInvitations(actor);
  if (open.length === 0) process.stdout.write("没有还能用的登记码。\n");
  for (const { id, forWhom, name, issuedAt, expiresAt } of open) {
    process.stdout.write(
      `${id}  ${name}（${KINDS[forWhom]}）  ${sayDate(issuedAt, timeZone)} 发出，${sayDate(expiresAt, timeZone)} 前有效\n`,
    );
  }
  return 0;
}

/** 湖南省株洲市 → 株洲市委老干部局. */
function bureauOf(region: string): string {
  const place = region.replace(/^.*?(?:省|自治区)(?=.)/u, "");
  return `${place}${place.endsWith("市") ? "委" : ""}老干部局`;
}
