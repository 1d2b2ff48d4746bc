import type { Sample } from "@fieldline/domain/job";
import { describe, expect, it } from "vitest";
import { hopsOver } from "./hops-over.ts";

const round = (seq: number, ...hops: [ip: string | null, ...rttMs: (number | null)[]][]): Sample => ({
  seq,
  tick: seq,
  at: seq * 5_000,
  rttMs: 9,
  hops: hops.map(([ip, ...rttMs], index) => ({ ttl: index + 1, ip, rttMs })),
});

describe("the hops over a window", () => {
  it("are those of the last round, with loss and times over all rounds", () => {
    const [first, second, ...rest] = hopsOver([
      round(1, ["10.0.0.1", 1, 3, 2], ["10.0.0.9", 5, null, 5], ["192.0.2.1", 9, 9, 9]),
      round(2, ["10.0.0.1", 1, 1, 1], ["10.0.0.8", 7, 7, 9]),
    ]);
    expect(first).toMatchObject({ ttl: 1, ip: "10.0.0.1", otherCount: 0, lossPercent: 0, lastMs: 1, recent: [2, 1] });
    expect(second).toMatchObject({ ip: "10.0.0.8", otherCount: 1, lastMs: 7, medianMs: 7 });
    expect(second?.lossPercent).toBeCloseTo(100 / 6);
    expect(rest).toEqual([]);
  });

  it("know who answered before where nobody does now, and where nobody ever did", () => {
    const [known, silent] = hopsOver([round(1, ["10.0.0.1", 4], [null, null]), round(2, [null, null], [null, null])]);
    expect(known).toMatchObject({ ip: "10.0.0.1", otherCount: 0, lossPercent: 50, lastMs: null, medianMs: 4 });
    expect(silent).toMatchObject({ ip: null, lossPercent: 100, medianMs: null, recent: [null, null] });
  });

  it("are none before the first round", () => expect(hopsOver([])).toEqual([]));
});
