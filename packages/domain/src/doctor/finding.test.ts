import { expect, it } from "vitest";
import { alarmFault, faultBetween, type Standing } from "./finding.ts";

const NOW = Date.UTC(2026, 10, 22, 12);
const standing = (changes: Partial<Standing> = {}): Standing => ({
  status: "running",
  version: 7,
  attempt: 1,
  isOwing: false,
  isAtWork: false,
  next: { at: NOW + 10_000, what: "tick" },
  alarmAt: NOW + 10_000,
  ...changes,
});

it.each<[string, Partial<Standing>, string | undefined]>([
  ["armed for its time", {}, undefined],
  ["armed for earlier", { alarmAt: NOW + 2_000 }, undefined],
  ["with nothing left to do", { next: null, alarmAt: null }, undefined],
  ["not armed", { alarmAt: null }, "alarm_lost"],
  ["not armed, and just at work", { alarmAt: null, isAtWork: true }, undefined],
  ["armed for much later", { alarmAt: NOW + 20_000 }, "alarm_lost"],
  ["late, and about to wake", { next: { at: NOW - 900_000, what: "tick" }, alarmAt: NOW + 1_000 }, undefined],
  ["late by a little", { next: { at: NOW - 30_000, what: "tick" }, alarmAt: NOW - 30_000 }, undefined],
  ["armed for a time long past", { next: { at: NOW - 90_000, what: "tick" }, alarmAt: NOW - 90_000 }, "alarm_lost"],
  ["not armed, its lease over", { next: { at: NOW - 1, what: "lease" }, alarmAt: null }, "lease_lost"],
  ["not armed, its lease to come", { next: { at: NOW + 1, what: "lease" }, alarmAt: null }, "alarm_lost"],
])("sees to the alarm of one that is %s", (_what, changes, fault) => {
  expect(alarmFault(standing(changes), NOW)).toBe(fault);
});

it.each<[string, { version: number; createdAt?: number }, Standing | undefined, string | undefined]>([
  ["agrees", { version: 7 }, standing(), undefined],
  ["is newer", { version: 8 }, standing(), undefined],
  ["is older", { version: 6 }, standing(), "row_behind"],
  ["is older while more is on its way", { version: 6 }, standing({ isOwing: true }), undefined],
  ["was never started", { version: 0 }, undefined, "never_started"],
  ["was created this moment", { version: 0, createdAt: NOW - 10_000 }, undefined, undefined],
  ["has lost its object", { version: 3 }, undefined, "state_lost"],
])("compares a row that %s", (_what, row, object, fault) => {
  const shown = { id: "a", name: "A", status: "running" as const, createdAt: NOW - 10_001, ...row };
  expect(faultBetween(shown, object, NOW)).toBe(fault);
});
