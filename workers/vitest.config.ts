import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

export default defineConfig(async () => ({
  plugins: [
    cloudflareTest({
      main: "./api/src/worker.ts",
      wrangler: { configPath: "../wrangler.toml" },
      miniflare: {
        bindings: { MIGRATIONS: await readD1Migrations(new URL("../migrations", import.meta.url).pathname) },
      },
    }),
  ],
  test: {
    name: "workers",
    include: ["*/test/**/*.test.ts", "*/src/**/*.test.ts"],
    setupFiles: ["./test/setup.ts"],
    globalSetup: ["./test/targets.ts"],
    testTimeout: 30_000,
  },
}));
