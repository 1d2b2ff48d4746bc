import type { Assignment } from "@fieldline/domain/device";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { createLogger } from "../log.ts";
import { Spool } from "../spool/spool.ts";
import { DEVICE } from "../testing/fake-fleet.ts";
import type { FakeJob } from "../testing/fake-job.ts";
import { tasksUnderTest } from "../testing/tasks-under-test.ts";
import { until } from "../testing/until.ts";
import { keepCredentials } from "./credentials.ts";
import { defineHandler } from "./define-handler.ts";
import type { TaskContext } from "./task-context.ts";

vi.setConfig({ testTimeout: 20_000 });

const under = tasksUnderTest();
const handling = (run: (context: TaskContext) => unknown, resumable = false) => [
  defineHandler("sync", z.unknown(), (_input, context) => run(context), { resumable }),
];
const ended = (job: FakeJob) => until(`${job.id} has ended`, () => !job.isOpen);
const log = createLogger({ level: "error", isTerminal: false, write: () => {} });

/** What a killed agent leaves: an attempt begun, and a line that was not told. */
function leave(job: FakeJob): void {
  const spool = new Spool({ folder: under.folder, maxBytes: 1_000_000, log });
  const assignment = job.assign(Date.now()) as Assignment;
  spool.jobs.take(assignment, 0);
  spool.jobs.begin(assignment);
  spool.reports.addOutput(assignment, { stream: "stdout", text: "before\n" });
  spool.close();
  keepCredentials(under.folder, { ...DEVICE, name: "books" });
}

test("a task that was under way when the agent was killed is reported so, with what it had told, and not run again", async () => {
  const job = under.server.fleet.addTask("t1", "sync");
  leave(job);
  const runs: number[] = [];
  under.start(handling(({ attempt }) => runs.push(attempt)));
  await ended(job);
  expect(job.last).toMatchObject({ status: "failed", error: { code: "AGENT_RESTARTED" } });
  expect(job.last?.error?.retryable).not.toBe(false);
  expect(job.output("stdout")).toBe("before\n");
  expect(runs).toEqual([]);
});

test("a task goes on as the same attempt where its handler can", async () => {
  const job = under.server.fleet.addTask("t1", "sync");
  leave(job);
  under.start(handling(({ attempt, log }) => log.info(`again ${attempt}`), true));
  await ended(job);
  expect(job.status).toBe("completed");
  expect(job.output("stdout")).toBe(
    "before\nThe agent was restarted; the handler runs again from its start.\nagain 1\n",
  );
});

test("a task does not go on where the server has given it to another meanwhile", async () => {
  const job = under.server.fleet.addTask("t1", "sync");
  leave(job);
  job.nextAttempt();
  job.status = "cancelled";
  under.server.fleet.controls = [{ jobId: "t1", attempt: 1, wish: "cancel" }];
  const runs: number[] = [];
  const { agent } = under.start(handling(({ attempt }) => runs.push(attempt), true));
  await until("it was named", () => under.server.fleet.heartbeats.some((jobs) => jobs.length === 1));
  await agent.stop();
  const spool = new Spool({ folder: under.folder, maxBytes: 1_000_000, log });
  expect(spool.jobs.listOpen()).toEqual([]);
  spool.close();
  expect(runs).toEqual([]);
});
