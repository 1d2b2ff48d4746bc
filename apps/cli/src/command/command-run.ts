import type { HandlerRef, JobDocument, StepProgress } from "@fieldline/domain/document";
import type { JobError } from "@fieldline/domain/job";
import type { CachedHandler } from "../handlers-cache/handler-cache.ts";

/** What this device's owner lets commands do. */
export interface CommandConfig {
  /** Accounts that a step may name by `runAsUser`; the agent's own is always allowed. */
  allowRunAs: string[];
  /** No runCommand and no runScript: this device runs handlers alone. */
  forbidCommands: boolean;
  /** Names of the handlers that may run; all of them where it is absent. */
  allowHandlers?: string[] | undefined;
}

export interface OutputPiece {
  stream: "stdout" | "stderr";
  step: string;
  text: string;
}

/** What a run tells while it goes on; calls come in order and are not waited for. */
export interface CommandHooks {
  /** How every step stands, after each change. */
  step(progress: StepProgress[]): void;
  output(piece: OutputPiece): void;
  log(message: string): void;
}

export interface CommandRun {
  jobId: string;
  document: JobDocument;
  handlers: {
    refs: HandlerRef[];
    /** Where the script is on disk at this version, fetched where it is not. */
    get(ref: HandlerRef): Promise<CachedHandler>;
  };
  /** What the document's conditions ask about: the device's attributes, its own among them. */
  facts: Record<string, string>;
  config: CommandConfig;
  hooks: CommandHooks;
  /** Aborted when the job is cancelled: what runs is killed with its process group. */
  signal: AbortSignal;
  controls: { waitWhilePaused(): Promise<void> };
}

export interface CommandOutcome {
  status: "completed" | "failed" | "rejected";
  /** Of the step that decided the outcome; absent where no program ended by itself. */
  exitCode?: number;
  error?: JobError;
  steps: StepProgress[];
}
