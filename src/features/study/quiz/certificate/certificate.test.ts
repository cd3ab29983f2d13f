/** Certificates: for whom, what stands on them, and characters that the typeface does not have. */
import { describe, expect, it } from "vitest";
import { type Actor, NotAllowed } from "../../../members/index.ts";
import { MINUTE_MS, OPERATOR, quizDraft, setUpQuizzes } from "../quiz.fixture.ts";
import { type CertificateFacts, renderCertificate } from "./certificate.ts";
import { CERTIFICATE_TEXT, dayInCharacters } from "./certificateText.ts";
import { loadTypeface, MISSING, missingFrom } from "./typeface.ts";

const FACTS: CertificateFacts = {
  name: "王大明",
  title: "竞答",
  score: 90,
  total: 100,
  // 2026-12-31 23:30 in Shanghai.
  finishedAt: Date.UTC(2026, 11, 31, 15, 30),
  timeZone: "Asia/Shanghai",
  bureau: "老干部局",
  sample: false,
  number: 12,
};

/** How a string in a PDF writes what it may not hold as it is (ISO 32000-1, 7.3.4.2). */
const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

/** What a reader hears: the alternative text of the page's one figure (UTF-16BE in the file). */
function heard(pdf: Buffer): string {
  const bytes: number[] = [];
  for (let at = pdf.indexOf("/Alt (") + "/Alt (".length; pdf[at] !== 0x29; at++) {
    const escaped = pdf[at] === 0x5c;
    if (escaped) at += 1;
    const byte = pdf[at]!;
    bytes.push((escaped ? ESCAPES[String.fromCharCode(byte)] : undefined) ?? byte);
  }
  return new TextDecoder("utf-16be").decode(Uint8Array.from(bytes));
}

describe("a certificate", () => {
  it("is one page of A4 across, and says to who hears it what stands on it", async () => {
    const pdf = await renderCertificate(FACTS);
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    const raw = pdf.toString("latin1");
    expect(raw.match(/\/MediaBox \[0 0 841.89 595.28\]/g)).toHaveLength(1);
    expect(raw).toContain("/Lang (zh-CN)");
    for (const words of [
      "荣誉证书",
      "王大明",
      "90 分（满分 100 分）",
      "老干部局",
      "二〇二六年十二月三十一日",
    ]) {
      expect(heard(pdf)).toContain(words);
    }
    expect(heard(pdf)).not.toContain("示例");
  });

  it("is the same, byte by byte, each time, so that it is kept once", async () => {
    expect((await renderCertificate(FACTS)).equals(await renderCertificate(FACTS))).toBe(true);
  });

  it("of a sample quiz says 示例 on its face", async () => {
    const pdf = await renderCertificate({ ...FACTS, sample: true });
    expect(heard(pdf)).toContain(CERTIFICATE_TEXT.sample);
    expect(heard(pdf)).toContain(CERTIFICATE_TEXT.sampleNote);
  });

  it("takes long names, long titles and characters that no typeface has", async () => {
    const title = `“${"很长的".repeat(19)}”`;
    for (const name of ["阿卜杜热合曼·买买提吐尔逊", "㛃𬭚龘", "Müller (王)"]) {
      expect(heard(await renderCertificate({ ...FACTS, name, title }))).toContain(name);
    }
  });
});

describe("the typeface", () => {
  it("draws □ for what no slice has, and names it", async () => {
    expect(await missingFrom("王㛃大‘𬭚’㛃")).toEqual(["㛃", "𬭚"]);
    const face = await loadTypeface(["王㛃"]);
    expect(face.get("㛃")).toEqual(face.get(MISSING));
    expect((await loadTypeface(["‘"])).get("‘")?.character).toBe("“");
    expect(face.get("王")?.path).not.toBe(face.get(MISSING)?.path);
    expect(face.get("王")!.path.length).toBeGreaterThan(20);
  });

  it("has every character that stands on every certificate", async () => {
    const fixed = Object.values(CERTIFICATE_TEXT)
      .map((words) =>
        typeof words === "function" ? (words as (...all: unknown[]) => string)("竞答", 1, 2) : words,
      )
      .join("");
    expect(
      await missingFrom(`${fixed}0123456789〇一二三四五六七八九十年月日·《》〈〉“”（）、，。：—`),
    ).toEqual([]);
  });
});

it.each([
  ["2026-11-24", "二〇二六年十一月二十四日"],
  ["2024-02-29", "二〇二四年二月二十九日"],
  ["2030-10-10", "二〇三〇年十月十日"],
  ["2027-01-01", "二〇二七年一月一日"],
  ["2026-12-20", "二〇二六年十二月二十日"],
])("%s is written %s", (day, written) => {
  expect(dayInCharacters(day)).toBe(written);
});

describe("for whom", () => {
  it("is made: whoever passed, their proxy, and editors; nobody else", async () => {
    const { quizzes, member, take, proxy } = setUpQuizzes();
    const { id } = quizzes.load(OPERATOR, quizDraft({ passPercent: 60, attempts: 2 }));
    const [one, two] = [member("王大明"), member("李小兰")];
    const { proxyId } = proxy(one, "p");
    const [passed, failed] = [take(id, one, 3), take(id, one, 1)];
    const actors: Actor[] = [
      { kind: "member", memberId: one },
      { kind: "proxy", proxyId, memberId: one },
      { kind: "staff", staffId: 1, name: "甲", roles: ["editor"] },
    ];
    for (const actor of actors) {
      expect(heard((await quizzes.certificate(actor, passed))!)).toContain("王大明");
      expect(await quizzes.certificate(actor, failed)).toBeUndefined();
    }
    for (const actor of [
      { kind: "member", memberId: two },
      { kind: "proxy", proxyId, memberId: two },
      { kind: "staff", staffId: 1, name: "甲", roles: ["viewer"] },
    ] satisfies Actor[]) {
      await expect(quizzes.certificate(actor, passed)).rejects.toThrow(NotAllowed);
    }
    expect(await quizzes.certificate(OPERATOR, 999)).toBeUndefined();
  });

  it("is not made where the quiz gives none, while it runs, or for who was erased", async () => {
    const { quizzes, member, members, take, pass } = setUpQuizzes();
    const { id } = quizzes.load(OPERATOR, quizDraft());
    const memberId = member("王大明");
    const attempt = take(id, memberId, 3);
    expect(await quizzes.certificate(OPERATOR, attempt)).toBeUndefined();
    quizzes.load(OPERATOR, quizDraft({ passPercent: 1, minutes: 5, attempts: 2 }));
    expect(await quizzes.certificate(OPERATOR, attempt)).toBeDefined();
    const begun = quizzes.begin({ kind: "member", memberId }, id, memberId);
    if (begun.kind === "refused") throw new Error(begun.words);
    quizzes.answer({ kind: "member", memberId }, begun.attemptId, 0, [0]);
    expect(await quizzes.certificate(OPERATOR, begun.attemptId)).toBeUndefined();
    pass(5 * MINUTE_MS);
    // Over by the clock, before the job has written it down.
    expect(heard((await quizzes.certificate(OPERATOR, begun.attemptId))!)).toContain("10 分（满分 40 分）");
    quizzes.erase(memberId);
    expect(await quizzes.certificate(OPERATOR, attempt)).toBeUndefined();
    expect(members.get(memberId)).toBeDefined();
  });
});
