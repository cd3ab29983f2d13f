/** Files named on the command line. */

import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { RefusedError } from "../command.ts";

/** The largest that is read at all: what may be kept is the shelf's to say. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The bytes and the name without its folder. @throws RefusedError when it cannot be read */
export function readEntered(path: string): { readonly name: string; readonly body: Buffer } {
  try {
    const { size } = statSync(path);
    if (size > MOST_BYTES) throw new RefusedError(`文件太大，读不了：${path}`);
    return { name: basename(path), body: readFileSync(path) };
  } catch (error) {
    if (error instanceof RefusedError) throw error;
    throw new RefusedError(`打不开文件：${path}。请核对路径和权限。`, { cause: error });
  }
}

/** UTF-8 text. @throws RefusedError when it is another encoding */
export function readText(path: string): string {
  const { body } = readEntered(path);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch (error) {
    throw new RefusedError(`文件不是 UTF-8 文字：${path}。请另存为 UTF-8 的 .txt。`, { cause: error });
  }
}
