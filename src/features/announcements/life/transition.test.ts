import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnnouncementStatus } from "../types.ts";
import { nextStatus, type Step } from "./transition.ts";

const STEPS = [
  "change",
  "submit",
  "approve",
  "release",
  "sendBack",
  "drop",
  "start",
  "hold",
  "finish",
  "correct",
  "recall",
] as const satisfies readonly Step[];

const walk = (steps: readonly Step[]): readonly { step: Step; to: AnnouncementStatus }[] => {
  let status: AnnouncementStatus = "draft";
  return steps.flatMap((step) => {
    const to = nextStatus(status, step);
    if (to === undefined) return [];
    status = to;
    return [{ step, to }];
  });
};

describe("the states of an announcement", () => {
  const steps = fc.array(fc.constantFrom(...STEPS), { maxLength: 40 });

  it("never sends what nobody let go, nor what was changed since", () => {
    fc.assert(
      fc.property(steps, (taken) => {
        let letGo = false;
        for (const { step } of walk(taken)) {
          if (step === "approve" || step === "release") letGo = true;
          if (step === "change" || step === "sendBack" || step === "hold") letGo = false;
          if (step === "start") expect(letGo).toBe(true);
        }
      }),
    );
  });

  it("never leaves an end, and never changes the draft of what has begun", () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const way = walk(taken);
        const ended = way.findIndex(({ to }) => to === "dropped" || to === "recalled");
        if (ended >= 0) expect(way).toHaveLength(ended + 1);
        const begun = way.findIndex(({ step }) => step === "start");
        const after = begun < 0 ? [] : way.slice(begun + 1).map(({ step }) => step);
        expect(after.every((step) => ["finish", "correct", "recall"].includes(step))).toBe(true);
      }),
    );
  });

  it("reaches every state", () => {
    const reached = (...taken: Step[]) => walk(taken).map(({ to }) => to);
    expect(reached("submit", "approve", "start", "correct", "finish", "correct", "recall")).toEqual([
      "submitted",
      "approved",
      "sending",
      "sending",
      "sent",
      "sent",
      "recalled",
    ]);
    expect(reached("release", "sendBack", "submit", "change", "drop")).toEqual([
      "approved",
      "draft",
      "submitted",
      "draft",
      "dropped",
    ]);
  });
});
