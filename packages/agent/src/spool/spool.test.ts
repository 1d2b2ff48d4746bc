import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Assignment } from "@fieldline/domain/device";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createLogger } from "../log.ts";
import { Spool } from "./spool.ts";

let folder: string;
let spool: Spool;
let lines: string[];
const log = createLogger({ level: "debug", isTerminal: false, write: (line) => void lines.push(line) });
const open = (maxBytes = 10_000_000) => new Spool({ folder, maxBytes, log });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fieldline-spool-"));
  lines = [];
  spool = open();
});
afterEach(() => {
  spool.close();
  rmSync(folder, { recursive: true, force: true });
});

const ref = { jobId: "j1", attempt: 1 };
const assignment = (kind: "probe" | "command", more: Partial<Assignment> = {}): Assignment => ({
  ...{ ...ref, version: 1, kind, type: kind, name: "a job", status: "running", now: 0 },
  ...{ timeoutAt: null, leaseMs: 30_000, reportSeq: 0, spec: {} as Assignment["spec"] },
  ...more,
});
const reportsLeft = () => {
  const all = [];
  for (let report = spool.reports.first(ref); report; report = spool.reports.first(ref)) {
    all.push(report);
    spool.reports.drop(report);
  }
  return all;
};
const packets = (count: number, at = 0) => Array.from({ length: count }, () => ({ at, rttMs: 1 }));

describe("reports", () => {
  beforeEach(() => void spool.jobs.take(assignment("command", { reportSeq: 4 }), 0));

  test("go on where the server's count is, and take along the output and steps that wait", () => {
    spool.reports.addOutput(ref, { stream: "stdout", step: "a", text: "1" });
    spool.reports.addOutput(ref, { stream: "stdout", step: "a", text: "2" });
    spool.reports.addOutput(ref, { stream: "stderr", step: "a", text: "3" });
    spool.jobs.noteSteps(ref, [{ name: "a", state: "running" }]);
    spool.reports.seal(ref, { progress: 10 });
    expect(spool.reports.hasUnsealed(ref)).toBe(false);
    expect(reportsLeft()).toEqual([
      {
        ...ref,
        seq: 5,
        output: [
          { stream: "stdout", step: "a", text: "12" },
          { stream: "stderr", step: "a", text: "3" },
        ],
        steps: [{ name: "a", state: "running" }],
        progress: 10,
      },
    ]);
  });

  test("keep number and content over a new start", () => {
    spool.reports.seal(ref, { message: "first" });
    const before = spool.reports.first(ref);
    spool.close();
    spool = open();
    spool.reports.seal(ref, { message: "second" });
    expect(reportsLeft()).toEqual([before, { ...ref, seq: 6, message: "second" }]);
  });

  test("are of bounded size, and no character is torn", () => {
    const text = "😀".repeat(20_001);
    spool.reports.addOutput(ref, { stream: "stdout", text: `x${text}` });
    spool.reports.seal(ref, { status: "completed" });
    const pieces = reportsLeft().flatMap(({ output = [] }) => output.map((piece) => piece.text));
    expect(pieces.join("")).toBe(`x${text}`);
    expect(pieces.every((piece) => piece.isWellFormed() && piece.length <= 16_384)).toBe(true);
  });

  test("of many short pieces stay below what the server counts", () => {
    for (let n = 0; n < 1_200; n++)
      spool.reports.addOutput(ref, { stream: n % 2 ? "stdout" : "stderr", text: String(n) });
    spool.reports.seal(ref);
    expect(reportsLeft().map(({ output }) => output?.length)).toEqual([500, 500, 200]);
  });

  test("are numbered anew where the server has lost some", () => {
    for (const message of ["a", "b", "c"]) spool.reports.seal(ref, { message });
    spool.reports.renumber(ref, 2);
    spool.reports.seal(ref, { message: "d" });
    expect(reportsLeft().map(({ seq, message }) => `${seq}${message}`)).toEqual(["2a", "3b", "4c", "5d"]);
  });

  test("a settled attempt has nothing left, tells no end, and is not taken for new", () => {
    spool.reports.seal(ref, { message: "a" });
    spool.jobs.settle(ref, 1_000);
    spool.conclude(ref, { status: "failed" }, 1_000);
    expect(spool.owes(ref)).toBe(false);
    expect(spool.jobs.find(ref)?.state).toBe("settled");
    expect(spool.jobs.listOpen()).toEqual([]);
  });
});

describe("samples", () => {
  beforeEach(() => {
    spool.jobs.take(assignment("probe", { probe: { originMs: 0, lastSeq: 10, lastTick: 4 } }), 0);
  });

  test("are numbered on from what the server has", () => {
    spool.samples.add(ref, 6, packets(2));
    spool.samples.add(ref, 9, packets(1));
    const waiting = spool.samples.waiting(ref).map(({ seq, tick }) => [seq, tick]);
    expect(waiting).toEqual([
      [11, 6],
      [12, 6],
      [13, 9],
    ]);
    expect(spool.jobs.find(ref)).toMatchObject({ sampleSeq: 13, lastTick: 9, ackedSample: 10 });
  });

  test("that were acknowledged are given again for an hour", () => {
    spool.samples.add(ref, 5, packets(3, 1_000));
    spool.samples.acknowledge(ref, 14, 2_000);
    expect(spool.samples.waiting(ref)).toEqual([]);
    spool.samples.acknowledge(ref, 12, 2_000);
    expect(spool.samples.waiting(ref).map(({ seq }) => seq)).toEqual([12, 13]);
    spool.samples.acknowledge(ref, 14, 3_700_000);
    expect(spool.samples.has("j1", 12)).toBe(false);
  });

  test("that the server refuses leave no hole", () => {
    for (const tick of [5, 6, 7]) spool.samples.add(ref, tick, packets(1));
    spool.samples.discard(ref, 11, 12);
    spool.samples.add(ref, 8, packets(1));
    expect(spool.samples.waiting(ref).map(({ seq, tick }) => [seq, tick])).toEqual([
      [11, 7],
      [12, 8],
    ]);
  });

  test("that are gone on both sides leave no hole", () => {
    spool.samples.add(ref, 5, packets(2, 1_000));
    spool.samples.acknowledge(ref, 13, 8_000_000);
    spool.samples.add(ref, 6, packets(1, 8_000_000));
    spool.samples.closeGap(ref, 4);
    spool.samples.acknowledge(ref, 4, 8_000_000);
    expect(spool.samples.waiting(ref).map(({ seq, tick }) => [seq, tick])).toEqual([[4, 6]]);
    expect(spool.jobs.find(ref)).toMatchObject({ sampleSeq: 4, ackedSample: 3 });
  });

  test("of one call are 1,000 at most", () => {
    spool.samples.add(ref, 5, packets(1_500));
    expect(spool.samples.waiting(ref)).toHaveLength(1_000);
  });
});

describe("a full spool", () => {
  test("drops what ended longest ago, says so, and then keeps nothing new", () => {
    spool.close();
    spool = open(300_000);
    for (const [index, jobId] of ["old", "newer", "running"].entries()) {
      const mine = { jobId, attempt: 1 };
      spool.jobs.take(assignment("probe", { jobId, probe: { originMs: 0, lastSeq: 0, lastTick: -1 } }), index);
      spool.samples.add(mine, 0, packets(2_000));
      if (jobId !== "running") spool.jobs.end(mine, index);
    }
    expect(spool.size.hasRoom(0)).toBe(true);
    expect(spool.samples.waiting({ jobId: "old", attempt: 1 })).toEqual([]);
    expect(spool.samples.waiting({ jobId: "newer", attempt: 1 })).toHaveLength(1_000);
    expect(lines.join("")).toMatch(/dropped unsent.*"jobId":"old"|"jobId":"old".*dropped unsent/);

    spool.samples.add({ jobId: "running", attempt: 1 }, 1, packets(8_000));
    expect(spool.size.hasRoom(10_000)).toBe(false);
    expect(spool.samples.waiting({ jobId: "running", attempt: 1 })[0]?.seq).toBe(1);
  });
});
