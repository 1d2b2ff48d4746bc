import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { longestTimeoutMs, PACKETS_AT_ONCE } from "../input/create-job.ts";
import { isEnded, type ProbeJob } from "../job/job.ts";
import { endsAt, tickAt, tickCount } from "../probe/grid.ts";
import { agendaOf, gridOf, nextAlarmAt, type Progress } from "./agenda.ts";
import { lastTickEndsAt, planTick } from "./plan-tick.ts";
import { CREATED_AT, probeJob } from "./probe-job.test-support.ts";
import { type JobEvent, SYSTEM, transition } from "./transition.ts";

/** What the clock, the platform or a person does between two alarms. */
type Incident =
  | { type: "late"; byMs: number }
  | { type: "repeated"; byMs: number }
  | { type: "early"; byMs: number }
  | { type: "paused"; atShare: number; forMs: number }
  | { type: "clockSetBack"; byMs: number };

interface Measured {
  tick: number;
  fromMs: number;
  toMs: number;
  dueMs: number;
  nextDueMs: number;
  lastEndMs: number;
}

/** An object in the small: it wakes when the agenda says so, or not quite, and does what is due. */
class ProbeRun {
  job: ProbeJob;
  now = CREATED_AT;
  measured: Measured[] = [];
  /** How late the alarm was that passed over each tick. */
  missed: { tick: number; lateMs: number }[] = [];
  #nextTick = 0;
  readonly #replyShare: number;

  constructor(job: ProbeJob, replyShare: number) {
    this.job = job;
    this.#replyShare = replyShare;
    this.#apply({ type: "accept" });
  }

  get alarmAt(): number | undefined {
    return nextAlarmAt(this.job, this.#progress);
  }

  get agenda() {
    return agendaOf(this.job, this.#progress);
  }

  get #progress(): Progress {
    return { nextTick: this.#nextTick, outboxDueAt: undefined, retentionMs: 60_000 };
  }

  meet(incident: Incident | undefined): void {
    const alarmAt = this.alarmAt ?? Number.NaN;
    switch (incident?.type) {
      case undefined:
        this.#wake(alarmAt);
        break;
      case "late":
        this.#wake(alarmAt + incident.byMs);
        break;
      case "early":
        this.#wake(alarmAt - incident.byMs);
        break;
      case "repeated":
        this.#wake(alarmAt);
        this.#wake(this.now + incident.byMs);
        break;
      case "clockSetBack":
        this.now -= incident.byMs;
        break;
      case "paused":
        this.now += Math.floor(Math.max(0, alarmAt - this.now) * incident.atShare);
        if (this.job.status === "running") this.#pause(incident.forMs);
    }
  }

  #pause(forMs: number): void {
    this.#apply({ type: "pause", actor: SYSTEM });
    expect(this.alarmAt).toBeUndefined();
    this.#wake(this.now + forMs);
    this.#apply({ type: "resume", actor: SYSTEM });
  }

  #wake(at: number): void {
    this.now = Math.max(this.now, at);
    const due = new Set(this.agenda.filter((entry) => entry.at <= this.now).map(({ what }) => what));
    if (due.has("activate")) this.#apply({ type: "activate" });
    if (due.has("tick")) this.#tick();
    if (due.has("end")) this.#end();
  }

  #tick(): void {
    const { packets, timeoutMs } = this.job.spec;
    const grid = gridOf(this.job);
    if (!grid) throw new Error("a tick before the start");
    const plan = planTick(grid, { nextTick: this.#nextTick, now: this.now, packets, timeoutMs });
    if (!plan) return;
    const { tick, waitMs } = plan;
    this.#miss(tick);
    if (waitMs === undefined) {
      this.#miss(tick + 1);
      return;
    }
    const fromMs = this.now;
    this.now += Math.floor(Math.ceil(packets / PACKETS_AT_ONCE) * waitMs * this.#replyShare);
    this.measured.push({
      tick,
      fromMs,
      toMs: this.now,
      dueMs: tickAt(grid, tick),
      nextDueMs: tickAt(grid, tick + 1),
      lastEndMs: lastTickEndsAt(grid, this.job.spec),
    });
    this.#nextTick = tick + 1;
  }

  #end(): void {
    const { durationMs, cadenceMs } = this.job.spec;
    this.#miss(tickCount(durationMs, cadenceMs));
    this.#apply({ type: "complete" });
  }

  #miss(before: number): void {
    const grid = gridOf(this.job);
    if (!grid) throw new Error("a miss before the start");
    for (; this.#nextTick < before; this.#nextTick++)
      this.missed.push({ tick: this.#nextTick, lateMs: this.now - tickAt(grid, this.#nextTick) });
  }

  #apply(event: JobEvent): void {
    this.job = transition(this.job, event, this.now).job as ProbeJob;
  }
}

const spec = fc
  .record({
    cadenceMs: fc.oneof(fc.constant(1_000), fc.integer({ min: 1_000, max: 7_000 })),
    durationMs: fc.oneof(fc.constant(20_000), fc.integer({ min: 10_000, max: 40_000 })),
    packets: fc.integer({ min: 1, max: 20 }),
    timeoutShare: fc.double({ min: 0.1, max: 1, noNaN: true }),
  })
  .map(({ timeoutShare, ...spec }) => {
    const timeoutMs = Math.floor(longestTimeoutMs(spec.cadenceMs, spec.packets) * timeoutShare);
    return { ...spec, timeoutMs };
  });
const start = fc.oneof(
  fc.constant({}),
  fc.nat(60_000).map((ms) => ({ runAt: CREATED_AT + 1 + ms })),
);
const job = fc.tuple(spec, start).map(([spec, start]) => probeJob({ ...spec, ...start }));
/** How much of its wait a tick takes: at 1 no reply comes. */
const replyShare = fc.constantFrom(0, 0.02, 0.5, 1);

const late = (max: number) => fc.record({ type: fc.constant("late" as const), byMs: fc.nat(max) });
const repeated = fc.record({ type: fc.constant("repeated" as const), byMs: fc.nat(50) });
const early = fc.record({ type: fc.constant("early" as const), byMs: fc.nat(20_000) });
const paused = fc.record({
  type: fc.constant("paused" as const),
  atShare: fc.double({ min: 0, max: 1, noNaN: true }),
  forMs: fc.nat(100_000),
});
const clockSetBack = fc.record({
  type: fc.constant("clockSetBack" as const),
  byMs: fc.integer({ min: 1, max: 30_000 }),
});

const anyIncident = fc.oneof(
  { weight: 4, arbitrary: late(300) },
  late(3_000),
  late(60_000),
  repeated,
  early,
  paused,
  clockSetBack,
);
const harmless = fc.oneof(repeated, early, paused, clockSetBack);
const sequenceOf = (incident: fc.Arbitrary<Incident>) =>
  fc.array(fc.option(incident, { nil: undefined, freq: 2 }), { maxLength: 60 });

function runToItsEnd(job: ProbeJob, incidents: (Incident | undefined)[], replyShare: number): ProbeRun {
  const run = new ProbeRun(job, replyShare);
  const mostSteps = incidents.length + 100;
  for (let step = 0; !isEnded(run.job.status); step++) {
    if (step > mostSteps) throw new Error("the run does not come to its end");
    run.meet(incidents[step]);
  }
  return run;
}

const holds = (name: string, incident: fc.Arbitrary<Incident>, check: (run: ProbeRun) => void) =>
  it(name, () => {
    fc.assert(
      fc.property(job, sequenceOf(incident), replyShare, (job, incidents, replyShare) =>
        check(runToItsEnd(job, incidents, replyShare)),
      ),
      { numRuns: 400 },
    );
  });

describe("a run with late, early and repeated alarms, outages, pauses and a clock set back", () => {
  holds("measures each tick at most once, in order", anyIncident, ({ measured }) => {
    const ticks = measured.map(({ tick }) => tick);
    expect(ticks).toEqual([...new Set(ticks)].sort((a, b) => a - b));
  });

  holds("measures a tick in its own window and is done before the next", anyIncident, ({ measured }) => {
    for (const { fromMs, toMs, dueMs, nextDueMs, lastEndMs } of measured) {
      expect(fromMs).toBeGreaterThanOrEqual(dueMs);
      expect(toMs).toBeLessThan(nextDueMs);
      expect(toMs).toBeLessThan(lastEndMs);
    }
  });

  holds("accounts for every tick as measured or missed, never both", anyIncident, ({ job, measured, missed }) => {
    const ticks = [...measured, ...missed].map(({ tick }) => tick).sort((a, b) => a - b);
    const count = tickCount(job.spec.durationMs, job.spec.cadenceMs);
    expect(ticks).toEqual(Array.from({ length: count }, (_, tick) => tick));
  });

  holds("misses a tick only where less than half its timeout was left", anyIncident, ({ job, missed }) => {
    const { cadenceMs, packets, timeoutMs } = job.spec;
    const rounds = Math.ceil(packets / PACKETS_AT_ONCE);
    const neededMs = rounds * (timeoutMs / 2 + 1) + 20;
    for (const { tick, lateMs } of missed) {
      const isLast = tick === tickCount(job.spec.durationMs, cadenceMs) - 1;
      const windowMs = isLast ? Math.min(cadenceMs, rounds * timeoutMs + 20) : cadenceMs;
      expect(windowMs - lateMs).toBeLessThan(neededMs);
    }
  });

  holds("is completed at its end, moved by its pauses, and then holds its removal alone", anyIncident, (run) => {
    const grid = gridOf(run.job);
    expect(run.job).toMatchObject({ status: "completed", pausedAt: null });
    expect(run.job.endedAt).toBeGreaterThanOrEqual(grid ? endsAt(grid) : Number.NaN);
    expect(run.agenda).toEqual([{ what: "retention", at: (run.job.endedAt ?? 0) + 60_000 }]);
  });
});

describe("a run whose alarms are on time", () => {
  holds("misses nothing through pauses, repeated alarms and a clock set back", harmless, (run) => {
    expect(run.missed).toEqual([]);
  });

  it("starts each tick when it is due, without drift", () => {
    fc.assert(
      fc.property(job, replyShare, (job, replyShare) => {
        const { measured } = runToItsEnd(job, [], replyShare);
        for (const { fromMs, dueMs } of measured) expect(fromMs).toBe(dueMs);
      }),
    );
  });

  it("ends with its duration, or when its last tick was answered", () => {
    fc.assert(
      fc.property(job, replyShare, (job, replyShare) => {
        const { job: ended, measured } = runToItsEnd(job, [], replyShare);
        const grid = gridOf(ended);
        expect(ended.endedAt).toBe(Math.max(grid ? endsAt(grid) : Number.NaN, measured.at(-1)?.toMs ?? Number.NaN));
      }),
    );
  });
});
