import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { testResolver } from "./test/resolver.ts";

export default defineConfig(async () => ({
  plugins: [
    cloudflareTest({
      main: "./api/src/worker.ts",
      wrangler: { configPath: "../wrangler.toml" },
      miniflare: {
        // Every name here is the test's own: nothing asks a real DNS.
        serviceBindings: { RESOLVER: testResolver() },
        bindings: {
          FIELDLINE_LOCAL: "1",
          FIELDLINE_AUTH_SECRET: "a secret of the tests, of more than thirty-two characters",
          MIGRATIONS: await readD1Migrations(new URL("../migrations", import.meta.url).pathname),
        },
      },
    }),
  ],
  test: {
    name: "workers",
    include: ["*/test/**/*.test.ts", "*/src/**/*.test.ts"],
    setupFiles: ["./test/setup.ts"],
    globalSetup: ["./test/targets.ts"],
    testTimeout: 60_000,
    provide: { raceScale: Number(process.env.FIELDLINE_RACE ?? 1) },
  },
}));
