import { expect, it } from "vitest";
import { whenWords } from "./when-words.ts";

const now = new Date(2026, 10, 22, 14, 2).getTime();
const words = (at: Date) => whenWords(at.getTime(), now).replaceAll("\u00a0", " ");

it("counts seconds where it is soon, and is never too early", () => {
  expect(words(new Date(2026, 10, 22, 14, 2, 42))).toBe("at 14:02:42");
  expect(words(new Date(2026, 10, 22, 14, 2, 42, 1))).toBe("at 14:02:43");
  expect(words(new Date(2026, 10, 22, 18, 30, 1))).toBe("at 18:31");
});

it("names the day only where it is another one", () => {
  expect(words(new Date(2026, 10, 22, 23, 0))).toBe("at 23:00");
  expect(words(new Date(2026, 10, 23, 0, 0))).toBe("on 23 Nov at 00:00");
});
