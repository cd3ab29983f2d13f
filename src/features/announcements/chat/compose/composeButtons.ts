/** Buttons of one writing: `anf:<mark>:<verb>[:<value>]`. */
import type { Choice } from "../../../../dialogue/index.ts";
import type { ComposeData } from "./composeData.ts";

/** What a button of this writing asks for. */
export interface Tapped {
  readonly verb: string;
  readonly value: string;
}

export interface Buttons {
  button(label: string, verb: string, value?: string): Choice;
}

export function buttonsOf({ mark }: Pick<ComposeData, "mark">): Buttons {
  return {
    button: (label, verb, value) => ({
      label,
      action: `anf:${mark}:${verb}${value === undefined ? "" : `:${value}`}`,
    }),
  };
}

/** Undefined when the button is none of this writing. */
export function readButton({ mark }: Pick<ComposeData, "mark">, action: string): Tapped | undefined {
  const [prefix, of, verb = "", ...value] = action.split(":");
  return prefix === "anf" && of === mark ? { verb, value: value.join(":") } : undefined;
}
