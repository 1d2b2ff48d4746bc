import { expect, it } from "vitest";
import { whenWords } from "../session/when-words.ts";
import { limitWords } from "./limit-words.ts";

const now = new Date(2026, 10, 22, 14, 2).getTime();
const refusal = (reason: string, details?: object) => ({ message: "The server's words.", data: { reason, details } });
const words = (reason: string, details?: object) => limitWords(refusal(reason, details), now);

it("says how much of a limit is used and when there is room again", () => {
  const resetsAt = now + 36_000_000;
  expect(words("LIMIT_JOBS_PER_DAY", { used: 50, limit: 50, resetsAt })).toBe(
    `You have started 50 of 50 jobs today. You can start more ${whenWords(resetsAt, now)}.`,
  );
  expect(words("RATE_LIMITED", { retryAfterMs: 9_000 })).toBe(
    `Too many starts at once. Try again ${whenWords(now + 9_000, now)}.`,
  );
  expect(words("LIMIT_RUNNING_JOBS", { running: 100, limit: 100 })).toMatch(/^100 of 100 probes are under way/);
});

it("has the server's words where figures are missing, and none for what is no limit", () => {
  expect(words("LIMIT_JOBS_PER_DAY")).toBe("The server's words.");
  expect(words("LIMIT_RUNNING_JOBS", {})).toBe("The server's words.");
  expect(words("RATE_LIMITED")).toBe("Too many starts at once. Try again in a moment.");
  expect(words("TARGET_DENIED")).toBeNull();
  expect(limitWords(new TypeError("Failed to fetch"), now)).toBeNull();
});
