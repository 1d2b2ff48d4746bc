import { DurableObject } from "cloudflare:workers";
import type { JobsEnv } from "../env.ts";

/** One action on many jobs. */
export class BulkObject extends DurableObject<JobsEnv> {}
