import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [solid({ hot: false })],
  resolve: { conditions: ["development", "browser"] },
  test: { environment: "happy-dom", setupFiles: ["src/test-setup.ts"], testTimeout: 20_000 },
});
