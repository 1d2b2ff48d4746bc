import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RetryPolicy } from "../job/job.ts";
import { commandJob } from "./probe-job.test-support.ts";
import { backOffMs, retryAt } from "./retry.ts";

const NOW = 1_790_000_000_000;
const policy: fc.Arbitrary<RetryPolicy> = fc.record({
  maxAttempts: fc.integer({ min: 1, max: 10 }),
  initialMs: fc.nat(86_400_000),
  factor: fc.double({ min: 1, max: 10, noNaN: true }),
  maxMs: fc.nat(86_400_000),
});

describe("the wait before another attempt", () => {
  const doubling = { maxAttempts: 10, initialMs: 5_000, factor: 2, maxMs: 60_000 };
  it.each([
    [doubling, [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]],
    [{ ...doubling, factor: 1 }, [5_000, 5_000, 5_000, 5_000, 5_000, 5_000]],
    [{ ...doubling, factor: 1.5, initialMs: 1_001 }, [1_001, 1_502, 2_252, 3_378, 5_068, 7_601]],
    [{ ...doubling, initialMs: 0 }, [0, 0, 0, 0, 0, 0]],
    [{ ...doubling, maxMs: 1_000 }, [1_000, 1_000, 1_000, 1_000, 1_000, 1_000]],
  ])("of %j grows to its longest", (retry, waits) => {
    expect([1, 2, 3, 4, 5, 6].map((attempt) => backOffMs(retry, attempt))).toEqual(waits);
  });

  it("is whole ms, never shrinks with the attempts and stays within its longest", () => {
    fc.assert(
      fc.property(policy, fc.integer({ min: 1, max: 9 }), (retry, attempt) => {
        const waitMs = backOffMs(retry, attempt);
        expect(Number.isInteger(waitMs)).toBe(true);
        expect(waitMs).toBeLessThanOrEqual(retry.maxMs);
        expect(backOffMs(retry, attempt + 1)).toBeGreaterThanOrEqual(waitMs);
      }),
    );
  });

  it("gets a jitter that adds a fifth of it at most, and is the same each time it is asked", () => {
    fc.assert(
      fc.property(policy, fc.uuid(), fc.integer({ min: 1, max: 9 }), (retry, id, attempt) => {
        const job = { ...commandJob({ retry: { ...retry, maxAttempts: 10 } }), id, attempt };
        const at = retryAt(job, "STEP_FAILED", NOW) ?? Number.NaN;
        const waitMs = backOffMs(retry, attempt);
        expect(at - NOW).toBeGreaterThanOrEqual(waitMs);
        expect(at - NOW).toBeLessThanOrEqual(waitMs * 1.2);
        expect(retryAt(job, "STEP_FAILED", NOW)).toBe(at);
      }),
    );
  });

  it("spreads devices that failed at once", () => {
    const retry = { maxAttempts: 3, initialMs: 10_000, factor: 2, maxMs: 60_000 };
    const waits = Array.from({ length: 200 }, (_, i) => {
      return (retryAt({ ...commandJob({ retry }), id: `job-${i}` }, "STEP_FAILED", NOW) ?? Number.NaN) - NOW;
    });
    expect(Math.min(...waits)).toBeLessThan(10_200);
    expect(Math.max(...waits)).toBeGreaterThan(11_800);
  });
});

describe("another attempt", () => {
  const retry = { maxAttempts: 3, initialMs: 1_000, factor: 2, maxMs: 60_000 };
  it.each([1, 2, 3, 4])("after the %dth of three", (attempt) => {
    const at = retryAt({ ...commandJob({ retry }), attempt }, "STEP_FAILED", NOW);
    expect(at !== undefined).toBe(attempt < 3);
  });

  it("is not made without a policy", () => expect(retryAt(commandJob(), "STEP_FAILED", NOW)).toBeUndefined());

  it.each(["DEVICE_REVOKED", "QUEUE_TTL_EXPIRED", "TARGET_DENIED"])("is not made after %s", (code) => {
    expect(retryAt(commandJob({ retry }), code, NOW)).toBeUndefined();
  });
});
