import type { D1Migration } from "cloudflare:test";
import type { Env as WorkerEnv } from "../api/src/env.ts";
import type * as worker from "../api/src/worker.ts";

declare global {
  namespace Cloudflare {
    interface GlobalProps {
      mainModule: typeof worker;
    }
    interface Env extends WorkerEnv {
      MIGRATIONS: D1Migration[];
    }
  }
}
