import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  test: { environment: "happy-dom", pool: "vmThreads", setupFiles: ["src/test-setup.ts"], testTimeout: 20_000 },
});
