import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { createJob } from "@fieldline/db/create-job";
import { openDatabase } from "@fieldline/db/database";
import { findJob } from "@fieldline/db/find-job";
import { DEFAULT_CONFIG } from "@fieldline/domain/config";
import { type CreateProbeInput, createProbeInput, probeSpecOf } from "@fieldline/domain/create-job";
import type { Job, LogEntry, Sample } from "@fieldline/domain/job";
import { type JobTerms, newCommandJob, newJob, newTaskJob } from "@fieldline/domain/new-job";
import type { JobObject } from "@fieldline/worker-jobs/job-object";
import { settingsOf } from "@fieldline/worker-jobs/settings";
import { type World, worldOf } from "@fieldline/worker-jobs/world";
import { v7 as uuidv7 } from "uuid";
import { probeInput } from "../../test/probe-input.ts";

/** Far enough ahead that no alarm fires by itself: a test drives them. */
const START_AT = Date.UTC(2040, 0, 1, 12);
const USER = { kind: "user", id: "01900000-0000-7000-8000-00000000000a", name: "Ada Admin" } as const;
/** Who controls the job, and by which request. */
export const BY = { actor: USER, request: { id: "request-1", address: "198.51.100.7" } } as const;
const UNLIMITED = { jobsPerUserPerDay: 1_000_000, runningJobs: 1_000_000 };

/** One job whose clock stands still until the test moves it. */
export interface DrivenJob {
  id: string;
  readonly stub: DurableObjectStub<JobObject>;
  now: number;
  /** Replaces parts of the object's world from now on, also after it was evicted. */
  change(world: Partial<World>): Promise<void>;
  /** Moves the clock and runs whatever alarm is armed. */
  advance(ms: number): Promise<boolean>;
  /** Ticks `count` times, each on its grid. */
  tick(count?: number): Promise<void>;
  /** Puts the clock and the changed world back after an eviction. */
  revive(): Promise<void>;
  alarmAt(): Promise<number | null>;
  /** Whether its outbox still holds something. */
  owes(): Promise<boolean>;
  /** Has what it owes carried out, until its row is as new as itself. */
  settled(): Promise<void>;
  /** The world that the product gives its objects, under this job's clock. */
  realWorld: World;
  /** The job as its object describes it, plain. */
  describe(): Promise<Job | undefined>;
  samples(): Promise<Sample[]>;
  log(): Promise<LogEntry[]>;
}

const EVERYTHING = { afterSeq: 0, limit: 1_000_000 };

/** What came over RPC without the marks that RPC puts on it. */
const plain = <T>(value: unknown): T => (value === undefined ? undefined : JSON.parse(JSON.stringify(value))) as T;

/** Creates the row and starts the object, as the API does. */
export async function driveJob(
  changes: Partial<CreateProbeInput> = {},
  world: Partial<World> = {},
): Promise<DrivenJob> {
  const input = createProbeInput.parse(probeInput(changes));
  const spec = probeSpecOf(input, 1);
  const device = spec.vantage.kind === "device" ? { id: spec.vantage.deviceId, name: "gw-12" } : undefined;
  return driveMade(newJob(input, { id: uuidv7(), spec, requester: USER, now: START_AT, device }), world);
}

const DOCUMENT = {
  version: "1.0",
  steps: [{ action: { name: "look", type: "runCommand" as const, input: { command: "uptime" } } }],
};

/** A command of one step for a device. */
export function driveCommand(
  deviceId: string,
  terms: Partial<JobTerms> = {},
  world: Partial<World> = {},
): Promise<DrivenJob> {
  const spec = { deviceId, deviceName: "gw-12", document: DOCUMENT, handlers: [], variables: {}, template: null };
  return driveMade(
    newCommandJob({ priority: 5, ...terms }, { id: uuidv7(), spec, requester: USER, now: START_AT }),
    world,
  );
}

/** A task that waits in a queue. */
export function driveTask(terms: Partial<JobTerms> & { type: string }, world: Partial<World> = {}): Promise<DrivenJob> {
  const spec = {
    description: null,
    acceptanceCriteria: null,
    input: {},
    leaseMs: 30_000,
    concurrencyKey: null,
    concurrencyLimit: 1,
    variables: {},
    template: null,
  };
  const made = { id: uuidv7(), spec, requester: USER, now: START_AT, type: terms.type };
  return driveMade(newTaskJob({ priority: 5, ...terms }, made), world);
}

async function driveMade(job: Job, world: Partial<World>): Promise<DrivenJob> {
  const entry = { id: uuidv7(), at: START_AT, actor: USER, action: "job.create", entityType: "job" } as const;
  const audit = { ...entry, address: null, requestId: null };
  await createJob(openDatabase(env.DB), {
    job,
    limits: UNLIMITED,
    day: Math.floor(START_AT / 86_400_000),
    audit: { ...audit, entityId: job.id, before: null, after: null, reason: null },
  });
  const driven = drive(job, world);
  await driven.revive();
  await driven.stub.start(job, settingsOf(DEFAULT_CONFIG));
  return driven;
}

function drive(job: Job, changed: Partial<World>): DrivenJob {
  const driven: DrivenJob = {
    id: job.id,
    // A stub is of no use once its object was aborted.
    get stub() {
      return env.JOBS.getByName(job.id);
    },
    now: START_AT,
    async change(world) {
      Object.assign(changed, world);
      await driven.revive();
    },
    revive: () =>
      runInDurableObject(driven.stub, (object: JobObject) => {
        Object.assign(object.world, { clock: () => driven.now }, changed);
      }),
    async advance(ms) {
      driven.now += ms;
      await driven.revive();
      return runDurableObjectAlarm(driven.stub);
    },
    async tick(count = 1) {
      for (let done = 0; done < count; done++) {
        const at = await driven.alarmAt();
        await driven.advance(Math.max(0, (at ?? driven.now) - driven.now));
      }
    },
    describe: async () => plain(await driven.stub.describe()),
    samples: async () => plain(await driven.stub.samples(EVERYTHING)),
    log: async () => plain(await driven.stub.log(EVERYTHING)),
    owes: () =>
      runInDurableObject(driven.stub, (_object, state) => {
        const { owed } = state.storage.sql.exec<{ owed: number }>("SELECT count(*) AS owed FROM outbox").one();
        return owed > 0;
      }),
    async settled() {
      for (let tries = 0; tries < 100; tries++) {
        const { version = 0 } = (await driven.describe()) ?? {};
        if ((await findJob(openDatabase(env.DB), job.id))?.version === version) return;
        await runInDurableObject(driven.stub, (object: JobObject) => object.alarm());
        await driven.revive();
      }
      throw new Error("the row does not come to what its object says");
    },
    realWorld: { ...worldOf(env), clock: () => driven.now },
    alarmAt: () => runInDurableObject(driven.stub, (_object, state) => state.storage.getAlarm()),
  };
  return driven;
}
