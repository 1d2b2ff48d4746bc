import { describe, expect, it } from "vitest";
import { OutputBudget } from "./output-budget.ts";

const bytes = (text: string) => Buffer.byteLength(text);
const MARK = /\n… ([\d.]+) (B|kB|MB) cut …\n/;

/** What is sent of a step that prints these texts. */
function run(budget: OutputBudget, texts: string[]): string {
  const step = budget.step();
  return texts.map((text) => step.take(text)).join("") + step.end();
}

/** A sequence of numbers below 1 that is the same for the same seed. */
function randomBy(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const CHARACTERS = ["a", "\n", "é", "…", "漢", "🛰", "0"];

function randomTexts(random: () => number): string[] {
  return Array.from({ length: Math.floor(random() * 20) }, () =>
    Array.from(
      { length: Math.floor(random() ** 3 * 3_000) },
      () => CHARACTERS[Math.floor(random() * CHARACTERS.length)],
    ).join(""),
  );
}

describe("for any output of any steps", () => {
  const seeds = Array.from({ length: 150 }, (_, index) => index + 1);

  it("sends no more than the budget in sum", () => {
    for (const seed of seeds) {
      const random = randomBy(seed);
      const limit = Math.floor(random() * 20_000);
      const budget = new OutputBudget(limit);
      let sent = 0;
      for (let step = 0; step < 6; step++) sent += bytes(run(budget, randomTexts(random)));
      expect(sent, `seed ${seed}`).toBeLessThanOrEqual(limit);
    }
  });

  it("sends all of a step that fits in half, and else its beginning, its end and how much is between", () => {
    let cuts = 0;
    for (const seed of seeds) {
      const random = randomBy(seed);
      const limit = 1_000 + Math.floor(random() * 20_000);
      const texts = randomTexts(random);
      const whole = texts.join("");
      const sent = run(new OutputBudget(limit), texts);
      const mark = MARK.exec(sent);
      if (bytes(whole) <= limit / 2) expect(sent, `seed ${seed}`).toBe(whole);
      if (!mark) {
        expect(sent, `seed ${seed}`).toBe(whole);
        continue;
      }
      cuts++;
      const head = sent.slice(0, mark.index);
      const tail = sent.slice(mark.index + mark[0].length);
      expect(whole.startsWith(head) && whole.endsWith(tail), `seed ${seed}`).toBe(true);
      expect(bytes(head), `seed ${seed}`).toBeGreaterThan(limit / 2 - 5);
      expect(bytes(tail), `seed ${seed}`).toBeGreaterThan(limit / 4 - 5);
      const cut = bytes(whole) - bytes(head) - bytes(tail);
      const told = Number(mark[1]) * { B: 1, kB: 1_000, MB: 1_000_000 }[mark[2] as "B" | "kB" | "MB"];
      expect(Math.abs(told - cut), `seed ${seed}`).toBeLessThanOrEqual(cut * 0.05 + 0.5);
      expect(sent).not.toContain("\ufffd");
    }
    expect(cuts).toBeGreaterThan(20);
  });

  it("cuts the same however the output was split", () => {
    for (const seed of seeds.slice(0, 100)) {
      const random = randomBy(seed);
      const texts = randomTexts(random);
      const split = texts.flatMap((text) => [...text]);
      expect(run(new OutputBudget(4_000), split), `seed ${seed}`).toBe(run(new OutputBudget(4_000), texts));
    }
  });
});

it("gives the next step half of what is left", () => {
  const budget = new OutputBudget(1_000_000);
  expect(bytes(run(budget, ["a".repeat(400_000)]))).toBe(400_000);
  const second = run(budget, ["b".repeat(900_000)]);
  expect(second).toBe(`${"b".repeat(300_000)}\n… 450.0 kB cut …\n${"b".repeat(150_000)}`);
});

it("says how many megabytes were cut", () => {
  expect(run(new OutputBudget(1_024 * 1_024), ["x".repeat(4_200_000)])).toContain("\n… 3.4 MB cut …\n");
});

it("sends nothing when next to nothing is left", () => {
  expect(run(new OutputBudget(255), ["x".repeat(1_000)])).toBe("");
});
