import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/testing/proof/*.proof.ts"],
    exclude: ["node_modules/**"],
    setupFiles: ["src/testing/setup.ts"],
    // One real process at a time: two cores.
    fileParallelism: false,
    testTimeout: 1_800_000,
    hookTimeout: 120_000,
  },
});
