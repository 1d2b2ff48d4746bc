import { expect, it } from "vitest";
import { timeLeft } from "./time-left.ts";

it.each([
  [-5_000, "within a minute"],
  [0, "within a minute"],
  [60_000, "within a minute"],
  [60_001, "in 2 min"],
  [3_540_001, "in 1 h"],
  [3_600_000, "in 1 h"],
  [3_600_001, "in 1 h 1 min"],
  [11_520_000, "in 3 h 12 min"],
  [90_000_000, "in 25 h"],
])("tells %i ms as %s", (ms, words) => expect(timeLeft(ms)).toBe(words));
