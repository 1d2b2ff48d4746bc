import { describe, expect, it } from "vitest";
import { formatClock, formatClockMs, formatDuration, formatExact, formatRelative, formatSince } from "./time.ts";

const plain = (text: string) => text.replaceAll("\u00a0", " ");
const at = Date.UTC(2026, 10, 22, 14, 2, 11, 204);

describe("formatDuration", () => {
  it.each([
    [0, "0 s"],
    [250, "250 ms"],
    [1_000, "1 s"],
    [252_000, "4 m 12 s"],
    [3_600_000, "1 h"],
    [3_605_000, "1 h"],
    [183_600_000, "2 d 3 h"],
    [604_800_000, "7 d"],
    [-5, "0 s"],
  ])("%s ms reads %s", (ms, text) => expect(plain(formatDuration(ms))).toBe(text));
});

describe("formatRelative", () => {
  it.each([
    [0, "now"],
    [-42_000, "42 s ago"],
    [-8 * 60_000, "8 m ago"],
    [-26 * 3_600_000, "1 d ago"],
    [-(86_400_000 - 1_000), "23 h ago"],
    [2 * 3_600_000, "in 2 h"],
    [86_400_000 - 1_000, "in 1 d"],
    [90 * 86_400_000 - 1_000, "in 90 d"],
    [10 * 60_000 - 400, "in 10 m"],
    [11 * 3_600_000 + 40 * 60_000, "in 11 h"],
  ])("%s ms from now reads %s", (offset, text) => expect(plain(formatRelative(at + offset, at))).toBe(text));
});

it("gives the clock in the zone that is asked for", () => {
  expect(formatClock(at, "UTC")).toBe("14:02:11");
  expect(formatClock(at, "Asia/Kolkata")).toBe("19:32:11");
  expect(formatClockMs(at, "UTC")).toBe("14:02:11.204");
});

it("writes midnight as 00, never as 24", () => {
  expect(formatClock(Date.UTC(2026, 0, 1), "UTC")).toBe("00:00:00");
});

it("names the zone in the exact moment", () => {
  expect(formatExact(at, "UTC")).toBe("22 Nov 2026, 14:02:11 UTC");
});

it("adds the day to a since that was not today", () => {
  expect(formatSince(at, at + 60_000, "UTC")).toBe("since 14:02:11");
  expect(formatSince(at, at + 86_400_000, "UTC")).toBe("since 22 Nov, 14:02:11");
});
