import type { JobsPort } from "@fieldline/api/context";
import type { Result } from "@fieldline/domain/errors";
import type { Job } from "@fieldline/domain/job";
import { settingsOf } from "@fieldline/worker-jobs/settings";
import type { Env } from "./env.ts";

/** The jobs' objects behind the API's port. */
export function jobsPort(env: Env): JobsPort {
  const object = (id: string) => env.JOBS.getByName(id);
  return {
    start: (job, config) => object(job.id).start(job, settingsOf(config)),
    describe: (id) => object(id).describe(),
    control: (id, doing) => object(id).control(doing) as Promise<Result<Job>>,
    remove: (id, by) => object(id).remove(by),
    samples: (id, range) => object(id).samples(range),
    log: (id, range) => object(id).log(range),
    attempts: (id) => object(id).attempts(),
    report: (deviceId, report) => object(report.jobId).report(deviceId, report),
    takeSamples: (deviceId, batch) => object(batch.jobId).takeSamples(deviceId, batch),
    reject: (deviceId, { jobId, attempt, reason }) => object(jobId).reject({ deviceId, attempt }, reason),
    release: (deviceId, { jobId, attempt, reason }) => object(jobId).release({ deviceId, attempt }, reason),
    series: (id, range) => object(id).series(range),
  };
}
