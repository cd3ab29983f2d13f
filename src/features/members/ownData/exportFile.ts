/** A member's export as one readable file: HTML without anything from outside, large type, fit to print. */

import { FIELD_NAMES } from "../refusals.ts";
import { channelName } from "../text.ts";
import { sayBirthDay } from "../values/birthDay.ts";
import { sayDay, sayMoment } from "../values/moment.ts";
import type { MemberExport } from "./exportData.ts";
import { EXPORT, sayOutcome, sayPushStatus, sayQuestionKind, sayReason, sayStatus } from "./exportText.ts";
import { Html, html } from "./htmlText.ts";

// A file on someone's disk: nothing is fetched, nothing runs.
const STYLE = `
  body { font: 20px/1.7 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #1f1a14;
    background: #fffdf7; max-width: 46rem; margin: 0 auto; padding: 24px 16px; overflow-wrap: anywhere; }
  h1 { font-size: 1.5em; } h2 { font-size: 1.2em; border-bottom: 2px solid #7a1f14; margin-top: 2em; }
  table { border-collapse: collapse; width: 100%; } th, td { border: 1px solid #857a68; padding: 6px 10px;
    text-align: left; vertical-align: top; } th { width: 8em; font-weight: 600; }
  li { margin: .4em 0; } .when { color: #463d31; } .said { white-space: pre-line; }
  @media print { body { font-size: 14pt; background: #fff; color: #000; } h2 { break-after: avoid; } li, tr { break-inside: avoid; } }
`;

/** The file's text. @param data see {@link MemberExport}; every value is escaped */
export function exportFile(data: MemberExport, timeZone: string): string {
  const at = (moment: number) => sayMoment(moment, timeZone);
  const { chats } = data;
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${EXPORT.title(data.member.name)}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<h1>${EXPORT.title(data.member.name)}</h1>
<p>${EXPORT.madeAt(at(data.madeAt))}</p>
<p>${EXPORT.keepSafe}</p>
${section(EXPORT.basics, [table(basics(data))])}
${section(
  EXPORT.grants,
  listed(
    data.grants.map(({ name, relation, grantedAt, revokedAt }) =>
      EXPORT.grant(name, relation, at(grantedAt), revokedAt === null ? undefined : at(revokedAt)),
    ),
  ),
)}
${section(
  EXPORT.accounts,
  listed(
    data.accounts.map(({ channel, accountId, boundAt, revokedAt }) =>
      EXPORT.account(
        channelName(channel),
        accountId,
        at(boundAt),
        revokedAt === null ? undefined : at(revokedAt),
      ),
    ),
  ),
)}
${section(
  EXPORT.consents,
  listed(
    data.consents.map(({ version, givenAt, withdrawnAt }) =>
      EXPORT.consent(version, at(givenAt), withdrawnAt === null ? undefined : at(withdrawnAt)),
    ),
  ),
)}
${
  chats === undefined
    ? section(EXPORT.said, [html`<p>${EXPORT.notForProxies}</p>`])
    : [
        section(
          EXPORT.questions,
          listed(
            chats.questions.map(
              ({ at: when, kind, text }) => `${at(when)}　${sayQuestionKind(kind)}　${text}`,
            ),
          ),
        ),
        section(
          EXPORT.handovers,
          listed(
            chats.handovers.map(({ openedAt, reason, closedAt, note }) =>
              EXPORT.handover(
                at(openedAt),
                sayReason(reason),
                closedAt === null ? undefined : at(closedAt),
                note ?? "",
              ),
            ),
          ),
        ),
        section(
          EXPORT.said,
          listed(
            chats.said.map(({ at: when, from, text }) => `${at(when)}　${EXPORT.speakers[from]}：${text}`),
          ),
        ),
      ]
}
${section(
  EXPORT.pushes,
  listed(
    data.pushes.map(({ at: when, text, status, readAt }) =>
      EXPORT.push(at(when), text, sayPushStatus(status), readAt === null ? undefined : at(readAt)),
    ),
  ),
)}
${section(
  EXPORT.calls,
  listed(
    data.calls.map(({ createdAt, reason, doneAt, outcome, note }) =>
      EXPORT.call(
        at(createdAt),
        sayReason(reason),
        doneAt === null ? undefined : at(doneAt),
        outcome === null ? "" : sayOutcome(outcome),
        note,
      ),
    ),
  ),
)}
${data.elsewhere.map(({ title, lines }) => section(title, listed(lines)))}
${section(EXPORT.audit, listed(data.audit))}
</body>
</html>
`.markup;
}

function section(title: string, body: readonly Html[]): Html {
  return html`<section><h2>${title}</h2>${body}</section>
`;
}

function listed(lines: readonly string[]): readonly Html[] {
  if (lines.length === 0) return [html`<p>${EXPORT.none}</p>`];
  return [
    html`<ul>${lines.map(
      (line) => html`<li class="said">${line}</li>
`,
    )}</ul>`,
  ];
}

function table(rows: readonly (readonly [string, string])[]): Html {
  return html`<table>${rows.map(
    ([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>
`,
  )}</table>`;
}

function basics({ member, secrets }: MemberExport): readonly (readonly [string, string])[] {
  const none = EXPORT.notOnFile;
  return [
    [EXPORT.number, String(member.id)],
    [FIELD_NAMES.name, member.name],
    [FIELD_NAMES.category, member.category],
    [FIELD_NAMES.gender, member.gender ?? none],
    [FIELD_NAMES.birth, member.birth === null ? none : sayBirthDay(member.birth)],
    [FIELD_NAMES.unit, member.unit ?? none],
    [FIELD_NAMES.branchId, member.branch ?? none],
    [FIELD_NAMES.homeId, member.home ?? none],
    [FIELD_NAMES.district, member.district ?? none],
    [FIELD_NAMES.community, member.community ?? none],
    [FIELD_NAMES.joinedPartyOn, member.joinedPartyOn === null ? none : sayDay(member.joinedPartyOn)],
    [FIELD_NAMES.liaisonId, member.liaison ?? none],
    [FIELD_NAMES.tags, member.tags.join("、") || none],
    [
      FIELD_NAMES.status,
      sayStatus(member.status, member.statusOn === null ? undefined : sayDay(member.statusOn)),
    ],
    [FIELD_NAMES.phone, secrets.phone ?? none],
    [FIELD_NAMES.idNumber, secrets.idNumber ?? none],
    [FIELD_NAMES.address, secrets.address ?? none],
    [FIELD_NAMES.health, secrets.health ?? none],
  ];
}
