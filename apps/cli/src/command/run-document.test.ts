import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { command, document, runFor, script } from "./run-document.test-support.ts";

const states = (steps: { state: string }[]) => steps.map(({ state }) => state);

describe("steps", () => {
  it("run in their order, the final one last, each told as it goes", async () => {
    const { outcome, stdout, progress } = await runFor(
      document([command("one", "echo,a, b"), script("two", 'echo "$1"')], { finalStep: command("last", "echo,c") }),
    );
    expect(outcome).toMatchObject({ status: "completed", exitCode: 0 });
    expect(stdout).toBe("a  b\n\nc\n");
    expect(progress.map(states)).toEqual([
      ["running", "pending", "pending"],
      ["completed", "pending", "pending"],
      ["completed", "running", "pending"],
      ["completed", "completed", "pending"],
      ["completed", "completed", "running"],
      ["completed", "completed", "completed"],
    ]);
    const [first] = outcome.steps;
    expect(first).toMatchObject({ name: "one", exitCode: 0 });
    expect(first?.endedAt).toBeGreaterThanOrEqual(first?.startedAt ?? Number.POSITIVE_INFINITY);
  });

  it("stop at a failure, but for the final one", async () => {
    const { outcome, stdout } = await runFor(
      document([script("bad", "exit 3"), command("never", "echo,no")], { finalStep: command("tidy", "echo,tidied") }),
    );
    expect(outcome).toMatchObject({
      status: "failed",
      exitCode: 3,
      error: { code: "STEP_FAILED", message: 'The step "bad" ended with exit code 3.' },
    });
    expect(states(outcome.steps)).toEqual(["failed", "skipped", "completed"]);
    expect(stdout).toBe("tidied\n");
  });

  it("go on after a failure that may be ignored", async () => {
    const { outcome, logged } = await runFor(
      document([script("bad", "exit 3", { ignoreStepFailure: true }), command("next", "echo,on")]),
    );
    expect(outcome).toMatchObject({ status: "completed", exitCode: 0 });
    expect(states(outcome.steps)).toEqual(["ignored", "completed"]);
    expect(outcome.steps[0]).toMatchObject({ exitCode: 3, message: 'The step "bad" ended with exit code 3.' });
    expect(logged).toHaveLength(1);
  });

  it("fail the run by the final one alone too", async () => {
    const { outcome } = await runFor(document([command("ok", "true")], { finalStep: script("tidy", "exit 9") }));
    expect(outcome).toMatchObject({ status: "failed", exitCode: 9 });
  });

  it("tell a death by signal from an exit", async () => {
    const { outcome } = await runFor(document([script("dies", "kill -9 $$")]));
    expect(outcome).toMatchObject({ status: "failed", error: { code: "STEP_KILLED" } });
    expect(outcome.error?.message).toBe('The step "dies" was killed by SIGKILL (signal 9).');
    expect(outcome.steps[0]).toMatchObject({ state: "failed", signal: "SIGKILL" });
    expect(outcome).not.toHaveProperty("exitCode");
  });

  it("say that a program is not there, or may not be executed", async () => {
    const missing = await runFor(document([command("gone", "no-such-program,x")]));
    expect(missing.outcome.error).toEqual({
      code: "PROGRAM_NOT_FOUND",
      message: "This device has no program no-such-program.",
    });
    const folder = mkdtempSync(join(tmpdir(), "fieldline-test-"));
    writeFileSync(join(folder, "plain"), "", { mode: 0o644 });
    const plain = await runFor(document([command("plain", join(folder, "plain"))]));
    rmSync(folder, { recursive: true });
    expect(plain.outcome.error?.code).toBe("PROGRAM_NOT_EXECUTABLE");
  });

  it("run in a folder of the job's own, which is gone afterwards, with stdin at its end", async () => {
    const { stdout, outcome } = await runFor(
      document([script("write", "cat; echo kept > note; pwd"), script("read", "cat note; ls -A")]),
    );
    expect(outcome.status).toBe("completed");
    const [folder = "", ...rest] = stdout.split("\n");
    expect(rest).toEqual(["kept", "note", ""]);
    expect(existsSync(folder)).toBe(false);
  });

  it("see nothing of the agent's environment but what is documented", async () => {
    process.env.FIELDLINE_SECRET = "hidden";
    const { stdout } = await runFor(document([command("env", "env")]));
    delete process.env.FIELDLINE_SECRET;
    const names = stdout.split("\n").flatMap((line) => line.match(/^\w+(?==)/)?.[0] ?? []);
    expect(names.sort()).toEqual(
      ["FIELDLINE_JOB_ID", "FIELDLINE_STEP", "FIELDLINE_STEP_NUMBER", "HOME", "LANG", "LOGNAME", "PATH", "USER"].sort(),
    );
    expect(stdout).toContain("FIELDLINE_STEP=env\n");
  });

  it("give a script its arguments and its interpreter", async () => {
    const action = {
      name: "node",
      type: "runScript" as const,
      input: { script: "console.log(process.argv.slice(2))", interpreter: "node" as const, args: ["a b", "$c"] },
    };
    expect((await runFor(document([{ action }]))).stdout).toBe("[ 'a b', '$c' ]\n");
  });
});

describe("stderr", () => {
  const noisy = "echo warned >&2";
  it("fails a step whose allowStdErr is false", async () => {
    const { outcome, stderr } = await runFor(document([script("noisy", noisy, { allowStdErr: false })]));
    expect(outcome).toMatchObject({ status: "failed", exitCode: 0, error: { code: "STDERR_OUTPUT" } });
    expect(stderr).toBe("warned\n");
  });

  it.each([undefined, true])("leaves a step good whose allowStdErr is %s", async (allowStdErr) => {
    const extra = allowStdErr === undefined ? {} : { allowStdErr };
    const { outcome, stderr } = await runFor(document([script("noisy", noisy, extra)]));
    expect(outcome.status).toBe("completed");
    expect(stderr).toBe("warned\n");
  });

  it("is reported where stdout is not", async () => {
    const { stdout, stderr } = await runFor(
      document([script("both", "echo out; echo err >&2")], { includeStdOut: false }),
    );
    expect([stdout, stderr]).toEqual(["", "err\n"]);
  });
});
