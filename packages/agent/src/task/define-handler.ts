import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { TaskContext } from "./task-context.ts";

export interface HandlerOptions {
  /**
   * Whether an attempt that was under way when the process ended may simply be run again: the handler finds by itself
   * what is done already. Without it such an attempt fails with AGENT_RESTARTED, and the job's retries decide.
   */
  resumable?: boolean;
}

/** How one type of task is done. */
export interface Handler extends HandlerOptions {
  type: string;
  /** Checks and shapes the input; without one the handler gets it as it came. */
  schema?: StandardSchemaV1;
  run(input: unknown, context: TaskContext): unknown;
}

/** A handler whose input has the type of its schema: zod, valibot, arktype or any other Standard Schema. */
export function defineHandler<Schema extends StandardSchemaV1>(
  type: string,
  schema: Schema,
  run: (input: StandardSchemaV1.InferOutput<Schema>, context: TaskContext) => unknown,
  options: HandlerOptions = {},
): Handler {
  return { type, schema, run: run as Handler["run"], ...options };
}

const MOST_TYPES = 50;
/** As the server names the type of a task: one of another name would be offered none, and without a word. */
const TASK_TYPE = /^[A-Za-z0-9]([A-Za-z0-9._/-]{0,98}[A-Za-z0-9])?$/;

/** Throws where these cannot be the handlers of one agent. */
export function checkHandlers(handlers: unknown): asserts handlers is Handler[] {
  if (!Array.isArray(handlers) || handlers.length === 0 || !handlers.every(isHandler))
    throw new TypeError("Give the handlers as a list: [defineHandler(type, schema, run), …].");
  const types = handlers.map(({ type }) => type);
  const twice = types.find((type, at) => types.indexOf(type) !== at);
  if (twice !== undefined) throw new TypeError(`There are two handlers for “${twice}”. Keep one of them.`);
  const unfit = types.find((type) => !TASK_TYPE.test(type));
  if (unfit !== undefined)
    throw new TypeError(`“${unfit}” is no type of task. Use 1 to 100 letters, digits, and . _ - / between them.`);
  if (types.length > MOST_TYPES)
    throw new TypeError(`An agent takes at most ${MOST_TYPES} types. Make a second agent.`);
}

function isHandler(value: unknown): value is Handler {
  if (typeof value !== "object" || value === null) return false;
  const { type, run } = value as Partial<Handler>;
  return typeof type === "string" && typeof run === "function";
}
