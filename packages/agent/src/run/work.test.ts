import type { Assignment } from "@fieldline/domain/device";
import { expect, test } from "vitest";
import { Work } from "./work.ts";

const assignment = (status: Assignment["status"], originMs: number): Assignment => ({
  ...{ jobId: "p1", attempt: 1, version: 1, kind: "probe", type: "icmp", name: "a probe", status },
  ...{ timeoutAt: null, leaseMs: 30_000, reportSeq: 0, now: 0, spec: {} as Assignment["spec"] },
  probe: { originMs, lastSeq: 0, lastTick: -1 },
});

test("a probe goes on only when the server has said where its grid is", () => {
  const work = new Work(assignment("running", 1_000), false);
  work.pause(5_000);
  expect(work.resume()).toBe("ask");
  expect(work.control.isPaused).toBe(true);
  work.learn(assignment("running", 4_000), 8_000);
  expect(work.control.isPaused).toBe(false);
  expect(work.originMs).toBe(4_000);
});

test("an answer from before the resume leaves it waiting for the next one", () => {
  const work = new Work(assignment("running", 1_000), false);
  work.pause(5_000);
  work.resume();
  work.learn(assignment("paused", 1_000), 6_000);
  expect(work.control.isPaused).toBe(true);
  work.learn(assignment("running", 2_000), 7_000);
  expect(work.control.isPaused).toBe(false);
});

test("an answer from before a pause does not end it", () => {
  const work = new Work(assignment("running", 1_000), false);
  work.pause(5_000);
  work.learn(assignment("running", 1_000), 6_000);
  expect(work.control.isPaused).toBe(true);
});

test("a pause that it never heard of moves its grid all the same, and never back", () => {
  const work = new Work(assignment("running", 1_000), false);
  work.learn(assignment("running", 3_000), 8_000);
  work.learn(assignment("running", 1_000), 9_000);
  expect(work.originMs).toBe(3_000);
});

test("where the server says nothing of it, the grid moves by the pause as seen from here", () => {
  const work = new Work(assignment("running", 1_000), false);
  work.pause(5_000);
  work.resume();
  work.goOnUntold(7_500);
  expect(work.originMs).toBe(3_500);
  expect(work.control.isPaused).toBe(false);
});

test("a probe that was paused before a restart stays so until it is told otherwise", () => {
  const work = new Work(assignment("paused", 1_000), true);
  expect(work.control.isPaused).toBe(true);
  work.learn(assignment("running", 2_000), 3_000);
  expect(work.control.isPaused).toBe(false);
});
