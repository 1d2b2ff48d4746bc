import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "@fieldline/agent/testing/until";
import { expect, test } from "vitest";
import { startProcess } from "./testing/agent-process.ts";
import { useScene } from "./testing/enrolled-folder.ts";

const LONG = 30_000;

const scene = useScene();
const { fieldline, enrolled } = scene;

test("enrolling tells the server who it is, and is done once unless forced", async () => {
  await enrolled();
  expect(scene.server.fleet.enrolled).toMatchObject({
    capabilities: { kinds: ["probe", "command"] },
    attributes: { site: "north", os: process.platform },
  });
  const again = fieldline("enroll", "--server", scene.server.url, "--token", "fle_once");
  expect(await again.exited).toBe(2);
  const wrong = fieldline("enroll", "--server", scene.server.url, "--token", "fle_used", "--force");
  expect(await wrong.exited).toBe(1);
}, 60_000);

test("an enrolment is not replaced under the agent that works by it, and says what the old one had not told", async () => {
  await enrolled();
  const anew = ["enroll", "--server", scene.server.url, "--token", "fle_once", "--force"];
  const target = { host: "127.0.0.1", port: Number(new URL(scene.server.url).port) };
  const job = scene.server.fleet.addProbe("p1", { method: "tcp", target, cadenceMs: 200, durationMs: 60_000 });
  const run = fieldline("run");
  await until("samples come", () => job.samples.length > 0, LONG);
  scene.server.goAway();
  const under = fieldline(...anew);
  expect(await under.exited).toBe(4);
  expect(under.text()).toContain("Stop it first");
  await until("it is missed", () => run.text().includes("does not answer"), LONG);
  run.child.kill("SIGKILL");
  await run.exited;
  scene.server.comeBack();
  const after = fieldline(...anew);
  expect(await after.exited, after.text()).toBe(0);
  expect(after.text()).toMatch(/goes with it: \d+ reports, [1-9]\d* samples/);
}, 60_000);

test("what the agent finds out itself cannot be told it, as it would be overwritten without a word", async () => {
  const told = fieldline("enroll", "--server", scene.server.url, "--token", "fle_once", "--attribute", "os=windows");
  expect(await told.exited).toBe(2);
  expect(told.text()).toContain("“os” is found out by the agent itself");
  expect(scene.server.calls).not.toContain("enroll");
}, 60_000);

test("a token is not spent where the enrolment cannot be kept, and the answer names the folder to run on", async () => {
  writeFileSync(join(scene.folder, "file"), "");
  const inFile = join(scene.folder, "file", "sub");
  const enrolling = ["agent", "enroll", "--server", scene.server.url, "--token", "fle_once", "--config"];
  const lost = startProcess(...enrolling, inFile);
  expect(await lost.exited).toBe(1);
  expect(lost.text()).toContain("The token is not used up");
  expect(scene.server.calls).not.toContain("enroll");
  const kept = startProcess(...enrolling, scene.folder);
  expect(await kept.exited, kept.text()).toBe(0);
  expect(kept.text()).toContain(`agent run --config ${scene.folder}`);
}, 60_000);
