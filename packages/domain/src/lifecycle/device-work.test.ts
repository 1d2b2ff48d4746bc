import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isEnded, type Job, type RetryPolicy } from "../job/job.ts";
import { ADA, GATEWAY, refusalCode, statusAfter } from "./event-table.test-support.ts";
import { CREATED_AT, commandJob, deviceProbe, frozen, refusalOf } from "./probe-job.test-support.ts";
import { type JobEvent, type Transition, transition } from "./transition.ts";

const code = fc.constantFrom("STEP_FAILED", "LEASE_EXPIRED", "DEVICE_REVOKED", "QUEUE_TTL_EXPIRED");
const message = fc.string({ minLength: 1 });
const event: fc.Arbitrary<JobEvent> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<JobEvent>({ type: "activate" }) },
  { weight: 6, arbitrary: fc.constant<JobEvent>({ type: "begin", actor: GATEWAY }) },
  { weight: 2, arbitrary: fc.constant<JobEvent>({ type: "pause", actor: ADA }) },
  { weight: 2, arbitrary: fc.constant<JobEvent>({ type: "resume", actor: ADA }) },
  { weight: 2, arbitrary: fc.constant<JobEvent>({ type: "retry", actor: ADA, reason: null }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("fail" as const), code, message }) },
  fc.record({ type: fc.constant("timeOut" as const), code, message }),
  fc.constantFrom<JobEvent>(
    { type: "accept" },
    { type: "release", actor: GATEWAY, reason: "it is shutting down" },
    { type: "complete", actor: GATEWAY, exitCode: 0 },
    { type: "reject", actor: GATEWAY, reason: "no such handler" },
    { type: "cancel", actor: ADA, reason: null },
    { type: "lose" },
    { type: "find", actor: GATEWAY },
    { type: "progress", actor: GATEWAY, progress: 40 },
    { type: "progress", actor: GATEWAY, message: "step 2 of 5" },
  ),
);
const retry = fc.option(
  fc.record({
    maxAttempts: fc.integer({ min: 1, max: 5 }),
    initialMs: fc.nat(10_000),
    factor: fc.double({ min: 1, max: 10, noNaN: true }),
    maxMs: fc.nat(100_000),
  }) satisfies fc.Arbitrary<RetryPolicy>,
);
const runAt = fc.option(fc.integer({ min: CREATED_AT + 1, max: CREATED_AT + 60_000 }), { nil: undefined });
const newWork: fc.Arbitrary<Job> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ retry, runAt }).map(commandJob) },
  runAt.map((runAt) => deviceProbe(runAt === undefined ? {} : { runAt })),
);
const step = fc.record({ event, stepMs: fc.integer({ min: -1_000, max: 30_000 }) });
const steps = fc
  .array(step, { maxLength: 60 })
  .map((later) => [{ event: { type: "accept" as const }, stepMs: 0 }, ...later]);

interface Step {
  before: Job;
  event: JobEvent;
  outcome: Transition;
}

/** Every event that was taken, in order. The others were refused as the table says. */
function run(job: Job, events: { event: JobEvent; stepMs: number }[]): Step[] {
  const taken: Step[] = [];
  let before = frozen(job);
  let now = CREATED_AT;
  for (const { event, stepMs } of events) {
    now += stepMs;
    if (statusAfter(before, event) === undefined)
      expect(refusalOf(() => transition(before, event, now)).code).toBe(refusalCode(before, event));
    else {
      const outcome = frozen(transition(before, event, now));
      taken.push({ before, event, outcome });
      before = outcome.job;
    }
  }
  return taken;
}

const holds = (name: string, check: (taken: Step[]) => void) =>
  it(name, () => {
    fc.assert(
      fc.property(newWork, steps, (job, events) => check(run(job, events))),
      { numRuns: 400 },
    );
  });
const holdsEach = (name: string, check: (step: Step) => void) => holds(name, (taken) => taken.forEach(check));

const effectsOf = <Type extends string>({ outcome }: Step, type: Type) =>
  outcome.effects.filter((effect) => effect.type === type);
const isOver = ({ before, outcome: { job } }: Step) =>
  !isEnded(before.status) && (isEnded(job.status) || job.attempt !== before.attempt);

describe("any sequence of events of device work", () => {
  holdsEach("grows the version by one and takes no time back", ({ before, outcome: { job } }) => {
    expect(job.version).toBe(before.version + 1);
    expect(job.updatedAt).toBeGreaterThanOrEqual(before.updatedAt);
    if (job.startedAt !== null && job.endedAt !== null) expect(job.endedAt).toBeGreaterThanOrEqual(job.startedAt);
  });

  holdsEach("counts a new attempt for a release, a retry and a failure that is tried again", (step) => {
    const { before, event, outcome } = step;
    const isTriedAgain = (event.type === "fail" || event.type === "timeOut") && outcome.job.status === "scheduled";
    const isNew = event.type === "release" || event.type === "retry" || isTriedAgain;
    expect(outcome.job.attempt).toBe(before.attempt + (isNew ? 1 : 0));
    if (isTriedAgain) expect(outcome.job.attempt).toBeLessThanOrEqual(before.retry?.maxAttempts ?? 1);
  });

  holds("gives each attempt that is over exactly once, as it was", (taken) => {
    const given = taken.flatMap(({ outcome }) => outcome.ended ?? []).map(({ attempt }) => attempt);
    expect(given).toEqual(taken.filter(isOver).map(({ before }) => before.attempt));
    expect(new Set(given).size).toBe(given.length);
    for (const { outcome } of taken)
      if (outcome.ended) expect(outcome.ended).toMatchObject({ endedAt: outcome.job.updatedAt });
  });

  holds("offers an attempt when it starts to wait for its device, and only then", (taken) => {
    for (const step of taken) {
      const { before, event, outcome } = step;
      const isNewWait =
        event.type === "accept" || before.status !== "assigned" || before.attempt !== outcome.job.attempt;
      const starts = outcome.job.status === "assigned" && isNewWait;
      expect(effectsOf(step, "offer")).toEqual(starts ? [{ type: "offer" }] : []);
    }
    const offered = taken
      .filter((step) => effectsOf(step, "offer").length > 0)
      .map(({ outcome }) => outcome.job.attempt);
    expect(new Set(offered).size).toBe(offered.length);
  });

  holdsEach("withdraws the attempt that is over or replaced, before it offers another", (step) => {
    const withdrawn =
      step.before.version > 0 && isOver(step)
        ? [{ type: "withdraw", attempt: step.before.attempt, deviceId: step.before.assigneeId }]
        : [];
    expect(effectsOf(step, "withdraw")).toEqual(withdrawn);
    const order = step.outcome.effects
      .map(({ type }) => type)
      .filter((type) => type === "withdraw" || type === "offer");
    expect(order).toEqual([...order].sort().reverse());
  });

  holdsEach("tells the device what is wished only of an attempt that was under way", (step) => {
    const { before, event } = step;
    const wishes: Partial<Record<JobEvent["type"], string>> = {
      ...{ pause: "pause", resume: "resume" },
      ...{ cancel: "cancel", fail: "cancel", timeOut: "cancel" },
    };
    const isUnderWay = before.status === "running" || before.status === "paused";
    for (const effect of effectsOf(step, "control"))
      expect([effect, isUnderWay]).toMatchObject([{ attempt: before.attempt }, true]);
    const wish = wishes[event.type];
    expect(effectsOf(step, "control")).toMatchObject(wish && isUnderWay ? [{ wish }] : []);
  });

  holdsEach("owes one projection, and an audit entry for what a person asked", (step) => {
    expect(effectsOf(step, "project")).toHaveLength(1);
    const isAsked = ["pause", "resume", "cancel", "retry"].includes(step.event.type);
    expect(effectsOf(step, "audit")).toHaveLength(isAsked ? 1 : 0);
  });

  holdsEach("keeps status, times, prober and error in step", ({ outcome: { job } }) => {
    const { status } = job;
    const isTriedAgain = status === "scheduled" && job.attempt > 1;
    expect(job.endedAt !== null).toBe(isEnded(status));
    expect(job.cancelledAt !== null).toBe(status === "cancelled");
    expect(job.pausedAt !== null).toBe(status === "paused");
    expect(job.error !== null).toBe(["failed", "timed_out", "rejected"].includes(status) || isTriedAgain);
    if (status === "assigned") expect(job).toMatchObject({ prober: { state: "waiting" }, startedAt: null });
    if (status === "running") expect(["present", "lost"]).toContain(job.prober?.state);
    if (status === "scheduled") expect(job.queuedAt).toBeNull();
  });

  holdsEach("logs what happened, and no empty word of progress", ({ before, event, outcome: { job, log } }) => {
    const isSilent = event.type === "progress" && !event.message;
    expect(log).toHaveLength(isSilent ? 0 : 1);
    for (const entry of log) expect(entry).toMatchObject({ at: job.updatedAt, attempt: before.attempt });
    if (event.type !== "progress") expect(log).toMatchObject([{ kind: "transition", status: job.status }]);
  });
});
