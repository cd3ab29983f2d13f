/** `npm run -s calls`: the call list 电话通知清单, with what to read aloud; `--done N` and the like settle a call. */
import { createAssistant } from "../src/assistant.ts";
import { loadConfig } from "../src/config.ts";
import { operator, readArguments, readId, run } from "./arguments.ts";

const USAGE =
  'npm run -s calls -- [--phones] [--told 编号 | --no-answer 编号 | --wrong-number 编号 | --not-needed 编号] [--note "…"]';
const OUTCOMES = {
  told: "told",
  "no-answer": "noAnswer",
  "wrong-number": "wrongNumber",
  "not-needed": "notNeeded",
} as const;
const REASONS = {
  noAccount: "没有绑定账号",
  blocked: "账号收不到",
  failed: "没有发到",
  unread: "到时间没有看",
} as const;

await run(async () => {
  const { values } = readArguments(USAGE, {
    options: {
      phones: { type: "boolean" },
      told: { type: "string" },
      "no-answer": { type: "string" },
      "wrong-number": { type: "string" },
      "not-needed": { type: "string" },
      note: { type: "string" },
    },
  });
  const config = loadConfig();
  const { callDesk, members, store } = createAssistant(config);
  try {
    const actor = operator();
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
    }
    return 0;
  } finally {
    store.close();
  }
});
