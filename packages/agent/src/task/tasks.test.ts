import { describe, expect, test, vi } from "vitest";
import { z } from "zod";
import type { FakeJob } from "../testing/fake-job.ts";
import { tasksUnderTest } from "../testing/tasks-under-test.ts";
import { until } from "../testing/until.ts";
import { defineHandler } from "./define-handler.ts";
import { JobError } from "./job-error.ts";
import type { TaskContext } from "./task-context.ts";

vi.setConfig({ testTimeout: 20_000 });

const under = tasksUnderTest();
const any = z.unknown();
const handling = (run: (input: unknown, context: TaskContext) => unknown) => [defineHandler("sync", any, run)];
const ended = (job: FakeJob) => until(`${job.id} has ended`, () => !job.isOpen);

describe("a task", () => {
  test("is done by the handler of its type, with its input as the schema shapes it", async () => {
    const input = z.object({ source: z.string(), days: z.number().default(7) });
    const job = under.server.fleet.addTask("t1", "sync", { source: "prices" });
    const other = under.server.fleet.addTask("t2", "another");
    under.start([
      defineHandler("sync", input, ({ source, days }, { attempt, job }) => ({ source, days, attempt, id: job.id })),
    ]);
    await ended(job);
    expect(job.last).toMatchObject({
      status: "completed",
      result: { source: "prices", days: 7, attempt: 1, id: "t1" },
    });
    expect(other.begun).toBe(0);
    expect(under.server.fleet.enrolled).toMatchObject({
      name: "books",
      capabilities: { kinds: ["task"], types: ["sync"] },
    });
  });

  test("whose input is wrong fails for good, and says which fields", async () => {
    const input = z.object({ source: z.string(), rows: z.array(z.object({ n: z.number() })) });
    const job = under.server.fleet.addTask("t1", "sync", { rows: [{ n: 1 }, { n: "x" }] });
    under.start([defineHandler("sync", input, () => "never")]);
    await ended(job);
    expect(job.last?.error).toMatchObject({ code: "INVALID_INPUT", retryable: false });
    expect(job.last?.error?.message).toMatch(/input\.source: .*; input\.rows\.1\.n: /);
  });

  test("whose handler could not fetch fails with why, and not with “fetch failed” alone", async () => {
    const job = under.server.fleet.addTask("t1", "sync");
    const several = under.server.fleet.addTask("t2", "sync");
    const refused = new Error("connect ECONNREFUSED 192.0.2.1:443");
    const cause = (id: string) => (id === "t1" ? refused : new AggregateError([refused]));
    under.start(
      handling((_input, { job: { id } }) => {
        throw new TypeError("fetch failed", { cause: cause(id) });
      }),
    );
    await Promise.all([ended(job), ended(several)]);
    const message = "fetch failed: connect ECONNREFUSED 192.0.2.1:443";
    expect(job.last?.error).toEqual({ code: "FAILED", message });
    expect(several.last?.error).toEqual({ code: "FAILED", message });
  });

  test("fails as its handler says, and of an error that is none of ours with its message alone", async () => {
    const own = under.server.fleet.addTask("own", "sync");
    const alien = under.server.fleet.addTask("alien", "sync");
    under.start(
      handling((_input, { job }) => {
        if (job.id === "own") throw new JobError("FEED_EMPTY", "There is nothing.", { retryable: false });
        throw Object.assign(new Error("disk full"), { code: "ENOSPC" });
      }),
    );
    await Promise.all([ended(own), ended(alien)]);
    expect(own.last?.error).toEqual({ code: "FEED_EMPTY", message: "There is nothing.", retryable: false });
    expect(alien.last?.error).toEqual({ code: "FAILED", message: "disk full" });
  });

  test("whose result cannot be kept fails for good", async () => {
    const results: Record<string, unknown> = { large: "x".repeat(70_000), bigint: { n: 1n }, none: undefined };
    const jobs = Object.keys(results).map((id) => under.server.fleet.addTask(id, "sync"));
    under.start(handling((_input, { job }) => results[job.id]));
    await Promise.all(jobs.map(ended));
    expect(jobs.map(({ last }) => last?.error?.code ?? last?.result)).toEqual([
      "RESULT_TOO_LARGE",
      "RESULT_NOT_JSON",
      null,
    ]);
  });
});

describe("what a task tells", () => {
  test("comes in order, each payload in a report of its own, and of its progress the newest", async () => {
    const job = under.server.fleet.addTask("t1", "sync");
    under.start(
      handling(async (_input, { progress, log, payload }) => {
        for (let percent = 0; percent <= 100; percent++) progress(percent, `${percent} done`);
        log.info("first", { rows: 3 });
        payload({ request: { page: 1 }, response: "a" });
        log.warn("second");
        payload({ request: { page: 2 }, response: "x".repeat(40_000) });
      }),
    );
    await ended(job);
    expect(job.output("stdout")).toBe("first rows=3\n");
    expect(job.output("stderr")).toBe("second\n");
    const payloads = job.reports.flatMap(({ payload }) => (payload ? [payload] : []));
    expect(payloads).toEqual([
      { request: { page: 1 }, response: "a" },
      { request: { page: 2 }, response: expect.stringContaining("… (40002 characters in all)") },
    ]);
    const told = job.reports.flatMap(({ progress }) => (progress === undefined ? [] : [progress]));
    expect(told.at(-1)).toBe(100);
    expect(told.length).toBeLessThan(5);
    expect(job.reports.at(-1)).toMatchObject({ status: "completed" });
    expect(job.reports.at(-1)?.progress).toBeUndefined();
  });

  test("is kept while the server is away, and told once and in order when it is back", async () => {
    const job = under.server.fleet.addTask("t1", "sync");
    under.start(
      handling(async (_input, { log }) => {
        under.server.goAway();
        for (let n = 1; n <= 50; n++) log.info(`line ${n}`);
        setTimeout(() => {
          under.server.loseAnswers = 2;
          under.server.comeBack();
        }, 700);
      }),
    );
    await ended(job);
    expect(job.output("stdout")).toBe(Array.from({ length: 50 }, (_, n) => `line ${n + 1}\n`).join(""));
    expect(job.begun).toBe(1);
  });

  test("is cut where it is beyond what the server keeps, and the task goes on", async () => {
    const job = under.server.fleet.addTask("t1", "sync");
    const line = "x".repeat(9_999);
    under.start(
      handling((_input, { log }) => {
        for (let n = 0; n < 120; n++) log.info(line);
        return "done";
      }),
    );
    await ended(job);
    expect(job.last).toMatchObject({ status: "completed", result: "done" });
    expect(job.output("stdout").length).toBe(900_000);
    expect(job.output("stderr")).toBe("This attempt has told too much: further lines are left out.\n");
  });

  test("that the server refuses is left out, and a result that it refuses fails the task", async () => {
    const refused = { status: 400, reason: "INPUT_TOO_LARGE" };
    const { Refusal } = await import("../testing/refusal.ts");
    const refuse = () => new Refusal(refused.status, refused.reason);
    const job = under.server.fleet.addTask("t1", "sync");
    under.server.fleet.refusals.set("report", [refuse(), refuse()]);
    under.start(handling((_input, { payload }) => payload({ request: 1 }) ?? "a result"));
    await ended(job);
    expect(job.last).toMatchObject({ status: "failed", error: { code: "RESULT_REFUSED", retryable: false } });
    expect(job.last?.payload).toBeUndefined();
  });
});

describe("an agent", () => {
  test("runs as many at once as it may, each task once", async () => {
    let atOnce = 0;
    let most = 0;
    const ran: string[] = [];
    const jobs = Array.from({ length: 12 }, (_, n) => under.server.fleet.addTask(`t${n}`, "sync"));
    under.start(
      handling(async (_input, { job }) => {
        most = Math.max(most, ++atOnce);
        ran.push(job.id);
        await new Promise((resolve) => setTimeout(resolve, 20));
        atOnce--;
      }),
      { concurrency: 3 },
    );
    await Promise.all(jobs.map(ended));
    expect(most).toBe(3);
    expect(ran.toSorted()).toEqual(jobs.map(({ id }) => id).toSorted());
  });

  test("keeps a short lease of a task that it takes on while it works on others", async () => {
    const release = Promise.withResolvers<void>();
    under.server.fleet.addTask("long", "sync");
    under.start(handling(() => release.promise));
    await until("the first runs, and was named", () => under.server.fleet.heartbeats.at(-1)?.length === 1);
    const short = under.server.fleet.addTask("short", "sync");
    short.leaseMs = 600;
    under.server.push({ type: "work" });
    const { heartbeats } = under.server.fleet;
    await until("it was named", () => heartbeats.at(-1)?.length === 2);
    const before = { at: performance.now(), count: heartbeats.length };
    await until("it was named thrice more", () => heartbeats.length >= before.count + 3);
    expect(performance.now() - before.at).toBeLessThan(2_000);
    release.resolve();
  });

  test("without a token, with two handlers of a type, or on another's folder says so", async () => {
    const { ended: none } = under.start(
      handling(() => 1),
      { enrollmentToken: undefined },
    );
    await expect(none).rejects.toThrow("Give an enrollmentToken");
    expect(() => under.start([...handling(() => 1), ...handling(() => 2)])).toThrow("two handlers for “sync”");
    expect(() => under.start([defineHandler("count words", any, () => 1)])).toThrow("“count words” is no type of task");
    under.start(handling(() => 1));
    await until("it runs", () => under.lines.some((line) => line.includes("The agent runs.")));
    await expect(under.start(handling(() => 1)).ended).rejects.toThrow("Another agent runs on");
  });
});
