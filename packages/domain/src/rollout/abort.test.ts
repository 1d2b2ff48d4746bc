import fc from "fast-check";
import { expect, it } from "vitest";
import { ruleMet, ruleWords } from "./abort.ts";
import { NO_COUNTS } from "./progress.ts";
import type { AbortRule, RolloutCounts } from "./rollout.ts";

const counts = (given: Partial<RolloutCounts>): RolloutCounts => ({ ...NO_COUNTS, ...given });
const rule: AbortRule = { on: "failed", thresholdPercent: 20, minExecuted: 10 };

it.each([
  { completed: 8, failed: 1, is: "too few are through" },
  { completed: 0, failed: 9, is: "too few are through, though all failed" },
  { completed: 9, failed: 1, is: "10 % failed" },
  { completed: 41, failed: 10, is: "19.6 % failed" },
])("is not met while $is", ({ completed, failed }) => {
  expect(ruleMet([rule], counts({ completed, failed }))).toBeUndefined();
});

it.each([
  { completed: 8, failed: 2 },
  { completed: 40, failed: 10 },
  { completed: 0, failed: 10 },
])("is met by $failed failures beside $completed successes", (given) => {
  expect(ruleMet([rule], counts(given))?.rule).toBe(rule);
});

it("names itself and the figures that met it", () => {
  const met = ruleMet([rule], counts({ completed: 9, failed: 3 }));
  expect(met).toMatchObject({ executed: 12, counted: 3 });
  expect(met?.words).toBe("Stopped by the rule “failed ≥ 20\u00a0% of at least 10”: 3 of 12 failed (25\u00a0%)");
  expect(ruleWords({ on: "all", thresholdPercent: 12.5, minExecuted: 1 })).toBe(
    "failed, timed out or rejected ≥ 12.5\u00a0% of at least 1",
  );
});

it("counts what it says, of all that are through", () => {
  const mixed = counts({ completed: 7, failed: 1, timed_out: 1, rejected: 1, cancelled: 90, running: 5, notified: 5 });
  const met = (on: AbortRule["on"], thresholdPercent: number) =>
    ruleMet([{ on, thresholdPercent, minExecuted: 10 }], mixed) !== undefined;
  expect([met("failed", 10), met("failed", 10.1)]).toEqual([true, false]);
  expect([met("timed_out", 10), met("rejected", 10)]).toEqual([true, true]);
  expect([met("all", 30), met("all", 31)]).toEqual([true, false]);
});

it("gives the first of several that is met", () => {
  const strict: AbortRule = { on: "all", thresholdPercent: 1, minExecuted: 1 };
  expect(ruleMet([{ ...rule, minExecuted: 100 }, strict, rule], counts({ failed: 10 }))?.rule).toBe(strict);
});

it("is met from its threshold on, and never below it", () => {
  const share = fc.integer({ min: 1, max: 100 });
  const few = fc.integer({ min: 0, max: 300 });
  fc.assert(
    fc.property(
      share,
      fc.integer({ min: 1, max: 200 }),
      few,
      few,
      (thresholdPercent, minExecuted, completed, failed) => {
        const met = ruleMet([{ on: "failed", thresholdPercent, minExecuted }], counts({ completed, failed }));
        const executed = completed + failed;
        expect(met !== undefined).toBe(executed >= minExecuted && failed / executed >= thresholdPercent / 100 - 1e-12);
      },
    ),
    { numRuns: 2_000 },
  );
});
