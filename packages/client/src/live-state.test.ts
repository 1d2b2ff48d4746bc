import type { JobFrame } from "@fieldline/domain/frames";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alertFixture, jobFixture, logFixture, samplesFixture, seqs, summaryFixture } from "./job.test-support.ts";
import {
  cursorsOf,
  type History,
  type LiveEvent,
  type LiveState,
  needsReading,
  startLive,
  step,
} from "./live-state.ts";

const SAMPLES = 60;
const LOG = 25;
const store = { samples: samplesFixture(1, SAMPLES), log: logFixture(1, LOG) };

/** A watcher that notes what it is told. */
function watcher(after?: { sample: number; log: number }) {
  let state: LiveState = startLive(after);
  const told = { samples: [] as number[], log: [] as number[], alerts: [] as string[] };
  return {
    told,
    state: () => state,
    tell(event: LiveEvent) {
      const next = step(state, event);
      state = next.state;
      told.samples.push(...next.samples.map(({ seq }) => seq));
      told.log.push(...next.log.map(({ seq }) => seq));
      told.alerts.push(...next.alerts.map(({ id }) => id));
    },
    read(history: History, limit: number) {
      const afterSeq = state[history].lastSeq ?? 0;
      if (history === "samples") this.tell({ type: "samples read", page: pageOf(store.samples, afterSeq, limit) });
      else this.tell({ type: "log read", page: pageOf(store.log, afterSeq, limit) });
    },
  };
}

function pageOf<Entry extends { seq: number }>(entries: Entry[], afterSeq: number, limit: number) {
  const items = entries.filter(({ seq }) => seq > afterSeq).slice(0, limit);
  const last = items.at(-1);
  return { items, nextSeq: last && last !== entries.at(-1) ? last.seq : null };
}

type Act =
  | { act: "samples" | "log"; picks: number[] }
  | { act: "snapshot"; fromSample: number; toSample: number; fromLog: number; toLog: number }
  | { act: "read"; history: History; limit: number }
  | { act: "read job"; sent: number };

const seqOf = (max: number) => fc.integer({ min: 1, max });
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ act: fc.constant("samples" as const), picks: picksOf(SAMPLES) }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant("log" as const), picks: picksOf(LOG) }) },
  fc.record({
    act: fc.constant("snapshot" as const),
    fromSample: seqOf(SAMPLES),
    toSample: seqOf(SAMPLES),
    fromLog: seqOf(LOG),
    toLog: seqOf(LOG),
  }),
  fc.record({
    act: fc.constant("read" as const),
    history: fc.constantFrom("samples" as const, "log" as const),
    limit: seqOf(20),
  }),
  fc.record({ act: fc.constant("read job" as const), sent: seqOf(SAMPLES) }),
);

/** Runs, scattered ones, repeated and out of order: what a socket would send at its very worst. */
function picksOf(max: number): fc.Arbitrary<number[]> {
  const run = fc.tuple(seqOf(max), seqOf(12)).map(([first, length]) => seqs(first, Math.min(max, first + length)));
  return fc.oneof(run, fc.array(seqOf(max), { maxLength: 12 }));
}

function eventOf(given: Exclude<Act, { act: "read" }>): LiveEvent {
  switch (given.act) {
    case "samples":
      return frame({ type: "samples", samples: given.picks.flatMap((seq) => store.samples[seq - 1] ?? []) });
    case "log":
      return frame({ type: "log", entries: given.picks.flatMap((seq) => store.log[seq - 1] ?? []) });
    case "read job":
      return { type: "job read", job: jobFixture({ summary: summaryFixture(given.sent) }) };
    case "snapshot":
      return frame({
        type: "snapshot",
        job: jobFixture(),
        samples: store.samples.slice(given.fromSample - 1, given.toSample),
        log: store.log.slice(given.fromLog - 1, given.toLog),
        nextSample: given.toSample,
        nextLog: given.toLog,
      });
  }
}

const frame = (frame: JobFrame): LiveEvent => ({ type: "frame", frame });

describe("whatever comes, dropped, repeated, overlapping or out of order", () => {
  test("each sample and entry is delivered once, in order, and after a last read none is missing", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), fc.option(seqOf(LOG), { nil: undefined }), (acts, start) => {
        const watch = watcher(start === undefined ? undefined : { sample: start, log: start });
        for (const given of acts) {
          // Only a watcher with a start reads what comes after it.
          if (given.act === "read") cursorsOf(watch.state()) && watch.read(given.history, given.limit);
          else watch.tell(eventOf(given));
          expectInOrder(watch);
        }
        watch.tell({ type: "job read", job: jobFixture({ summary: summaryFixture(SAMPLES) }) });
        for (const history of ["samples", "log"] as const)
          while ((watch.state()[history].lastSeq ?? 0) < store[history].length) watch.read(history, 7);

        const { samples, log } = watch.state();
        expect(needsReading(watch.state())).toBe(false);
        expect(watch.told.samples).toEqual(samples.firstSeq === null ? [] : seqs(samples.firstSeq, SAMPLES));
        expect(watch.told.log).toEqual(log.firstSeq === null ? [] : seqs(log.firstSeq, LOG));
        if (start !== undefined) {
          expect(watch.told.samples).toEqual(seqs(start + 1, SAMPLES));
          expect(watch.told.log).toEqual(seqs(start + 1, LOG));
        }
      }),
      { numRuns: 400 },
    );
  });

  test("the job that is shown never goes back", () => {
    const job = fc.record({ version: seqOf(5), sent: seqOf(9) });
    const type = fc.constantFrom("job", "end", "snapshot", "read");
    fc.assert(
      fc.property(fc.array(fc.tuple(type, job), { maxLength: 30 }), (told) => {
        const watch = watcher();
        let best = [0, 0];
        for (const [type, { version, sent }] of told) {
          const job = jobFixture({ version, summary: summaryFixture(sent) });
          if (type === "read") watch.tell({ type: "job read", job });
          else if (type === "snapshot")
            watch.tell(frame({ type, job, samples: [], log: [], nextSample: 0, nextLog: 0 }));
          else watch.tell(frame({ type: type as "job" | "end", job }));
          const held = watch.state().job;
          const now = [held?.version ?? 0, held?.summary?.sent ?? 0];
          expect(compare(now, best)).toBeGreaterThanOrEqual(0);
          expect(compare(now, [version, sent])).toBeGreaterThanOrEqual(0);
          best = now;
        }
      }),
    );
  });
});

function expectInOrder({ told, state }: ReturnType<typeof watcher>) {
  for (const history of ["samples", "log"] as const) {
    const { firstSeq, lastSeq, held } = state()[history];
    if (firstSeq === null) expect(told[history]).toEqual([]);
    else expect(told[history]).toEqual(seqs(firstSeq, lastSeq ?? 0));
    const waiting = held.map(({ seq }) => seq);
    expect(waiting).toEqual([...new Set(waiting)].sort((a, b) => a - b));
    if (lastSeq !== null) expect(waiting[0] ?? Number.POSITIVE_INFINITY).toBeGreaterThan(lastSeq + 1);
  }
}

function compare([version = 0, sent = 0]: number[], [otherVersion = 0, otherSent = 0]: number[]): number {
  return version - otherVersion || sent - otherSent;
}

describe("where delivery starts", () => {
  test("with the first snapshot, whose older samples are history", () => {
    const watch = watcher();
    expect(cursorsOf(watch.state())).toBeUndefined();
    watch.tell(eventOf({ act: "snapshot", fromSample: 41, toSample: 50, fromLog: 3, toLog: 5 }));
    expect(watch.told.samples).toEqual(seqs(41, 50));
    expect(watch.state().samples.firstSeq).toBe(41);
    expect(cursorsOf(watch.state())).toEqual({ sample: 50, log: 5 });
  });

  test("after the cursors of an empty snapshot", () => {
    const watch = watcher();
    watch.tell(frame({ type: "snapshot", job: jobFixture(), samples: [], log: [], nextSample: 30, nextLog: 2 }));
    expect(cursorsOf(watch.state())).toEqual({ sample: 30, log: 2 });
  });

  test("a thousand samples before the end when there is no socket", () => {
    const watch = watcher();
    watch.tell({ type: "job read", job: jobFixture({ summary: summaryFixture(86_400) }) });
    expect(cursorsOf(watch.state())).toEqual({ sample: 85_400, log: 0 });
  });
});

test("an alert is passed on as it comes", () => {
  const watch = watcher();
  watch.tell(frame({ type: "alert", alert: alertFixture() }));
  expect(watch.told.alerts).toEqual([alertFixture().id]);
});

test("a hole that the store cannot fill is skipped, in that history only", () => {
  const watch = watcher({ sample: 0, log: 0 });
  watch.tell(eventOf({ act: "samples", picks: [5, 6] }));
  watch.tell(eventOf({ act: "log", picks: [3] }));
  watch.tell({ type: "hole skipped", history: "samples" });
  expect(watch.told).toMatchObject({ samples: [5, 6], log: [] });
  watch.tell({ type: "hole skipped", history: "log" });
  expect(watch.told.log).toEqual([3]);
});
