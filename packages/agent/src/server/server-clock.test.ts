import { expect, test } from "vitest";
import { ServerClock } from "./server-clock.ts";

function clocks() {
  const time = { steadyMs: 1_000, uptimeMs: 50_000, wallMs: 10_000_000 };
  const pass = (ms: number) => {
    for (const name of ["steadyMs", "uptimeMs", "wallMs"] as const) time[name] += ms;
  };
  const clock = new ServerClock({
    steadyMs: () => time.steadyMs,
    uptimeMs: () => time.uptimeMs,
    wallMs: () => time.wallMs,
  });
  const hear = (serverNow: number, roundTripMs: number) =>
    clock.read(async () => {
      pass(roundTripMs);
      return { now: serverNow };
    });
  return { time, clock, pass, hear };
}

test("it is this machine's clock until the server was heard, and then the server's", async () => {
  const { clock, hear, pass } = clocks();
  expect(clock.now()).toBe(10_000_000);
  await hear(20_000_000, 100);
  expect(clock.now()).toBe(20_000_050);
  pass(7);
  expect(clock.now()).toBe(20_000_057);
});

test("of its readings the quickest counts", async () => {
  const { clock, hear } = clocks();
  await hear(20_000_000, 10);
  await hear(20_000_905, 1_800);
  expect(clock.now()).toBe(20_000_005 + 1_800);
});

test("a step of the wall clock does not move it", async () => {
  const { clock, hear, time } = clocks();
  await hear(20_000_000, 0);
  time.wallMs += 86_400_000;
  expect(clock.now()).toBe(20_000_000);
  expect(clock.ofLocal(time.wallMs - 300)).toBe(19_999_700);
});

test("it goes on while the machine sleeps", async () => {
  const { clock, hear, time } = clocks();
  await hear(20_000_000, 0);
  time.uptimeMs += 60_000;
  time.wallMs += 60_000;
  expect(clock.now()).toBe(20_060_000);
});
