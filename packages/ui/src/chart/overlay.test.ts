import { bucketise } from "@fieldline/domain/series";
import { describe, expect, it } from "vitest";
import { overlay } from "./overlay.ts";
import { ORIGIN, runOf } from "./run.fixture.ts";

const bucketing = { bucketMs: 10_000, cadenceMs: 1_000, previousTick: -1 };

describe("overlay", () => {
  const [known] = bucketise(runOf({ ticks: 8 }), bucketing);
  const [fuller] = bucketise(runOf({ ticks: 10, rtt: () => 40 }), bucketing);
  if (!known || !fuller) throw new Error("no bucket");

  it("takes the one that has seen more, whichever side it comes from", () => {
    expect(overlay([known], [fuller])).toEqual([fuller]);
    expect(overlay([fuller], [known])).toEqual([fuller]);
  });

  it("adds what is new in order of time", () => {
    const later = { ...known, at: ORIGIN + 10_000 };
    expect(overlay([known], [later]).map(({ at }) => at)).toEqual([ORIGIN, ORIGIN + 10_000]);
    expect(overlay([later], [known]).map(({ at }) => at)).toEqual([ORIGIN, ORIGIN + 10_000]);
  });
});
