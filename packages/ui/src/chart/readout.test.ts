import { describe, expect, it } from "vitest";
import { bandMarks, packetMarks } from "./marks.ts";
import { bucketReadout, describeMarks, missedReadout, packetReadout } from "./readout.ts";
import { ORIGIN, runOf } from "./run.fixture.ts";

const plain = (text: string | undefined) => text?.replaceAll("\u00a0", " ");
const at = (n: number) => ORIGIN + n * 1_000;

describe("packetReadout", () => {
  const run = runOf({ ticks: 5, rtt: (tick) => (tick === 3 ? null : 17.3) });

  it("reads the nearest packet", () => expect(plain(packetReadout(run, at(1.2), 2_000)?.text)).toBe("17.3 ms"));
  it("says lost, and why", () => {
    expect(packetReadout(run, at(3.1), 2_000)).toMatchObject({ text: "lost: no answer", isLost: true });
  });
  it("reads nothing where no packet is near", () => expect(packetReadout(run, at(60), 2_000)).toBeNull());
  it("reads every packet of a tick", () => {
    const burst = runOf({ ticks: 1, packets: 3, rtt: (_, packet) => (packet === 2 ? null : 10 + packet) });
    expect(plain(packetReadout(burst, at(0), 2_000)?.text)).toBe("10 ms, 11 ms, 1 lost: no answer");
  });
});

describe("bucketReadout", () => {
  const bucket = { at: ORIGIN, sent: 10, lost: 2, missed: 1, minMs: 8, medianMs: 17, maxMs: 400 };

  it("reads the figures of the bucket under the crosshair", () => {
    expect(plain(bucketReadout(bandMarks([bucket], 10_000), at(9.9))?.text)).toBe(
      "median 17 ms (8 ms to 400 ms), 2 of 10 lost, 1 not measured",
    );
    expect(bucketReadout(bandMarks([bucket], 10_000), at(10))).toBeNull();
  });

  it("reads a bucket of one packet as that packet", () => {
    const lone = { ...bucket, sent: 1, lost: 0, missed: 0, minMs: 17, maxMs: 17 };
    expect(plain(bucketReadout(bandMarks([lone], 1_000), at(0))?.text)).toBe("17 ms");
    const lost = { ...lone, lost: 1, minMs: null, medianMs: null, maxMs: null };
    expect(bucketReadout(bandMarks([lost], 1_000), at(0))?.text).toBe("lost");
  });
});

it("calls a span that was not measured by that name", () => {
  const { missed } = packetMarks(runOf({ ticks: 9, rtt: (tick) => (tick > 2 && tick < 6 ? undefined : 17) }), 1_000);
  expect(missedReadout(missed, at(4))?.text).toBe("not measured");
  expect(missedReadout(missed, at(1))).toBeNull();
});

it("describes a view to those who do not see it", () => {
  const range = { from: at(0), to: at(10) };
  const marks = packetMarks(runOf({ ticks: 10, rtt: (tick) => (tick === 4 ? null : 10 + tick) }), 1_000);
  expect(plain(describeMarks(marks, range))).toMatch(/: 9 replies, 10 ms to 19 ms, 1 tick with loss\.$/);
  expect(describeMarks(packetMarks([], 1_000), range)).toMatch(/nothing measured yet/);
});
