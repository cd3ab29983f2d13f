/** A page to print and hang at the door: scan it, or type the four digits. */
import { Html, html } from "../../members/index.ts";
import { sayWhen } from "../sessions/when.ts";
import { type Attending, StudyError } from "../types.ts";
import type { AttendingParts } from "./attendingParts.ts";
import { requireRuns } from "./attendingRights.ts";
import { ATTENDING_TEXT, DOOR } from "./attendingText.ts";
import { SIGN_IN_MINUTES } from "./presence/signIn.ts";

// One A4 page to be read from two metres away; nothing is fetched.
const STYLE = `
  @page { size: A4; margin: 12mm; }
  body { font: 18pt/1.5 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #000; margin: 0;
    text-align: center; }
  h1 { font-size: 34pt; line-height: 1.25; margin: 4mm 0; overflow-wrap: anywhere; } p { margin: 1mm 0; }
  .label { font-size: 22pt; margin-top: 6mm; }
  .code { font-size: 110pt; font-weight: 700; line-height: 1.1; letter-spacing: 0.12em; padding-left: 0.12em; }
  .codes { display: flex; justify-content: center; gap: 15mm; margin: 4mm 0; }
  .codes svg { display: block; width: 65mm; height: 65mm; }
  ol { display: inline-block; text-align: left; margin: 2mm 0; padding-left: 1.3em; } .small { font-size: 15pt; }
`;

interface DoorLink {
  readonly kind: "web" | "telegram";
  readonly url: string;
}

export function createDoorSheet(parts: AttendingParts): Attending["doorSheet"] {
  return async (actor, sessionId, links) => {
    const session = requireRuns(parts, actor, sessionId);
    if (session.status === "cancelled") throw new StudyError("status", ATTENDING_TEXT.cancelled);
    const codes = await Promise.all(doorLinks(session.code, links).map(qrCode));
    return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${DOOR.title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
<h1>${session.title}</h1>
<p>${sayWhen(session, { timeZone: parts.timeZone, now: parts.clock() })}</p>
<p>${session.where}</p>
<p class="label">${DOOR.codeLabel}</p>
<p class="code">${session.code}</p>
${codes.length === 0 ? [] : html`<div class="codes">${codes}</div>`}
<ol>${DOOR.steps(codes.length > 0, session.code).map((step) => html`<li>${step}</li>`)}</ol>
<p class="small">${DOOR.hours(SIGN_IN_MINUTES)}</p>
</main>
</body>
</html>
`.markup;
  };
}

/** The links of a code. None when neither address is known. */
function doorLinks(
  code: string,
  { publicUrl, botUsername }: Parameters<Attending["doorSheet"]>[2],
): readonly DoorLink[] {
  return [
    ...(publicUrl === undefined
      ? []
      : [{ kind: "web" as const, url: `${publicUrl.replace(/\/$/, "")}/s/${code}` }]),
    // Bot API, "Deep linking": https://core.telegram.org/bots/features#deep-linking
    ...(botUsername === undefined
      ? []
      : [
          {
            kind: "telegram" as const,
            url: `https://t.me/${encodeURIComponent(botUsername.replace(/^@/, ""))}?start=q${code}`,
          },
        ]),
  ];
}

async function qrCode({ kind, url }: DoorLink): Promise<Html> {
  // Level M bears a crease; the quiet zone of 4 modules is the standard's (ISO/IEC 18004).
  const { default: QRCode } = await import("qrcode");
  const svg = await QRCode.toString(url, { type: "svg", errorCorrectionLevel: "M", margin: 4 });
  return html`<div>${new Html(svg)}${DOOR.scan[kind]}</div>`;
}
