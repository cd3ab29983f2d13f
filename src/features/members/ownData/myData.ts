/** 我的资料 as a reply: what is stored, in groups, in plain words. */

import type { Speaker } from "../../../dialogue/index.ts";
import { type Block, type Choice, paragraph, type Reply, strong } from "../../../dialogue/index.ts";
import { FIELD_NAMES, ROLE_NAMES } from "../refusals.ts";
import { channelName, LABELS, MY, myText } from "../text.ts";
import type { Grant, Member, ReachableAccount, SecretField } from "../types.ts";
import { sayBirthDay } from "../values/birthDay.ts";
import { sayDate, sayDay } from "../values/moment.ts";

/** What is shown. */
export interface MyDataView {
  readonly member: Member;
  /** Undefined where the channel may not carry them. */
  readonly secrets: Partial<Record<SecretField, string>> | undefined;
  readonly grants: readonly Grant[];
  readonly accounts: readonly ReachableAccount[];
  readonly consent: { readonly version: string; readonly givenAt: number } | undefined;
  /** The proxy who looks; undefined for the member. */
  readonly proxy: { readonly relation: string } | undefined;
  /** Whether a link to the file can be opened from here. */
  readonly linkable: boolean;
  readonly timeZone: string;
}

const HUMAN: Choice = { label: LABELS.human, action: "human" };
const SECRETS: readonly SecretField[] = ["phone", "idNumber", "address", "health"];

export function myDataReply(view: MyDataView): Reply {
  const { member, proxy } = view;
  const hidden = view.secrets === undefined;
  const blocks: Block[] = [
    strong(
      proxy === undefined ? myText.title(member.name) : myText.titleForProxy(member.name, proxy.relation),
    ),
    lines(basics(member, hidden)),
    lines(SECRETS.map((field) => [FIELD_NAMES[field], secretValue(view, field)])),
    ...(hidden ? [paragraph(view.linkable ? MY.notHere : MY.noPage)] : []),
    ...(proxy === undefined
      ? [
          group(
            MY.proxies,
            view.grants.map((grant) => grantLine(grant, view.timeZone)),
          ),
        ]
      : []),
    group(
      MY.accounts,
      view.accounts.map((account) => accountLine(account, view.timeZone)),
    ),
    ...(view.consent === undefined
      ? []
      : [paragraph(myText.consent(sayDate(view.consent.givenAt, view.timeZone)))]),
    paragraph(MY.wrong),
  ];
  return { blocks, choices: choicesOf(view, hidden) };
}

function choicesOf(view: MyDataView, hidden: boolean): readonly Choice[] {
  const seen: Choice = { label: LABELS.seen, action: "my:seen" };
  const file: Choice[] = view.linkable
    ? [{ label: hidden ? LABELS.openOnPage : LABELS.export, action: "my:export" }]
    : [];
  if (view.proxy !== undefined) return [...file, seen, { label: LABELS.unbind, action: "my:unbind" }, HUMAN];
  return [
    ...file,
    seen,
    ...(view.grants.length === 0 ? [] : [{ label: LABELS.endProxies, action: "my:proxies" }]),
    { label: LABELS.unbind, action: "my:unbind" },
    { label: LABELS.erase, action: "my:erase" },
    HUMAN,
  ];
}

function basics(member: Member, hidden: boolean): readonly (readonly [string, string | undefined])[] {
  // Marks such as 困难 tell of hardship: they stay at home like the sealed fields.
  const tags = hidden
    ? member.tags.length === 0
      ? undefined
      : MY.onFile
    : member.tags.join("、") || undefined;
  const place = [member.district, member.community].filter((part) => part !== null).join(" ");
  return [
    [FIELD_NAMES.category, member.category],
    [FIELD_NAMES.gender, member.gender ?? undefined],
    [FIELD_NAMES.birth, member.birth === null ? undefined : sayBirthDay(member.birth)],
    [FIELD_NAMES.unit, member.unit ?? undefined],
    [FIELD_NAMES.branchId, member.branch ?? undefined],
    [FIELD_NAMES.homeId, member.home ?? undefined],
    [MY.place, place === "" ? undefined : place],
    [FIELD_NAMES.joinedPartyOn, member.joinedPartyOn === null ? undefined : sayDay(member.joinedPartyOn)],
    [FIELD_NAMES.liaisonId, member.liaison ?? undefined],
    [FIELD_NAMES.tags, tags],
  ];
}

function secretValue({ secrets, member }: MyDataView, field: SecretField): string {
  if (!member.has[field]) return MY.notOnFile;
  return secrets?.[field] ?? MY.onFile;
}

function grantLine({ name, relation, grantedAt }: Grant, timeZone: string): string {
  return `${name}（${relation}），${sayDate(grantedAt, timeZone)} 起`;
}

function accountLine({ channel, via, proxyName, boundAt }: ReachableAccount, timeZone: string): string {
  const whose = via === "self" ? "" : `（${proxyName ?? MY.proxy}的）`;
  return `${channelName(channel)}${whose}，${sayDate(boundAt, timeZone)} 起`;
}

/** Fields that are empty are left out. */
function lines(rows: readonly (readonly [string, string | undefined])[]): Block {
  return paragraph(
    rows.flatMap(([name, value]) => (value === undefined ? [] : [`${name}：${value}`])).join("\n"),
  );
}

function group(name: string, rows: readonly string[]): Block {
  return paragraph(rows.length === 0 ? `${name}：${MY.none}` : `${name}：\n${rows.join("\n")}`);
}

/** 我的 for staff: their own registration. */
export function staffReply({ staff }: Speaker): Reply {
  const roles = (staff?.roles ?? []).map((role) => ROLE_NAMES[role]).join("、");
  return {
    blocks: [strong(myText.staff(staff?.name ?? "", roles))],
    choices: [{ label: LABELS.unbind, action: "my:unbind" }, HUMAN],
  };
}

/** 我的 for someone whom nobody bound. */
export function strangerReply(): Reply {
  return {
    blocks: [strong(MY.stranger), paragraph(MY.howTo)],
    choices: [{ label: LABELS.enterCode, action: "bind" }, HUMAN],
  };
}
