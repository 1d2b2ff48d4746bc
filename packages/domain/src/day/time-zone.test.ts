import { expect, it } from "vitest";
import { canonicalTimeZone } from "./time-zone.ts";

it.each([
  ["UTC", "UTC"],
  ["Etc/UTC", "UTC"],
  ["europe/berlin", "Europe/Berlin"],
  ["AMERICA/NEW_YORK", "America/New_York"],
  ["America/Argentina/Buenos_Aires", canonicalTimeZone("America/Buenos_Aires")],
])("knows %s as %s", (name, canonical) => {
  expect(canonicalTimeZone(name)).toBe(canonical);
  expect(canonicalTimeZone(String(canonical))).toBe(canonical);
});

it("keeps every zone that this runtime names", () => {
  for (const zone of Intl.supportedValuesOf("timeZone")) expect(canonicalTimeZone(zone)).toBe(zone);
});

it.each([
  "",
  " ",
  "Berlin",
  "Europe/Berln",
  "+02:00",
  "-0530",
  "Europe/Berlin ",
  "Europe/Berlin; --",
  "__proto__",
  "é",
])("knows no zone %j", (name) => expect(canonicalTimeZone(name)).toBeUndefined());
