/** Checks the service catalogue without a database: with a faulty one, the service would not start. */

import { CatalogueError, loadCatalogue } from "../../src/features/requests/index.ts";
import { refused, type Said, said } from "../command.ts";

/** Says whether the file is good, or the line at fault. */
export function checkCatalogue(file: string): Said {
  try {
    const { items, sample } = loadCatalogue(file);
    return said(`没有错误，共 ${items.length} 项。${sample ? "这是示例目录，不是真的价钱和时间。" : ""}`);
  } catch (error) {
    if (error instanceof CatalogueError) return refused(error.message);
    throw error;
  }
}
