import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { projects: ["packages/domain", "packages/client", "packages/ui", "apps/*", "workers", "e2e"] },
});
