/** Quizzes: loading, list, ranking, withdrawing, certificates. */

import { writeFileSync } from "node:fs";
import { needed, RefusedError, rows, said, wholeNumber } from "../command.ts";
import type { Command, Desk } from "./desk.ts";

const STATES = { notYet: "未开始", open: "进行中", closed: "已结束", withdrawn: "已撤回" } as const;

export const quizCommands: Readonly<Record<string, Command>> = {
  async "quiz load"({ quizzes, readQuiz, actor }, words) {
    const draft = await readQuiz(needed(words[0]));
    const { id, created, changed } = quizzes.load(actor, draft);
    if (created) return said(`新加了：${id}  ${draft.title}，${draft.questions.length} 题。`);
    return said(
      changed === 0 ? `没有变化：${id}  ${draft.title}。` : `更新了：${id}  ${draft.title}，${changed} 题。`,
    );
  },

  async "quiz template"({ quizTemplate }, words) {
    const file = needed(words[0]);
    writeFileSync(file, await quizTemplate());
    return said(`写入 ${file}。填好后用 quiz load 载入。`);
  },

  "quiz list"({ quizzes }) {
    return rows(
      quizzes
        .list()
        .map(
          ({ id, slug, title, state, questions, sample }) =>
            `${id}  ${slug}  ${title}${sample && !title.includes("示例") ? "（示例）" : ""}  ${STATES[state]}  ${questions} 题`,
        ),
    );
  },

  "quiz ranking"({ quizzes, actor }, words, { branch }) {
    const id = quizId({ quizzes }, words);
    if (branch !== undefined || words[1] === "members") {
      const lines = quizzes.ranking(actor, id, branch === undefined ? undefined : wholeNumber(branch));
      return rows(
        lines.map(
          ({ rank, memberId, name, score, total, seconds }) =>
            `${rank}  ${memberId}  ${name}  ${score}/${total}  ${seconds} 秒`,
        ),
      );
    }
    return rows(
      quizzes
        .branchRanking(actor, id)
        .map(
          ({ rank, branch: name, members, took, average }) =>
            `${rank}  ${name}  ${members} 人中 ${took} 人答题  平均 ${average.toFixed(1)}%`,
        ),
    );
  },

  "quiz withdraw"({ quizzes, actor }, words) {
    quizzes.withdraw(actor, quizId({ quizzes }, words));
    return said("撤回了。");
  },

  async "quiz certificate"({ quizzes, actor }, words, { out }) {
    const file = needed(out);
    const pdf = await quizzes.certificate(actor, wholeNumber(words[0]));
    if (pdf === undefined) throw new RefusedError("这次答题没有证书：没有答完、没有及格，或者没有这个编号。");
    writeFileSync(file, pdf, { mode: 0o600 });
    return said(`写入 ${file}。`);
  },
};

/** @throws RefusedError when there is no such quiz */
function quizId({ quizzes }: Pick<Desk, "quizzes">, words: readonly string[]): number {
  const id = wholeNumber(words[0]);
  if (quizzes.get(id) === undefined) throw new RefusedError("没有这个编号的竞答。写 quiz list 可以看全部。");
  return id;
}
