/** Command-line arguments and what every command does when it cannot go on. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import { ConfigError } from "../src/config.ts";
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

/** Runs a command; an error that a person can act on is told in a line, any other with its trace. Status 1. */
export async function run(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (error) {
    const told = [ConfigError, StoreError, WordDataError, PolicyParseError].some(
      (kind) => error instanceof kind,
    );
    process.stderr.write(
      `${told || !(error instanceof Error) ? String((error as Error).message) : error.stack}\n`,
    );
    process.exitCode = 1;
  }
}
