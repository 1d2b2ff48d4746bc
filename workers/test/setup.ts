import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { vi } from "vitest";

/** A busy machine may take longer than the second that is usual; only what fails waits so long. */
const PATIENT = { timeout: 20_000, interval: 10 };
const { waitFor, waitUntil } = vi;
type Options = Parameters<typeof waitFor>[1];
const patient = (options: Options) => ({
  ...PATIENT,
  ...(typeof options === "number" ? { timeout: options } : options),
});
vi.waitFor = (act, options) => waitFor(act, patient(options));
vi.waitUntil = (holds, options) => waitUntil(holds, patient(options));

await applyD1Migrations(env.DB, env.MIGRATIONS);
