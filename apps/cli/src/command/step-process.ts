import { type ChildProcess, spawn } from "node:child_process";
import type { OutputStream } from "./output-stream.ts";
import { endGroup } from "./process-group.ts";
import type { Account } from "./run-as.ts";
import { StepFailure } from "./step-failure.ts";
import type { Program } from "./step-program.ts";

export interface StepRun {
  program: Program;
  cwd: string;
  env: NodeJS.ProcessEnv;
  account: Account | undefined;
  timeoutMs: number | undefined;
  signal: AbortSignal;
  stdout: OutputStream;
  stderr: OutputStream;
}

export interface StepEnding {
  exitCode: number | null;
  killedBy: NodeJS.Signals | null;
  /** Why the agent ended it, where it did. */
  cause?: "timedOut" | "cancelled";
}

/** After its program's end a step's output is read until it falls silent for so long: a daemon may hold it open. */
const SILENCE_MS = 500;

/** Runs a program in a process group of its own; throws StepFailure where it cannot be started. */
export async function runStepProcess(run: StepRun): Promise<StepEnding> {
  const child = start(run);
  const ending = endingOf(child, run);
  child.stdout?.on("data", (bytes: Buffer) => run.stdout.write(bytes));
  child.stderr?.on("data", (bytes: Buffer) => run.stderr.write(bytes));
  let cause: StepEnding["cause"];
  let ended: Promise<void> | undefined;
  const end = (why: StepEnding["cause"]) => {
    if (ended || child.pid === undefined) return;
    cause = why;
    ended = endGroup(child.pid, { user: run.account?.name });
  };
  const cancel = () => end("cancelled");
  if (run.signal.aborted) cancel();
  run.signal.addEventListener("abort", cancel, { once: true });
  const timer = run.timeoutMs === undefined ? undefined : setTimeout(() => end("timedOut"), run.timeoutMs);
  try {
    const { exitCode, killedBy } = await ending;
    await ended;
    return { exitCode, killedBy, ...(cause && { cause }) };
  } finally {
    clearTimeout(timer);
    run.signal.removeEventListener("abort", cancel);
    run.stdout.end();
    run.stderr.end();
  }
}

function start({ program, cwd, env, account }: StepRun): ChildProcess {
  const options = { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] as ["ignore", "pipe", "pipe"] };
  if (!account) return spawn(program.file, program.args, options);
  if (process.getuid?.() === 0)
    return spawn(program.file, program.args, { ...options, uid: account.uid, gid: account.gid });
  const kept = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return spawn("sudo", ["-n", "-u", account.name, "--", "env", "-i", ...kept, program.file, ...program.args], options);
}

type Exit = Pick<StepEnding, "exitCode" | "killedBy">;

function endingOf(child: ChildProcess, { program }: StepRun): Promise<Exit> {
  return new Promise((resolve, reject) => {
    let exit: Exit | undefined;
    let silence: NodeJS.Timeout | undefined;
    const letGo = () => {
      child.stdout?.destroy();
      child.stderr?.destroy();
    };
    const waitForSilence = () => {
      if (!exit) return;
      clearTimeout(silence);
      silence = setTimeout(letGo, SILENCE_MS);
    };
    child.stdout?.on("data", waitForSilence);
    child.stderr?.on("data", waitForSilence);
    child.on("error", (error: NodeJS.ErrnoException) => reject(notStarted(program.file, error)));
    child.on("exit", (exitCode, killedBy) => {
      exit = { exitCode, killedBy };
      waitForSilence();
    });
    child.on("close", (exitCode, killedBy) => {
      clearTimeout(silence);
      resolve(exit ?? { exitCode, killedBy });
    });
  });
}

function notStarted(file: string, { code, message }: NodeJS.ErrnoException): StepFailure {
  if (code === "ENOENT") return new StepFailure("PROGRAM_NOT_FOUND", `This device has no program ${file}.`);
  if (code === "EACCES")
    return new StepFailure("PROGRAM_NOT_EXECUTABLE", `${file} may not be executed; set its execute permission.`);
  if (code === "E2BIG") return new StepFailure("PROGRAM_NOT_STARTED", `The arguments of ${file} are too long.`);
  return new StepFailure("PROGRAM_NOT_STARTED", `${file} could not be started: ${code ?? message}.`);
}
