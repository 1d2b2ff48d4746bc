import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG, type HealthThresholds } from "../config.ts";
import type { Verdict } from "../job/job.ts";
import { emptyStatistics, type ProbeStatistics, recordSamples } from "./statistics.ts";
import { finalVerdictOf, verdictOf } from "./verdict.ts";

const { health } = DEFAULT_CONFIG;
const REFUSED = "The connection is refused.";

type Outcome = number | null;
const usual = (ticks: number): Outcome[] => Array.from({ length: ticks }, (_, i) => (i % 2 === 0 ? 16.8 : 17.2));
const steady = (ticks: number, rttMs: number): Outcome[] => Array.from({ length: ticks }, () => rttMs);
const lost = (ticks: number): Outcome[] => Array.from({ length: ticks }, () => null);
const dropping = (rounds: number, gap: number): Outcome[] =>
  Array.from({ length: rounds }, (_, i) => [...lost(2 + (i % 5)), ...usual(gap)]).flat();

function follow(outcomes: Outcome[], options: { health?: HealthThresholds; error?: string; packets?: number } = {}) {
  const { error = "no reply within 900 ms", packets = 1 } = options;
  const stats = emptyStatistics();
  const states: Verdict["state"][] = [];
  outcomes.forEach((rttMs, i) => {
    const tick = Math.floor(i / packets);
    const sample = { seq: i + 1, tick, at: 1_000 * i, rttMs, ...(rttMs === null && { error }) };
    recordSamples(stats, [sample], options.health ?? health);
    const { state } = verdictOf(stats, health);
    if (states.at(-1) !== state) states.push(state);
  });
  return { stats, states, now: verdictOf(stats, health), final: finalVerdictOf(stats, health) };
}

describe("the verdict in words", () => {
  it.each<[string, Outcome[], Verdict]>([
    ["before the first packet", [], { state: "unknown", reason: "Not measured yet.", since: null }],
    [
      "of a good link",
      usual(484),
      { state: "healthy", reason: "Healthy. 0 % loss over 484 packets, median 16.9 ms, jitter 0.4 ms.", since: 0 },
    ],
    [
      "of a target that went silent",
      [...usual(40), ...lost(12)],
      {
        state: "offline",
        reason:
          "Offline. No reply to the last 12 packets, the connection is refused; before that it answered in 17 ms.",
        since: 40_000,
      },
    ],
    [
      "of a target that never answered",
      lost(30),
      {
        state: "offline",
        reason: "Offline. It has not answered any of 30 packets; the connection is refused.",
        since: 0,
      },
    ],
    [
      "of a target that came back a moment ago",
      [...usual(40), ...lost(12), ...usual(4)],
      {
        state: "intermittent",
        reason:
          "Answering again. It lost 12 packets in a row (the connection is refused); 4 packets answered since, in 17 ms.",
        since: 40_000,
      },
    ],
    [
      "of a target that came back and stayed",
      [...usual(40), ...lost(12), ...usual(75)],
      {
        state: "healthy",
        reason:
          "Healthy again. No loss in the last 75 packets after one outage of 12 packets; median 16.9 ms, jitter 0.4 ms.",
        since: 52_000,
      },
    ],
    [
      "of a link that drops now and then",
      [...usual(50), ...dropping(8, 40)],
      {
        state: "intermittent",
        reason:
          "Intermittent link. 8.3 % loss in bursts of 2 to 6 packets (the connection is refused); latency between them is normal (17 ms).",
        since: 50_000,
      },
    ],
    [
      "of a link that got slow",
      [...steady(100, 20), ...steady(40, 240)],
      {
        state: "degraded",
        reason: "Degraded. Latency 240 ms, 12 times its usual 20 ms; no packet lost.",
        since: 100_000,
      },
    ],
    [
      "of a link that was always slow",
      steady(40, 240),
      { state: "degraded", reason: "Degraded. Latency 240 ms, over the limit of 150 ms; no packet lost.", since: 0 },
    ],
  ])("%s", (_name, outcomes, expected) => {
    const { now } = follow(outcomes, { error: REFUSED });
    expect(now).toEqual(expected);
  });

  it("names unsteady replies", () => {
    const { now } = follow([...usual(60), ...Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? 10 : 55))]);
    expect(now.state).toBe("degraded");
    expect(now.reason).toBe("Degraded. Jitter 44.4 ms, over the limit of 30 ms; latency 10 ms; no packet lost.");
    expect(now.since).toBe(60_000 + 1_000);
  });

  it("does not repeat a silence as its own cause", () => {
    expect(follow(lost(5)).now.reason).toBe("Offline. It has not answered any of 5 packets.");
  });

  it("says when latency is high between the drops of an intermittent link", () => {
    const rounds = Array.from({ length: 6 }, () => [...lost(3), ...steady(20, 300)]).flat();
    expect(follow([...steady(60, 20), ...rounds]).now.reason).toContain(
      "latency between them is high (300 ms, usually 20 ms)",
    );
  });
});

describe("offline", () => {
  it("begins with exactly the set number of losses in a row, since the first of them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 100 }), fc.integer({ min: 20, max: 80 }), (offlineAfterLost, before) => {
        const strict = { ...health, offlineAfterLost, intermittentLossPercent: 100 };
        expect(follow([...usual(before), ...lost(offlineAfterLost - 1)], { health: strict }).now.state).not.toBe(
          "offline",
        );
        const { now } = follow([...usual(before), ...lost(offlineAfterLost)], { health: strict });
        expect(now).toMatchObject({ state: "offline", since: before * 1_000 });
      }),
      { numRuns: 30 },
    );
  });

  it("is left with the first reply, and not entered again by drops of a length already seen", () => {
    const { states } = follow([
      ...usual(20),
      ...lost(5),
      ...usual(20),
      ...lost(5),
      ...usual(20),
      ...lost(4),
      ...usual(5),
    ]);
    expect(states).toEqual(["healthy", "offline", "intermittent", "healthy", "intermittent"]);
  });

  it("is entered again when an intermittent link stays away longer than before", () => {
    expect(follow([...usual(20), ...dropping(5, 20), ...lost(9)]).now.state).toBe("offline");
  });
});

describe("intermittent", () => {
  it("is not said of one lost packet, wherever it falls", () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(200), (before, after) => {
        const { states, now } = follow([...usual(before), ...lost(1), ...usual(after)]);
        expect(states).not.toContain("intermittent");
        expect(now.state).toBe(before + 1 + after < 10 ? "unknown" : "healthy");
      }),
    );
  });

  it("needs two losses apart that reach the limit with one forgiven", () => {
    const twoLost = (gap: number) => follow([...usual(30), ...lost(1), ...usual(gap), ...lost(1), ...usual(3)]).states;
    expect(twoLost(10)).toContain("intermittent");
    expect(twoLost(45)).not.toContain("intermittent");
  });

  it("is said of a steady loss above the limit that is thin in every window", () => {
    const everyFortieth = Array.from({ length: 400 }, (_, i): Outcome => (i % 40 === 39 ? null : 17));
    expect(follow(everyFortieth).now.state).toBe("intermittent");
  });

  it("is not said of a steady loss below the limit", () => {
    const everySixtieth = Array.from({ length: 3_000 }, (_, i): Outcome => (i % 60 === 39 ? null : 17));
    expect(follow(everySixtieth).states).not.toContain("intermittent");
  });

  it("does not flap over a long dropping run", () => {
    expect(follow([...usual(50), ...dropping(100, 50)]).states.length).toBeLessThan(8);
  });

  it("does not flap either when a tick has many packets", () => {
    const wide = [...usual(50), ...dropping(60, 50)].flatMap((outcome) => Array.from({ length: 10 }, () => outcome));
    expect(follow(wide, { packets: 10 }).states.length).toBeLessThan(12);
  });

  it("ends after a clean stretch, in good health since its first reply", () => {
    const { now } = follow([...usual(50), ...dropping(6, 30), ...usual(250)]);
    expect(now).toMatchObject({ state: "healthy", since: 1_000 * (50 + 6 * 30 + 22 - 30) });
    expect(now.reason).toContain("Healthy again. No loss in the last 280 packets after 6 drops of 2 to 6 packets");
  });
});

describe("degraded", () => {
  it("is not said of rare spikes", () => {
    const spikes = Array.from({ length: 1_000 }, (_, i) => (i % 70 === 35 ? 900 : 17));
    expect(follow(spikes).states).toEqual(["healthy"]);
  });

  it("is not said of a link that is slow by nature but within the limit", () => {
    expect(follow(steady(300, 140)).states).toEqual(["healthy"]);
  });

  it("does not flap around the limit", () => {
    const around = Array.from({ length: 2_000 }, (_, i) => 150 + ((i * 7) % 11) - 5);
    expect(follow(around).states.length).toBeLessThan(4);
  });

  it("is left once replies are as fast as before", () => {
    const { states, now } = follow([...steady(100, 20), ...steady(40, 240), ...steady(60, 20)]);
    expect(states).toEqual(["healthy", "degraded", "healthy"]);
    expect(now.reason).toMatch(/^Healthy again\. .*latency or jitter was above normal for \d+ packets\.$/);
  });
});

describe("finalVerdictOf", () => {
  it.each<[string, Outcome[], Verdict["state"], RegExp, number | null]>([
    ["no packet", [], "unknown", /^Not measured\./, null],
    ["one lost packet", lost(1), "unknown", /^Too few packets to tell\. It did not answer the only packet\.$/, null],
    ["nothing but loss", lost(600), "offline", /^Offline\. It did not answer any of 600 packets\.$/, 0],
    ["a good run", usual(600), "healthy", /^Healthy\. 0 % loss over 600 packets, median 16\.\d ms/, 0],
    [
      "one outage in the middle",
      [...usual(285), ...lost(30), ...usual(285)],
      "intermittent",
      /^One outage\. 30 of 600 packets lost in a row; otherwise steady, median 16\.\d ms/,
      285_000,
    ],
    [
      "silence at the end",
      [...usual(480), ...lost(120)],
      "offline",
      /^Offline at the end\. No reply to the last 120 of 600 packets; before that it answered in 17 ms\.$/,
      480_000,
    ],
    [
      "drops early on, good since",
      [...usual(20), ...dropping(8, 30), ...usual(300)],
      "intermittent",
      /^Intermittent link\. 4\.9 % loss over 5\d\d packets in bursts of 2 to 6 packets; latency between them was normal \(17 ms\)\.$/,
      20_000,
    ],
    [
      "a blip in a long run",
      [...usual(2_000), ...lost(3), ...usual(2_000)],
      "healthy",
      /^Healthy, but for one outage of 3 packets\. 0\.1 % loss over 4,003 packets/,
      0,
    ],
    [
      "a slow quarter",
      [...steady(300, 20), ...steady(100, 240)],
      "degraded",
      /^Degraded at times\. Latency or jitter was above normal for 9\d of 400 packets; median 20 ms/,
      300_000,
    ],
  ])("judges the whole run: %s", (_name, outcomes, state, reason, since) => {
    const { final } = follow(outcomes);
    expect(final.state).toBe(state);
    expect(final.reason).toMatch(reason);
    expect(final.since).toBe(since);
  });
});

describe("any series of packets", () => {
  const outcome = fc.oneof(
    { weight: 4, arbitrary: fc.double({ min: 0, max: 400, noNaN: true }) },
    { weight: 1, arbitrary: fc.constant(null) },
  );
  const stretch = fc.oneof(fc.array(outcome, { maxLength: 30 }), fc.nat(90).map(lost), fc.nat(90).map(usual));

  const expectSound = ({ state, reason, since }: Verdict, stats: ProbeStatistics) => {
    expect(reason).toMatch(/^[A-Z][^.]*\.( .*\.)?$/);
    expect(reason).not.toMatch(/NaN|undefined|null|Infinity|\d:\d|\b1 packets| {2}/);
    expect(since === null).toBe(state === "unknown");
    expect(since ?? 0).toBeLessThanOrEqual(1_000 * stats.sent);
    if (state === "offline") expect(stats.sent - stats.received).toBeGreaterThan(1);
    if (stats.sent === stats.received) expect(["intermittent", "offline"]).not.toContain(state);
  };

  it("gets a sound verdict at its every step", () => {
    fc.assert(
      fc.property(fc.array(stretch, { maxLength: 8 }), fc.integer({ min: 1, max: 4 }), (stretches, packets) => {
        const stats = emptyStatistics();
        stretches.flat().forEach((rttMs, i) => {
          recordSamples(stats, [{ seq: i + 1, tick: Math.floor(i / packets), at: i * 1_000, rttMs }], health);
          expectSound(verdictOf(stats, health), stats);
          expectSound(finalVerdictOf(stats, health), stats);
        });
      }),
    );
  });
});
