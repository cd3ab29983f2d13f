/** Commands of several words with options, which work on the assistant: `npm run -s study -- session show 12`. */
import type { ParseArgsConfig } from "node:util";
import { type Assistant, createAssistant } from "../src/assistant.ts";
import { type Config, loadConfig } from "../src/config.ts";
import { readArguments, run } from "./arguments.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** The options that were given. */
export type ValuesOf<O extends Options> = {
  readonly [K in keyof O]?: O[K] extends { multiple: true }
    ? string[]
    : O[K] extends { type: "boolean" }
      ? boolean
      : string;
};

/** What a command has to say, and whether it did what it was asked. */
export interface Said {
  readonly ok: boolean;
  readonly text: string;
}

/** Does one thing. `words` are the arguments after the command's own. */
export type CommandOf<Desk, Values> = (
  desk: Desk,
  words: readonly string[],
  values: Values,
) => Said | Promise<Said>;

/** The arguments make no sense: the program shows its usage. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A file or an argument says something that cannot be done; `message` says what to do. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
}

/** What a program of commands is made of. */
export interface CommandProgram<O extends Options, Desk> {
  readonly usage: string;
  /** The options of all commands together. */
  readonly options: O;
  /** By name, one word or two. */
  readonly commands: Readonly<Record<string, CommandOf<Desk, ValuesOf<O>>>>;
  /** Commands that need no database. */
  readonly alone?: Readonly<Record<string, (words: readonly string[]) => Said>>;
  /** Errors whose message tells the operator what to do, besides those of every program. */
  readonly told?: readonly (abstract new (
    ...args: never[]
  ) => Error)[];
  /** What the commands work with. */
  desk(assistant: Assistant, config: Config): Desk;
}

/** Runs the command that the arguments name. Status 1 for what was refused, 2 with the usage for what makes no sense. */
export async function runCommands<O extends Options, Desk>(program: CommandProgram<O, Desk>): Promise<void> {
  const { usage, options, commands, alone = {}, told = [] } = program;
  await run(async () => {
    const parsed = readArguments(usage, { allowPositionals: true, options });
    // parseArgs types its values by each option's literal, which is lost behind the type parameter.
    const values = parsed.values as ValuesOf<O>;
    const found = named({ ...commands, ...alone }, parsed.positionals);
    if (found === undefined) return showUsage(usage);
    const { name, words } = found;
    if (Object.hasOwn(alone, name)) return print(alone[name]!(words));
    const config = loadConfig();
    const assistant = createAssistant(config);
    try {
      return print(await commands[name]!(program.desk(assistant, config), words, values));
    } catch (error) {
      if (error instanceof UsageError) return showUsage(usage);
      throw error;
    } finally {
      assistant.store.close();
    }
  }, [RefusedError, ...told]);
}

/** The command's name, of two words before one, and the arguments after it. */
function named(
  commands: Readonly<Record<string, unknown>>,
  positionals: readonly string[],
): { readonly name: string; readonly words: readonly string[] } | undefined {
  for (const length of [2, 1]) {
    const name = positionals.slice(0, length).join(" ");
    if (Object.hasOwn(commands, name)) return { name, words: positionals.slice(name.split(" ").length) };
  }
  return undefined;
}

function print({ ok, text }: Said): number {
  process.stdout.write(`${text}\n`);
  return ok ? 0 : 1;
}

function showUsage(usage: string): number {
  process.stderr.write(`用法：${usage}\n`);
  return 2;
}

export function said(...lines: readonly string[]): Said {
  return { ok: true, text: lines.join("\n") };
}

export function refused(text: string): Said {
  return { ok: false, text };
}

export function rows(lines: readonly string[]): Said {
  return said(...(lines.length === 0 ? ["没有。"] : lines));
}

/** @throws UsageError when it is blank */
export function needed(text: string | undefined): string {
  if (text === undefined || text.trim() === "") throw new UsageError();
  return text.trim();
}

/** A number from 1 on. @throws UsageError */
export function wholeNumber(text: string | undefined): number {
  const written = needed(text);
  const number = Number(written);
  if (!/^\d+$/.test(written) || !Number.isSafeInteger(number) || number <= 0) throw new UsageError();
  return number;
}

/** One of the choices. @throws UsageError */
export function oneOf<T extends string>(text: string | undefined, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) throw new UsageError();
  return found;
}

/** Without what was not given. */
export function given<T extends Record<string, unknown>>(
  values: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
