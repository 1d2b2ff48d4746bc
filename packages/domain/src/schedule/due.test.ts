import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Occurrences } from "./cron.ts";
import { type DuePlan, MOST_COUNTED, type NextRun, nextRunAfter, planDue, type Timed } from "./due.ts";

const HOUR_MS = 3_600_000;
const START = Date.UTC(2026, 2, 28, 12);
const nightly: Timed = {
  id: "nightly",
  cron: "0 3 * * *",
  timeZone: "UTC",
  catchUpMs: HOUR_MS,
  jitterMs: 0,
  skipsNext: false,
};
const at = (time: string) => Date.parse(`2026-03-${time}Z`);
const due = (time: string): NextRun => ({ dueAt: at(time), at: at(time) });

describe("planDue", () => {
  it("runs what is due, and says when it is due again", () => {
    expect(planDue(nightly, due("29T03:00"), at("29T03:00"))).toEqual({
      passedOver: null,
      missed: null,
      run: at("29T03:00"),
      next: due("30T03:00"),
    });
  });

  it("an alarm that is a little late is on time, whatever the catch-up", () => {
    expect(planDue({ ...nightly, catchUpMs: 0 }, due("29T03:00"), at("29T03:00:30")).run).toBe(at("29T03:00"));
    expect(planDue({ ...nightly, catchUpMs: 0 }, due("29T03:00"), at("29T03:00:30.001")).run).toBeNull();
  });

  it("after an outage runs the last one that is not too late, once, and counts the others", () => {
    const minutely = { ...nightly, cron: "* * * * *" };
    expect(planDue(minutely, due("29T03:00"), at("30T04:00:10"))).toEqual({
      passedOver: null,
      missed: { firstAt: at("29T03:00"), lastAt: at("30T03:59"), count: 1_500, isMore: false },
      run: at("30T04:00"),
      next: due("30T04:01"),
    });
  });

  it("runs none where the last one is too late", () => {
    expect(planDue(nightly, due("29T03:00"), at("30T04:00:00.001"))).toEqual({
      passedOver: null,
      missed: { firstAt: at("29T03:00"), lastAt: at("30T03:00"), count: 2, isMore: false },
      run: null,
      next: due("31T03:00"),
    });
  });

  it("counts 25 hours of seconds exactly and at once, and a great many others no further than it has to", () => {
    const secondly = { ...nightly, cron: "* * * * * *" };
    expect(planDue(secondly, due("29T03:00"), at("30T04:00"))).toMatchObject({
      missed: { count: 90_000, isMore: false },
      run: at("30T04:00"),
    });
    const bounded = { ...nightly, cron: "*/5 * 9-17 * * *" };
    expect(planDue(bounded, due("29T09:00"), at("30T18:00")).missed).toMatchObject({
      count: MOST_COUNTED,
      isMore: true,
    });
  });

  it("passes over the next one alone", () => {
    const skipping = { ...nightly, skipsNext: true };
    expect(planDue(skipping, due("29T03:00"), at("29T03:00"))).toMatchObject({ passedOver: at("29T03:00"), run: null });
    expect(planDue(skipping, due("29T03:00"), at("31T03:00"))).toMatchObject({
      passedOver: at("29T03:00"),
      missed: { firstAt: at("30T03:00"), count: 1 },
      run: at("31T03:00"),
    });
  });

  it("ends where a pattern comes to its end", () => {
    expect(nextRunAfter({ ...nightly, cron: "0 0 30 2 *" }, START)).toBeNull();
  });
});

describe("the jitter", () => {
  it("only delays, is the same each time, differs from run to run, and never reaches the next one", () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.integer({ min: 1, max: HOUR_MS }),
        fc.constantFrom("0 3 * * *", "* * * * *"),
        (id, jitterMs, cron) => {
          const schedule = { ...nightly, id, jitterMs, cron };
          let next = nextRunAfter(schedule, START);
          const delays = [];
          for (let count = 0; count < 5 && next; count++) {
            const following = nextRunAfter(schedule, next.dueAt);
            expect(nextRunAfter(schedule, next.dueAt - 1)).toEqual(next);
            expect(next.at).toBeGreaterThanOrEqual(next.dueAt);
            expect(next.at - next.dueAt).toBeLessThanOrEqual(jitterMs);
            expect(next.at).toBeLessThan(following?.dueAt ?? 0);
            delays.push(next.at - next.dueAt);
            next = following;
          }
          if (jitterMs > 1_000) expect(new Set(delays).size).toBeGreaterThan(1);
        },
      ),
      { numRuns: 25 },
    );
  });

  it("holds back what is due by its pattern", () => {
    const next = nextRunAfter({ ...nightly, jitterMs: HOUR_MS }, START) as NextRun;
    const schedule = { ...nightly, jitterMs: HOUR_MS };
    expect(next.at).toBeGreaterThan(next.dueAt);
    expect(planDue(schedule, next, next.at).run).toBe(next.dueAt);
    const tomorrow = nextRunAfter(schedule, next.dueAt) as NextRun;
    // Due by its pattern, but not by its delay.
    expect(planDue(schedule, next, tomorrow.at - 1)).toMatchObject({ run: null, next: tomorrow });
  });
});

const schedules = fc.record({
  cron: fc.constantFrom("*/10 * * * * *", "* * * * *", "*/7 1,2 * * *", "30 2 * * *", "0 */3 * * *"),
  timeZone: fc.constantFrom("UTC", "Europe/Berlin", "Australia/Lord_Howe", "America/New_York", "America/Santiago"),
  jitterMs: fc.constantFrom(0, 5_000, HOUR_MS),
  catchUpMs: fc.constantFrom(0, 60_000, 24 * HOUR_MS),
});
const clocks = fc.array(
  fc.oneof(
    fc.integer({ min: 0, max: 120_000 }),
    fc.integer({ min: 0, max: 3 * HOUR_MS }),
    // Back.
    fc.integer({ min: -2 * HOUR_MS, max: 0 }),
  ),
  { minLength: 1, maxLength: 25 },
);

/** Every alarm of a schedule under this clock, which may step back. */
function follow(schedule: Timed, from: number, steps: number[]): { plans: DuePlan[]; next: NextRun | null } {
  let next = nextRunAfter(schedule, from);
  let now = from;
  const plans: DuePlan[] = [];
  for (const step of steps) {
    now += step;
    if (!next || next.at > now) continue;
    const plan = planDue(schedule, next, now);
    plans.push(plan);
    next = plan.next;
  }
  return { plans, next };
}

describe("however time is cut", () => {
  it("each occurrence is in exactly one place, once, in order", () => {
    // Over the clocks' change in spring and in autumn, of the north and of the south.
    const from = fc.constantFrom(Date.UTC(2026, 2, 28, 22), Date.UTC(2026, 9, 24, 20), Date.UTC(2026, 3, 4, 12), START);
    fc.assert(
      fc.property(schedules, from, clocks, (given, start, steps) => {
        const schedule: Timed = { ...nightly, ...given };
        const { plans, next } = follow(schedule, start, steps);
        const ran = plans.flatMap(({ run }) => run ?? []);
        expect(ran).toEqual([...new Set(ran)].toSorted((one, other) => one - other));
        if (plans.some(({ missed }) => missed?.isMore)) return;
        const accounted = plans.reduce(
          (sum, { run, missed }) => sum + (run === null ? 0 : 1) + (missed?.count ?? 0),
          0,
        );
        const occurrences = new Occurrences(schedule);
        const first = occurrences.after(start) ?? 0;
        const last = occurrences.before(next?.dueAt ?? 0) ?? 0;
        const expected = last < first ? 0 : occurrences.count(first, last, 100_000).count;
        expect(accounted).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });
});
