import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { Job } from "@fieldline/domain/job";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { mutate, send } from "../../test/call.ts";
import { admin } from "../../test/identities.ts";
import { probeInput } from "../../test/probe-input.ts";
import { expectRefusal } from "../../test/refusal.ts";
import worker from "../src/worker.ts";

const UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const SENTENCE = new RegExp(
  `^Something went wrong on our side\\. Try again; if it stays, report request (${UUID})\\.$`,
);
const SECRET = "D1_ERROR: no such table: jobs at secret/path.ts:7 SQLITE_ERROR";

let token: string;
beforeAll(async () => {
  token = (await admin()).token;
});

let logged: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  logged = vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => logged.mockRestore());

async function expectInternal(response: Response): Promise<void> {
  const error = await expectRefusal(response);
  expect(error.data).toEqual({ code: "INTERNAL_SERVER_ERROR", httpStatus: 500, reason: "INTERNAL" });
  const [, requestId] = error.message.match(SENTENCE) ?? [];
  expect(requestId).toBeDefined();
  expect(JSON.stringify(logged.mock.calls.map((call: unknown[]) => call.map(String)))).toContain(requestId);
}

/** A binding of which nothing works. */
const broken = new Proxy(
  {},
  {
    get: (_target, name) =>
      name === "then"
        ? undefined
        : () => {
            throw new Error(SECRET);
          },
  },
);

const ID = "0190163d-8694-739b-aea5-966c26f8ad91";
const READS = [
  "jobs.list",
  "jobs.stats",
  "alerts.list",
  "audit.list",
  "config.get",
  ...["jobs.get", "jobs.samples", "jobs.log", "jobs.summary", "jobs.series"].map(
    (procedure) => `${procedure}?input=${encodeURIComponent(JSON.stringify({ id: ID }))}`,
  ),
];
const WRITES: [string, unknown][] = [
  ["jobs.create", probeInput()],
  ["config.set", { key: "limits", value: { jobsPerUserPerDay: 1, runningJobs: 1 } }],
  ...["jobs.pause", "jobs.resume", "jobs.cancel", "jobs.delete"].map((name): [string, unknown] => [name, { id: ID }]),
];
const requestOf = (path: string, input?: unknown) =>
  new Request(`http://127.0.0.1:8787${path}`, {
    headers: {
      host: "127.0.0.1:8787",
      "content-type": "application/json",
      authorization: `Bearer ${token}`,
    },
    ...(input === undefined ? {} : { method: "POST", body: JSON.stringify(input) }),
  });
const fetchWith = (bindings: object, request: Request) =>
  Promise.resolve(worker.fetch(request, { ...env, ...bindings } as never, createExecutionContext()));

describe("while the database fails", () => {
  it.each(READS)("the query %s tells one sentence and a request's id", async (path) => {
    await expectInternal(await fetchWith({ DB: broken }, requestOf(`/trpc/${path}`)));
  });

  it.each(WRITES)("the mutation %s tells one sentence and a request's id", async (procedure, input) => {
    await expectInternal(await fetchWith({ DB: broken }, requestOf(`/trpc/${procedure}`, input)));
  });

  it("a live socket tells one sentence and a request's id", async () => {
    const request = new Request(requestOf(`/live/jobs/${ID}`), {
      headers: { host: "127.0.0.1", upgrade: "websocket", authorization: `Bearer ${token}` },
    });
    await expectInternal(await fetchWith({ DB: broken }, request));
  });

  it("the server says that it is not ready, and no more", async () => {
    const response = await fetchWith({ DB: broken }, requestOf("/healthz"));
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ ok: false, reason: "The database does not answer." });
  });
});

describe("while jobs' objects fail", () => {
  let id: string;
  beforeAll(async () => {
    id = (await mutate<Job>("jobs.create", probeInput({ runAt: Date.UTC(2100, 0, 1) }))).data.id;
  });

  it("a creation stands, and is started later", async () => {
    const response = await fetchWith({ JOBS: broken }, requestOf("/trpc/jobs.create", probeInput({ name: "Later" })));
    expect(response.status).toBe(200);
    const { result } = (await response.json()) as { result: { data: Job } };
    expect(result.data).toMatchObject({ name: "Later", status: "running", version: 0 });
    expect(logged).toHaveBeenCalled();
  });

  it.each(["jobs.pause", "jobs.cancel"])("%s tells one sentence and a request's id", async (procedure) => {
    await expectInternal(await fetchWith({ JOBS: broken }, requestOf(`/trpc/${procedure}`, { id })));
  });
});

describe("when the tables are gone", () => {
  beforeAll(async () => {
    const names = ["jobs_search", "jobs", "job_days", "alerts", "audit", "config"];
    for (const name of names) await env.DB.prepare(`DROP TABLE IF EXISTS ${name}`).run();
  });
  afterAll(() => vi.restoreAllMocks());

  it("every answer is the same sentence", async () => {
    // The settings have defaults, which then hold.
    for (const path of READS.filter((name) => name !== "config.get")) await expectInternal(await send(`/trpc/${path}`));
    const response = await send("/trpc/jobs.create", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(probeInput()),
    });
    await expectInternal(response);
  });

  it("the server says that its migrations are missing", async () => {
    const response = await send("/healthz");
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      ok: false,
      reason: "The database is not ready: its migrations have not been applied.",
    });
  });
});
