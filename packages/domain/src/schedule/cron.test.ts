import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Occurrences } from "./cron.ts";
import { parseCron } from "./parse-cron.ts";

const runs = (cron: string, timeZone: string, from: string, count = 3) =>
  new Occurrences({ cron, timeZone }).nextAfter(Date.parse(from), count).map((at) => new Date(at).toISOString());
const iso = (...times: string[]) => times.map((time) => new Date(time).toISOString());

describe("where clocks go forward", () => {
  it.each([
    ["30 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z", ["2026-03-29T01:00Z", "2026-03-30T00:30Z"]],
    ["30 2,14 * * *", "Europe/Berlin", "2026-03-28T14:00Z", ["2026-03-29T01:00Z", "2026-03-29T12:30Z"]],
    ["30 2 * * *", "America/New_York", "2026-03-07T12:00Z", ["2026-03-08T07:00Z", "2026-03-09T06:30Z"]],
    // By half an hour, from 02:00 to 02:30.
    ["15 2 * * *", "Australia/Lord_Howe", "2026-10-03T00:00Z", ["2026-10-03T15:30Z", "2026-10-04T15:15Z"]],
    // At midnight: the day begins at 01:00.
    ["30 0 * * *", "America/Santiago", "2026-09-05T12:00Z", ["2026-09-06T04:00Z", "2026-09-07T03:30Z"]],
    // After Ramadan, to what is the standard time there.
    ["30 2 * * *", "Africa/Casablanca", "2026-03-21T12:00Z", ["2026-03-22T02:00Z", "2026-03-23T01:30Z"]],
  ])("%s in %s runs once, right after the gap", (cron, timeZone, from, expected) => {
    expect(runs(cron, timeZone, from, 2)).toEqual(iso(...expected));
  });

  it("times of a gap that meet at its end run once", () => {
    expect(runs("0,20,40 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z", 2)).toEqual(
      iso("2026-03-29T01:00Z", "2026-03-30T00:00Z"),
    );
  });

  it.each([
    ["*/30 * * * *", "Europe/Berlin", "2026-03-29T00:30Z", ["2026-03-29T01:00Z", "2026-03-29T01:30Z"]],
    ["*/15 * * * *", "Australia/Lord_Howe", "2026-10-03T15:15Z", ["2026-10-03T15:30Z", "2026-10-03T15:45Z"]],
  ])("%s in %s goes on without a hole", (cron, timeZone, from, expected) => {
    expect(runs(cron, timeZone, from, 2)).toEqual(iso(...expected));
  });

  it("an interval within the gap alone is not made up for", () => {
    expect(runs("*/30 2 * * *", "Europe/Berlin", "2026-03-28T12:00Z", 1)).toEqual(iso("2026-03-30T00:00Z"));
  });
});

describe("where clocks go back", () => {
  it.each([
    ["30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", ["2026-10-25T00:30Z", "2026-10-26T01:30Z"]],
    ["30 1 * * *", "America/New_York", "2026-10-31T12:00Z", ["2026-11-01T05:30Z", "2026-11-02T06:30Z"]],
    ["45 1 * * *", "Australia/Lord_Howe", "2026-04-04T00:00Z", ["2026-04-04T14:45Z", "2026-04-05T15:15Z"]],
    ["30 23 * * *", "America/Santiago", "2026-04-04T12:00Z", ["2026-04-05T02:30Z", "2026-04-06T03:30Z"]],
    ["30 2 * * *", "Africa/Casablanca", "2026-02-14T12:00Z", ["2026-02-15T01:30Z", "2026-02-16T02:30Z"]],
  ])("%s in %s runs once, the first time", (cron, timeZone, from, expected) => {
    expect(runs(cron, timeZone, from, 2)).toEqual(iso(...expected));
  });

  it.each([
    ["*/30 2 * * *", "Europe/Berlin", "2026-10-24T12:00Z", ["00:00", "00:30", "01:00", "01:30"], "2026-10-25"],
    ["*/15 1 * * *", "Australia/Lord_Howe", "2026-04-04T14:20Z", ["14:30", "14:45", "15:00", "15:15"], "2026-04-04"],
  ])("%s in %s runs in both", (cron, timeZone, from, times, day) => {
    expect(runs(cron, timeZone, from, 4)).toEqual(iso(...times.map((time) => `${day}T${time}Z`)));
  });
});

describe("an uneven calendar", () => {
  it.each([
    ["0 0 31 * *", ["2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31"]],
    ["0 0 29 2 *", ["2028-02-29", "2032-02-29", "2036-02-29", "2040-02-29"]],
    ["0 0 L * *", ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]],
    ["0 0 * * MON#2", ["2026-01-12", "2026-02-09", "2026-03-09", "2026-04-13"]],
    ["0 0 * * FRI#L", ["2026-01-30", "2026-02-27", "2026-03-27", "2026-04-24"]],
    // A day of the month or a day of the week, whichever comes.
    ["0 0 13 * FRI", ["2026-01-02", "2026-01-09", "2026-01-13", "2026-01-16"]],
  ])("%s is due on %j", (cron, days) => {
    expect(runs(cron, "UTC", "2026-01-01T12:00Z", 4)).toEqual(iso(...days.map((day) => `${day}T00:00Z`)));
  });

  it("knows that 30 February never comes, soon", () => {
    expect(new Occurrences({ cron: "0 0 30 2 *", timeZone: "UTC" }).after(0)).toBeUndefined();
  });

  it("a zone that is none cannot be asked", () => {
    expect(() => new Occurrences({ cron: "0 0 * * *", timeZone: "Mars/Olympus" }).after(0)).toThrow("Mars/Olympus");
  });
});

describe("parseCron", () => {
  it.each([
    ["0 25 * * *", "hours, 25,"],
    ["61 * * * *", "minutes, 61,"],
    ["61 * * * * *", "seconds, 61,"],
    ["0 0 32 * *", "day of the month, 32,"],
    ["0 0 1 13 *", "month, 13,"],
    ["0 0 * * 8", "day of the week, 8,"],
    ["0 0 * * MON#6", "day of the week, MON#6,"],
    ["*/0 * * * *", "minutes, */0,"],
    ["5-1 * * * *", "minutes, 5-1,"],
    ["1,,2 * * * *", "minutes, 1,,2,"],
    ["0 0 1 * +MON", "day of the week, +MON,"],
    ["0 noon * * *", "hours, noon,"],
  ])("%s is refused by its field", (text, words) => {
    expect(parseCron(text)).toMatchObject({ ok: false, message: expect.stringContaining(words) });
  });

  it.each(["", "0 0 * *", "* * * * * * *", "@daily", "2026-01-01T00:00:00", "x".repeat(300)])("refuses %j", (text) => {
    expect(parseCron(text).ok).toBe(false);
  });

  it.each([
    ["  0   3 * * * ", "0 3 * * *"],
    ["*/10 * * * * *", "*/10 * * * * *"],
    ["0 9-17/2 1,15W * MON-FRI", "0 9-17/2 1,15W * MON-FRI"],
    ["0 0 ? JAN-MAR 7", "0 0 ? JAN-MAR 7"],
  ])("takes %j", (text, cron) => {
    expect(parseCron(text)).toEqual({ ok: true, cron });
  });
});

const zones = [
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "America/Santiago",
  "Africa/Casablanca",
];
const field = (min: number, max: number) =>
  fc.oneof(
    fc.constant("*"),
    fc.integer({ min, max }).map(String),
    fc.integer({ min: 2, max: Math.min(30, max) }).map((step) => `*/${step}`),
    fc.uniqueArray(fc.integer({ min, max }), { minLength: 2, maxLength: 3 }).map((each) => each.join(",")),
  );
const timing = fc.record({
  cron: fc
    .tuple(field(0, 59), field(0, 23), fc.constant("*"), fc.constant("*"), field(0, 6))
    .map((each) => each.join(" ")),
  timeZone: fc.constantFrom(...zones),
});
const moment = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });

describe("occurrences", () => {
  it("strictly follow one another, and are the same from wherever one asks", () => {
    fc.assert(
      fc.property(timing, moment, (given, from) => {
        const occurrences = new Occurrences(given);
        const found = occurrences.nextAfter(from, 12);
        expect(found).toEqual([...new Set(found)].toSorted((one, other) => one - other));
        for (const [at, run] of found.entries()) {
          expect(run).toBeGreaterThan(from);
          expect(occurrences.after(run)).toBe(found[at + 1] ?? occurrences.after(run));
          expect(occurrences.before(run + 1)).toBe(run);
          if (at > 0) expect(occurrences.before(run)).toBe(found[at - 1]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each(["* * * * * *", "*/7 * * * * *", "* * * * *", "3,40 * * * *", "*/5 9-11 * * *"])(
    "%s are counted as they are",
    (cron) => {
      fc.assert(
        fc.property(moment, fc.integer({ min: 1, max: 300 }), (from, length) => {
          const occurrences = new Occurrences({ cron, timeZone: "Europe/Berlin" });
          const found = occurrences.nextAfter(from, length);
          expect(occurrences.count(found[0] ?? 0, found.at(-1) ?? 0, 1_000)).toEqual({ count: length, isMore: false });
        }),
        { numRuns: 10 },
      );
    },
  );

  it("are counted where a zone was shifted by half an hour in between", () => {
    const occurrences = new Occurrences({ cron: "3,10 * * * *", timeZone: "Australia/Lord_Howe" });
    const found = occurrences.nextAfter(Date.UTC(2026, 9, 3, 0), 60);
    expect(occurrences.count(found[0] ?? 0, found.at(-1) ?? 0, 1_000)).toEqual({ count: 60, isMore: false });
  });

  it("are counted no further than asked", () => {
    const occurrences = new Occurrences({ cron: "*/5 9-11 * * *", timeZone: "UTC" });
    const [first = 0] = occurrences.nextAfter(0, 1);
    expect(occurrences.count(first, Date.UTC(2026, 0, 1), 50)).toEqual({ count: 50, isMore: true });
  });
});
