import type { JobsEnv } from "@fieldline/worker-jobs/env";
import type { LimiterObject } from "@fieldline/worker-jobs/limiter-object";

/** Every binding, variable and secret of the worker; docs/security.md says how each is set. */
export interface Env extends JobsEnv {
  ASSETS: Fetcher;
  LIMITERS: DurableObjectNamespace<LimiterObject>;
  /** Signs sessions and share links; 32 characters or more. */
  FIELDLINE_AUTH_SECRET?: string;
  FIELDLINE_ADMIN_EMAIL?: string;
  FIELDLINE_ADMIN_PASSWORD?: string;
}
