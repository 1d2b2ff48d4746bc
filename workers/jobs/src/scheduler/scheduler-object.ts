import { DurableObject } from "cloudflare:workers";
import { openDatabase } from "@fieldline/db/database";
import { listNeverStarted } from "@fieldline/db/find-job";
import { listRolloutsNeverStarted } from "@fieldline/db/rollouts";
import { removeEndedSessions } from "@fieldline/db/sessions";
import { configOf } from "../config.ts";
import type { JobsEnv } from "../env.ts";
import { settingsOf } from "../job/settings.ts";
import { reportError } from "../report-error.ts";

const SWEEP_EVERY_MS = 15_000;
/** A creation under way is left alone for this long. */
const START_GRACE_MS = 10_000;
const TIDY_EVERY_MS = 3_600_000;

/** The sweeper: starts jobs and rollouts whose row was inserted and whose object was never started, and removes ended sessions. */
export class SchedulerObject extends DurableObject<JobsEnv> {
  #tidiedAt = 0;

  /** Arms the sweep where it is not armed; called whenever a server or a cron trigger starts. */
  async ensureArmed(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now());
  }

  override async alarm(): Promise<void> {
    try {
      await this.sweep(Date.now());
      await this.sweepRollouts(Date.now());
      await this.#tidySessions(Date.now());
    } catch (error) {
      reportError("sweep", error);
    }
    await this.ctx.storage.setAlarm(Date.now() + SWEEP_EVERY_MS);
  }

  async #tidySessions(now: number): Promise<void> {
    if (now < this.#tidiedAt + TIDY_EVERY_MS) return;
    this.#tidiedAt = now;
    await removeEndedSessions(openDatabase(this.env.DB), now - TIDY_EVERY_MS);
  }

  async sweep(now: number): Promise<number> {
    const db = openDatabase(this.env.DB);
    const jobs = await listNeverStarted(db, now - START_GRACE_MS);
    if (jobs.length === 0) return 0;
    const settings = settingsOf(await configOf(this.env).read());
    for (const job of jobs) await this.env.JOBS.getByName(job.id).start(job, settings);
    return jobs.length;
  }

  async sweepRollouts(now: number): Promise<number> {
    const plans = await listRolloutsNeverStarted(openDatabase(this.env.DB), now - START_GRACE_MS);
    for (const plan of plans) await this.env.ROLLOUTS.getByName(plan.rollout.id).start(plan);
    return plans.length;
  }
}
