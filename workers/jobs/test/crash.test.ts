import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { openDatabase } from "@fieldline/db/database";
import { findJob } from "@fieldline/db/find-job";
import { listAudit } from "@fieldline/db/list-audit";
import { isEnded } from "@fieldline/domain/job";
import type { World } from "@fieldline/worker-jobs/world";
import fc from "fast-check";
import { expect, it } from "vitest";
import { BY, type DrivenJob, driveJob } from "./driven-job.ts";

const db = openDatabase(env.DB);
const RUNS = 200;

/** What may happen to a job, each at any point. */
const step = fc.oneof(
  { weight: 6, arbitrary: fc.constant("tick") },
  { weight: 1, arbitrary: fc.constantFrom("alarm twice", "outage", "evict", "abort", "pause", "resume") },
  { weight: 1, arbitrary: fc.constantFrom("throw in measuring", "throw in storing", "throw after D1") },
);

it("loses nothing and shows nothing twice, whatever crashes", { timeout: 240_000 }, async () => {
  const steps = fc.array(step, { minLength: 8, maxLength: 24 });
  const ends = fc.boolean();
  await fc.assert(
    fc.asyncProperty(steps, ends, async (planned, endsByCancel) => {
      const { job, acknowledged } = await runBadly(planned);
      if (endsByCancel) acknowledged.push(await control(job, "cancel"));
      else acknowledged.push(await control(job, "resume"));
      await heal(job);
      await expectAgreement(job, acknowledged.filter(Boolean).length);
    }),
    { numRuns: RUNS },
  );
});

interface Faults {
  measuring: boolean;
  storing: boolean;
  afterD1: boolean;
}

async function runBadly(planned: string[]): Promise<{ job: DrivenJob; acknowledged: boolean[] }> {
  const faults: Faults = { measuring: false, storing: false, afterD1: false };
  const job = await driveJob({
    // Longer than any plan: the next alarm of a job that is over is its removal.
    durationMs: 300_000,
    vantage: { kind: "simulator", scenario: "intermittent", seed: 11 },
  });
  await job.change(faultyWorld(job, faults));
  const acknowledged: boolean[] = [];
  for (const what of planned) {
    if (what === "tick") await job.tick(1);
    else if (what === "alarm twice") {
      job.now += 1_000;
      await runInDurableObject(job.stub, (object) => Promise.all([object.alarm(), object.alarm()]));
    } else if (what === "outage") await job.advance(4_300);
    else if (what === "evict") await evictDurableObject(job.stub);
    else if (what === "abort") await abortAllDurableObjects();
    else if (what === "pause" || what === "resume") acknowledged.push(await control(job, what));
    else {
      faults.measuring = what === "throw in measuring";
      faults.storing = what === "throw in storing";
      faults.afterD1 = what === "throw after D1";
      await job.tick(1);
      Object.assign(faults, { measuring: false, storing: false, afterD1: false });
    }
    await job.revive();
  }
  return { job, acknowledged };
}

/** D1 fails every third write, and whatever is at fault throws once more than that. */
function faultyWorld(job: DrivenJob, faults: Faults): Partial<World> {
  const { project, publish, measureTick } = job.realWorld;
  let writes = 0;
  return {
    reportError() {},
    async project(projection) {
      if (++writes % 3 === 0) throw new Error("D1 is away");
      const projected = await project(projection);
      if (faults.afterD1) throw new Error("crashed between D1 and the feed");
      return projected;
    },
    publish: (topic, frames, requesterId) => publish(topic, frames, requesterId),
    async measureTick(spec, tick) {
      if (faults.measuring) throw new Error("crashed while measuring");
      const packets = await measureTick(spec, tick);
      // A packet that cannot be stored breaks the transaction in its middle.
      return faults.storing ? [...packets, { at: Number.NaN, rttMs: 1 }] : packets;
    },
  };
}

async function control(job: DrivenJob, what: "pause" | "resume" | "cancel"): Promise<boolean> {
  await job.revive();
  const result = await job.stub.control(
    what === "cancel" ? { type: what, reason: null, ...BY } : { type: what, ...BY },
  );
  return result.ok;
}

/** Everything works again: the alarms run until nothing is owed. */
async function heal(job: DrivenJob): Promise<void> {
  await job.change(job.realWorld);
  const isSettled = async () => isEnded((await job.describe())?.status ?? "running") && !(await job.owes());
  for (let alarms = 0; alarms < 20 && !(await isSettled()); alarms++) await job.advance(61_000);
  expect(await isSettled()).toBe(true);
}

async function expectAgreement(job: DrivenJob, acknowledged: number): Promise<void> {
  const described = await job.describe();
  if (!described) throw new Error("the job is gone");
  expect(await findJob(db, job.id)).toEqual(described);

  const samples = await job.samples();
  expect(samples.map(({ seq }) => seq)).toEqual(samples.map((_, index) => index + 1));
  const ticks = samples.map(({ tick }) => tick);
  expect(ticks).toEqual([...new Set(ticks)].sort((a, b) => a - b));
  expect(described.summary).toMatchObject({
    sent: samples.length,
    received: samples.filter(({ rttMs }) => rttMs !== null).length,
  });

  const log = await job.log();
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
  const transitions = log.filter(({ kind }) => kind === "transition");
  expect(transitions.at(-1)?.status).toBe(described.status);
  expect(transitions.filter(({ status }) => status && isEnded(status)).length).toBe(1);

  const byPeople = transitions.filter(({ actor }) => actor.kind === "user").length;
  expect(byPeople).toBe(acknowledged);
  const { items } = await listAudit(db, { entityType: "job", entityId: job.id, limit: 100 });
  expect(items.filter(({ action }) => action !== "job.create").length).toBe(acknowledged);

  const open = await env.DB.prepare("SELECT count(*) AS n FROM alerts WHERE job_id = ? AND cleared_at IS NULL")
    .bind(job.id)
    .first("n");
  expect(open).toBe(0);
}
