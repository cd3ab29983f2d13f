/** Figures, and orders as Excel files. */

import { writeFileSync } from "node:fs";
import { extname } from "node:path";
import { given, needed, said } from "../command.ts";
import type { Command } from "./desk.ts";
import { figureLines } from "./figureLines.ts";
import { readPeriod } from "./period.ts";

const DEFAULT_PURPOSE = "命令行导出";

export const figureCommands: Readonly<Record<string, Command>> = {
  figures(desk, _words, values) {
    const { from, to, words } = readPeriod(desk, values);
    const { district, item } = values;
    const figures = desk.figures(desk.actor, { from, to, ...given({ district, itemId: item }) });
    return said(values.json === true ? JSON.stringify(figures) : figureLines(figures, words));
  },

  async export(desk, words, values) {
    const file = needed(words[0]);
    const period = readPeriod(desk, values);
    const filter = {
      from: period.from,
      to: period.to,
      ...given({ district: values.district, itemId: values.item }),
    };
    const lines: string[] = [];
    for await (const { part, rows, content } of desk.exportOrders(
      desk.actor,
      filter,
      values.purpose ?? DEFAULT_PURPOSE,
    )) {
      const name = part === 1 ? file : numbered(file, part);
      writeFileSync(name, content, { mode: 0o600 });
      lines.push(`写入 ${name}，${rows} 单。`);
    }
    return said([...lines, "里面有个人资料。用完请删掉。"].join("\n"));
  },
};

/** orders.xlsx → orders-2.xlsx. */
function numbered(file: string, part: number): string {
  const extension = extname(file);
  return `${file.slice(0, file.length - extension.length)}-${part}${extension}`;
}
