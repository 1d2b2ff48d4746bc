import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      "packages/domain",
      "packages/client",
      "packages/agent",
      "packages/ui",
      "apps/*",
      "examples",
      "workers",
      "e2e",
    ],
  },
});
