import type { Sample } from "@fieldline/domain/job";
import { expect, it } from "vitest";
import { createSampleBuffer } from "./sample-buffer.ts";

const sample = (seq: number): Sample => ({ seq, tick: seq - 1, at: seq, rttMs: 1 });

it("gives a late follower what came before it, then each addition, until it stops", () => {
  const buffer = createSampleBuffer();
  buffer.add([sample(1), sample(2)]);
  const seen: number[] = [];
  const stop = buffer.follow((samples) => seen.push(...samples.map(({ seq }) => seq)));
  buffer.add([sample(3)]);
  stop();
  buffer.add([sample(4)]);
  expect(seen).toEqual([1, 2, 3]);
});
