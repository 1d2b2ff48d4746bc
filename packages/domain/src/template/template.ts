import type { TemplateVariable } from "../command/document.ts";
import type { Json, RetryPolicy } from "../job/job.ts";

/** What jobs of a template have unless the creation says otherwise. */
export interface TemplateDefaults {
  timeoutMs?: number;
  queueTtlMs?: number;
  priority?: number;
  /** Of a task. */
  queue?: string;
  leaseMs?: number;
  /** How many tasks of the template may be under way at once. */
  maxConcurrency?: number;
  retry?: Partial<RetryPolicy> & { maxAttempts: number };
}

/** A reusable definition of a job, at one of its versions. */
export interface Template {
  id: string;
  slug: string;
  name: string;
  category: string | null;
  description: string | null;
  kind: "command";
  /** Counts from 1; a job keeps the version that it ran. */
  version: number;
  /** The job document, `{{VARIABLES}}` and all. */
  spec: { document: Record<string, Json> };
  variables: TemplateVariable[];
  defaults: TemplateDefaults;
  /** Came with Fieldline and was not changed since. */
  isShipped: boolean;
  createdAt: number;
  updatedAt: number;
}

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
