import { Dismissed } from "@fieldline/agent/call-failure";
import { DEVICE } from "@fieldline/agent/testing/fake-fleet";
import { FakeServer } from "@fieldline/agent/testing/fake-server";
import { Refusal } from "@fieldline/agent/testing/refusal";
import { until } from "@fieldline/agent/testing/until";
import type { JobDocument, StepProgress } from "@fieldline/domain/document";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CommandOutcome, CommandRun } from "../../command/command-run.ts";
import { held } from "../testing/held-document.ts";
import { stoppedAgents } from "../testing/stopped-agents.ts";

vi.setConfig({ testTimeout: 30_000 });

const document: JobDocument = { version: "1.0", steps: [] };
const step = (state: StepProgress["state"]): StepProgress[] => [{ name: "one", state }];

let server: FakeServer;
beforeEach(async () => {
  server = await FakeServer.start();
});
afterEach(() => server.stop());
const start = stoppedAgents();

describe("a command", () => {
  test("is told step by step, with its output in order, and its end last", async () => {
    const job = server.fleet.addCommand("c1", document);
    start(server, {
      runDocument: async ({ hooks }) => {
        hooks.step(step("running"));
        for (let line = 1; line <= 3_000; line++)
          hooks.output({ stream: line % 2 ? "stdout" : "stderr", step: "one", text: `line ${line}\n` });
        return { status: "completed", exitCode: 0, steps: step("completed") };
      },
    });
    await until("the command is completed", () => job.status === "completed");
    const odd = Array.from({ length: 1_500 }, (_, n) => `line ${2 * n + 1}\n`).join("");
    expect(job.output("stdout")).toBe(odd);
    expect(job.last).toMatchObject({ status: "completed", exitCode: 0, steps: step("completed") });
  });

  test("is told once however many answers are lost", async () => {
    const job = server.fleet.addCommand("c1", document);
    const { spool } = start(server, {
      runDocument: async ({ hooks }) => {
        server.loseAnswers = 3;
        for (const text of ["a", "b", "c"]) hooks.output({ stream: "stdout", step: "one", text });
        return { status: "completed", exitCode: 0, steps: [] };
      },
    });
    await until("all is told", () => spool.jobs.find({ jobId: "c1", attempt: 1 })?.state === "settled");
    expect(job.output("stdout")).toBe("abc");
    expect(job.repeats).toBeGreaterThan(0);
    expect(job.begun).toBe(1);
  });

  test("that was cancelled is killed, and nothing of it stays in the spool", async () => {
    const { begun, runDocument } = held();
    const job = server.fleet.addCommand("c1", document);
    const { spool } = start(server, { runDocument });
    await until("it runs and the channel is open", () => begun.length === 1 && server.channels === 1);
    job.status = "cancelled";
    server.push({ type: "control", jobId: "c1", attempt: 1, wish: "cancel" });
    await until("it is settled", () => spool.jobs.find({ jobId: "c1", attempt: 1 })?.state === "settled");
    expect(spool.owes({ jobId: "c1", attempt: 1 })).toBe(false);
  });

  test("whose attempt the server has taken away is killed before the next one begins", async () => {
    const { begun, runDocument } = held();
    const aborted: boolean[] = [];
    const job = server.fleet.addCommand("c1", document);
    start(server, {
      runDocument: (run) => {
        run.signal.addEventListener("abort", () => aborted.push(true));
        return runDocument(run);
      },
    });
    await until("it runs and the channel is open", () => begun.length === 1 && server.channels === 1);
    job.nextAttempt();
    server.push({ type: "work" });
    await until("the second attempt runs", () => begun.length === 2);
    expect(aborted).toEqual([true]);
    expect(job.reports).toEqual([]);
  });

  test("waits for its place, in the server's order, its lease kept meanwhile", async () => {
    const { begun, runDocument, end } = held();
    for (const id of ["a", "b", "c"]) server.fleet.addCommand(id, document);
    server.fleet.nextHeartbeatMs = 50;
    server.fleet.surplus = 1;
    start(server, { runDocument, settings: { concurrency: 2 } });
    await until("a heartbeat names all three", () => server.fleet.heartbeats.at(-1)?.length === 3);
    expect(begun).toEqual(["a", "b"]);
    end("a");
    await until("the third runs", () => begun.length === 3);
    expect(begun).toEqual(["a", "b", "c"]);
  });
});

describe("a report that the server refuses", () => {
  const saying =
    (text: string) =>
    async (run: CommandRun): Promise<CommandOutcome> => {
      run.hooks.output({ stream: "stdout", step: "one", text });
      return { status: "failed", exitCode: 3, steps: step("failed") };
    };

  test("for its output is told without it", async () => {
    const job = server.fleet.addCommand("c1", document);
    server.fleet.refusals.set("report", [new Refusal(413, "OUTPUT_TOO_LARGE")]);
    start(server, { runDocument: saying("too much") });
    await until("it is told", () => job.status === "failed");
    expect(job.last).toMatchObject({
      exitCode: 3,
      steps: step("failed"),
      message: expect.stringContaining("left out"),
    });
    expect(job.output("stdout")).toBe("");
  });

  test("because it has lost those before is numbered anew", async () => {
    const { begun, runDocument, end } = held();
    const job = server.fleet.addCommand("c1", document);
    start(server, {
      runDocument: (run) => {
        run.hooks.output({ stream: "stdout", step: "one", text: "a" });
        return runDocument(run);
      },
    });
    await until("output has come", () => begun.length === 1 && job.reports.length === 1);
    job.reports.pop();
    end("c1");
    await until("it is told", () => job.status === "completed");
    expect(job.last?.seq).toBe(1);
  });

  test("because the attempt is over is the last one", async () => {
    const job = server.fleet.addCommand("c1", document);
    server.fleet.refusals.set("report", [new Refusal(409, "JOB_ENDED")]);
    const { spool } = start(server, { runDocument: saying("late") });
    await until("it is settled", () => spool.jobs.find({ jobId: "c1", attempt: 1 })?.state === "settled");
    expect(job.reports).toEqual([]);
  });
});

describe("the server's doors", () => {
  test("a refused token is renewed once, and nothing is lost by it", async () => {
    const { begun, runDocument, end } = held();
    const job = server.fleet.addCommand("c1", document);
    start(server, { runDocument });
    await until("it runs", () => begun.length === 1);
    server.fleet.expireTokens();
    const before = server.calls.filter((name) => name === "refresh").length;
    end("c1");
    await until("it is told", () => job.status === "completed");
    expect(server.calls.filter((name) => name === "refresh").length).toBe(before + 1);
  });

  test("a revoked device stops for good, and kills what it runs", async () => {
    const { begun, runDocument } = held();
    server.fleet.addCommand("c1", document);
    const { ended, log } = start(server, { runDocument, settings: { heartbeatMs: 200 } });
    await until("it runs", () => begun.length === 1);
    server.fleet.isRevoked = true;
    await expect(ended).rejects.toBeInstanceOf(Dismissed);
    expect(log()).not.toContain(DEVICE.secret);
  });

  test("a refused heartbeat is not the last one", async () => {
    server.fleet.refusals.set("heartbeat", [new Refusal(403, "FORBIDDEN")]);
    start(server, { settings: { heartbeatMs: 200 } });
    await until("the next ones come", () => server.fleet.heartbeats.length >= 2);
  });

  test("a heartbeat is not asked for without a pause, whatever the server says", async () => {
    server.fleet.nextHeartbeatMs = 0;
    start(server, { settings: { heartbeatMs: 200 } });
    await until("the first has come", () => server.fleet.heartbeats.length > 0);
    const before = { at: performance.now(), count: server.fleet.heartbeats.length };
    await until("two more have come", () => server.fleet.heartbeats.length >= before.count + 2);
    expect(performance.now() - before.at).toBeGreaterThan(200);
  });

  test("without a push channel it finds its work by polling", async () => {
    start(server, { pollOnly: true, settings: { pollMs: 200 } });
    await until("it has asked", () => server.calls.includes("next"));
    const job = server.fleet.addCommand("c1", document);
    await until("it is done", () => job.status === "completed");
    expect(server.channels).toBe(0);
  });

  test("a push brings work at once", async () => {
    start(server);
    await until("the channel is open", () => server.channels === 1 && server.calls.includes("next"));
    const job = server.fleet.addCommand("c1", document);
    server.push({ type: "work" });
    await until("it is done", () => job.status === "completed", 1_000);
  });
});
