import { abortAllDurableObjects } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { openDatabase } from "@fieldline/db/database";
import { findJob } from "@fieldline/db/find-job";
import { DEFAULT_CONFIG } from "@fieldline/domain/config";
import { DEPENDENCY_RULES, type DependencyRule, type Job } from "@fieldline/domain/job";
import { newTaskJob } from "@fieldline/domain/new-job";
import { recover } from "@fieldline/worker-jobs/recover";
import { settingsOf } from "@fieldline/worker-jobs/settings";
import fc from "fast-check";
import { v7 as uuidv7 } from "uuid";
import { describe, expect, it, vi } from "vitest";
import { insertRow } from "../../test/job-rows.ts";
import { BY, driveTask } from "./driven-job.ts";

const SETTINGS = settingsOf(DEFAULT_CONFIG);
const REQUESTER = { id: "01900000-0000-7000-8000-00000000000a", name: "Ada Admin" };
const SPEC = {
  description: null,
  acceptanceCriteria: null,
  input: {},
  leaseMs: 30_000,
  concurrencyKey: null,
  concurrencyLimit: 1,
  variables: {},
  template: null,
};

/** A row whose object nobody has started. */
async function aRow(
  terms: { dependsOn?: string[]; runAt?: number; onDependencyFailure?: DependencyRule } = {},
): Promise<Job> {
  const made = { id: uuidv7(), spec: SPEC, requester: REQUESTER, now: Date.now(), type: "load" };
  const job = newTaskJob({ priority: 5, ...terms }, made);
  await insertRow(job);
  return job;
}
const objectOf = ({ id }: { id: string }) => env.JOBS.getByName(id);
const start = (job: Job) => objectOf(job).start(job, SETTINGS);
const end = (job: { id: string }, isGood = true) =>
  objectOf(job).control(
    isGood ? { type: "forceComplete", reason: "Done", result: null, ...BY } : { type: "cancel", reason: null, ...BY },
  );
const statusOf = async (job: Job) => (await objectOf(job).describe())?.status;
const becomes = (job: Job, status: string) => vi.waitFor(async () => expect(await statusOf(job)).toBe(status));

describe("a job that waits for another", () => {
  it("goes on waiting for one whose row stands and whose object was never started", async () => {
    const parent = await aRow();
    const child = await aRow({ dependsOn: [parent.id] });
    await start(child);
    expect(await statusOf(child)).toBe("blocked");
    await start(parent);
    await end(parent);
    await becomes(child, "queued");
  });

  it("hears of an end that came between its row and its own start, and one told in between leaves nothing behind", async () => {
    const parent = await aRow();
    await start(parent);
    const child = await aRow({ dependsOn: [parent.id] });
    await end(parent);
    expect(await objectOf(child).describe()).toBeUndefined();
    expect((await start(child)).status).toBe("queued");
  });

  it("fails at once where it is scheduled for later and what it waits for does not complete", async () => {
    const parent = await aRow();
    const child = await aRow({ dependsOn: [parent.id], runAt: Date.UTC(2100, 0, 1) });
    await Promise.all([start(parent), start(child)]);
    await end(parent, false);
    await becomes(child, "failed");
  });

  it("is blocked at its time while what it waits for has not ended, and starts then", async () => {
    const parent = await driveTask({ type: "load" });
    const child = await driveTask({ type: "load", dependsOn: [parent.id], runAt: parent.now + 60_000 });
    await child.advance(60_000);
    expect((await child.describe())?.status).toBe("blocked");
    await end(parent);
    await vi.waitFor(async () => expect((await child.describe())?.status).toBe("queued"));
  });

  it("takes an end for cancelled of which nothing is known", async () => {
    const child = await aRow({ dependsOn: [crypto.randomUUID()], onDependencyFailure: "cancel" });
    await start(child);
    await becomes(child, "cancelled");
  });

  it("notes an end once, however often it is told", async () => {
    const [parent, other] = [await aRow(), await aRow()];
    const child = await aRow({ dependsOn: [parent.id, other.id] });
    await start(child);
    const told = { id: parent.id, name: "Load", status: "completed" } as const;
    await Promise.all([objectOf(child).dependencyEnded(told), objectOf(child).dependencyEnded(told)]);
    const log = await objectOf(child).log({ afterSeq: 0, limit: 10 });
    expect(log.map(({ message }) => message)).toEqual([
      "Waits for 2 other jobs to end",
      "Load, which it waited for, is completed",
    ]);
  });

  it("is told after its parent's object fell over between its end and its telling", async () => {
    const parent = await driveTask({ type: "load" });
    const child = await driveTask({ type: "load", dependsOn: [parent.id] });
    await parent.change({ tellDependents: () => Promise.reject(new Error("away")), reportError: () => {} });
    await end(parent);
    expect((await child.describe())?.status).toBe("blocked");
    await abortAllDurableObjects();
    await parent.change({ tellDependents: parent.realWorld.tellDependents });
    await parent.advance(60_000);
    await vi.waitFor(async () => expect((await child.describe())?.status).toBe("queued"));
  });

  it("was deleted: its parent ends as ever", async () => {
    const parent = await aRow();
    const child = await aRow({ dependsOn: [parent.id] });
    await Promise.all([start(parent), start(child)]);
    await end(child, false);
    await objectOf(child).remove(BY);
    await end(parent);
    expect(await objectOf(child).describe()).toBeUndefined();
    expect((await findJob(openDatabase(env.DB), parent.id))?.status).toBe("completed");
  });
});

interface Plan {
  /** For each job which earlier ones it waits for, and by which rule. */
  jobs: { parents: number[]; rule: DependencyRule }[];
  /** Which job is started or ended next, well or badly, or that everything falls over. */
  steps: { what: "start" | "complete" | "cancel" | "crash"; at: number }[];
}

const plan: fc.Arbitrary<Plan> = fc
  .array(fc.record({ parents: fc.array(fc.nat(5), { maxLength: 2 }), rule: fc.constantFrom(...DEPENDENCY_RULES) }), {
    minLength: 2,
    maxLength: 6,
  })
  .chain((jobs) =>
    fc.record({
      jobs: fc.constant(
        jobs.map(({ parents, rule }, at) => ({ rule, parents: [...new Set(parents.filter((each) => each < at))] })),
      ),
      steps: fc.array(
        fc.record({
          what: fc.constantFrom(
            "start" as const,
            "start" as const,
            "complete" as const,
            "cancel" as const,
            "crash" as const,
          ),
          at: fc.nat(jobs.length - 1),
        }),
        { minLength: 4, maxLength: 14 },
      ),
    }),
  );

/** What must become of each job, whenever it was started and whenever the others ended. */
function expected({ jobs, steps }: Plan): string[] {
  const ends = new Map<number, string>();
  for (const { what, at } of steps)
    if ((what === "complete" || what === "cancel") && jobs[at]?.parents.length === 0 && !ends.has(at))
      ends.set(at, what === "complete" ? "completed" : "cancelled");
  const statuses: string[] = [];
  for (const [at, { parents, rule }] of jobs.entries()) {
    const before = parents.map((parent) => statuses[parent] ?? "");
    const isHeld = rule !== "run" && before.some((each) => each === "cancelled" || each === "failed");
    const isFree = before.every((each) => ["completed", "cancelled", "failed"].includes(each));
    const waited = isHeld ? (rule === "cancel" ? "cancelled" : "failed") : isFree ? "queued" : "blocked";
    statuses.push(parents.length === 0 ? (ends.get(at) ?? "queued") : waited);
  }
  return statuses;
}

it("come to the same whatever is started, ended and falls over in which order", { timeout: 120_000 }, async () => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
  vi.spyOn(console, "error").mockImplementation(() => {});
  await fc.assert(
    fc.asyncProperty(plan, async (planned) => {
      const rows: Job[] = [];
      for (const { parents, rule } of planned.jobs)
        rows.push(await aRow({ dependsOn: parents.map((at) => (rows[at] as Job).id), onDependencyFailure: rule }));
      for (const { what, at } of planned.steps) {
        const row = rows[at] as Job;
        if (what === "crash") await abortAllDurableObjects();
        else if (what === "start") void start(row).catch(() => {});
        else if (planned.jobs[at]?.parents.length === 0) {
          await start(row);
          await end(row, what === "complete");
        }
      }
      for (const row of rows) await start(row);
      // What fell over is told by its alarm, or found by the recovery where that is away.
      await vi.waitFor(
        async () => {
          await recover(env, Date.now() + 61_000, { get: async () => undefined, put: async () => {} } as never);
          expect(await Promise.all(rows.map(statusOf))).toEqual(expected(planned));
        },
        { timeout: 20_000, interval: 100 },
      );
      await env.DB.prepare("DELETE FROM jobs").run();
    }),
    { numRuns: 15 },
  );
});
