import { describe, expect, it } from "vitest";
import { JOB_STATUSES, type Job } from "../job/job.ts";
import { EVENTS, refusalCode, statusAfter } from "./event-table.test-support.ts";
import { CREATED_AT, commandJob, deviceProbe, frozen, probeJob, refusalOf, taskJob } from "./probe-job.test-support.ts";
import { transition } from "./transition.ts";

const JOBS: [string, Job][] = [
  ["a probe from the edge", probeJob()],
  ["a probe from a device", deviceProbe()],
  ["a command", commandJob()],
  ["a task in a queue", taskJob()],
  ["a task for one agent", taskJob({ isForOne: true })],
];
const CASES = EVENTS.flatMap((event) => JOB_STATUSES.map((status) => ({ event, status, type: event.type })));

describe.each(JOBS)("every event in every status of %s", (_name, job) => {
  it.each(CASES)("$type where it is $status", ({ event, status }) => {
    const before = frozen({ ...job, status, version: event.type === "accept" ? 0 : 4 });
    const after = statusAfter(before, event);
    if (after) expect(transition(before, event, CREATED_AT).job.status).toBe(after);
    else {
      const refusal = refusalOf(() => transition(before, event, CREATED_AT));
      expect(refusal.code).toBe(refusalCode(before, event));
      expect(refusal.details).toMatchObject({ status });
    }
  });

  it.each(EVENTS)("$type before its object has taken it on", (event) => {
    const after = statusAfter(job, event);
    if (after) expect(transition(job, event, CREATED_AT).job.status).toBe(after);
    else expect(refusalOf(() => transition(job, event, CREATED_AT)).code).toBe("ILLEGAL_TRANSITION");
  });
});

describe("a refusal of another try", () => {
  const retry = EVENTS.find(({ type }) => type === "retry") as (typeof EVENTS)[number];
  it.each<[Job, string]>([
    [
      { ...commandJob(), status: "completed", version: 4 },
      "A job that is completed cannot be tried again. Only a job that has failed or timed out can be tried again.",
    ],
    [
      { ...deviceProbe(), status: "failed", version: 4 },
      "A probe keeps the samples of one run. Start it again as a new job instead.",
    ],
  ])("%#", (job, message) => expect(refusalOf(() => transition(job, retry, CREATED_AT)).message).toBe(message));
});
