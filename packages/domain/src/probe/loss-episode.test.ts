import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../config.ts";
import { hasRecovered, isForgotten, isLossy, type LossEpisode, startEpisode } from "./loss-episode.ts";
import { emptyTickWindow } from "./tick-window.ts";

const { health } = DEFAULT_CONFIG;
const episode = (given: Partial<LossEpisode>): LossEpisode => ({ ...startEpisode(0), ...given });
const bursts = (count: number, lost: number, longest: number) => ({ count, lost, shortest: 1, longest });
const windowWith = (lostTotal: number, sentTotal: number) => ({ ...emptyTickWindow(), lostTotal, sentTotal });
const clean = (ticks: number, packets = ticks) => ({ ticks, packets });

describe("isLossy", () => {
  it.each<[string, boolean, Parameters<typeof isLossy>[1], Partial<LossEpisode>]>([
    ["one lost of three", false, { bursts: bursts(1, 1, 1), window: windowWith(1, 3) }, {}],
    ["two lost together", false, { bursts: bursts(1, 2, 2), window: windowWith(2, 20) }, {}],
    ["three lost together", true, { bursts: bursts(1, 3, 3), window: windowWith(3, 60) }, {}],
    ["two lost apart in 50", true, { bursts: bursts(2, 2, 1), window: windowWith(2, 50) }, {}],
    ["two lost apart in 51", false, { bursts: bursts(2, 2, 1), window: windowWith(2, 51) }, {}],
    ["a thin loss for long", true, { bursts: bursts(10, 10, 1), window: windowWith(2, 60) }, { ticks: 400, sent: 400 }],
    [
      "a long outage and one stray",
      false,
      { bursts: bursts(2, 31, 30), window: windowWith(1, 60) },
      { ticks: 99, sent: 99 },
    ],
  ])("%s: %s", (_name, expected, losses, given) => expect(isLossy(episode(given), losses, health)).toBe(expected));
});

describe("hasRecovered", () => {
  it("asks of a lone burst ten ticks and twice its length", () => {
    const short = episode({ bursts: bursts(1, 3, 3) });
    expect([hasRecovered(short, clean(9), health), hasRecovered(short, clean(10), health)]).toEqual([false, true]);
    const long = episode({ bursts: bursts(1, 20, 20) });
    expect([hasRecovered(long, clean(39), health), hasRecovered(long, clean(40), health)]).toEqual([false, true]);
    expect(hasRecovered(episode({ bursts: bursts(1, 900, 900) }), clean(60), health)).toBe(true);
  });

  it("asks of several bursts four times their distance, 60 to 240 ticks", () => {
    const spaced = (ticksToLastLoss: number) =>
      episode({ bursts: bursts(11, 40, 5), ticks: ticksToLastLoss, ticksToLastLoss, sent: ticksToLastLoss });
    expect([hasRecovered(spaced(200), clean(79), health), hasRecovered(spaced(200), clean(80), health)]).toEqual([
      false,
      true,
    ]);
    expect([hasRecovered(spaced(50), clean(59), health), hasRecovered(spaced(50), clean(60), health)]).toEqual([
      false,
      true,
    ]);
    expect([hasRecovered(spaced(900), clean(239), health), hasRecovered(spaced(900), clean(240), health)]).toEqual([
      false,
      true,
    ]);
  });

  it("lets a link go whose loss came well below the limit", () => {
    const thin = episode({ bursts: bursts(5, 5, 1), ticks: 500, ticksToLastLoss: 480, sent: 500 });
    expect([hasRecovered(thin, clean(9), health), hasRecovered(thin, clean(10), health)]).toEqual([false, true]);
  });
});

describe("isForgotten", () => {
  it("remembers a lone burst for 120 clean ticks, several for 60, an unstable link until it has recovered", () => {
    const lone = episode({ bursts: bursts(1, 2, 2) });
    expect([isForgotten(lone, clean(119)), isForgotten(lone, clean(120))]).toEqual([false, true]);
    const several = episode({ bursts: bursts(2, 2, 1) });
    expect([isForgotten(several, clean(59)), isForgotten(several, clean(60))]).toEqual([false, true]);
    expect(isForgotten({ ...several, isUnstable: true, wasUnstable: true }, clean(500))).toBe(false);
    expect(isForgotten({ ...several, wasUnstable: true }, clean(1))).toBe(true);
  });
});
