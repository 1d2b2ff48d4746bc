import { describe, expect, it } from "vitest";
import { aboutMs, causeOf, droppedBefore, exactMs, grouped, inBursts, lossOf, lossOver, packets } from "./phrases.ts";

const runs = (count: number, shortest: number, longest: number) => ({ count, lost: count, shortest, longest });

describe("figures in a sentence", () => {
  it.each([
    [exactMs(16.94), "16.9 ms"],
    [exactMs(240.4), "240 ms"],
    [exactMs(0), "0 ms"],
    [aboutMs(17.3), "17 ms"],
    [aboutMs(1.24), "1.2 ms"],
    [aboutMs(4_950.2), "4,950 ms"],
    [grouped(1_234_567), "1,234,567"],
    [packets(1), "1 packet"],
    [packets(86_400), "86,400 packets"],
    [lossOf(31, 484), "6.4 % loss"],
    [lossOf(1, 86_400), "under 0.1 % loss"],
    [lossOf(0, 0), "0 % loss"],
    [lossOver(1, 43), "1 of 43 packets lost"],
    [lossOver(0, 43), "0 % loss over 43 packets"],
    [`loss${inBursts(runs(3, 2, 6))}`, "loss in bursts of 2 to 6 packets"],
    [`loss${inBursts(runs(3, 3, 3))}`, "loss in bursts of 3 packets"],
    [`loss${inBursts(runs(3, 1, 1))}`, "loss, one packet at a time"],
    [droppedBefore(runs(1, 12, 12), 3), "one outage of 12 packets"],
    [droppedBefore(runs(1, 2, 2), 3), "one drop of 2 packets"],
    [droppedBefore(runs(11, 2, 6), 3), "11 drops of 2 to 6 packets"],
  ])("reads %s", (text, expected) => expect(text).toBe(expected));
});

describe("causeOf", () => {
  const cause = (text: string) => causeOf([{ text, count: 5 }], 5);

  it("fits into a sentence and keeps names as they are", () => {
    expect(cause("The connection is refused.")).toBe("the connection is refused");
    expect(cause("HTTP 503 instead of 200–399")).toBe("HTTP 503 instead of 200–399");
    expect(cause("DNS has no address")).toBe("DNS has no address");
  });

  it("is none for a silence", () => {
    expect(cause("No reply within 900 ms")).toBeNull();
    expect(cause("timed out after 900 ms")).toBeNull();
    expect(causeOf([], 5)).toBeNull();
  });
});
