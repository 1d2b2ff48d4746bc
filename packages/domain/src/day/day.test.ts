import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clockTime, dayOf, endOfDay, startOfDay } from "./day.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const at = (iso: string) => Date.parse(iso);
const iso = (time: number) => new Date(time).toISOString().replace(":00.000Z", "Z");

describe("a day", () => {
  it.each([
    // zone, a moment, when its day begins, when it ends
    ["UTC", "2026-11-22T04:53Z", "2026-11-22T00:00Z", "2026-11-23T00:00Z"],
    ["UTC", "2026-11-22T00:00Z", "2026-11-22T00:00Z", "2026-11-23T00:00Z"],
    ["UTC", "2024-02-29T12:00Z", "2024-02-29T00:00Z", "2024-03-01T00:00Z"],
    ["Europe/Berlin", "2026-11-22T23:00Z", "2026-11-22T23:00Z", "2026-11-23T23:00Z"],
    ["Europe/Berlin", "2026-11-22T22:59Z", "2026-11-21T23:00Z", "2026-11-22T23:00Z"],
    ["Pacific/Kiritimati", "2026-11-22T10:00Z", "2026-11-22T10:00Z", "2026-11-23T10:00Z"],
    ["Pacific/Niue", "2026-11-22T10:59Z", "2026-11-21T11:00Z", "2026-11-22T11:00Z"],
    // offsets of half and three quarters of an hour
    ["Asia/Calcutta", "2026-11-22T04:53Z", "2026-11-21T18:30Z", "2026-11-22T18:30Z"],
    ["Asia/Katmandu", "2026-11-22T18:15Z", "2026-11-22T18:15Z", "2026-11-23T18:15Z"],
    ["Pacific/Chatham", "2026-06-22T11:14Z", "2026-06-21T11:15Z", "2026-06-22T11:15Z"],
    ["Australia/Lord_Howe", "2026-04-05T00:00Z", "2026-04-04T13:00Z", "2026-04-05T13:30Z"],
    // 23 and 25 hours
    ["Europe/Berlin", "2026-03-29T12:00Z", "2026-03-28T23:00Z", "2026-03-29T22:00Z"],
    ["Europe/Berlin", "2026-10-25T00:30Z", "2026-10-24T22:00Z", "2026-10-25T23:00Z"],
    ["America/New_York", "2026-11-01T05:30Z", "2026-11-01T04:00Z", "2026-11-02T05:00Z"],
    // midnight is skipped
    ["America/Santiago", "2026-09-06T04:00Z", "2026-09-06T04:00Z", "2026-09-07T03:00Z"],
    ["America/Santiago", "2026-09-06T03:59Z", "2026-09-05T04:00Z", "2026-09-06T04:00Z"],
    ["Asia/Beirut", "2026-03-29T18:00Z", "2026-03-28T22:00Z", "2026-03-29T21:00Z"],
    ["Africa/Cairo", "2026-04-24T06:00Z", "2026-04-23T22:00Z", "2026-04-24T21:00Z"],
    // the last hour of the day is skipped, and the day before ends on a skipped clock time
    ["America/Nuuk", "2026-03-28T01:30Z", "2026-03-27T02:00Z", "2026-03-28T02:00Z"],
    ["America/Nuuk", "2026-03-28T12:00Z", "2026-03-28T02:00Z", "2026-03-29T01:00Z"],
    // midnight comes twice, or nearly: the clocks go back from it into the day that was ending
    ["America/Havana", "2026-11-01T04:30Z", "2026-11-01T04:00Z", "2026-11-02T05:00Z"],
    ["America/Havana", "2026-11-01T05:30Z", "2026-11-01T04:00Z", "2026-11-02T05:00Z"],
    ["Asia/Beirut", "2026-10-24T21:30Z", "2026-10-23T21:00Z", "2026-10-24T22:00Z"],
    ["Africa/Cairo", "2026-10-29T21:30Z", "2026-10-28T21:00Z", "2026-10-29T22:00Z"],
    // a date that the zone never had
    ["Pacific/Apia", "2011-12-30T09:30Z", "2011-12-29T10:00Z", "2011-12-30T10:00Z"],
  ])("in %s that holds %s goes from %s to %s", (zone, moment, begins, ends) => {
    expect(iso(startOfDay(at(moment), zone))).toBe(begins);
    expect(iso(endOfDay(at(moment), zone))).toBe(ends);
  });

  it("has the number of its local date", () => {
    const now = at("2026-11-22T12:00Z");
    const utc = Date.UTC(2026, 10, 22) / DAY_MS;
    expect(dayOf(now, "UTC")).toBe(utc);
    expect(dayOf(now, "Pacific/Kiritimati")).toBe(utc + 1);
    expect(dayOf(at("2026-11-22T10:00Z"), "Pacific/Niue")).toBe(utc - 1);
    expect(dayOf(0, "UTC")).toBe(0);
    expect(dayOf(0, "America/New_York")).toBe(-1);
  });

  it("ends on the clock at the next one's first time", () => {
    expect(clockTime(endOfDay(at("2026-11-22T12:00Z"), "Europe/Berlin"), "Europe/Berlin")).toBe("00:00");
    expect(clockTime(endOfDay(at("2026-09-05T12:00Z"), "America/Santiago"), "America/Santiago")).toBe("01:00");
  });
});

describe("of any moment in any zone", () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
  const moments = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2039, 11, 31) });
  const dateIn = (time: number, timeZone: string) =>
    new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short" }).format(time);

  it("the number is that of the date which the calendar shows", () => {
    fc.assert(
      fc.property(moments, zones, (now, zone) => {
        const date = new Date(dayOf(now, zone) * DAY_MS).toISOString();
        expect(date).toBe(`${dateIn(now, zone)}T00:00:00.000Z`);
      }),
      { numRuns: 500 },
    );
  });

  it("the day holds it, is the same day throughout, and its neighbours are other days", () => {
    fc.assert(
      fc.property(moments, zones, fc.double({ min: 0, max: 1, noNaN: true }), (now, zone, part) => {
        const [start, end] = [startOfDay(now, zone), endOfDay(now, zone)];
        const day = dayOf(now, zone);
        expect(start).toBeLessThanOrEqual(now);
        expect(end).toBeGreaterThan(now);
        const within = Math.floor(start + part * (end - 1 - start));
        expect([start, within, end - 1].map((time) => dayOf(time, zone))).toEqual([day, day, day]);
        expect([startOfDay(within, zone), endOfDay(within, zone)]).toEqual([start, end]);
        expect([dayOf(start - 1, zone), dayOf(end, zone)]).toEqual([day - 1, day + 1]);
        expect(end - start).toBeGreaterThanOrEqual(22 * HOUR_MS);
        expect(end - start).toBeLessThanOrEqual(26 * HOUR_MS);
      }),
      { numRuns: 1_000 },
    );
  });
});
