import { FakeServer } from "@fieldline/agent/testing/fake-server";
import { until } from "@fieldline/agent/testing/until";
import type { JobDocument } from "@fieldline/domain/document";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { held } from "../testing/held-document.ts";
import { stoppedAgents } from "../testing/stopped-agents.ts";

vi.setConfig({ testTimeout: 30_000 });

const document: JobDocument = { version: "1.0", steps: [] };

let server: FakeServer;
beforeEach(async () => {
  server = await FakeServer.start();
});
afterEach(() => server.stop());
const start = stoppedAgents();

describe("a stop", () => {
  test("lets a command end, hands back what has not begun, and takes nothing new", async () => {
    const { begun, runDocument, end } = held();
    const running = server.fleet.addCommand("a", document);
    const waiting = server.fleet.addCommand("b", document);
    server.fleet.surplus = 1;
    const { agent, ended } = start(server, { runDocument, settings: { concurrency: 1, stopGraceMs: 5_000 } });
    await until("one runs", () => begun.length === 1);
    const stopped = agent.stop();
    end("a");
    await stopped;
    await ended;
    expect(running.status).toBe("completed");
    expect(begun).toEqual(["a"]);
    expect(waiting).toMatchObject({ status: "assigned", attempt: 2 });
  });

  test("kills and reports what does not end in time", async () => {
    const { begun, runDocument } = held();
    const job = server.fleet.addCommand("a", document);
    const { agent } = start(server, { runDocument, settings: { stopGraceMs: 50 } });
    await until("it runs", () => begun.length === 1);
    await agent.stop();
    expect(job.last).toMatchObject({ status: "failed", error: { code: "AGENT_STOPPED" } });
  });
});
