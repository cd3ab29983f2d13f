import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/e2e/**/*.e2e.ts"],
    exclude: ["node_modules/**"],
    // One browser at a time: two cores and the pages' own timers.
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
