import type { Job } from "@fieldline/domain/job";
import { beforeEach, describe, expect, it } from "vitest";
import { EMPTY_DRAFT, inputOf } from "./draft.ts";
import { isQueuedStarts, type QueuedStart, STALE_AFTER_MS, StartQueue } from "./start-queue.ts";

const input = (key: string) => ({ ...inputOf({ ...EMPTY_DRAFT, text: "203.0.113.47" }, key), idempotencyKey: key });
const anna = { id: "anna", name: "Anna Berg" };
const ben = { id: "ben", name: "Ben Ortiz" };
const noConnection = () => Promise.reject(new TypeError("Failed to fetch"));
const refused = (message: string) => () =>
  Promise.reject({ message, data: { reason: "INVALID_INPUT", httpStatus: 400 } });

let stored: QueuedStart[];
let sent: string[];
let started: string[];
let cancelled: string[];
let now: number;
let here: QueuedStart["by"] | null;
let confirmed: () => Promise<string>;
let signedOut: number;
let answer: (key: string) => Promise<Job>;

function queueOf() {
  return new StartQueue({
    personHere: () => here,
    confirmPerson: () => confirmed(),
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
    onSignedOut: () => {
      signedOut += 1;
    },
  });
}

beforeEach(() => {
  [stored, sent, started, cancelled, now, signedOut] = [[], [], [], [], 1_000, 0];
  here = anna;
  confirmed = async () => here?.id ?? "nobody";
  answer = async (key) => ({ id: `job of ${key}` }) as Job;
});

describe("a start without a connection", () => {
  it("is kept until there is one, then sent with the key it was given", async () => {
    const queue = queueOf();
    queue.add(input("a"), anna);
    answer = noConnection;
    await queue.flush();
    expect([stored.length, started]).toEqual([1, []]);
    answer = async (key) => ({ id: `job of ${key}` }) as Job;
    await queueOf().flush();
    expect([stored, sent, started]).toEqual([[], ["a", "a"], ["job of a"]]);
  });

  it("is not sent twice by two calls at once", async () => {
    const queue = queueOf();
    queue.add(input("a"), anna);
    await Promise.all([queue.flush(), queue.flush()]);
    expect(sent).toEqual(["a"]);
  });

  it("stops at the first sign of no connection, so that the order is kept", async () => {
    const queue = queueOf();
    queue.add(input("a"), anna);
    queue.add(input("b"), anna);
    answer = noConnection;
    await queue.flush();
    expect(sent).toEqual(["a"]);
  });

  it("is forgotten when it is cancelled", async () => {
    const queue = queueOf();
    queue.add(input("a"), anna);
    queue.remove("a");
    await queue.flush();
    expect([sent, started]).toEqual([[], []]);
  });

  it("is cancelled at the server when the reader cancelled it while it was on its way", async () => {
    const queue = queueOf();
    queue.add(input("a"), anna);
    answer = async (key) => {
      queue.remove(key);
      return { id: "job of a" } as Job;
    };
    await queue.flush();
    expect([cancelled, started]).toEqual([["job of a"], []]);
  });
});

describe("a start of one person", () => {
  it("is not sent while another one is signed in, and is sent when its own is back", async () => {
    const queue = queueOf();
    queue.add(input("a"), anna);
    queue.add(input("b"), ben);
    here = ben;
    await queue.flush();
    expect([sent, stored.map(({ by }) => by.id)]).toEqual([["b"], ["anna"]]);
    here = anna;
    await queueOf().flush();
    expect([sent, stored]).toEqual([["b", "a"], []]);
  });

  it("is not sent when the server takes the phone for somebody else than the phone does", async () => {
    const queue = queueOf();
    queue.add(input("a"), anna);
    confirmed = async () => "ben";
    await queue.flush();
    await queue.sendNow("a");
    expect([sent, stored.length]).toEqual([[], 1]);
  });

  it("survives a lost session without a mark, and is sent with its key after the sign-in", async () => {
    const queue = queueOf();
    queue.add(input("a"), anna);
    confirmed = () =>
      Promise.reject({ message: "Sign in first.", data: { reason: "UNAUTHENTICATED", httpStatus: 401 } });
    await queue.flush();
    expect([sent, stored[0]?.refusal, signedOut]).toEqual([[], null, 1]);
    confirmed = async () => "anna";
    await queue.flush();
    expect([sent, started]).toEqual([["a"], ["job of a"]]);
  });

  it("asks the server nothing while nothing of this person waits", async () => {
    const queue = queueOf();
    queue.add(input("b"), ben);
    let asked = 0;
    confirmed = async () => {
      asked += 1;
      return "anna";
    };
    await queue.flush();
    expect(asked).toBe(0);
  });
});

it("comes again by itself where there were too many at once", async () => {
  const queue = queueOf();
  queue.add(input("a"), anna);
  answer = () => Promise.reject({ message: "Slow down.", data: { reason: "RATE_LIMITED", httpStatus: 429 } });
  await queue.flush();
  expect(stored[0]?.refusal).toBeNull();
  answer = async (key) => ({ id: `job of ${key}` }) as Job;
  await queue.flush();
  expect(started).toEqual(["job of a"]);
});

it("keeps a refused start with the reason, and sends the others", async () => {
  const queue = queueOf();
  queue.add(input("a"), anna);
  queue.add(input("b"), anna);
  answer = (key) =>
    key === "a" ? refused("You have created 50 of 50 jobs today.")() : Promise.resolve({ id: key } as Job);
  await queue.flush();
  await queue.flush();
  expect(stored.map(({ refusal }) => refusal)).toEqual(["You have created 50 of 50 jobs today."]);
  expect([sent, started]).toEqual([["a", "b"], ["b"]]);
});

it("waits for a tap when it was asked for long ago", async () => {
  const queue = queueOf();
  queue.add(input("a"), anna);
  now += STALE_AFTER_MS + 1;
  await queue.flush();
  expect(sent).toEqual([]);
  await queue.sendNow("a");
  expect(started).toEqual(["job of a"]);
});

it("reads back what it kept and nothing else", () => {
  const queue = queueOf();
  queue.add(input("a"), anna);
  expect(isQueuedStarts(JSON.parse(JSON.stringify(stored)))).toBe(true);
  const nobodys = stored.map(({ by: _, ...start }) => start);
  expect(isQueuedStarts(nobodys)).toBe(false);
  expect([isQueuedStarts(null), isQueuedStarts([{}]), isQueuedStarts("x")]).toEqual([false, false, false]);
});
