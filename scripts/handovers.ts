/** `npm run -s handovers`: who waits for a human, what was said, answering, and handing back to the assistant. */
import { randomUUID } from "node:crypto";
import { createAssistant } from "../src/assistant.ts";
import { loadConfig } from "../src/config.ts";
import type { Handovers } from "../src/delivery/index.ts";
import { replyText } from "../src/dialogue/index.ts";
import { actorName } from "../src/features/members/index.ts";
import { operator, readArguments, readId, run } from "./arguments.ts";

const USAGE =
  'npm run -s handovers -- [--show 编号 | --answer 编号 --staff 工作人员编号 --text "…" | --close 编号 [--note "…"]]';
const REASONS = {
  emergency: "紧急",
  fraud: "疑似诈骗",
  requested: "转人工",
  unanswered: "没有解决",
} as const;

await run(async () => {
  const { values } = readArguments(USAGE, {
    options: {
      show: { type: "string" },
      answer: { type: "string" },
      staff: { type: "string" },
      text: { type: "string" },
      close: { type: "string" },
      note: { type: "string" },
    },
  });
  const config = loadConfig();
  const { handovers, members, store } = createAssistant(config);
  const time = (at: number) => new Date(at).toLocaleString("zh-CN", { timeZone: config.timeZone });
  try {
    if (values.show !== undefined) return show(handovers, readId(values.show, USAGE), time);
    if (values.answer !== undefined) {
      const staffId = readId(values.staff, USAGE);
      const officer = members.staff().find(({ id, active }) => id === staffId && active);
      if (officer === undefined)
        return tell(false, "", "没有这个编号的工作人员。用 npm run -s people -- staff list 查看。");
      if (values.text === undefined || values.text.trim() === "")
        return tell(false, "", `请用 --text 写要答的话。用法：${USAGE}`);
      const sent = handovers.answer(
        readId(values.answer, USAGE),
        { staffId, name: officer.name },
        values.text,
        randomUUID(),
      );
      return tell(sent, "已交给服务发出。", "没有发出：没有这个编号，已经办结，或者别人正在答。");
    }
    if (values.close !== undefined) {
      const closed = handovers.handBack(readId(values.close, USAGE), actorName(operator()), values.note);
      return tell(closed, "已办结，交还金秋。", "没有这个编号，或已经办结。");
    }
    const open = handovers.list();
    if (open.length === 0) process.stdout.write("没有人在等。\n");
    for (const { id, channel, reason, openedAt, message, who, takenBy } of open) {
      const held = takenBy === null ? "" : "  已有人接手";
      process.stdout.write(
        `${id}  ${REASONS[reason]}  ${time(openedAt)}  ${who}（${channel}）${held}\n    ${message || "（点了按钮，没有写字）"}\n`,
      );
    }
    return 0;
  } finally {
    store.close();
  }
});

function show(handovers: Handovers, id: number, time: (at: number) => string): number {
  const brief = handovers.brief(id);
  if (brief === undefined) return tell(false, "", "没有这个编号，或已经办结。");
  process.stdout.write(`${brief.id}  ${REASONS[brief.reason]}  ${brief.who}（${brief.channel}）\n`);
  for (const said of brief.said) {
    const words = said.from === "person" ? said.text : replyText(said.reply);
    const by = said.from === "person" ? "对方" : (said.reply.from ?? "金秋");
    process.stdout.write(`\n${time(said.at)}  ${by}：\n${words}\n`);
  }
  return 0;
}

function tell(done: boolean, yes: string, no: string): number {
  process.stdout.write(`${done ? yes : no}\n`);
  return done ? 0 : 1;
}
