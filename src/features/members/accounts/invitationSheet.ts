/** Invitations on paper: cards to cut out, with a code to type and a QR code to scan. */
import { Html, html } from "../ownData/htmlText.ts";
import type { Invitation } from "../types.ts";
import { sayDate } from "../values/moment.ts";
import { SHEET } from "./sheetText.ts";

/** What a card can link to. */
export interface LinkOptions {
  /** Where the chat page is reached, without a slash at the end. */
  readonly publicUrl?: string | undefined;
  /** The Telegram bot's name, without @. */
  readonly botUsername?: string | undefined;
}

export interface SheetOptions extends LinkOptions {
  /** Who invites, printed on each card. */
  readonly bureau: string;
  readonly timeZone: string;
}

/** A way to use the invitation. */
export interface InvitationLink {
  readonly kind: "web" | "telegram";
  readonly url: string;
}

/** The links of a code: the chat page, Telegram. None when neither is known. */
export function invitationLinks(
  code: string,
  { publicUrl, botUsername }: LinkOptions,
): readonly InvitationLink[] {
  return [
    ...(publicUrl === undefined
      ? []
      : [{ kind: "web" as const, url: `${publicUrl.replace(/\/$/, "")}/i/${code}` }]),
    // Bot API, "Deep linking": https://core.telegram.org/bots/features#deep-linking
    ...(botUsername === undefined
      ? []
      : [
          {
            kind: "telegram" as const,
            url: `https://t.me/${encodeURIComponent(botUsername.replace(/^@/, ""))}?start=${code}`,
          },
        ]),
  ];
}

/** 123 456 789: how people read a number aloud. */
export function groupedCode(code: string): string {
  return code.replace(/(\d{3})(?=\d)/g, "$1 ");
}

// Four cards on an A4 page, two in a row; nothing is fetched.
const STYLE = `
  @page { size: A4; margin: 10mm; }
  body { font: 13pt/1.4 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #000; margin: 0; }
  .sheet { display: grid; grid-template-columns: 1fr 1fr; gap: 5mm; }
  .card { border: 1px dashed #555; padding: 4mm; box-sizing: border-box; min-height: 130mm; break-inside: avoid; }
  .card p { margin: 0; } .name { font-size: 22pt; font-weight: 700; line-height: 1.25; }
  .code { font-size: 30pt; font-weight: 700; white-space: nowrap; line-height: 1.25; }
  .codes { display: flex; gap: 6mm; margin: 1mm 0; } .codes div { font-size: 11pt; text-align: center; }
  .codes svg { display: block; width: 26mm; height: 26mm; }
  ol { margin: 1mm 0; padding-left: 1.3em; } .small { font-size: 11pt; }
`;

/**
 * A printable page: HTML for A4, four cards a page, large type, no telephone numbers. It names people beside their
 * codes: keep it from others.
 */
export async function invitationSheet(
  invitations: readonly Invitation[],
  options: SheetOptions,
): Promise<string> {
  const cards = await Promise.all(invitations.map((invitation) => card(invitation, options)));
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${SHEET.title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main class="sheet">
${cards}</main>
</body>
</html>
`.markup;
}

async function card(invitation: Invitation, options: SheetOptions): Promise<Html> {
  const links = invitationLinks(invitation.code, options);
  const codes = await Promise.all(links.map(qrCode));
  return html`<section class="card">
<p class="small">${SHEET.from(options.bureau)}</p>
<p class="name">${invitation.name}</p>
<p>${SHEET.role(invitation.forWhom, invitation.memberName, invitation.relation)}</p>
<p class="code">${groupedCode(invitation.code)}</p>
${
  codes.length === 0
    ? []
    : [
        html`<div class="codes">${codes}</div>
`,
      ]
}<ol>${SHEET.steps(links.length > 0, invitation.forWhom).map(
    (step) => html`<li>${step}</li>
`,
  )}</ol>
<p class="small">${SHEET.expires(sayDate(invitation.expiresAt, options.timeZone))}</p>
<p class="small">${SHEET.care}</p>
</section>
`;
}

async function qrCode({ kind, url }: InvitationLink): Promise<Html> {
  // Level M bears a crease; the quiet zone of 4 modules is the standard's (ISO/IEC 18004).
  const { default: QRCode } = await import("qrcode");
  const svg = await QRCode.toString(url, { type: "svg", errorCorrectionLevel: "M", margin: 4 });
  return html`<div>${new Html(svg)}${SHEET.scan[kind]}</div>`;
}
