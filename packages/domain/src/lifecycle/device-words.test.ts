import { describe, expect, it } from "vitest";
import type { Job } from "../job/job.ts";
import { EVENTS, GATEWAY } from "./event-table.test-support.ts";
import { CREATED_AT, commandJob, deviceProbe } from "./probe-job.test-support.ts";
import { type JobEvent, type Transition, transition } from "./transition.ts";

const eventOf = (type: JobEvent["type"]) => EVENTS.find((event) => event.type === type) as JobEvent;

/** The job after the events, one a second. */
function jobAfter(job: Job, ...events: (JobEvent["type"] | JobEvent)[]): Transition {
  const [first, ...rest] = events.map((event) => (typeof event === "string" ? eventOf(event) : event));
  if (!first) throw new Error("give an event");
  const step = transition(job, first, job.updatedAt + 1_000);
  return rest.length > 0 ? jobAfter(step.job, ...rest) : step;
}
const messageOf = ({ log }: Transition) => log[0]?.message;

describe("the log of device work", () => {
  const retry = { maxAttempts: 2, initialMs: 10_000, factor: 2, maxMs: 60_000 };
  it.each<[string, Job, JobEvent["type"][]]>([
    ["Waits for gw-12", commandJob(), ["accept"]],
    ["Waits for gw-12", deviceProbe({ runAt: CREATED_AT + 9_000 }), ["accept", "activate"]],
    ["Started on gw-12", commandJob(), ["accept", "begin"]],
    ["Paused by Ada; its device stops before the next step", commandJob(), ["accept", "begin", "pause"]],
    ["Paused by Ada", deviceProbe(), ["accept", "begin", "pause"]],
    ["Handed back by gw-12: it is shutting down", commandJob(), ["accept", "begin", "release"]],
    ["step 2 of 5", commandJob(), ["accept", "begin", "progress"]],
    ["Rejected: no such handler", commandJob(), ["accept", "begin", "reject"]],
    ["Timed out: It took longer than 60 s.", commandJob(), ["accept", "begin", "timeOut"]],
    ["Tried again by Ada", commandJob(), ["accept", "begin", "fail", "retry"]],
    ["gw-12 is heard of again", deviceProbe(), ["accept", "begin", "lose", "find"]],
    [
      "gw-12 has not been heard of: nothing is known of the target until it returns",
      deviceProbe(),
      ["accept", "begin", "lose"],
    ],
  ])("says %j", (message, job, events) => expect(messageOf(jobAfter(job, ...events))).toBe(message));

  it("says when another attempt follows", () => {
    const { job, log } = jobAfter(commandJob({ retry }), "accept", "begin", "fail");
    expect(log[0]?.message).toMatch(/^Failed: It was lost\. Attempt 2 follows in 1[0-2] s$/);
    expect(log[0]).toMatchObject({ attempt: 1, level: "error", status: "scheduled" });
    expect(job).toMatchObject({ status: "scheduled", attempt: 2, error: { code: "LOST" }, endedAt: null });
    expect((job.runAt ?? 0) - job.updatedAt).toBeGreaterThanOrEqual(10_000);
  });

  it("forgets an attempt's failure once the next one begins, and keeps it with that attempt", () => {
    const failed = jobAfter(commandJob({ retry }), "accept", "begin", "fail");
    expect(failed.ended).toMatchObject({ attempt: 1, status: "failed", error: { code: "LOST" } });
    const completed = jobAfter(failed.job, "activate", "begin", { type: "complete", actor: GATEWAY, exitCode: 0 });
    expect(completed.job).toMatchObject({ status: "completed", attempt: 2, error: null, exitCode: 0 });
    expect(completed.ended).toMatchObject({ attempt: 2, status: "completed", error: null, exitCode: 0 });
  });
});

describe("a cancellation before another try", () => {
  it("leaves no failure with the job, and an attempt that was never begun", () => {
    const retry = { maxAttempts: 2, initialMs: 10_000, factor: 2, maxMs: 60_000 };
    const { job, ended } = jobAfter(commandJob({ retry }), "accept", "begin", "fail", "cancel");
    expect(job).toMatchObject({ status: "cancelled", statusReason: "wrong target", error: null });
    expect(ended).toMatchObject({ attempt: 2, status: "cancelled", startedAt: null });
  });
});

describe("an outcome", () => {
  const step = { name: "restart", state: "failed" as const, exitCode: 3 };
  const fail: JobEvent = { type: "fail", code: "STEP_FAILED", message: "restart failed", exitCode: 3, steps: [step] };

  it("stands with the job and with its attempt", () => {
    const { job, ended } = jobAfter(commandJob(), "accept", "begin", fail);
    expect(job).toMatchObject({ status: "failed", exitCode: 3, steps: [step], statusReason: "restart failed" });
    expect(ended).toMatchObject({ exitCode: 3, steps: [step], assigneeId: job.assigneeId });
  });

  it("is gone from the job when it is tried again", () => {
    const { job } = jobAfter(commandJob(), "accept", "begin", "progress", fail, "retry");
    expect(job).toMatchObject({
      status: "assigned",
      attempt: 2,
      exitCode: null,
      steps: [],
      error: null,
      progress: null,
    });
  });
});
