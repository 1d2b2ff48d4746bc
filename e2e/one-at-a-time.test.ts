import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { oneAtATime } from "../scripts/server/one-at-a-time.ts";
import { ROOT, TOOL_ENV } from "../scripts/server/paths.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fieldline-lock-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A process that holds the lock until it is killed. */
async function holder(file: string) {
  const module = join(ROOT, "scripts/server/one-at-a-time.ts");
  const script = `
    import { oneAtATime } from ${JSON.stringify(module)};
    await oneAtATime(${JSON.stringify(file)}, () => new Promise(() => { console.log("held"); setInterval(() => {}, 1e6); }));`;
  const child = spawn("node", ["--input-type=module", "-e", script], {
    env: TOOL_ENV,
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

it("lets only one in, whoever is next when that one is done, and after a failure too", async () => {
  const file = join(folder, "a.lock");
  let within = 0;
  const work = (fails: boolean) => async () => {
    within += 1;
    expect(within).toBe(1);
    await new Promise((done) => setImmediate(done));
    within -= 1;
    if (fails) throw new Error("It failed.");
    return "done";
  };
  const all = await Promise.allSettled([false, true, false].map((fails) => oneAtATime(file, work(fails))));
  expect(all.map((each) => (each.status === "fulfilled" ? each.value : each.reason.message)).sort()).toEqual([
    "It failed.",
    "done",
    "done",
  ]);
});

it("waits for another process, and no longer than it lives", async () => {
  const file = join(folder, "b.lock");
  const other = await holder(file);
  let isIn = false;
  const mine = oneAtATime(file, async () => {
    isIn = true;
  });
  expect(isIn).toBe(false);
  other.kill("SIGKILL");
  await mine;
  expect(isIn).toBe(true);
});

it("takes a free lock without any wait", async () => {
  let isIn = false;
  const mine = oneAtATime(join(folder, "c.lock"), async () => {
    isIn = true;
  });
  expect(isIn).toBe(true);
  await mine;
});
