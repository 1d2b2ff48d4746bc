import { DurableObject } from "cloudflare:workers";
import type { Bulk, BulkPlan } from "@fieldline/domain/bulk";
import type { Caller } from "@fieldline/domain/caller";
import type { JobsEnv } from "../env.ts";
import { BulkEngine } from "./bulk-engine.ts";
import { type BulkWorld, bulkWorldOf } from "./world.ts";

/** One action on many jobs: the list of them, how far it is, and what came of each. */
export class BulkObject extends DurableObject<JobsEnv> {
  readonly world: BulkWorld;
  readonly #engine: BulkEngine;

  constructor(ctx: DurableObjectState, env: JobsEnv) {
    super(ctx, env);
    this.world = bulkWorldOf(env);
    this.#engine = new BulkEngine({ storage: ctx.storage, world: this.world });
  }

  /** Takes the list on, which the alarm works through; starting it again changes nothing. */
  start(plan: BulkPlan, list: { jobIds: string[]; about: string }): Promise<Bulk> {
    return this.#engine.start(plan, list);
  }

  describe(): Bulk | undefined {
    return this.#engine.describe();
  }

  abort(by: Required<Caller>): Promise<Bulk | undefined> {
    return this.#engine.abort(by);
  }

  override alarm(): Promise<void> {
    return this.#engine.alarm();
  }
}
