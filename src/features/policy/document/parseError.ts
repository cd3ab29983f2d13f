/** The one error of this folder. */
import type { Fault } from "./text.ts";

/** A file cannot be used. `message` names the file, the reason and what to do, in Chinese. */
export class PolicyParseError extends Error {
  constructor(
    readonly file: string,
    /** 1-based; undefined where the fault is the whole file's. */
    readonly line: number | undefined,
    readonly reason: string,
    readonly advice: string,
    options?: ErrorOptions,
  ) {
    super(`${file}：${reason}。${advice}`, options);
    this.name = "PolicyParseError";
  }
}

/** Makes the error from a fault of `text.ts`; a line is told in the reason too. */
export function parseFault(file: string, fault: Fault, line?: number, cause?: unknown): PolicyParseError {
  const reason = line === undefined ? fault.reason : `第${line}行，${fault.reason}`;
  return new PolicyParseError(file, line, reason, fault.advice, cause === undefined ? undefined : { cause });
}
