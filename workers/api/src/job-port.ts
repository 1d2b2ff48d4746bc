import type { JobsPort } from "@fieldline/api/context";
import { settingsOf } from "@fieldline/worker-jobs/settings";
import type { Env } from "./env.ts";

/** The jobs' objects behind the API's port. */
export function jobsPort(env: Env): JobsPort {
  const object = (id: string) => env.JOBS.getByName(id);
  return {
    start: (job, config) => object(job.id).start(job, settingsOf(config)),
    describe: (id) => object(id).describe(),
    pause: (id, actor) => object(id).pause(actor),
    resume: (id, actor) => object(id).resume(actor),
    cancel: (id, actor, reason) => object(id).cancel(actor, reason),
    remove: (id, actor) => object(id).remove(actor),
    samples: (id, range) => object(id).samples(range),
    log: (id, range) => object(id).log(range),
    series: (id, range) => object(id).series(range),
  };
}
