import type { JobKind } from "@fieldline/domain/job";
import type { Logger } from "../log.ts";
import type { ReportBody } from "../server/device-port.ts";
import type { ServerClock } from "../server/server-clock.ts";
import type { SpooledJob } from "../spool/job-rows.ts";
import type { Spool } from "../spool/spool.ts";
import type { Work } from "./work.ts";

/** What the execution of an attempt needs of the agent. */
export interface WorkPorts {
  spool: Spool;
  clock: Pick<ServerClock, "now" | "ofLocal">;
  log: Logger;
  /** There is something new to tell of this work. */
  notify(work: Work): void;
}

/** What becomes of an attempt that an earlier run of the agent has left: it goes on, at once or when the server has given it out again, or its last report. */
export type Afterwards = "goesOn" | "goesOnWhenTold" | ReportBody;

/** How this agent does one kind of job. */
export interface Executor {
  readonly kind: JobKind;
  /** So many are asked for at once. */
  readonly most: number;
  /** So many run at once, and the others wait their turn; all of them where it is absent. */
  readonly slots?: number;
  /** Of tasks: the types that it takes. */
  readonly types?: string[];
  /** What becomes of one under way when the agent stops: it is left to the next run, reported as it ends, or handed back. */
  readonly atStop: "leave" | "report" | "handBack";
  afterRestart(job: SpooledJob, ports: Pick<WorkPorts, "clock" | "log">): Afterwards;
  /** Does the work, and keeps in the spool what is to be told of it. */
  run(work: Work, ports: WorkPorts): Promise<void>;
}
