import type { Job } from "@fieldline/domain/job";
import { beforeEach, describe, expect, it } from "vitest";
import { EMPTY_DRAFT, inputOf } from "./draft.ts";
import { isQueuedStarts, type QueuedStart, STALE_AFTER_MS, StartQueue } from "./start-queue.ts";

const input = (key: string) => ({ ...inputOf({ ...EMPTY_DRAFT, text: "203.0.113.47" }, key), idempotencyKey: key });
const noConnection = () => Promise.reject(new TypeError("Failed to fetch"));
const refused = (message: string) => () =>
  Promise.reject({ message, data: { reason: "INVALID_INPUT", httpStatus: 400 } });

let stored: QueuedStart[];
let sent: string[];
let started: string[];
let cancelled: string[];
let now: number;
let answer: (key: string) => Promise<Job>;

function queueOf() {
  return new StartQueue({
    create: ({ idempotencyKey = "" }) => {
      sent.push(idempotencyKey);
      return answer(idempotencyKey);
    },
    cancel: async (id) => cancelled.push(id),
    load: () => stored,
    save: (starts) => {
      stored = starts;
    },
    now: () => now,
    onChange: () => {},
    onStarted: ({ id }) => started.push(id),
  });
}

beforeEach(() => {
  [stored, sent, started, cancelled, now] = [[], [], [], [], 1_000];
  answer = async (key) => ({ id: `job of ${key}` }) as Job;
});

describe("a start without a connection", () => {
  it("is kept until there is one, then sent with the key it was given", async () => {
    const queue = queueOf();
    queue.add(input("a"));
    answer = noConnection;
    await queue.flush();
    expect([stored.length, started]).toEqual([1, []]);
    answer = async (key) => ({ id: `job of ${key}` }) as Job;
    await queueOf().flush();
    expect([stored, sent, started]).toEqual([[], ["a", "a"], ["job of a"]]);
  });

  it("is not sent twice by two calls at once", async () => {
    const queue = queueOf();
    queue.add(input("a"));
    await Promise.all([queue.flush(), queue.flush()]);
    expect(sent).toEqual(["a"]);
  });

  it("stops at the first sign of no connection, so that the order is kept", async () => {
    const queue = queueOf();
    queue.add(input("a"));
    queue.add(input("b"));
    answer = noConnection;
    await queue.flush();
    expect(sent).toEqual(["a"]);
  });

  it("is forgotten when it is cancelled", async () => {
    const queue = queueOf();
    queue.add(input("a"));
    queue.remove("a");
    await queue.flush();
    expect([sent, started]).toEqual([[], []]);
  });

  it("is cancelled at the server when the reader cancelled it while it was on its way", async () => {
    const queue = queueOf();
    queue.add(input("a"));
    answer = async (key) => {
      queue.remove(key);
      return { id: "job of a" } as Job;
    };
    await queue.flush();
    expect([cancelled, started]).toEqual([["job of a"], []]);
  });
});

it("keeps a refused start with the reason, and sends the others", async () => {
  const queue = queueOf();
  queue.add(input("a"));
  queue.add(input("b"));
  answer = (key) =>
    key === "a" ? refused("You have created 50 of 50 jobs today.")() : Promise.resolve({ id: key } as Job);
  await queue.flush();
  await queue.flush();
  expect(stored.map(({ refusal }) => refusal)).toEqual(["You have created 50 of 50 jobs today."]);
  expect([sent, started]).toEqual([["a", "b"], ["b"]]);
});

it("waits for a tap when it was asked for long ago", async () => {
  const queue = queueOf();
  queue.add(input("a"));
  now += STALE_AFTER_MS + 1;
  await queue.flush();
  expect(sent).toEqual([]);
  await queue.sendNow("a");
  expect(started).toEqual(["job of a"]);
});

it("reads back what it kept and nothing else", () => {
  const queue = queueOf();
  queue.add(input("a"));
  expect(isQueuedStarts(JSON.parse(JSON.stringify(stored)))).toBe(true);
  expect([isQueuedStarts(null), isQueuedStarts([{}]), isQueuedStarts("x")]).toEqual([false, false, false]);
});
