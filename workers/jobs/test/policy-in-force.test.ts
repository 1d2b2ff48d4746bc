import { refusalOfTarget } from "@fieldline/domain/target-refusal";
import { beforeEach, expect, it, vi } from "vitest";
import { PolicyInForce } from "../src/job/measure/policy-in-force.ts";

const denying = (...deny: string[]) => ({ allow: [], deny, denyPorts: [] });
let now: number;
let stored: ReturnType<typeof denying>;
let policy: PolicyInForce;
const read = vi.fn(async () => stored);

beforeEach(() => {
  now = 1_000_000;
  stored = denying("10.0.0.0/8");
  policy = new PolicyInForce({ fallback: denying("127.0.0.0/8"), clock: () => now });
  read.mockClear();
  read.mockImplementation(async () => stored);
});

const isDenied = async (address: string) =>
  refusalOfTarget(await policy.current(read), { address, port: 80 }) !== undefined;

it("waits for the first policy", async () => {
  expect(await isDenied("10.0.0.1")).toBe(true);
  expect(await isDenied("127.0.0.1")).toBe(false);
});

it("is read once in five seconds, however many ask", async () => {
  for (let tick = 0; tick < 50; tick++) {
    await Promise.all(Array.from({ length: 20 }, () => isDenied("10.0.0.1")));
    now += 100;
  }
  expect(read.mock.calls.length).toBeLessThanOrEqual(21);
  read.mockClear();
  now += 10;
  await Promise.all(Array.from({ length: 20 }, () => isDenied("10.0.0.1")));
  expect(read).toHaveBeenCalledTimes(1);
});

it("shows a change to those who tick often at the tick after five seconds, and waits for nothing", async () => {
  await isDenied("10.0.0.1");
  stored = denying("192.168.0.0/16");
  now += 5_000;
  expect(await isDenied("192.168.0.1")).toBe(false);
  await vi.waitFor(async () => expect(await isDenied("192.168.0.1")).toBe(true));
});

it("is read at once for who asks for the newest", async () => {
  await isDenied("10.0.0.1");
  stored = denying("192.168.0.0/16");
  expect(refusalOfTarget(await policy.newest(read), { address: "192.168.0.1", port: 80 })).toBeDefined();
  expect(await isDenied("192.168.0.1")).toBe(true);
});

it("is never older than thirty seconds to those who tick seldom", async () => {
  await isDenied("10.0.0.1");
  stored = denying("192.168.0.0/16");
  now += 30_000;
  expect(await isDenied("192.168.0.1")).toBe(true);
});

it("stays as it was while it cannot be read, and holds up one tick in five seconds", async () => {
  vi.useFakeTimers();
  try {
    await isDenied("10.0.0.1");
    read.mockImplementation(() => new Promise(() => {}));
    now += 30_000;
    const waited = isDenied("10.0.0.1");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await waited).toBe(true);
    expect(await isDenied("10.0.0.1")).toBe(true);
    expect(read).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
  }
});

it("is the built-in one where none could ever be read", async () => {
  read.mockRejectedValue(new Error("the database is away"));
  expect(await isDenied("127.0.0.1")).toBe(true);
  expect(await isDenied("10.0.0.1")).toBe(false);
});
