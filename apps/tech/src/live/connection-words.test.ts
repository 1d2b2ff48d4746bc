import { formatClock } from "@fieldline/ui/time";
import { expect, it } from "vitest";
import { type ConnectionFacts, connectionWords } from "./connection-words.ts";

const now = Date.UTC(2026, 10, 22, 14, 2, 20);
const facts = (change: Partial<ConnectionFacts>): ConnectionFacts => ({
  connection: "live",
  isOnline: true,
  newestAt: now - 9_000,
  lostSince: null,
  now,
  ...change,
});

it("says nothing while all is well or over", () => {
  expect(connectionWords(facts({}))).toBeNull();
  expect(connectionWords(facts({ connection: "ended" }))).toBeNull();
});

it("says in a dead spot until when the picture holds", () => {
  const words = `No connection. Showing what arrived until ${formatClock(now - 9_000)}.`;
  expect(connectionWords(facts({ connection: "offline" }))).toBe(words);
  expect(connectionWords(facts({ connection: "connecting", isOnline: false }))).toBe(words);
  expect(connectionWords(facts({ connection: "connecting", lostSince: now - 5_000 }))).toBe(words);
});

it("does not cry wolf over a moment's reconnect", () => {
  expect(connectionWords(facts({ connection: "connecting", lostSince: now - 1_000 }))).toBeNull();
});

it("promises nothing to show where nothing has arrived", () => {
  expect(connectionWords(facts({ connection: "offline", newestAt: undefined }))).toBe("No connection.");
});
