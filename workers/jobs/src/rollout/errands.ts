import { isEnded, type Job } from "@fieldline/domain/job";
import { SYSTEM } from "@fieldline/domain/lifecycle";
import { newCommandJob } from "@fieldline/domain/new-job";
import { type Target, targetStateOf } from "@fieldline/domain/rollout-execution";
import { outcomeOf } from "@fieldline/domain/rollout-outcome";
import type { RolloutRun } from "./rollout-run.ts";
import type { RolloutStore } from "./rollout-store.ts";
import type { Errand } from "./target-store.ts";
import type { RolloutWorld } from "./world.ts";

/** Devices whose rows are inserted by one statement. */
const BATCH = 100;
/** Jobs that are spoken to at the same time. */
const AT_ONCE = 8;
const AGAIN_AFTER_MS = 5_000;

interface Parts {
  run: RolloutRun;
  store: RolloutStore;
  world: RolloutWorld;
}
interface Owed {
  target: Target;
  errand: Errand;
}

/** Does what is due about the devices' jobs, each at least once; what fails is put off, and holds nothing else up. */
export async function doErrands(parts: Parts): Promise<void> {
  const { store, world } = parts;
  const due = store.targets.errandsDue(world.clock(), BATCH);
  const isInserted = await insertRows(parts, due);
  const rest = isInserted ? due : due.filter(({ errand }) => errand !== "start");
  const lanes = Array.from({ length: AT_ONCE }, async () => {
    for (let next = rest.shift(); next; next = rest.shift()) await doErrand(parts, next);
  });
  await Promise.all(lanes);
}

/** Inserts the jobs of devices that are told for the first time; those that were revoked meanwhile drop out. */
async function insertRows(parts: Parts, due: Owed[]): Promise<boolean> {
  const { run, store, world } = parts;
  const starting = due.filter(({ errand }) => errand === "start").map(({ target }) => target);
  if (starting.length === 0) return true;
  try {
    const passedOver = await world.insertJobs(starting.map((target) => jobOf(run, target)));
    for (const { deviceId, code, message } of passedOver) {
      if (!store.targets.isOwed(deviceId, "start")) continue;
      store.targets.settle(deviceId, "start");
      run.close(deviceId, { state: "cancelled", jobId: null, code, message });
    }
    return true;
  } catch (error) {
    world.reportError(error);
    const again = world.clock() + AGAIN_AFTER_MS;
    for (const { deviceId } of starting) store.targets.postpone(deviceId, "start", again);
    return false;
  }
}

async function doErrand(parts: Parts, { target, errand }: Owed): Promise<void> {
  const { store, world } = parts;
  const { deviceId } = target;
  // The rollout may have been stopped while others had their turn.
  if (!store.targets.isOwed(deviceId, errand)) return;
  try {
    await ACTS[errand](parts, target);
    store.targets.settle(deviceId, errand);
  } catch (error) {
    world.reportError(error);
    store.targets.postpone(deviceId, errand, world.clock() + AGAIN_AFTER_MS);
  }
}

const ACTS: Record<Errand, (parts: Parts, target: Target) => Promise<void>> = {
  async start({ run, world }, target) {
    await world.startJob(jobOf(run, target));
  },

  async retry({ run, world }, target) {
    const jobId = target.jobId ?? "";
    const job = await world.describeJob(jobId);
    if (!job) {
      const message = "Its job was deleted, so it cannot be run again";
      return run.close(target.deviceId, { state: "cancelled", code: "JOB_NOT_FOUND", message });
    }
    // It runs again already: by a try of which no answer came, or by hand.
    if (job.attempt > target.attempt || !isEnded(job.status)) return run.hear(outcomeOf(job));
    const by = run.head.drive.retriedBy ?? { actor: SYSTEM };
    const retried = await world.retryJob(jobId, by, null);
    if (retried.ok) run.hear(outcomeOf(retried.value));
    else run.close(target.deviceId, { state: targetStateOf(job.status), code: retried.code, message: retried.message });
  },

  async cancel({ run, world }, target) {
    const { stop } = run.head.drive;
    const job = target.jobId === null ? undefined : await world.describeJob(target.jobId);
    if (!job) {
      if (target.jobId !== null) await world.removeUnstarted(target.jobId);
      return run.close(target.deviceId, { state: "cancelled", jobId: null });
    }
    if (isEnded(job.status)) return standAsTold(run, target, job);
    const end = stop?.force ? world.cancelJob : world.callJobBack;
    const cancelled = await end(job.id, stop?.by ?? { actor: SYSTEM }, stop?.reason ?? null);
    if (cancelled.ok) return run.hear(outcomeOf(cancelled.value));
    if (cancelled.code !== "JOB_ENDED") throw new Error(`cancelling was refused: ${cancelled.message}`);
    const ended = await world.describeJob(job.id);
    if (ended) standAsTold(run, target, ended);
  },
};

/** One that was to be run again and was not has nothing new to tell, and stands as it ended. */
function standAsTold(run: RolloutRun, { deviceId, version }: Target, job: Job): void {
  if (job.version > version) run.hear(outcomeOf(job));
  else run.close(deviceId, { state: targetStateOf(job.status) });
}

/** The job of one device: the same however often it is made. */
function jobOf(run: RolloutRun, { deviceId, deviceName, jobId, notifiedAt }: Target) {
  const { rollout, command, priority, queueTtlMs } = run.head.plan;
  const { id: rolloutId, name, notes, templateId, timeoutMs, retry, requesterId, requesterName, createdAt } = rollout;
  const terms = { name, notes: notes ?? undefined, priority, queueTtlMs, timeoutMs, retry, templateId, rolloutId };
  return newCommandJob(terms, {
    id: jobId ?? "",
    spec: { ...command, deviceId, deviceName },
    requester: { id: requesterId, name: requesterName },
    now: notifiedAt ?? createdAt,
  });
}
