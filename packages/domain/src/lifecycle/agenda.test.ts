import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { JOB_STATUSES, type Job, type ProbeJob } from "../job/job.ts";
import { tickAt } from "../probe/grid.ts";
import { type AgendaEntry, agendaOf, gridOf, nextAlarmAt, type Progress } from "./agenda.ts";
import { CREATED_AT, probeJob } from "./probe-job.test-support.ts";

const DAY_MS = 86_400_000;
const START = CREATED_AT + 100;
const fresh: Progress = { nextTick: 0, outboxDueAt: undefined, retentionMs: 90 * DAY_MS };
const running = (spec: Parameters<typeof probeJob>[0] = {}): ProbeJob => ({ ...probeJob(spec), startedAt: START });
const whatOf = (entries: AgendaEntry[]) => entries.map(({ what }) => what).sort();

describe("the grid of a job", () => {
  it("is none before the start", () => expect(gridOf(probeJob())).toBeUndefined());

  it("starts with the job and moves by its pauses", () => {
    expect(gridOf(running())).toEqual({ originMs: START, cadenceMs: 1_000, durationMs: 60_000 });
    expect(gridOf({ ...running(), pausedTotalMs: 4_500 })?.originMs).toBe(START + 4_500);
  });
});

describe("the agenda", () => {
  it("of a scheduled job is its start", () => {
    const job = probeJob({ runAt: CREATED_AT + 9_000 });
    expect(agendaOf(job, fresh)).toEqual([{ at: CREATED_AT + 9_000, what: "activate" }]);
  });

  it("of a running probe is the next tick and the end", () => {
    expect(agendaOf(running(), { ...fresh, nextTick: 7 })).toEqual([
      { at: START + 7_000, what: "tick" },
      { at: START + 60_000, what: "end" },
    ]);
  });

  it("of a probe that has measured every tick is its end", () => {
    expect(agendaOf(running(), { ...fresh, nextTick: 60 })).toEqual([{ at: START + 60_000, what: "end" }]);
  });

  it("leaves a last tick its time where the duration is no multiple of the cadence", () => {
    const job = running({ cadenceMs: 3_000, durationMs: 10_000, timeoutMs: 2_400 });
    const endOf = (nextTick: number) => agendaOf(job, { ...fresh, nextTick }).find(({ what }) => what === "end")?.at;
    expect(endOf(3)).toBe(START + 9_000 + 2_400 + 20);
    expect(endOf(4)).toBe(START + 10_000);
  });

  it("of a paused probe is empty", () => {
    const job: Job = { ...running(), status: "paused", pausedAt: START + 5_000 };
    expect(agendaOf(job, { ...fresh, nextTick: 5 })).toEqual([]);
    expect(nextAlarmAt(job, { ...fresh, nextTick: 5 })).toBeUndefined();
  });

  it("of an ended job is its removal, once its retention is over", () => {
    const job: Job = { ...running(), status: "cancelled", endedAt: START + 5_000 };
    expect(agendaOf(job, fresh)).toEqual([{ at: START + 5_000 + 90 * DAY_MS, what: "retention" }]);
  });

  it("holds what is owed in any status", () => {
    for (const status of JOB_STATUSES) {
      const entries = agendaOf({ ...running(), status }, { ...fresh, outboxDueAt: START + 1 });
      expect(entries).toContainEqual({ at: START + 1, what: "outbox" });
    }
  });
});

describe("the alarm", () => {
  const job = fc
    .record({
      status: fc.constantFrom(...JOB_STATUSES),
      runAt: fc.option(fc.integer({ min: 0, max: 9_000 }).map((ms) => CREATED_AT + ms)),
      startedAt: fc.option(fc.integer({ min: 0, max: 9_000 }).map((ms) => CREATED_AT + ms)),
      endedAt: fc.option(fc.integer({ min: 0, max: 90_000 }).map((ms) => CREATED_AT + ms)),
      pausedTotalMs: fc.nat(60_000),
    })
    .map((fields): Job => ({ ...probeJob(), ...fields }));
  const progress = fc.record({
    nextTick: fc.nat(70),
    outboxDueAt: fc.option(fc.integer({ min: CREATED_AT, max: CREATED_AT + 90_000 }), { nil: undefined }),
    retentionMs: fc.integer({ min: 60_000, max: 90 * DAY_MS }),
  });

  it("is the earliest entry, and none is earlier than it", () => {
    fc.assert(
      fc.property(job, progress, (job, progress) => {
        const at = nextAlarmAt(job, progress);
        const times = agendaOf(job, progress).map((entry) => entry.at);
        if (at === undefined) expect(times).toEqual([]);
        else {
          expect(times).toContain(at);
          expect(times.every((time) => at <= time)).toBe(true);
        }
      }),
    );
  });

  it("never lies after the next tick of a running probe", () => {
    fc.assert(
      fc.property(job, progress, (job, progress) => {
        const grid = gridOf(job);
        fc.pre(job.status === "running" && grid !== undefined);
        if (grid && progress.nextTick < 60)
          expect(nextAlarmAt(job, progress)).toBeLessThanOrEqual(tickAt(grid, progress.nextTick));
      }),
    );
  });

  it("serves no tick, no start and no end of a job that has ended", () => {
    fc.assert(
      fc.property(job, progress, (job, progress) => {
        const ended: Job = { ...job, status: "completed", endedAt: CREATED_AT };
        const expected = progress.outboxDueAt === undefined ? ["retention"] : ["outbox", "retention"];
        expect(whatOf(agendaOf(ended, progress))).toEqual(expected);
      }),
    );
  });
});
