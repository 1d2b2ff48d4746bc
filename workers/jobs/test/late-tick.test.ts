import { expect, it } from "vitest";
import { driveJob } from "./driven-job.ts";

it("waits for the next tick where one came too late, and measures it in the same alarm", async () => {
  const job = await driveJob();
  await job.change({
    async wait(ms) {
      job.now += ms;
    },
  });
  await job.tick(3);
  await job.advance(1_000 + 700);
  const samples = await job.samples();
  expect(samples.map(({ tick }) => tick)).toEqual([0, 1, 2, 4]);
  expect(await job.describe()).toMatchObject({ summary: { lossPercent: 0, missedTicks: 1 } });
});

it("leaves the next tick to its own alarm where that is far", async () => {
  const job = await driveJob({ cadenceMs: 60_000, timeoutMs: 60_000 });
  let waits = 0;
  await job.change({
    async wait() {
      waits++;
    },
  });
  while ((await job.samples()).length < 2) await job.tick();
  await job.advance(60_000 + 40_000);
  expect(waits).toBe(0);
  expect((await job.samples()).map(({ tick }) => tick)).toEqual([0, 1]);
});
