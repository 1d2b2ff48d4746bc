import type { Json } from "../job/job.ts";

/** What a command runs: a job document in the AWS IoT Device Client's format, read and made whole. */

/** Longest document, as JSON text in UTF-8, in bytes. */
export const MAX_DOCUMENT_BYTES = 32 * 1_024;
export const MAX_STEPS = 50;
/** Kept of each stream of an attempt, in bytes of UTF-8; what is more loses its middle. */
export const MAX_OUTPUT_BYTES = 1_024 * 1_024;

/** A program and its arguments, split at commas; no shell reads it. */
export interface RunCommandInput {
  command: string;
}
/** A script of the library by its name, or of the device where `path` names a folder there. */
export interface RunHandlerInput {
  handler: string;
  args?: string[];
  path?: string;
}
/** A script's text, given to an interpreter (`sh` unless told). */
export interface RunScriptInput {
  script: string;
  interpreter?: "sh" | "bash" | "python3" | "node";
  args?: string[];
}

interface ActionBase {
  name: string;
  runAsUser?: string;
  /** False fails a step that writes to stderr; absent is true. */
  allowStdErr?: boolean;
  /** Whether the next step runs although this one failed. */
  ignoreStepFailure?: boolean;
  /** After so many ms the step is killed with its process group. */
  timeoutMs?: number;
}
export type StepAction =
  | (ActionBase & { type: "runCommand"; input: RunCommandInput })
  | (ActionBase & { type: "runHandler"; input: RunHandlerInput })
  | (ActionBase & { type: "runScript"; input: RunScriptInput });

export interface DocumentStep {
  action: StepAction;
}

/** What must hold of the device before the first step runs. */
export interface DocumentCondition {
  key: string;
  /** It holds where the device's value is one of these. */
  value: string[];
  type: "stringEqual" | "stringNotEqual";
}

/** A document as parsed: fields that are not known here are kept as they came. */
export interface JobDocument {
  version: string;
  steps: DocumentStep[];
  /** Runs last, whether or not the steps succeeded. */
  finalStep?: DocumentStep;
  /** Whether stdout is reported; true unless told. */
  includeStdOut?: boolean;
  conditions?: DocumentCondition[];
  [unknown: string]: Json | undefined;
}

/** A variable of a template; `pattern` is a regular expression that the whole value must match. */
export interface TemplateVariable {
  name: string;
  label?: string;
  description?: string;
  required?: boolean;
  default?: string;
  pattern?: string;
}

/** A script of the library that a document names, at the version that this job runs. */
export interface HandlerRef {
  name: string;
  version: number;
  /** Lower-case hex of the content's SHA-256. */
  sha256: string;
}

/** A command job's spec: what its device gets. */
export interface CommandSpec {
  deviceId: string;
  deviceName: string;
  /** With every variable filled in. */
  document: JobDocument;
  handlers: HandlerRef[];
  variables: Record<string, string>;
  template: { slug: string; version: number } | null;
}

export const STEP_STATES = ["pending", "running", "completed", "failed", "timed_out", "ignored", "skipped"] as const;
export type StepState = (typeof STEP_STATES)[number];

/** How one step of an attempt stands. `ignored` failed, and was allowed to. */
export interface StepProgress {
  name: string;
  state: StepState;
  exitCode?: number;
  /** The signal that ended it, such as SIGKILL. */
  signal?: string;
  startedAt?: number;
  endedAt?: number;
  message?: string;
}
