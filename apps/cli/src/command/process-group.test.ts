import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { isAlive } from "./is-alive.test-support.ts";
import { endGroup } from "./process-group.ts";

async function start(script: string): Promise<{ group: number; grandchild: number; ended: Promise<unknown> }> {
  const child = spawn("sh", ["-c", script], { detached: true, stdio: ["ignore", "pipe", "inherit"] });
  const [bytes] = await once(child.stdout, "data");
  return { group: child.pid ?? 0, grandchild: Number(String(bytes)), ended: once(child, "close") };
}

it("ends the children of a process with it", async () => {
  const { group, grandchild, ended } = await start("sleep 300 & echo $!; wait");
  await endGroup(group);
  await ended;
  expect(isAlive(group)).toBe(false);
  await expect.poll(() => isAlive(grandchild)).toBe(false);
});

it("kills what does not end by itself", async () => {
  const { group, grandchild, ended } = await start(
    `trap '' TERM; sh -c 'trap "" TERM; while :; do sleep 300; done' & echo $!; while :; do wait; done`,
  );
  const startedAt = performance.now();
  await endGroup(group, { killAfterMs: 200 });
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(200);
  await ended;
  await expect.poll(() => isAlive(grandchild)).toBe(false);
});

it("is done at once with a group that is gone", async () => {
  const { group, ended } = await start("echo $$");
  await ended;
  const startedAt = performance.now();
  await endGroup(group);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
