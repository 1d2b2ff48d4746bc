import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ROOT, TOOL_ENV } from "../scripts/server/paths.ts";
import { startServer, type TestServer } from "./support/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.dispose());

it("says that it is ready, and tells nobody's password", async () => {
  expect(server.output.at(-1)).toBe(`Fieldline is ready: ${server.url}`);
  expect(server.output.join("\n")).toContain(`The first administrator is ${server.admin.email}`);
  expect(server.output.join("\n")).not.toContain(server.admin.password);
});

it("answers health with its version", async () => {
  const response = await fetch(`${server.url}/healthz`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ ok: true, version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
});

it.each(["/", "/jobs", "/jobs/new", "/tech/", "/tech/mine", "/tech/jobs/x"])("serves a page at %s", async (path) => {
  const response = await fetch(server.url + path);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toMatch(/text\/html/);
});

it("gives no page for a file that is not there", async () => {
  expect((await fetch(`${server.url}/assets/missing.js`)).status).toBe(404);
});

it("lets built files be cached for good and pages not", async () => {
  const page = await (await fetch(server.url)).text();
  const [, script = ""] = /src="(\/assets\/[^"]+\.js)"/.exec(page) ?? [];
  expect((await fetch(server.url + script)).headers.get("cache-control")).toMatch(/immutable/);
  expect((await fetch(server.url)).headers.get("cache-control")).not.toMatch(/immutable/);
});

it("refuses a state folder that another server holds, and names it", async () => {
  const env = { ...TOOL_ENV, PORT: "0", FIELDLINE_STATE: server.state };
  const second = spawn("node", ["scripts/start.ts"], { cwd: ROOT, env });
  let output = "";
  second.stderr.on("data", (chunk: Buffer) => {
    output += chunk;
  });
  const [code] = await once(second, "exit");
  expect(code).toBe(1);
  expect(output).toMatch(/is in use by the server with process id \d+/);
});

it.each(["SIGTERM", "SIGINT"] as const)("stops cleanly on %s and starts again on its state", async (signal) => {
  const job = await server.api.jobs.create.mutate({
    kind: "probe",
    target: { host: "203.0.113.47" },
    method: "simulated",
    vantage: { kind: "simulator", scenario: "healthy" },
    cadenceMs: 1_000,
    durationMs: 60_000,
  });
  server.process.kill(signal);
  const [code] = await once(server.process, "exit");
  expect(code).toBe(0);
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
  await server.startAgain();
  expect((await server.api.jobs.get.query({ id: job.id })).status).toBe("running");
});

it("says what is wrong with a first administrator that it cannot make, and starts nothing", async () => {
  const state = await mkdtemp(join(tmpdir(), "fieldline-e2e-"));
  const wrong = { FIELDLINE_ADMIN_EMAIL: "ada@example.net", FIELDLINE_ADMIN_PASSWORD: "short" };
  const child = spawn("node", ["scripts/start.ts"], {
    cwd: ROOT,
    env: { ...TOOL_ENV, ...wrong, PORT: "0", FIELDLINE_STATE: state },
  });
  let output = "";
  child.stderr.on("data", (chunk: Buffer) => {
    output += chunk;
  });
  const [code] = await once(child, "exit");
  await rm(state, { recursive: true });
  expect(code).toBe(1);
  expect(output).toContain("FIELDLINE_ADMIN_PASSWORD: A password has 8 to 128 characters.");
  expect(output).not.toContain("short");
});
