import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ENDED_STATUSES, JOB_STATUSES, type Job, type Prober } from "../job/job.ts";
import { agendaOf, gridOf, type Progress } from "./agenda.ts";
import { CREATED_AT, commandJob, deviceProbe } from "./probe-job.test-support.ts";

const START = CREATED_AT + 5_000;
const LEASE_UNTIL = START + 30_000;
const progress: Progress = {
  nextTick: 0,
  leaseUntil: LEASE_UNTIL,
  outboxDueAt: undefined,
  retentionMs: undefined,
};
const prober = (state: Prober["state"]): Prober => ({ state, since: START });
const begun = { status: "running", startedAt: START, queuedAt: CREATED_AT, prober: prober("present") } as const;
const probe: Job = { ...deviceProbe(), ...begun };
const command: Job = { ...commandJob({ timeoutMs: 60_000, queueTtlMs: 600_000 }), ...begun };
const agenda = (job: Job, fields: Partial<Progress> = {}) => agendaOf(job, { ...progress, ...fields });

describe("the agenda of device work that waits", () => {
  it.each([
    ["a probe", deviceProbe(), 3_600_000],
    ["a command", commandJob({ queueTtlMs: 600_000 }), 600_000],
  ])("gives up on the device: %s", (_name, job, ttlMs) => {
    expect(agenda(job)).toEqual([{ at: CREATED_AT + ttlMs, what: "queueTtl" }]);
    expect(agenda({ ...job, queuedAt: START })).toEqual([{ at: START + ttlMs, what: "queueTtl" }]);
  });

  it("is empty where it waits for good", () => expect(agenda(commandJob())).toEqual([]));

  it("is its start while it is scheduled", () => {
    const runAt = CREATED_AT + 9_000;
    for (const job of [deviceProbe({ runAt }), commandJob({ runAt, queueTtlMs: 600_000 })])
      expect(agenda(job)).toEqual([{ at: runAt, what: "activate" }]);
  });
});

describe("the agenda of a command under way", () => {
  it("is its lease and its timeout, which its pauses move", () => {
    const lease = { at: LEASE_UNTIL, what: "lease" };
    expect(agenda(command)).toEqual([lease, { at: START + 60_000, what: "timeout" }]);
    expect(agenda({ ...command, pausedTotalMs: 7_000 })).toEqual([lease, { at: START + 67_000, what: "timeout" }]);
    expect(agenda({ ...command, timeoutMs: null })).toEqual([lease]);
    expect(agenda(command, { leaseUntil: undefined })).toEqual([{ at: START + 60_000, what: "timeout" }]);
  });

  it("is its lease alone while it is paused", () => {
    expect(agenda({ ...command, status: "paused", pausedAt: START })).toEqual([{ at: LEASE_UNTIL, what: "lease" }]);
  });
});

describe("the agenda of a device's probe under way", () => {
  const endsAt = START + 60_000;

  it("is its lease and its end, with 30 s for the last word; no tick, which the device measures", () => {
    expect(agenda(probe)).toEqual([
      { at: LEASE_UNTIL, what: "lease" },
      { at: endsAt + 30_000, what: "end" },
    ]);
  });

  it("waits an hour after the end for what a lost prober measured, and for no lease", () => {
    expect(agenda({ ...probe, prober: prober("lost") })).toEqual([{ at: endsAt + 3_600_000, what: "end" }]);
  });

  it("moves its end by its pauses", () => {
    expect(agenda({ ...probe, pausedTotalMs: 7_000 })).toContainEqual({ at: endsAt + 37_000, what: "end" });
    expect(agenda({ ...probe, status: "paused", pausedAt: START })).toEqual([{ at: LEASE_UNTIL, what: "lease" }]);
  });
});

describe("the agenda of device work", () => {
  it("is empty after its end, but for what is owed and its removal", () => {
    for (const job of [probe, command])
      for (const status of ENDED_STATUSES) {
        const ended: Job = { ...job, status, endedAt: START };
        expect(agenda(ended)).toEqual([]);
        expect(agenda(ended, { outboxDueAt: START + 1, retentionMs: 1_000 })).toEqual([
          { at: START + 1, what: "outbox" },
          { at: START + 1_000, what: "retention" },
        ]);
      }
  });

  it("holds each entry once in any state, and none of the edge's ticks", () => {
    const state = fc.record({
      status: fc.constantFrom(...JOB_STATUSES),
      startedAt: fc.option(fc.constant(START)),
      queuedAt: fc.option(fc.constant(CREATED_AT)),
      prober: fc.constantFrom(prober("waiting"), prober("present"), prober("lost")),
    });
    fc.assert(
      fc.property(fc.constantFrom(probe, command), state, (job, fields) => {
        const entries = agenda({ ...job, ...fields }).map(({ what }) => what);
        expect(new Set(entries).size).toBe(entries.length);
        expect(entries).not.toContain("tick");
        if (job.kind === "command") expect(entries).not.toContain("end");
        else expect(entries).not.toContain("timeout");
      }),
    );
  });

  it("has a grid for a probe alone", () => {
    expect(gridOf(probe)).toEqual({ originMs: START, cadenceMs: 1_000, durationMs: 60_000 });
    expect(gridOf(command)).toBeUndefined();
  });
});
