import { expect, it } from "vitest";
import { whenWords } from "../session/when-words.ts";
import { usageWords } from "./usage.ts";

const now = new Date(2026, 10, 22, 14, 2).getTime();
const usage = { usedToday: 12, jobsPerUserPerDay: 50, resetsAt: now + 36_000_000 };

it("says what is used of the day's limit, and at the limit when there is room again", () => {
  expect(usageWords(usage, now)).toBe("12 of 50 today");
  expect(usageWords({ ...usage, usedToday: 50 }, now)).toBe(`50 of 50 today. More ${whenWords(usage.resetsAt, now)}.`);
});
