import type { TemplateVariable } from "../command/document.ts";
import type { DependencyRule, Json, RetryPolicy } from "../job/job.ts";
import type { TaskTemplateSpec } from "../task/task-template.ts";

/** What jobs of a template have unless the creation says otherwise. */
export interface TemplateDefaults {
  /** Of an attempt; of a probe, a packet's. */
  timeoutMs?: number;
  queueTtlMs?: number;
  priority?: number;
  name?: string;
  notes?: string;
  queue?: string;
  onDependencyFailure?: DependencyRule;
  /** Of a task. */
  leaseMs?: number;
  /** How many tasks of the template may be under way at once. */
  maxConcurrency?: number;
  retry?: Partial<RetryPolicy> & { maxAttempts: number };
}

interface TemplateBase {
  id: string;
  slug: string;
  name: string;
  category: string | null;
  description: string | null;
  /** Counts from 1; a job keeps the version that it ran. */
  version: number;
  variables: TemplateVariable[];
  defaults: TemplateDefaults;
  /** Came with Fieldline and was not changed since. */
  isShipped: boolean;
  createdAt: number;
  updatedAt: number;
}

export interface CommandTemplate extends TemplateBase {
  kind: "command";
  /** The job document, `{{VARIABLES}}` and all. */
  spec: { document: Record<string, Json> };
}
export interface TaskTemplate extends TemplateBase {
  kind: "task";
  spec: TaskTemplateSpec;
}
export interface ProbeTemplate extends TemplateBase {
  kind: "probe";
  /** Fields of `jobs.create`, `{{VARIABLES}}` and all; what is left out is given when a probe is made. */
  spec: { probe: Record<string, Json> };
}

/** A reusable definition of a job, at one of its versions. */
export type Template = CommandTemplate | TaskTemplate | ProbeTemplate;

export const INTERPRETERS = ["sh", "bash", "python3", "node"] as const;
export type Interpreter = (typeof INTERPRETERS)[number];
export const MAX_HANDLER_BYTES = 256 * 1_024;

/** A script of the library that a step of a command may run, at one of its versions. */
export interface Handler {
  id: string;
  name: string;
  description: string | null;
  interpreter: Interpreter;
  version: number;
  /** Lower-case hex of the content's SHA-256: devices keep what they fetched by it. */
  sha256: string;
  sizeBytes: number;
  isShipped: boolean;
  createdAt: number;
  updatedAt: number;
}
