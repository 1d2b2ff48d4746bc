import { startRun } from "@fieldline/api/start-run";
import { reportError } from "@fieldline/worker-jobs/report-error";
import { Scheduler } from "@fieldline/worker-jobs/scheduler-object";
import type { StartRun } from "@fieldline/worker-jobs/scheduler-world";
import { portsOf } from "./context.ts";
import type { Env } from "./env.ts";

/** The scheduler, which makes the jobs of its runs as the API makes them. */
export class SchedulerObject extends Scheduler {
  protected override startRun: StartRun = (start) =>
    startRun(
      {
        ...portsOf(this.env as Env),
        request: { id: `schedule ${start.schedule.id} ${start.dueAt}`, address: null },
        origin: this.env.FIELDLINE_ORIGIN ?? "",
        reportError: (error) => reportError("starting a scheduled run", error),
      },
      start,
    );
}
