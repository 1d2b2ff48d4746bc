import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "e2e",
    include: ["**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // Each journey has a server and a browser of its own; two cores carry one at a time.
    fileParallelism: false,
  },
});
