import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { openDatabase } from "@fieldline/db/database";
import { createRollout } from "@fieldline/db/rollouts";
import type { Job, JobStatus } from "@fieldline/domain/job";
import type { Execution, Rollout, RolloutDetail } from "@fieldline/domain/rollout";
import { outcomeOf } from "@fieldline/domain/rollout-outcome";
import type { RolloutPlan } from "@fieldline/domain/rollout-plan";
import { NO_COUNTS } from "@fieldline/domain/rollout-progress";
import type { RolloutObject } from "@fieldline/worker-jobs/rollout-object";
import { type RolloutWorld, rolloutWorldOf } from "@fieldline/worker-jobs/rollout-world";
import { v7 as uuidv7 } from "uuid";

/** Far enough ahead that no alarm fires by itself: a test drives them. */
export const START_AT = Date.UTC(2040, 0, 1, 12);
const USER = { kind: "user", id: "01900000-0000-7000-8000-00000000000a", name: "Ada Admin" } as const;
export const BY = { actor: USER, request: { id: "request-1", address: "198.51.100.7" } } as const;

/** The objects of a rollout's jobs, as a test plays them. */
export class PlayedJobs {
  readonly jobs = new Map<string, Job>();
  /** The devices in the order in which they were offered a job. */
  readonly offered: string[] = [];

  readonly world: Partial<RolloutWorld> = {
    startJob: async (job) => {
      if (this.jobs.has(job.id)) return;
      this.jobs.set(job.id, { ...job, version: 1 });
      this.offered.push(job.spec.deviceId);
    },
    describeJob: async (id) => this.jobs.get(id),
    cancelJob: async (id) => ({ ok: true, value: this.become(id, "cancelled") }),
    callJobBack: async (id) => {
      const job = this.jobs.get(id);
      return { ok: true, value: job && job.status !== "assigned" ? job : this.become(id, "cancelled") };
    },
    retryJob: async (id) => {
      const job = this.become(id, "assigned");
      this.offered.push(job.assigneeId ?? "");
      return { ok: true, value: this.#put({ ...job, attempt: job.attempt + 1, error: null }) };
    },
  };

  of(deviceId: string): Job {
    const job = [...this.jobs.values()].find(({ assigneeId }) => assigneeId === deviceId);
    if (!job) throw new Error(`${deviceId} has no job`);
    return job;
  }

  become(id: string, status: JobStatus): Job {
    const job = this.jobs.get(id);
    if (!job) throw new Error(`there is no job ${id}`);
    const error = status === "failed" ? { code: "EXIT_CODE", message: "Step 1 ended with 1" } : null;
    return this.#put({ ...job, status, error, version: job.version + 1 });
  }

  #put(job: Job): Job {
    this.jobs.set(job.id, job);
    return job;
  }
}

/** Adds devices straight to the database; the ids are in the order in which they are told. */
export async function addDevices(count: number, { kinds = ["command"] } = {}): Promise<string[]> {
  const ids = Array.from({ length: count }, () => uuidv7());
  const statement = env.DB.prepare(
    `INSERT INTO devices (id, name, kind, capabilities, search_text, enrolled_at, enrolled_by, enrolled_by_name, updated_at)
     SELECT value, 'Modem ' || value, 'device', ?, value, 0, 'u', 'U', 0 FROM json_each(?)`,
  );
  await statement.bind(JSON.stringify({ kinds }), JSON.stringify(ids)).run();
  return ids;
}

const document = { version: "1.0", steps: [] };
const command = { document, handlers: [], variables: {}, template: { slug: "health-check", version: 2 } };

function planOf(changes: Partial<Rollout>): RolloutPlan {
  const rollout: Rollout = {
    id: uuidv7(),
    name: "Check all",
    templateId: uuidv7(),
    templateSlug: "health-check",
    templateVersion: 2,
    variables: {},
    targets: { all: true },
    mode: "snapshot",
    rate: null,
    abort: [],
    timeoutMs: 60_000,
    retry: null,
    status: "running",
    statusReason: null,
    counts: NO_COUNTS,
    ratePerMinute: null,
    requesterId: USER.id,
    requesterName: USER.name,
    notes: null,
    version: 0,
    createdAt: START_AT,
    endedAt: null,
    updatedAt: START_AT,
    ...changes,
  };
  return { rollout, command, priority: 5, queueTtlMs: null };
}

/** One rollout whose clock stands still until the test moves it. */
export class DrivenRollout {
  readonly plan: RolloutPlan;
  readonly jobs = new PlayedJobs();
  now = START_AT;
  #changed: Partial<RolloutWorld> = {};

  constructor(changes: Partial<Rollout>) {
    this.plan = planOf(changes);
  }

  get id(): string {
    return this.plan.rollout.id;
  }

  /** A stub is of no use once its object was aborted. */
  get stub(): DurableObjectStub<RolloutObject> {
    return env.ROLLOUTS.getByName(this.id);
  }

  readonly realWorld = rolloutWorldOf(env);

  /** Replaces parts of the object's world from now on, also after it was evicted. */
  async change(world: Partial<RolloutWorld>): Promise<void> {
    Object.assign(this.#changed, world);
    await this.revive();
  }

  /** Puts the clock and the changed world back after an eviction. */
  async revive(): Promise<void> {
    await runInDurableObject(this.stub, (object: RolloutObject) => {
      Object.assign(object.world, this.jobs.world, { clock: () => this.now }, this.#changed);
    });
  }

  async evict(): Promise<void> {
    await evictDurableObject(this.stub);
    await this.revive();
  }

  async create(): Promise<void> {
    const at = { id: uuidv7(), at: START_AT, actor: USER, action: "rollout.create", entityType: "rollout" } as const;
    const entry = { ...at, entityId: this.id, before: null, after: null, reason: null, address: null, requestId: null };
    await createRollout(openDatabase(env.DB), this.plan, entry);
    await this.revive();
    await this.stub.start(this.plan);
  }

  /** Moves the clock and runs every alarm that is due by then, each at its time. */
  async advance(ms = 0): Promise<void> {
    const until = this.now + ms;
    for (let rounds = 0; ; rounds++) {
      if (rounds > 2_000) throw new Error("the alarm does not come to rest");
      const at = await this.alarmAt();
      if (at === null || at > until) break;
      this.now = Math.max(this.now, at);
      await runDurableObjectAlarm(this.stub);
    }
    this.now = until;
  }

  alarmAt(): Promise<number | null> {
    return runInDurableObject(this.stub, (_object, state) => state.storage.getAlarm());
  }

  /** Has a device's job go on to a status, and tells the rollout. */
  async become(deviceId: string, status: JobStatus): Promise<void> {
    const job = this.jobs.become(this.jobs.of(deviceId).id, status);
    await this.stub.outcome(outcomeOf({ ...job, startedAt: this.now, endedAt: this.now }));
  }

  async describe(): Promise<RolloutDetail> {
    return JSON.parse(JSON.stringify(await this.stub.describe()));
  }

  async executions(asked: object = {}): Promise<Execution[]> {
    const result = await this.stub.executions({ limit: 1_000, ...asked });
    return JSON.parse(JSON.stringify(result)).value.items;
  }

  /** The jobs' rows. */
  async rows(): Promise<{ id: string; device_id: string; spec: string; status: string }[]> {
    const statement = env.DB.prepare("SELECT id, device_id, spec, status FROM jobs WHERE rollout_id = ?").bind(this.id);
    return (await statement.all<{ id: string; device_id: string; spec: string; status: string }>()).results;
  }

  async row(): Promise<{ status: string; version: number; body: Rollout } | null> {
    const statement = env.DB.prepare("SELECT status, version, body FROM rollouts WHERE id = ?").bind(this.id);
    const row = await statement.first<{ status: string; version: number; body: string }>();
    return row && { ...row, body: JSON.parse(row.body) };
  }
}

/** Creates a rollout over these devices and starts its object, as the API does; its alarm has not run yet. */
export async function driveRollout(
  devices: string[],
  changes: Partial<Rollout> = {},
  world: Partial<RolloutWorld> = {},
): Promise<DrivenRollout> {
  const driven = new DrivenRollout({ targets: { deviceIds: devices }, ...changes });
  await driven.change(world);
  await driven.create();
  return driven;
}
