/** Whom a text is for. */

const EVERYONE = "全体";

/** `离休` or `国企退休` where title or 适用范围 name them alone; otherwise `全体`. */
export function readAudience(title: string, text: string): string[] {
  const scope = /适用范围\s*[:：]\s*([^。；，\n]{2,40})/.exec(text)?.[1] ?? "";
  if (isForCadresOnLeave(title) || isForCadresOnLeave(scope)) return ["离休"];
  return [title, scope].some((place) => /(国企|国有企业)退休(党员|人员|职工)/.test(place))
    ? ["国企退休"]
    : [EVERYONE];
}

function isForCadresOnLeave(text: string): boolean {
  return text.includes("离休干部") && !/离退休|退休干部|退休人员/.test(text.replaceAll("离休", ""));
}
