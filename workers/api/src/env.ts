import type { JobsEnv } from "@fieldline/worker-jobs/env";

/** Every binding of wrangler.toml. */
export interface Env extends JobsEnv {
  ASSETS: Fetcher;
}
