import { expect, it } from "vitest";
import { zoneChangeBetween } from "./zone-change.ts";

const DAY_MS = 86_400_000;

it.each([
  ["Europe/Berlin", "2026-10-25T01:00Z", -60],
  ["Europe/Berlin", "2027-03-28T01:00Z", 60],
  ["America/New_York", "2026-11-01T06:00Z", -60],
  ["Australia/Lord_Howe", "2026-10-03T15:30Z", 30],
])("finds when the clocks of %s change: %s by %i minutes", (zone, moment, byMinutes) => {
  const at = Date.parse(moment);
  expect(zoneChangeBetween(zone, at - DAY_MS, at + 3 * DAY_MS)).toEqual({ at, byMinutes });
  expect(zoneChangeBetween(zone, at - DAY_MS, at - 1)).toBeUndefined();
  expect(zoneChangeBetween(zone, at, at + DAY_MS)).toBeUndefined();
});

it("finds none where clocks never change", () => {
  expect(zoneChangeBetween("UTC", 0, Date.parse("2026-01-01"))).toBeUndefined();
});
