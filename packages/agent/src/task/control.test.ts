import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { Dismissed } from "../server/call-failure.ts";
import type { FakeJob } from "../testing/fake-job.ts";
import { tasksUnderTest } from "../testing/tasks-under-test.ts";
import { until } from "../testing/until.ts";
import { defineHandler } from "./define-handler.ts";
import type { TaskContext } from "./task-context.ts";

vi.setConfig({ testTimeout: 20_000 });

const under = tasksUnderTest();
const handling = (run: (context: TaskContext) => unknown) => [
  defineHandler("sync", z.unknown(), (_input, context) => run(context)),
];
const ended = (job: FakeJob) => until(`${job.id} has ended`, () => !job.isOpen);
const step = () => new Promise((resolve) => setTimeout(resolve, 5));
const wish = (wish: "pause" | "resume" | "cancel", attempt = 1) =>
  under.server.push({ type: "control", jobId: "t1", attempt, wish });
const isListening = () => until("the channel is open", () => under.server.channels === 1);

describe("a task under way", () => {
  test("pauses between its steps, goes on, and knows for how long it stood still", async () => {
    const job = under.server.fleet.addTask("t1", "sync");
    let steps = 0;
    let pausedMs = 0;
    const done = Promise.withResolvers<void>();
    under.start(
      handling(async ({ paused }) => {
        for (; pausedMs === 0; steps++) {
          await step();
          pausedMs += await paused();
        }
        done.resolve();
      }),
    );
    await isListening();
    await until("it works", () => steps > 0);
    wish("pause");
    await until("it has said so", () => job.output("stdout").includes("The handler has paused."));
    const before = steps;
    await step();
    expect(steps).toBe(before);
    wish("resume");
    await done.promise;
    await ended(job);
    expect(pausedMs).toBeGreaterThan(0);
    expect(job.output("stdout")).toMatch(/goes on after \d+\.\d s\.\n$/);
  });

  test("that is cancelled hears why, and is told no more of", async () => {
    const job = under.server.fleet.addTask("t1", "sync");
    const heard = Promise.withResolvers<unknown>();
    const running = Promise.withResolvers<void>();
    under.start(
      handling(async ({ signal, log }) => {
        running.resolve();
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        heard.resolve(signal.reason);
        log.info("tidied up");
        signal.throwIfAborted();
      }),
    );
    await isListening();
    await running.promise;
    job.status = "cancelled";
    wish("cancel");
    expect(await heard.promise).toMatchObject({ name: "JobError", code: "CANCELLED" });
    await until("the report was refused", () => under.lines.some((line) => line.includes("JOB_ENDED")));
    expect(job.reports).toEqual([]);
  });

  test("that is cancelled while it is paused goes on no more", async () => {
    const job = under.server.fleet.addTask("t1", "sync");
    const heard = Promise.withResolvers<unknown>();
    const running = Promise.withResolvers<void>();
    under.start(
      handling(async ({ paused }) => {
        running.resolve();
        try {
          for (;;) await paused().then(step);
        } catch (thrown) {
          heard.resolve(thrown);
          throw thrown;
        }
      }),
    );
    await isListening();
    await running.promise;
    wish("pause");
    await until("it has paused", () => job.output("stdout").includes("paused"));
    wish("cancel");
    expect(await heard.promise).toMatchObject({ code: "CANCELLED" });
  });

  test("whose time is up ends, its pauses not counted", async () => {
    const job = under.server.fleet.addTask("t1", "sync");
    job.timeoutAt = Date.now() + 1_200;
    const running = Promise.withResolvers<void>();
    let hasWaitedMs = 0;
    under.start(
      handling(async ({ paused, signal }) => {
        running.resolve();
        while (hasWaitedMs === 0) hasWaitedMs = await paused().finally(step);
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        throw signal.reason;
      }),
    );
    await isListening();
    await running.promise;
    wish("pause");
    await until("it has paused", () => job.output("stdout").includes("paused"));
    const pausedAt = Date.now();
    await until("its time would be up", () => Date.now() > (job.timeoutAt ?? 0) + 100);
    expect(job.isOpen).toBe(true);
    const pausedMs = Date.now() - pausedAt;
    wish("resume");
    await ended(job);
    expect(job.last?.error).toMatchObject({ code: "TIMED_OUT" });
    expect(Date.now()).toBeGreaterThan((job.timeoutAt ?? 0) + pausedMs - 200);
  });

  test("that the server has taken away ends before the next attempt of it begins", async () => {
    const job = under.server.fleet.addTask("t1", "sync");
    const said: string[] = [];
    under.start(
      handling(async ({ signal, attempt }) => {
        said.push(`begin ${attempt}`);
        if (attempt === 2) return;
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        await step();
        said.push(`end ${attempt}: ${signal.reason.code}`);
        signal.throwIfAborted();
      }),
    );
    await isListening();
    await until("it runs", () => said.length === 1);
    job.nextAttempt();
    under.server.push({ type: "work" });
    await ended(job);
    expect(said).toEqual(["begin 1", "end 1: LOST", "begin 2"]);
    expect(job.earlier[0]).toEqual([]);
  });
});

describe("a stop", () => {
  test("lets a task end that ends in time", async () => {
    const job = under.server.fleet.addTask("t1", "sync");
    const running = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const { agent } = under.start(
      handling(() => {
        running.resolve();
        return end.promise;
      }),
      { stopGraceMs: 5_000 },
    );
    await running.promise;
    const stopped = agent.stop();
    end.resolve();
    await stopped;
    expect(job.status).toBe("completed");
  });

  test("hands back what does not, after all that it has told", async () => {
    const job = under.server.fleet.addTask("t1", "sync");
    const running = Promise.withResolvers<void>();
    const { agent, ended } = under.start(
      handling(async ({ signal, log }) => {
        log.info("half done");
        running.resolve();
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        signal.throwIfAborted();
      }),
    );
    await running.promise;
    await agent.stop();
    await ended;
    expect(job).toMatchObject({ status: "assigned", attempt: 2 });
    expect(job.earlier[0]?.flatMap(({ output = [] }) => output.map(({ text }) => text))).toEqual(["half done\n"]);
  });

  test("waits no longer for a task that hears nothing, which can tell nothing any more", async () => {
    const job = under.server.fleet.addTask("t1", "sync");
    const running = Promise.withResolvers<void>();
    const late = Promise.withResolvers<void>();
    const finished = Promise.withResolvers<void>();
    const { agent } = under.start(
      handling(async ({ log, progress }) => {
        running.resolve();
        await late.promise;
        log.info("late");
        progress(100);
        finished.resolve();
      }),
    );
    await running.promise;
    await agent.stop();
    expect(job).toMatchObject({ status: "assigned", attempt: 2 });
    late.resolve();
    await finished.promise;
    await step();
    expect(job.reports).toEqual([]);
  });
});

test("an agent that is revoked ends what it does, and says why", async () => {
  const heard = Promise.withResolvers<unknown>();
  const running = Promise.withResolvers<void>();
  under.server.fleet.addTask("t1", "sync");
  const { ended: over } = under.start(
    handling(async ({ signal }) => {
      running.resolve();
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      heard.resolve(signal.reason);
    }),
    { heartbeatMs: 200 },
  );
  await running.promise;
  under.server.fleet.isRevoked = true;
  await expect(over).rejects.toBeInstanceOf(Dismissed);
  expect(await heard.promise).toMatchObject({ code: "LOST" });
});
