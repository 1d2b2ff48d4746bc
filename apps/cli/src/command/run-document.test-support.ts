import type { DocumentStep, JobDocument, StepAction, StepProgress } from "@fieldline/domain/document";
import type { CommandConfig, CommandRun, OutputPiece } from "./command-run.ts";
import { runDocument } from "./run-document.ts";

type Extra = Partial<Omit<StepAction, "type" | "input" | "name">>;

/** A step that runs a shell script. */
export function script(name: string, text: string, extra: Extra = {}): DocumentStep {
  return { action: { name, type: "runScript", input: { script: text }, ...extra } };
}

export function command(name: string, text: string, extra: Extra = {}): DocumentStep {
  return { action: { name, type: "runCommand", input: { command: text }, ...extra } };
}

export const document = (steps: DocumentStep[], rest: Partial<JobDocument> = {}): JobDocument => ({
  version: "1.0",
  steps,
  ...rest,
});

interface Options {
  config?: Partial<CommandConfig>;
  handlers?: CommandRun["handlers"];
  facts?: Record<string, string>;
  signal?: AbortSignal;
  onOutput?(piece: OutputPiece): void;
  waitWhilePaused?(): Promise<void>;
}

/** Runs a document for real and keeps all that it told. */
export async function runFor(document: JobDocument, options: Options = {}) {
  const pieces: OutputPiece[] = [];
  const progress: StepProgress[][] = [];
  const logged: string[] = [];
  const outcome = await runDocument({
    jobId: "0192f5b0-0000-7000-8000-00000000000a",
    document,
    handlers: options.handlers ?? { refs: [], get: () => Promise.reject(new Error("no handler was to be asked for")) },
    facts: options.facts ?? {},
    config: { allowRunAs: [], forbidCommands: false, ...options.config },
    hooks: {
      step: (steps) => void progress.push(steps),
      output(piece) {
        pieces.push(piece);
        options.onOutput?.(piece);
      },
      log: (message) => void logged.push(message),
    },
    signal: options.signal ?? new AbortController().signal,
    controls: { waitWhilePaused: options.waitWhilePaused ?? (() => Promise.resolve()) },
  });
  const text = (stream: OutputPiece["stream"]) =>
    pieces.flatMap((piece) => (piece.stream === stream ? [piece.text] : [])).join("");
  return { outcome, pieces, progress, logged, stdout: text("stdout"), stderr: text("stderr") };
}
