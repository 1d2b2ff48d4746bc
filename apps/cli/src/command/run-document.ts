import { type DocumentStep, MAX_OUTPUT_BYTES, type StepAction, type StepProgress } from "@fieldline/domain/document";
import type { JobError } from "@fieldline/domain/job";
import type { CommandOutcome, CommandRun, OutputPiece } from "./command-run.ts";
import { stepEnvironment } from "./environment.ts";
import { OutputBudget } from "./output-budget.ts";
import { OutputStream } from "./output-stream.ts";
import { refusalOf } from "./refusal.ts";
import { findAccount, isOtherAccount } from "./run-as.ts";
import { outcomeOfEnding, outcomeOfFailure, type StepOutcome } from "./step-outcome.ts";
import { runStepProcess } from "./step-process.ts";
import { programOf } from "./step-program.ts";
import { makeWorkFolder, type WorkFolder } from "./work-folder.ts";

/**
 * Runs a document's steps in their order, the final step last whatever became of the others. Never throws for what a
 * step does; a cancelled run starts no further step, not even the final one.
 */
export async function runDocument(run: CommandRun): Promise<CommandOutcome> {
  const { document } = run;
  const steps = document.finalStep ? [...document.steps, document.finalStep] : document.steps;
  const course = new Course(run, steps);
  const refusal = refusalOf(run);
  if (refusal) {
    course.skipRest();
    return { status: "rejected", error: refusal, steps: course.progress() };
  }
  const folder = await makeWorkFolder();
  try {
    for (const [index, { action }] of steps.entries()) {
      const isFinal = document.finalStep !== undefined && index === steps.length - 1;
      await untilUnpaused(run);
      if (run.signal.aborted) break;
      if (course.error && !isFinal) continue;
      await course.run(action, { index, folder });
    }
  } finally {
    await folder.remove();
  }
  course.skipRest();
  return course.outcome();
}

/** A cancelled job is not waited for, paused or not. */
async function untilUnpaused({ controls, signal }: CommandRun): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const abort = () => resolve();
  signal.addEventListener("abort", abort, { once: true });
  await Promise.race([controls.waitWhilePaused(), promise]);
  signal.removeEventListener("abort", abort);
}

/** How the steps of one run stand, and what its outcome is by then. */
class Course {
  readonly #run: CommandRun;
  readonly #steps: StepProgress[];
  readonly #budgets = { stdout: new OutputBudget(MAX_OUTPUT_BYTES), stderr: new OutputBudget(MAX_OUTPUT_BYTES) };
  #exitCode: number | undefined;
  /** Why the run failed: of the first step that did and was not allowed to. */
  error: JobError | undefined;

  constructor(run: CommandRun, steps: DocumentStep[]) {
    this.#run = run;
    this.#steps = steps.map(({ action }) => ({ name: action.name, state: "pending" }));
  }

  progress(): StepProgress[] {
    return this.#steps.map((step) => ({ ...step }));
  }

  async run(action: StepAction, { index, folder }: { index: number; folder: WorkFolder }): Promise<void> {
    this.#change(index, { state: "running", startedAt: Date.now() });
    const { progress, error } = await this.#outcomeOf(action, { index, folder });
    const isIgnored = error !== undefined && action.ignoreStepFailure === true && !this.#run.signal.aborted;
    if (isIgnored) this.#run.hooks.log(`${error.message} It was ignored, as the document says.`);
    else if (error && !this.error) {
      this.error = error;
      this.#exitCode = progress.exitCode;
    }
    this.#change(index, { ...progress, ...(isIgnored && { state: "ignored" }), endedAt: Date.now() });
  }

  skipRest(): void {
    const rest = this.#steps.filter(({ state }) => state === "pending");
    for (const step of rest) step.state = "skipped";
    if (rest.length > 0) this.#run.hooks.step(this.progress());
  }

  outcome(): CommandOutcome {
    const steps = this.progress();
    const cancelled = this.#run.signal.aborted && { code: "CANCELLED", message: "The command was cancelled." };
    const error = this.error ?? (cancelled && steps.some(({ state }) => state === "skipped") ? cancelled : undefined);
    if (!error) return { status: "completed", exitCode: 0, steps };
    return { status: "failed", ...(this.#exitCode !== undefined && { exitCode: this.#exitCode }), error, steps };
  }

  #change(index: number, change: Partial<StepProgress>): void {
    const step = this.#steps[index];
    if (step) Object.assign(step, change);
    this.#run.hooks.step(this.progress());
  }

  async #outcomeOf(action: StepAction, { index, folder }: { index: number; folder: WorkFolder }): Promise<StepOutcome> {
    const { jobId, handlers, signal } = this.#run;
    const number = index + 1;
    const streams = { stdout: this.#stream("stdout", action), stderr: this.#stream("stderr", action) };
    try {
      const account = isOtherAccount(action.runAsUser) ? await findAccount(action.runAsUser) : undefined;
      await folder.give(account);
      const program = await programOf(action, { folder, number, account, handlers });
      const ending = await runStepProcess({
        program,
        cwd: folder.work,
        env: stepEnvironment({ jobId, step: action.name, number }, account),
        account,
        timeoutMs: action.timeoutMs,
        signal,
        ...streams,
      });
      return outcomeOfEnding(action, { ending, hasStdErr: streams.stderr.hasOutput });
    } catch (thrown) {
      return outcomeOfFailure(thrown);
    }
  }

  #stream(stream: OutputPiece["stream"], { name }: StepAction): OutputStream {
    const isReported = stream === "stderr" || this.#run.document.includeStdOut !== false;
    const send = (text: string) => this.#run.hooks.output({ stream, step: name, text });
    return new OutputStream({ budget: this.#budgets[stream], send: isReported ? send : () => {} });
  }
}
