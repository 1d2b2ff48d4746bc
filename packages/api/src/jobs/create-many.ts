import { createJobs, findJobsByKeys } from "@fieldline/db/create-jobs";
import type { Config } from "@fieldline/domain/config";
import type { CreateMany, OneOfMany } from "@fieldline/domain/create-many";
import { dayOf } from "@fieldline/domain/day";
import { findCycle } from "@fieldline/domain/dependency-graph";
import { DomainError } from "@fieldline/domain/errors";
import type { Job } from "@fieldline/domain/job";
import type { SignedIn } from "../context.ts";
import type { Issue } from "../issues.ts";
import { takePlace } from "../rate-limit.ts";
import { creationOf, makeJob, startedOrRow, triesAMinute } from "./create-job.ts";
import { unseenDependencies } from "./depend.ts";
import { dailyLimit, runningLimit } from "./limit-reached.ts";

/** How often a key may turn out to have been used in between. */
const MOST_TRIES = 3;

interface Planned extends OneOfMany {
  id: string;
  /** The job that its idempotency key has made before. */
  earlier: Job | undefined;
}

/** Creates all of these jobs or none, and starts them, parents first; a known idempotency key gives the first job again. */
export async function createMany(ctx: SignedIn, { jobs: wanted }: CreateMany): Promise<{ items: Job[] }> {
  refuseCycle(wanted);
  const config = await ctx.config.read();
  await takePlace(ctx, `create/${ctx.user.id}`, triesAMinute(config.limits));
  for (let tries = 1; ; tries++) {
    const planned = await planOf(ctx, wanted);
    const made = await makeAll(ctx, planned, config);
    if (await insertAll(ctx, made, config)) return { items: await startAll(ctx, { planned, made, config }) };
    if (tries === MOST_TRIES)
      throw new DomainError("UNAVAILABLE", "Others are using the same idempotency keys at this moment. Try again.");
  }
}

function refuseCycle(wanted: OneOfMany[]): void {
  const named = wanted.flatMap(({ ref, dependsOn }) => (ref === undefined ? [] : [[ref, dependsOn] as const]));
  const path = findCycle(new Map(named));
  if (!path) return;
  const at = wanted.findIndex(({ ref }) => ref === path[0]);
  const message = `These wait for one another, so none could ever start: ${path.join(" → ")}. Take one of the steps out.`;
  const issues = [{ path: `jobs.${at}.dependsOn`, message }];
  throw new DomainError("DEPENDENCY_CYCLE", message, { path, issues });
}

async function planOf(ctx: SignedIn, wanted: OneOfMany[]): Promise<Planned[]> {
  const keys = wanted.flatMap(({ job }) => job.idempotencyKey ?? []);
  const earlier = new Map((await findJobsByKeys(ctx.db, ctx.user.id, keys)).map((job) => [job.idempotencyKey, job]));
  const planned = wanted.map((each) => {
    const known = earlier.get(each.job.idempotencyKey ?? "");
    return { ...each, earlier: known, id: known?.id ?? ctx.newId() };
  });
  const idOf = new Map(planned.flatMap(({ ref, id }) => (ref === undefined ? [] : [[ref, id] as const])));
  return planned.map((each) => ({
    ...each,
    dependsOn: each.dependsOn.map((name) => idOf.get(name) ?? name.toLowerCase()),
  }));
}

async function makeAll(ctx: SignedIn, planned: Planned[], config: Config): Promise<Job[]> {
  const own = new Set(planned.map(({ id }) => id));
  const elsewhere = planned.flatMap(({ dependsOn }) => dependsOn.filter((id) => !own.has(id)));
  const unseen = await unseenDependencies(ctx, elsewhere);
  const now = ctx.clock();
  const made: Job[] = [];
  for (const [at, { id, job, dependsOn, earlier }] of planned.entries()) {
    if (earlier) continue;
    await within(`jobs.${at}`, async () => {
      unseen.refuse(dependsOn);
      made.push(await makeJob(ctx, { ...job, dependsOn }, { id, requester: ctx.user, now, config }));
    });
  }
  return made;
}

/** Whether all were inserted; not, where one of their keys has been used in between. */
async function insertAll(ctx: SignedIn, made: Job[], { limits, timeZone }: Config): Promise<boolean> {
  if (made.length === 0) return true;
  const now = ctx.clock();
  const audit = made.map((job) => creationOf(ctx, job));
  const result = await createJobs(ctx.db, { made, audit, limits, day: dayOf(now, timeZone) });
  if (result.outcome === "created") return true;
  if (result.outcome === "key-taken") return false;
  const refused =
    result.outcome === "daily-limit"
      ? dailyLimit(result.used, { limit: limits.jobsPerUserPerDay, now, timeZone })
      : runningLimit(result, { limit: limits.runningJobs, now });
  throw new DomainError(refused.code, `These are ${made.length} jobs. ${refused.message}`, {
    ...refused.details,
    wanted: made.length,
  });
}

interface Starting {
  planned: Planned[];
  made: Job[];
  config: Config;
}

/** Each starts when those that it waits for have. */
function startAll(ctx: SignedIn, { planned, made, config }: Starting): Promise<Job[]> {
  const newOnes = new Map(made.map((job) => [job.id, job]));
  const starts = new Map<string, Promise<Job>>();
  const start = (job: Job): Promise<Job> => {
    const known = starts.get(job.id);
    if (known) return known;
    const parents = job.dependsOn.flatMap((id) => newOnes.get(id) ?? []);
    const started = Promise.all(parents.map(start)).then(() => startedOrRow(ctx, job, config));
    starts.set(job.id, started);
    return started;
  };
  return Promise.all(
    planned.map(async ({ id, earlier }) => {
      if (earlier) return (await ctx.jobs.describe(id)) ?? earlier;
      return start(newOnes.get(id) as Job);
    }),
  );
}

/** Has a refusal name its fields by where they stand in the call. */
async function within(path: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const issues = (error.details.issues as Issue[] | undefined) ?? [{ path: "", message: error.message }];
    throw new DomainError(error.code, error.message, {
      ...error.details,
      issues: issues.map((issue) => ({ ...issue, path: issue.path ? `${path}.${issue.path}` : path })),
    });
  }
}
