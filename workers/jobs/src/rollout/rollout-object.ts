import { DurableObject } from "cloudflare:workers";
import type { Page } from "@fieldline/db/page";
import type { Caller } from "@fieldline/domain/caller";
import type { ExecutionOutcome } from "@fieldline/domain/device";
import { asResult, DomainError, type Result } from "@fieldline/domain/errors";
import type { Execution, ExecutionsAsked, Rollout, RolloutDetail } from "@fieldline/domain/rollout";
import type { RolloutPlan } from "@fieldline/domain/rollout-plan";
import type { JobsEnv } from "../env.ts";
import { detailOf, executionsOf } from "./read-rollout.ts";
import { RolloutEngine } from "./rollout-engine.ts";
import { RolloutStore } from "./rollout-store.ts";
import { type RolloutWorld, rolloutWorldOf } from "./world.ts";

/** One rollout: its devices, the pace at which they are told, and the rules that stop it. */
export class RolloutObject extends DurableObject<JobsEnv> {
  readonly world: RolloutWorld;
  readonly #store: RolloutStore;
  readonly #engine: RolloutEngine;

  constructor(ctx: DurableObjectState, env: JobsEnv) {
    super(ctx, env);
    this.world = rolloutWorldOf(env);
    this.#store = new RolloutStore(ctx.storage);
    this.#engine = new RolloutEngine({ storage: ctx.storage, store: this.#store, world: this.world });
  }

  /** Takes the rollout on; its devices are found and told by the alarm. Starting it again changes nothing. */
  start(plan: RolloutPlan): Rollout {
    return this.#engine.start(plan).describe();
  }

  describe(): RolloutDetail | undefined {
    const run = this.#engine.find();
    return run && detailOf(run, this.#store, this.world.clock());
  }

  executions(asked: ExecutionsAsked): Promise<Result<Page<Execution>>> {
    return asResult(() => (this.#engine.find() ? executionsOf(this.#store, asked) : { items: [], nextCursor: null }));
  }

  /** What became of one execution; told again, or late, it changes nothing. */
  outcome(told: ExecutionOutcome): void {
    if (this.#engine.find()) this.#engine.change((run) => run.hear(told));
  }

  /** Tells no further device. Jobs that have not begun are cancelled; with `force` those that run, too. */
  cancel(by: Caller, options: { force: boolean; reason: string | null }): Promise<Result<Rollout>> {
    return asResult(async () => {
      const { status, counts } = this.#engine.get().head.progress;
      if (status !== "running" && !(options.force && counts.running > 0))
        throw new DomainError("ROLLOUT_ENDED", `This rollout is over: it is ${status}.`, { status });
      this.#engine.change((run) => run.cancel(by, options));
      await this.#engine.tell();
      return this.#engine.get().describe();
    });
  }

  /** Runs the failed and timed out executions again, at the rollout's pace. */
  retryFailed(by: Caller): Promise<Result<Rollout>> {
    return asResult(async () => {
      const { counts, status } = this.#engine.get().head.progress;
      if (counts.failed + counts.timed_out === 0)
        throw new DomainError(
          "ILLEGAL_TRANSITION",
          "No device has failed or timed out, so there is nothing to retry.",
          {
            status,
          },
        );
      this.#engine.change((run) => run.retryFailed(by));
      await this.#engine.tell();
      return this.#engine.get().describe();
    });
  }

  override alarm(): Promise<void> {
    return this.#engine.alarm();
  }
}
