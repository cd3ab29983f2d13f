/** Command-line arguments and what every command does when it cannot go on. */
import { userInfo } from "node:os";
import { type ParseArgsConfig, parseArgs } from "node:util";
import { ConfigError } from "../src/config.ts";
import { CalendarFileError } from "../src/delivery/index.ts";
import { type Actor, MemberError, NotAllowed } from "../src/features/members/index.ts";
import { PolicyParseError, WordDataError } from "../src/features/policy/index.ts";
import { StoreError } from "../src/store/index.ts";

/** Parses arguments; a wrong one ends the program with the usage and status 2. */
export function readArguments<T extends ParseArgsConfig>(usage: string, options: T) {
  try {
    return parseArgs(options);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n用法：${usage}\n`);
    process.exit(2);
  }
}

/** Whoever sits at the server's command line, as the audit log names them. */
export function operator(): Actor & { kind: "operator" } {
  return { kind: "operator", name: userInfo().username };
}

/** A row's number from an argument; anything else ends the program with the usage and status 2. */
export function readId(text: string | undefined, usage: string): number {
  const id = Number(text);
  if (Number.isSafeInteger(id) && id > 0) return id;
  process.stderr.write(`编号是列表里每行开头的数字。用法：${usage}\n`);
  process.exit(2);
}

/** Errors whose message tells a person what to do. */
const TOLD = [
  ConfigError,
  StoreError,
  WordDataError,
  PolicyParseError,
  CalendarFileError,
  MemberError,
  NotAllowed,
] as const;

/**
 * Runs a command; an error that a person can act on is told in a line, any other with its trace. Status 1.
 * @param more such errors of this program alone
 */
export async function run(
  command: () => Promise<number>,
  more: readonly (abstract new (...args: never[]) => Error)[] = [],
): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    const told = [...TOLD, ...more].some((kind) => error instanceof kind);
    process.stderr.write(
      `${told || !(error instanceof Error) ? String((error as Error).message) : error.stack}\n`,
    );
    process.exitCode = 1;
  }
}
