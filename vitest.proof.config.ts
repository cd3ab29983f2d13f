import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The longest first, so that the others run beside it. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => (moduleId.endsWith("kill.proof.ts") ? 0 : 1);
    return [...files].sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    include: ["src/testing/proof/*.proof.ts"],
    exclude: ["node_modules/**"],
    setupFiles: ["src/testing/setup.ts"],
    // Two real processes at a time: they mostly wait.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
  },
});
