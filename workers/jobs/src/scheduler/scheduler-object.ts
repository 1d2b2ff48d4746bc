import { DurableObject } from "cloudflare:workers";
import { openDatabase } from "@fieldline/db/database";
import { listRolloutsNeverStarted } from "@fieldline/db/rollouts";
import type { JobsEnv } from "../env.ts";
import { startNeverStarted } from "../recovery/never-started.ts";
import { recover } from "../recovery/recover.ts";
import { SchedulerEngine } from "./scheduler-engine.ts";
import { sweepOf } from "./sweep.ts";
import { type SchedulerWorld, type StartRun, schedulerWorldOf } from "./world.ts";

/** The name of the one scheduler of a server. */
export const SCHEDULER = "main";
/** A creation under way is left alone for this long. */
const START_GRACE_MS = 10_000;

/**
 * The clock of the server: starts what is due by its schedule, sweeps up what was left behind, by one alarm for the first
 * of both. How a run's job is made is the API's business, and is given to it there.
 */
export abstract class Scheduler extends DurableObject<JobsEnv> {
  world: SchedulerWorld;
  readonly #engine: SchedulerEngine;

  constructor(ctx: DurableObjectState, env: JobsEnv) {
    super(ctx, env);
    const sweep = sweepOf(env, {
      jobs: (now) => this.sweep(now),
      rollouts: (now) => this.sweepRollouts(now),
      recovery: (now) => recover(env, now, ctx.storage),
    });
    this.world = schedulerWorldOf(env, { startRun: (start) => this.startRun(start), sweep });
    this.#engine = new SchedulerEngine(ctx.storage, () => this.world);
  }

  /** Starts the job or the rollout of a recorded run, in its owner's name. */
  protected abstract startRun: StartRun;

  /** Arms the sweep where it is not armed; called whenever a server or a cron trigger starts. */
  ensureArmed(): Promise<void> {
    return this.#engine.ensureArmed();
  }

  /** Looks when something is due next; called where a schedule was changed. */
  rearm(): Promise<void> {
    return this.#engine.arm();
  }

  override alarm(): Promise<void> {
    return this.#engine.alarm();
  }

  /** Starts the jobs whose row was inserted and whose object was never started. */
  async sweep(now: number): Promise<number> {
    return startNeverStarted({ db: openDatabase(this.env.DB), env: this.env }, now);
  }

  /** Starts the rollouts whose row was inserted and whose object was never started. */
  async sweepRollouts(now: number): Promise<number> {
    const plans = await listRolloutsNeverStarted(openDatabase(this.env.DB), now - START_GRACE_MS);
    for (const plan of plans) await this.env.ROLLOUTS.getByName(plan.rollout.id).start(plan);
    return plans.length;
  }
}
