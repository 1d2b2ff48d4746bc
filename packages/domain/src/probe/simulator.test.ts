import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../config.ts";
import type { Sample, Scenario } from "../job/job.ts";
import { type Simulation, simulate } from "./simulator.ts";
import { emptyStatistics, type ProbeStatistics, recordSamples, summarise } from "./statistics.ts";
import { finalVerdictOf, verdictOf } from "./verdict.ts";

const { health } = DEFAULT_CONFIG;
const SEEDS = [...Array.from({ length: 60 }, (_, i) => i), 2 ** 31 - 1, 123_456_789];

function run(simulation: Simulation, ticks: number): ProbeStatistics {
  const stats = emptyStatistics();
  const samples: Sample[] = Array.from({ length: ticks }, (_, tick) => ({
    seq: tick + 1,
    tick,
    at: tick * 1_000,
    ...simulate(simulation, tick, 0),
  }));
  recordSamples(stats, samples, health);
  return stats;
}

const burstsOf = (simulation: Simulation, ticks: number) =>
  Array.from({ length: ticks }, (_, tick) => (simulate(simulation, tick, 0).rttMs === null ? "x" : "."))
    .join("")
    .split(/\.+/)
    .filter((burst) => burst.length > 0);

describe("simulate", () => {
  it("depends on scenario, seed, tick and packet alone", () => {
    const scenario = fc.constantFrom<Scenario>("healthy", "intermittent", "offline");
    const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 });
    fc.assert(
      fc.property(scenario, seed, fc.nat(3_024_000), fc.nat(19), (scenario, seed, tick, packet) => {
        const reply = simulate({ scenario, seed }, tick, packet);
        simulate({ scenario, seed: seed + 1 }, tick + 1, packet);
        expect(simulate({ scenario, seed }, tick, packet)).toEqual(reply);
        expect(reply.rttMs === null).toBe(reply.error !== undefined);
        if (reply.rttMs !== null) expect(reply.rttMs).toBeGreaterThan(5);
      }),
    );
  });

  it("differs by seed, tick and packet", () => {
    const replies = [
      [1, 0, 0],
      [2, 0, 0],
      [1, 1, 0],
      [1, 0, 1],
    ].map(([seed = 0, tick = 0, packet = 0]) => simulate({ scenario: "healthy", seed }, tick, packet).rttMs);
    expect(new Set(replies).size).toBe(4);
  });

  it.each<[Scenario, number, number]>([
    ["healthy", 0, 0.15],
    ["intermittent", 4, 10],
    ["offline", 100, 100],
  ])("%s loses %d to %d %% for any seed", (scenario, atLeast, atMost) => {
    for (const seed of SEEDS) {
      const { lossPercent } = summarise(run({ scenario, seed }, 6_000), 0);
      expect(lossPercent, `seed ${seed}`).toBeGreaterThanOrEqual(atLeast);
      expect(lossPercent, `seed ${seed}`).toBeLessThanOrEqual(atMost);
    }
  });

  it.each<[Scenario]>([["healthy"], ["intermittent"], ["offline"]])(
    "a ten-minute %s run is read as such",
    (scenario) => {
      for (const seed of SEEDS) {
        const stats = run({ scenario, seed }, 600);
        expect([verdictOf(stats, health).state, finalVerdictOf(stats, health).state]).toEqual([scenario, scenario]);
      }
    },
  );

  it("is a steady 12 to 27 ms link when healthy", () => {
    for (const seed of SEEDS) {
      const { medianMs, jitterMs, p95Ms } = summarise(run({ scenario: "healthy", seed }, 2_000), 0);
      expect(medianMs).toBeGreaterThan(11);
      expect(medianMs).toBeLessThan(27);
      expect(p95Ms).toBeLessThan((medianMs ?? 0) + 5);
      expect(jitterMs).toBeLessThan(2);
    }
  });

  it("drops 2 to 6 ticks at a time when intermittent, the first within 80 ticks", () => {
    for (const seed of SEEDS) {
      const lengths = burstsOf({ scenario: "intermittent", seed }, 6_000)
        .slice(0, -1)
        .map((burst) => burst.length);
      expect(Math.min(...lengths)).toBe(2);
      expect(Math.max(...lengths)).toBe(6);
      expect(burstsOf({ scenario: "intermittent", seed }, 80).length).toBeGreaterThan(0);
    }
  });

  it("swells before a burst", () => {
    const simulation: Simulation = { scenario: "intermittent", seed: 5 };
    const rtts = Array.from({ length: 2_000 }, (_, tick) => simulate(simulation, tick, 0).rttMs);
    const before = rtts.filter((rttMs, tick) => rttMs !== null && rtts[tick + 1] === null) as number[];
    const { medianMs } = summarise(run(simulation, 2_000), 0);
    expect(Math.min(...before)).toBeGreaterThan(1.5 * (medianMs ?? 0));
  });

  it("never names a number that it does not know", () => {
    expect(simulate({ scenario: "offline", seed: 1 }, 0, 0)).toEqual({
      rttMs: null,
      error: "no reply within the timeout",
    });
  });
});
