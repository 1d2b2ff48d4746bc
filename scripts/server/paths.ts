import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const WRANGLER_CONFIG = resolve(ROOT, "wrangler.toml");
export const WORKER_SCRIPT = resolve(ROOT, "workers/api/dist/worker.js");

/** The environment for child processes: this project's own tools first, and nobody told. */
export const TOOL_ENV = {
  ...process.env,
  PATH: `${resolve(ROOT, "node_modules/.bin")}:${process.env.PATH}`,
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
  TURBO_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
};
