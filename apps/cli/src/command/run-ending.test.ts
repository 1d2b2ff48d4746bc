import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isAlive } from "./is-alive.test-support.ts";
import { command, document, runFor, script } from "./run-document.test-support.ts";

const states = (steps: { state: string }[]) => steps.map(({ state }) => state);

describe("ending early", () => {
  const parent = "sleep 300 & echo $!; wait";

  it("kills a step that is out of time, and its children", async () => {
    const { outcome, stdout } = await runFor(document([script("slow", parent, { timeoutMs: 300 })]));
    expect(outcome).toMatchObject({ status: "failed", error: { code: "STEP_TIMED_OUT" } });
    expect(outcome.steps[0]).toMatchObject({ state: "timed_out", signal: "SIGTERM" });
    await expect.poll(() => isAlive(Number(stdout))).toBe(false);
  });

  it("counts a step as out of time that ends well when it is told to end", async () => {
    const { outcome } = await runFor(
      document([script("tidy", "trap 'exit 0' TERM; sleep 300 & wait", { timeoutMs: 300 })]),
    );
    expect(outcome.steps[0]).toMatchObject({ state: "timed_out", exitCode: 0 });
    expect(outcome.status).toBe("failed");
  });

  it("kills all on a cancel, and starts no further step", async () => {
    const cancel = new AbortController();
    const { outcome, stdout } = await runFor(
      document([script("slow", parent, { ignoreStepFailure: true }), command("next", "echo,no")], {
        finalStep: command("tidy", "echo,no"),
      }),
      { signal: cancel.signal, onOutput: () => cancel.abort() },
    );
    expect(outcome).toMatchObject({ status: "failed", error: { code: "CANCELLED" } });
    expect(states(outcome.steps)).toEqual(["failed", "skipped", "skipped"]);
    await expect.poll(() => isAlive(Number(stdout))).toBe(false);
  });

  it("is not held up by what a step left running with its output open", async () => {
    const { outcome, stdout } = await runFor(document([script("daemon", "sleep 300 & echo $!")]));
    expect(outcome.status).toBe("completed");
    expect(isAlive(Number(stdout))).toBe(true);
    process.kill(Number(stdout), "SIGKILL");
  });
});

describe("pause", () => {
  it("holds before the next step, and lets the one that runs end", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    let waits = 0;
    const told: string[] = [];
    const running = runFor(document([command("one", "echo,1"), command("two", "echo,2")]), {
      waitWhilePaused: () => (++waits === 2 ? promise : Promise.resolve()),
      onOutput: ({ text }) => told.push(text),
    });
    await expect.poll(() => waits).toBe(2);
    expect(told).toEqual(["1\n"]);
    resolve();
    expect((await running).outcome.status).toBe("completed");
    expect(told).toEqual(["1\n", "2\n"]);
  });

  it("ends with a cancel", async () => {
    const cancel = new AbortController();
    const running = runFor(document([command("one", "echo,1")]), {
      signal: cancel.signal,
      waitWhilePaused: () => new Promise(() => cancel.abort()),
    });
    expect((await running).outcome).toMatchObject({
      status: "failed",
      error: { code: "CANCELLED" },
      steps: [{ state: "skipped" }],
    });
  });
});

describe("output", () => {
  it("of 10 MB keeps its beginning and its end, within 1 MiB", async () => {
    const { stdout, pieces } = await runFor(
      document([script("loud", 'echo first; head -c 10000000 /dev/zero | tr "\\0" x; echo; echo last')]),
    );
    expect(Buffer.byteLength(stdout)).toBeLessThanOrEqual(1_024 * 1_024);
    expect(stdout.startsWith("first\nxxx")).toBe(true);
    expect(stdout.endsWith("xxx\nlast\n")).toBe(true);
    expect(stdout).toContain("\n… 9.2 MB cut …\n");
    for (const { text } of pieces) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(16 * 1_024);
  });

  it("is told while the step runs, and whole characters at a time", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fieldline-test-"));
    const go = join(folder, "go");
    const { pieces } = await runFor(
      document([script("slow", `printf 'caf\\303'; until [ -e ${go} ]; do sleep 0.05; done; printf '\\251\\377!'`)]),
      { onOutput: () => writeFileSync(go, "") },
    );
    rmSync(folder, { recursive: true });
    expect(pieces.map(({ text }) => text)).toEqual(["caf", "é\ufffd!"]);
  });
});
