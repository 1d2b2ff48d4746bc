import { describe, expect, it } from "vitest";
import { aTask } from "../../../testing/job-fixture.ts";
import { aQueue } from "../../../testing/queue-fixture.ts";
import { placeIn, placeWords } from "./place-in-queue.ts";

const MINUTE_MS = 60_000;
const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("the place in a queue", () => {
  it("goes by waiting and priority together: a step of priority is a minute", () => {
    const mine = aTask({ queuedAt: 10 * MINUTE_MS, priority: 5 });
    const others = [
      aTask({ queuedAt: 10 * MINUTE_MS + 1, priority: 4 }),
      aTask({ queuedAt: 8.5 * MINUTE_MS, priority: 7 }),
      aTask({ queuedAt: 9 * MINUTE_MS, priority: 5 }),
      aTask({ queuedAt: 1, priority: 5, status: "running" }),
      aTask({ queuedAt: 1, priority: 5, queue: "high" }),
    ];
    expect(placeIn([mine, ...others], mine)).toEqual({ ahead: 2, counted: 4 });
  });

  it("is told only where all were counted", () => {
    const queue = aQueue({ waiting: 4, active: 0, maxConcurrency: 5 });
    expect(plain(placeWords(queue, { ahead: 2, counted: 4 }))).toMatch(/^: 2 go before it\./);
    expect(placeWords({ ...queue, waiting: 400 }, { ahead: 2, counted: 100 })).toMatch(/^, one of 400\./);
    expect(placeWords(queue, { ahead: 0, counted: 4 })).toMatch(/as the next one/);
  });

  it("says what holds the queue back", () => {
    const paused = aQueue({ waiting: 1, paused: true, pauseNote: "Until the move" });
    expect(placeWords(paused, undefined)).toMatch(/paused \(“Until the move”\).*once the queue is resumed/);
    const full = aQueue({ waiting: 2, active: 5, maxConcurrency: 5 });
    expect(plain(placeWords(full, { ahead: 1, counted: 2 }))).toMatch(/^: 1 goes before it\. All 5 places/);
  });
});
