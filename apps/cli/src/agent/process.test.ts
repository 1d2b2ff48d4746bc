import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEVICE } from "@fieldline/agent/testing/fake-fleet";
import { until } from "@fieldline/agent/testing/until";
import type { JobDocument } from "@fieldline/domain/document";
import { expect, test } from "vitest";
import { useScene } from "./testing/enrolled-folder.ts";

const LONG = 30_000;

const scene = useScene();
const { fieldline, enrolled } = scene;

const script = (text: string): JobDocument => ({
  version: "1.0",
  steps: [{ action: { name: "work", type: "runScript", input: { script: text } } }],
});
const isAlive = (pid: number) =>
  existsSync(`/proc/${pid}/stat`) && !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
const linesOf = (path: string) => (existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : []);

test("a command that was under way when the agent was killed has failed once, and is never run again", async () => {
  await enrolled();
  const ran = join(scene.folder, "ran");
  const job = scene.server.fleet.addCommand("c1", script(`echo $$ >> ${ran}; echo first line; exec sleep 600`));
  const killed = fieldline("run");
  await until("its output has come", () => job.output("stdout") === "first line\n");
  killed.child.kill("SIGKILL");
  await killed.exited;

  scene.server.goAway();
  const again = fieldline("run");
  await until("the new agent runs", () => again.text().includes("The agent runs."));
  again.child.kill("SIGKILL");
  await again.exited;
  scene.server.comeBack();

  const last = fieldline("run");
  await until("it is told", () => job.status === "failed", LONG);
  scene.server.push({ type: "work" });
  const other = scene.server.fleet.addCommand("c2", script("echo done"));
  await until("the next command is done", () => other.status === "completed", LONG);
  last.child.kill("SIGTERM");
  expect(await last.exited).toBe(0);
  const orphan = Number(linesOf(ran)[0]);
  if (process.platform === "linux") expect(isAlive(orphan)).toBe(false);

  expect(linesOf(ran)).toHaveLength(1);
  expect(job.reports.filter(({ error }) => error?.code === "AGENT_RESTARTED")).toHaveLength(1);
  expect(job.last).toMatchObject({ status: "failed", steps: [{ name: "work", state: "failed" }] });
  expect(job.output("stdout")).toBe("first line\n");
}, 60_000);

test("every line of a command's output arrives once and in order, though the server is away meanwhile", async () => {
  await enrolled();
  const job = scene.server.fleet.addCommand("c1", script("for n in $(seq 1 40); do echo line $n; sleep 0.05; done"));
  const run = fieldline("run");
  await until("output comes", () => job.output("stdout").includes("line 3\n"), LONG);
  scene.server.goAway();
  await until("it is missed", () => run.text().includes("does not answer"), LONG);
  scene.server.comeBack();
  scene.server.loseAnswers = 2;
  await until("it is completed", () => job.status === "completed", LONG);
  expect(job.output("stdout")).toBe(Array.from({ length: 40 }, (_, n) => `line ${n + 1}\n`).join(""));
}, 60_000);

test("a probe of this machine goes on after kill -9, on its grid and with no sample twice", async () => {
  await enrolled();
  const target = { host: "127.0.0.1", port: Number(new URL(scene.server.url).port) };
  const job = scene.server.fleet.addProbe("p1", { method: "tcp", target, cadenceMs: 200, durationMs: 5_000 });
  const killed = fieldline("run");
  await until("samples come", () => job.samples.length > 3, LONG);
  killed.child.kill("SIGKILL");
  await killed.exited;
  fieldline("run", "--poll-only");
  await until("it is completed", () => job.status === "completed", LONG);
  expect(job.samples.map(({ seq }) => seq)).toEqual(job.samples.map((_, index) => index + 1));
  expect(job.samples.at(-1)?.tick).toBeGreaterThan(20);
  expect(job.samples.some(({ rttMs }) => rttMs !== null && rttMs < 100)).toBe(true);
  expect(job.begun).toBe(1);
}, 60_000);

test("a second signal ends the agent at once", async () => {
  await enrolled();
  const job = scene.server.fleet.addCommand("c1", script("echo up; sleep 600"));
  const run = fieldline("run");
  await until("it runs", () => job.output("stdout") === "up\n", LONG);
  run.child.kill("SIGTERM");
  await until("it stops", () => run.text().includes("The agent stops."), LONG);
  run.child.kill("SIGTERM");
  expect(await run.exited).toBe(1);
}, 60_000);

test("a revoked device's agent ends with a sentence and code 3, and says its secret nowhere", async () => {
  await enrolled();
  const run = fieldline("run", "--log-level", "debug");
  await until("the channel is open", () => scene.server.channels === 1, LONG);
  scene.server.fleet.isRevoked = true;
  scene.server.push({ type: "revoked" });
  expect(await run.exited).toBe(3);
  expect(run.text()).toContain("This device was revoked on the server");
  const status = fieldline("status", "--json");
  await status.exited;
  for (const { text } of scene.started) expect(text()).not.toContain(DEVICE.secret);
}, 60_000);

test("one folder has one agent, its status can be read meanwhile, and its files are for the owner alone", async () => {
  await enrolled();
  const run = fieldline("run");
  await until("the channel is open", () => scene.server.channels === 1, LONG);
  const second = fieldline("run");
  expect(await second.exited).toBe(4);
  const status = fieldline("status", "--json");
  expect(await status.exited).toBe(0);
  expect(JSON.parse(status.text())).toMatchObject({ isRunning: true, deviceId: DEVICE.deviceId, jobs: [] });
  for (const name of ["agent.json", "state/spool.db", "state/spool.db-wal", "state/lock.db"])
    expect(statSync(join(scene.folder, name)).mode & 0o777, name).toBe(0o600);
  run.child.kill("SIGINT");
  expect(await run.exited).toBe(0);
  expect(run.text()).not.toContain("Warning");
}, 60_000);

test("it does tasks by the handlers of a module, where it was enrolled and started with them", async () => {
  const module = join(scene.folder, "handlers.mjs");
  const handler = `{ type: "add", run: ({ a, b }, { log }) => { log.info("adding"); return a + b; } }`;
  writeFileSync(module, `export default [${handler}];`);
  const enrolling = fieldline("enroll", "--server", scene.server.url, "--token", "fle_once", "--handlers", module);
  expect(await enrolling.exited, enrolling.text()).toBe(0);
  expect(scene.server.fleet.enrolled).toMatchObject({
    capabilities: { kinds: ["probe", "command", "task"], types: ["add"] },
  });
  const job = scene.server.fleet.addTask("t1", "add", { a: 2, b: 3 });
  const plain = fieldline("run");
  await until("it has asked", () => scene.server.calls.includes("next"), LONG);
  plain.child.kill("SIGTERM");
  await plain.exited;
  expect(job.begun).toBe(0);
  fieldline("run", "--handlers", module);
  await until("it is done", () => job.status === "completed", LONG);
  expect(job).toMatchObject({ last: { result: 5 }, begun: 1 });
  expect(job.output("stdout")).toBe("adding\n");

  writeFileSync(module, "export const none = 1;");
  const none = fieldline("run", "--handlers", module);
  expect(await none.exited).toBe(2);
  expect(none.text()).toContain("Give the handlers as a list");
}, 60_000);

test("a module that has got another handler since needs no new enrolment, and a device without tasks is told to enrol", async () => {
  const module = join(scene.folder, "handlers.mjs");
  writeFileSync(module, `export default [{ type: "add", run: () => 1 }];`);
  const enrolling = fieldline("enroll", "--server", scene.server.url, "--token", "fle_once", "--handlers", module);
  expect(await enrolling.exited, enrolling.text()).toBe(0);
  writeFileSync(module, `export default [{ type: "subtract", run: ({ a, b }) => a - b }];`);
  const job = scene.server.fleet.addTask("t1", "subtract", { a: 5, b: 3 });
  const run = fieldline("run", "--handlers", module);
  await until("it is done", () => job.status === "completed", LONG);
  expect(job.last).toMatchObject({ result: 2 });
  expect(scene.server.fleet.toldTypes).toEqual([["subtract"]]);
  run.child.kill("SIGTERM");
  await run.exited;

  const again = fieldline("enroll", "--server", scene.server.url, "--token", "fle_once", "--force");
  expect(await again.exited, again.text()).toBe(0);
  const without = fieldline("run", "--handlers", module);
  expect(await without.exited).toBe(2);
  expect(without.text()).toContain("enrolled without tasks");
}, 60_000);
