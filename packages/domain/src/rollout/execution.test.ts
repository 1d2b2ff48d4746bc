import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ExecutionOutcome } from "../device/device.ts";
import { JOB_STATUSES } from "../job/job.ts";
import { heard, type Target, targetStateOf } from "./execution.ts";

const target: Target = {
  deviceId: "d1",
  deviceName: "Modem 1",
  state: "notified",
  jobId: "j1",
  attempt: 1,
  version: 0,
  code: null,
  message: null,
  notifiedAt: 1_000,
  startedAt: null,
  endedAt: null,
};
const told = (changes: Partial<ExecutionOutcome>): ExecutionOutcome => ({
  deviceId: "d1",
  jobId: "j1",
  version: 1,
  attempt: 1,
  status: "assigned",
  error: null,
  startedAt: null,
  endedAt: null,
  ...changes,
});

describe("an execution", () => {
  it("runs and ends as its job does", () => {
    const running = heard(target, told({ version: 2, status: "running", startedAt: 2_000 }));
    expect(running).toMatchObject({ state: "running", version: 2, startedAt: 2_000, endedAt: null });
    const error = { code: "EXIT_CODE", message: "Step 2 ended with 1" };
    const failed = heard(
      running as Target,
      told({ version: 3, status: "failed", error, startedAt: 2_000, endedAt: 3_000 }),
    );
    expect(failed).toMatchObject({ state: "failed", code: "EXIT_CODE", message: error.message, endedAt: 3_000 });
  });

  it.each([
    ["told again", { version: 5 }],
    ["told late", { version: 4 }],
    ["of an attempt that is over", { version: 6, attempt: 1 }],
    ["of another job", { version: 6, attempt: 2, jobId: "j2" }],
  ])("is not changed by what is %s", (_words, late) => {
    const known: Target = { ...target, version: 5, attempt: 2, state: "running" };
    expect(heard(known, told({ attempt: 2, status: "failed", ...late }))).toBeUndefined();
  });

  it("runs anew when its job is tried again", () => {
    const failed: Target = { ...target, version: 4, state: "failed", code: "X", message: "Broken", endedAt: 9 };
    expect(heard(failed, told({ version: 5, attempt: 2, endedAt: 9 }))).toMatchObject({
      state: "notified",
      attempt: 2,
      code: null,
      message: null,
      endedAt: null,
    });
  });

  it("comes to the same in whatever order, and however often, it is told", () => {
    const statuses = fc.array(fc.constantFrom(...JOB_STATUSES), { minLength: 1, maxLength: 8 });
    const shuffles = statuses.chain((list) => {
      const outcomes = list.map((status, at) => told({ version: at + 1, status, endedAt: at }));
      return fc.tuple(
        fc.constant(outcomes),
        fc.shuffledSubarray([...outcomes, ...outcomes], { minLength: outcomes.length * 2 }),
      );
    });
    const replay = (outcomes: ExecutionOutcome[]) =>
      outcomes.reduce((known, outcome) => heard(known, outcome) ?? known, target);
    fc.assert(
      fc.property(shuffles, ([inOrder, shuffled]) => {
        expect(replay(shuffled)).toEqual(replay(inOrder));
      }),
    );
  });
});

it.each([
  ["scheduled", "notified"],
  ["queued", "notified"],
  ["assigned", "notified"],
  ["paused", "running"],
  ["timed_out", "timed_out"],
] as const)("a job that is %s makes its device %s", (status, state) => expect(targetStateOf(status)).toBe(state));

it.each([
  ["failed", "Failed without saying why"],
  ["timed_out", "Ran out of time"],
  ["rejected", "Refused by the device"],
] as const)("says something of a job that is %s and says nothing", (status, message) => {
  expect(heard(target, told({ status }))?.message).toBe(message);
});
