/**
 * `npm run -s calls`: the call list 电话通知清单, with what to read aloud; `--told N` and the like settle a call,
 * `--answer N yes` notes what the person said.
 */
import { createAssistant } from "../src/assistant.ts";
import { loadConfig } from "../src/config.ts";
import { AnnouncementError } from "../src/features/announcements/index.ts";
import type { CallDesk, SpokenWord } from "../src/features/members/index.ts";
import { StudyError } from "../src/features/study/index.ts";
import { operator, readArguments, readId, run } from "./arguments.ts";

const USAGE = `npm run -s calls -- 后面写：
  [--phones]                            电话通知清单，带上电话号码
  --answer 编号 yes|no|later|got        对方说的：参加、请假、晚点再说、收到
  --told 编号 | --no-answer 编号 | --wrong-number 编号 | --not-needed 编号 [--note "…"]`;
const OUTCOMES = {
  told: "told",
  "no-answer": "noAnswer",
  "wrong-number": "wrongNumber",
  "not-needed": "notNeeded",
} as const;
const LABELS: Readonly<Record<SpokenWord, string>> = {
  yes: "参加",
  no: "请假",
  later: "晚点再说",
  got: "收到",
};
const REASONS = {
  noAccount: "没有绑定账号",
  blocked: "账号收不到",
  failed: "没有发到",
  unread: "到时间没有看",
} as const;

await run(async () => {
  const { values, positionals } = readArguments(USAGE, {
    allowPositionals: true,
    options: {
      answer: { type: "string" },
      phones: { type: "boolean" },
      told: { type: "string" },
      "no-answer": { type: "string" },
      "wrong-number": { type: "string" },
      "not-needed": { type: "string" },
      note: { type: "string" },
    },
  });
  const [word, ...more] = positionals;
  if (more.length > 0 || (values.answer === undefined) !== (word === undefined)) return usage();
  const config = loadConfig();
  const { callDesk, members, store } = createAssistant(config);
  try {
    const actor = operator();
    if (values.answer !== undefined) return answer(callDesk, readId(values.answer, USAGE), word ?? "");
    for (const [option, outcome] of Object.entries(OUTCOMES) as [
      keyof typeof OUTCOMES,
      (typeof OUTCOMES)["told"],
    ][]) {
      const given = values[option];
      if (given === undefined) continue;
      const settled = callDesk.settle(actor, readId(given, USAGE), outcome, values.note);
      process.stdout.write(settled ? "记下了。\n" : "没有这个编号，或已经办过了。\n");
      return settled ? 0 : 1;
    }
    const liaisons = new Map(members.staff().map(({ id, name }) => [id, name]));
    const open = callDesk.list(actor);
    if (open.length === 0) process.stdout.write("没有要打的电话。\n");
    for (const call of open) {
      const liaison =
        call.liaisonId === null ? "没有联络员" : `联络员 ${liaisons.get(call.liaisonId) ?? "？"}`;
      const phone = values.phones === true ? `  ${callDesk.phone(actor, call) ?? "没有登记电话"}` : "";
      const tried = call.attempts === 0 ? "" : `  打过 ${call.attempts} 次没人接`;
      process.stdout.write(
        `${call.id}  ${call.name}${phone}  ${REASONS[call.reason]}  ${liaison}${tried}\n    ${call.aloud}\n`,
      );
      if (call.choices.length > 0) {
        process.stdout.write(`    可以记的回答：${call.choices.map(({ label }) => label).join("、")}\n`);
      }
    }
    return 0;
  } finally {
    store.close();
  }
});

function usage(): number {
  process.stderr.write(`用法：${USAGE}\n`);
  return 2;
}

/** Notes what the person said; the exit status. */
function answer(desk: CallDesk, id: number, word: string): number {
  try {
    const came = desk.answer(operator(), id, word);
    switch (came.kind) {
      case "noted":
        process.stdout.write(`${came.words}\n`);
        return 0;
      case "noCall":
        process.stdout.write("没有这个编号，或已经办过了。\n");
        return 1;
      case "otherWord":
        process.stdout.write(
          came.words.length === 0
            ? "这条消息不用回答。通知到了请用 --told。\n"
            : `这个电话能记的回答：${came.words.map((one) => `${one}（${LABELS[one]}）`).join("、")}。\n`,
        );
        return 1;
    }
  } catch (error) {
    if (!(error instanceof StudyError || error instanceof AnnouncementError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}
