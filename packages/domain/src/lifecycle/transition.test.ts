import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Actor, isEnded, type Job } from "../job/job.ts";
import { ADA, EVENTS, GATEWAY, refusalCode, statusAfter } from "./event-table.test-support.ts";
import { CREATED_AT, frozen, probeJob, refusalOf } from "./probe-job.test-support.ts";
import { type JobEvent, SYSTEM, type Transition, transition } from "./transition.ts";

const eventOf = (type: JobEvent["type"]) => EVENTS.find((event) => event.type === type) as JobEvent;

function moved(job: Job, ...steps: [JobEvent["type"], number][]): Transition {
  const [[type, afterMs], ...rest] = steps as [[JobEvent["type"], number], ...[JobEvent["type"], number][]];
  const step = transition(job, eventOf(type), CREATED_AT + afterMs);
  return rest.length > 0 ? moved(step.job, ...rest) : step;
}

describe("a refusal says what to do", () => {
  const running = moved(probeJob(), ["accept", 0]).job;
  it.each<[Job, JobEvent["type"], string]>([
    [running, "resume", "A job that is running cannot be resumed. Only a paused job can be resumed."],
    [
      moved(running, ["pause", 1]).job,
      "pause",
      "A job that is paused cannot be paused. Only a running job can be paused.",
    ],
    [probeJob(), "pause", "A job that is only just being started cannot be paused. Try again in a moment."],
    [running, "accept", "A job that is running cannot be started again. Read the job again to see its present state."],
    [
      { ...running, status: "timed_out" },
      "cancel",
      "This job has ended: it is timed out. Run it again to start a new one.",
    ],
  ])("%#", (job, type, message) => {
    expect(refusalOf(() => transition(job, eventOf(type), CREATED_AT)).message).toBe(message);
  });
});

describe("a start", () => {
  it("is spread by the job's id, within 250 ms", () => {
    const starts = Array.from({ length: 200 }, (_, i) => {
      const { startedAt } = transition({ ...probeJob(), id: `job-${i}` }, { type: "accept" }, CREATED_AT).job;
      return (startedAt ?? Number.NaN) - CREATED_AT;
    });
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...starts)).toBeLessThan(250);
    expect(new Set(starts).size).toBeGreaterThan(100);
  });

  it("at a scheduled time is spread over a second, or the cadence where it is shorter", () => {
    const spread = (cadenceMs: number) =>
      Array.from({ length: 200 }, (_, i) => {
        const job = { ...probeJob({ cadenceMs, runAt: CREATED_AT + 9_000 }), id: `job-${i}` };
        return (moved(job, ["accept", 0], ["activate", 9_000]).job.startedAt ?? Number.NaN) - CREATED_AT - 9_000;
      });
    expect(Math.max(...spread(1_000))).toBeGreaterThan(900);
    expect(Math.max(...spread(1_000))).toBeLessThan(1_000);
    expect(Math.max(...spread(200))).toBeLessThan(200);
    expect(Math.min(...spread(60_000))).toBeGreaterThanOrEqual(0);
  });

  it("of a scheduled job leaves it waiting until its time", () => {
    const { job, log } = moved(probeJob({ runAt: CREATED_AT + 9_000 }), ["accept", 3]);
    expect(job).toMatchObject({ status: "scheduled", startedAt: null, version: 1 });
    expect(log).toMatchObject([{ message: "Scheduled", status: "scheduled", level: "info", actor: SYSTEM }]);
  });
});

describe("an end", () => {
  it("by a person keeps the reason in row, log and audit", () => {
    const { job, log, effects } = moved(probeJob(), ["accept", 0], ["cancel", 5_000]);
    const at = CREATED_AT + 5_000;
    expect(job).toMatchObject({ status: "cancelled", statusReason: "wrong target", cancelledAt: at, endedAt: at });
    expect(log).toEqual([
      {
        at,
        attempt: 1,
        level: "warn",
        kind: "transition",
        status: "cancelled",
        message: "Cancelled by Ada: wrong target",
        actor: ADA,
      },
    ]);
    const dependency = { id: job.id, name: job.name, status: "cancelled" };
    expect(effects).toEqual([
      { type: "tellDependents", dependency },
      { type: "project" },
      { type: "audit", action: "job.cancel", actor: ADA, reason: "wrong target" },
    ]);
  });

  it.each([null, ""])("without a reason (%j) says none", (reason) => {
    const { job, log, effects } = transition(probeJob(), { type: "cancel", actor: ADA, reason }, CREATED_AT);
    expect(job.statusReason).toBeNull();
    expect(log[0]?.message).toBe("Cancelled by Ada");
    expect(effects.at(-1)).toMatchObject({ type: "audit", reason: null });
  });

  it("by a failure keeps its code", () => {
    const { job, log } = moved(probeJob(), ["accept", 0], ["fail", 5_000]);
    expect(job).toMatchObject({ status: "failed", statusReason: "It was lost.", cancelledAt: null });
    expect(job.error).toEqual({ code: "LOST", message: "It was lost." });
    expect(log).toMatchObject([{ level: "error", message: "Failed: It was lost." }]);
  });

  it("while paused counts the last pause too, and closes it", () => {
    const { job } = moved(probeJob(), ["accept", 0], ["pause", 5_000], ["cancel", 65_000]);
    expect(job).toMatchObject({ pausedAt: null, pausedTotalMs: 60_000 });
  });

  it("before the first tick of its phase does not lie before the start", () => {
    const running = moved(probeJob(), ["accept", 0]).job;
    expect(running.startedAt).toBeGreaterThan(CREATED_AT);
    const { job } = moved(running, ["cancel", 0]);
    expect([job.startedAt, job.endedAt]).toEqual([CREATED_AT, CREATED_AT]);
  });
});

describe("a clock that steps back", () => {
  it("does not take the job's times with it", () => {
    const { job, log } = moved(probeJob(), ["accept", 0], ["pause", 9_000], ["resume", 4_000]);
    expect(job).toMatchObject({ updatedAt: CREATED_AT + 9_000, pausedTotalMs: 0, pausedAt: null });
    expect(log[0]?.at).toBe(CREATED_AT + 9_000);
  });
});

describe("any sequence of events", () => {
  const actor = fc.constantFrom<Actor>(ADA, GATEWAY);
  const reason = fc.option(fc.string());
  const event: fc.Arbitrary<JobEvent> = fc.oneof(
    fc.constantFrom<JobEvent>({ type: "accept" }, { type: "activate" }),
    { weight: 4, arbitrary: actor.map((actor) => ({ type: "pause" as const, actor })) },
    { weight: 4, arbitrary: actor.map((actor) => ({ type: "resume" as const, actor })) },
    fc.record({ type: fc.constant("cancel" as const), actor, reason }),
    fc.constant<JobEvent>({ type: "complete" }),
    fc.record({ type: fc.constant("fail" as const), code: fc.string(), message: fc.string() }),
  );
  const stepMs = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 90_000 }) },
    fc.integer({ min: -3_600_000, max: -1 }),
  );
  const step = fc.record({ event, stepMs, isRepeated: fc.boolean() });
  const accepted = { event: { type: "accept" as const }, stepMs: 0, isRepeated: true };
  const laterSteps = fc.array(step, { maxLength: 40 });
  const steps = fc.oneof(laterSteps, { weight: 4, arbitrary: laterSteps.map((later) => [accepted, ...later]) });
  const firstJob: fc.Arbitrary<Job> = fc
    .option(fc.integer({ min: 1, max: 60_000 }))
    .map((aheadMs) => frozen(probeJob(aheadMs === null ? {} : { runAt: CREATED_AT + aheadMs })));

  /** Drives the events through, showing each accepted and each refused one to `check`. */
  function drive(
    job: Job,
    events: { event: JobEvent; stepMs: number; isRepeated: boolean }[],
    check: (before: Job, event: JobEvent, outcome: Transition | undefined) => void,
  ): Job {
    let now = CREATED_AT;
    let state = job;
    for (const { event, stepMs, isRepeated } of events) {
      now += stepMs;
      for (let time = 0; time < (isRepeated ? 2 : 1); time++) {
        const outcome = statusAfter(state, event) ? frozen(transition(state, event, now)) : undefined;
        if (!outcome) {
          const { code } = refusalOf(() => transition(state, event, now));
          expect(code).toBe(refusalCode(state, event));
        }
        check(state, event, outcome);
        state = outcome?.job ?? state;
      }
    }
    return state;
  }

  const holds = (name: string, check: (before: Job, event: JobEvent, outcome: Transition) => void) =>
    it(name, () => {
      fc.assert(
        fc.property(firstJob, steps, (job, events) => {
          drive(job, events, (before, event, outcome) => outcome && check(before, event, outcome));
        }),
        { numRuns: 300 },
      );
    });

  holds("grows the version by one", (before, _event, { job }) => expect(job.version).toBe(before.version + 1));

  holds("never takes a time back", (before, _event, { job, log }) => {
    expect(job.updatedAt).toBeGreaterThanOrEqual(before.updatedAt);
    expect(log[0]?.at).toBe(job.updatedAt);
    expect(job.pausedTotalMs).toBeGreaterThanOrEqual(before.pausedTotalMs);
    if (job.endedAt !== null) expect(job.endedAt).toBeGreaterThanOrEqual(job.startedAt ?? job.createdAt);
  });

  holds("gives one log entry of the transition, in the name of who caused it", (_before, event, { job, log }) => {
    const actor = "actor" in event ? event.actor : SYSTEM;
    expect(log).toMatchObject([{ kind: "transition", status: job.status, attempt: job.attempt, actor }]);
    expect(log[0]?.message).not.toBe("");
    expect(log[0]).not.toHaveProperty("seq");
  });

  holds("owes one projection, and an audit entry where someone asked for it", (_before, event, { job, effects }) => {
    const owed = effects.filter(({ type }) => type !== "tellDependents");
    expect(effects.length - owed.length).toBe(isEnded(job.status) ? 1 : 0);
    expect(owed[0]).toEqual({ type: "project" });
    const audits = owed.slice(1);
    if (!("actor" in event)) expect(audits).toEqual([]);
    else expect(audits).toMatchObject([{ type: "audit", action: `job.${event.type}`, actor: event.actor }]);
  });

  holds("leaves alone what it is not about", (before, _event, { job }) => {
    const { status, statusReason, version, startedAt, pausedAt, endedAt, cancelledAt, updatedAt, ...rest } = job;
    const { error, pausedTotalMs, ...untouched } = rest;
    expect(before).toMatchObject(untouched);
  });

  holds("keeps status and times in step", (_before, _event, { job }) => {
    expect(job.endedAt !== null).toBe(isEnded(job.status));
    expect(job.cancelledAt !== null).toBe(job.status === "cancelled");
    expect(job.pausedAt !== null).toBe(job.status === "paused");
    expect(job.error !== null).toBe(job.status === "failed");
    if (["running", "paused", "completed"].includes(job.status)) expect(job.startedAt).not.toBeNull();
  });

  it("ends a job once, and that end stays", () => {
    fc.assert(
      fc.property(firstJob, steps, (job, events) => {
        let ended: Job | undefined;
        const last = drive(job, events, (before, _event, outcome) => {
          if (isEnded(before.status)) expect(outcome).toBeUndefined();
          if (outcome && isEnded(outcome.job.status)) {
            expect(ended).toBeUndefined();
            ended = outcome.job;
          }
        });
        if (ended) expect(last).toBe(ended);
      }),
      { numRuns: 300 },
    );
  });

  it("has paused for the sum of its pauses", () => {
    fc.assert(
      fc.property(firstJob, steps, (job, events) => {
        let pausedFrom: number | undefined;
        let sumMs = 0;
        const last = drive(job, events, (_before, event, outcome) => {
          if (!outcome) return;
          if (pausedFrom !== undefined) sumMs += outcome.job.updatedAt - pausedFrom;
          pausedFrom = event.type === "pause" ? outcome.job.updatedAt : undefined;
        });
        expect(last.pausedTotalMs).toBe(sumMs);
      }),
      { numRuns: 300 },
    );
  });
});
