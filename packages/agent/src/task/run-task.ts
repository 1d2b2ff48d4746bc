import type { Json } from "@fieldline/domain/job";
import { isDeeperThan } from "@fieldline/domain/json-depth";
import { endAtDeadline } from "../run/deadline.ts";
import type { WorkPorts } from "../run/executor.ts";
import { reportedError } from "../run/reported-error.ts";
import type { Work } from "../run/work.ts";
import type { ReportBody } from "../server/device-port.ts";
import type { Handler } from "./define-handler.ts";
import { isJobError, JobError } from "./job-error.ts";
import { contextOf } from "./task-context.ts";
import { endingOf } from "./task-ending.ts";
import { JSON_DEPTH, TaskNotes } from "./task-notes.ts";

const MOST_OF_A_RESULT = 65_536;

/** Runs the handler of a task, and keeps what it tells and how it ends for the server. */
export async function runTask(work: Work, handler: Handler, ports: WorkPorts): Promise<void> {
  const { spool, clock, notify } = ports;
  const { ref, control } = work;
  const hasRunBefore = spool.jobs.find(ref)?.state === "begun";
  spool.jobs.begin(ref);
  work.hasBegun = true;
  const endWatch = endAtDeadline(work, clock);
  const notes = new TaskNotes(work, ports);
  if (hasRunBefore) notes.line("stdout", "The agent was restarted; the handler runs again from its start.");
  const body = await outcomeOf(work, handler, notes);
  endWatch();
  notes.end();
  // What ends because the agent stops is handed back by it, and what is another's is nobody's to tell.
  const isOurs = !work.isGivenUp && control.endReason !== "lost";
  if (isOurs && (body.status === "completed" || control.endReason !== "stopped")) {
    spool.conclude(ref, body, clock.now());
    notify(work);
  }
}

async function outcomeOf(work: Work, handler: Handler, notes: TaskNotes): Promise<ReportBody> {
  const { control, assignment } = work;
  try {
    const input = await checked(handler, assignment.input ?? null);
    const result = await handler.run(input, contextOf(work, notes));
    return { status: "completed", result: resultOf(result) };
  } catch (thrown) {
    return { status: "failed", error: errorOf(control.endReason ? endingOf(control.endReason) : thrown) };
  }
}

async function checked({ schema }: Handler, input: Json): Promise<unknown> {
  if (!schema) return input;
  const read = await schema["~standard"].validate(input);
  if (!read.issues) return read.value;
  const words = read.issues.map(({ path = [], message }) => `${pathOf(path)}: ${message}`).join("; ");
  throw new JobError("INVALID_INPUT", words, { retryable: false });
}

function pathOf(path: readonly (PropertyKey | { key: PropertyKey })[]): string {
  return ["input", ...path.map((part) => String(typeof part === "object" ? part.key : part))].join(".");
}

function resultOf(value: unknown): Json {
  let text: string;
  try {
    text = JSON.stringify(value ?? null) ?? "null";
  } catch (cause) {
    throw unfit("RESULT_NOT_JSON", `The result has no JSON: ${cause instanceof Error ? cause.message : cause}`);
  }
  if (text.length > MOST_OF_A_RESULT)
    throw unfit(
      "RESULT_TOO_LARGE",
      `The result has ${text.length} characters as JSON, and at most ${MOST_OF_A_RESULT} are kept. Keep it elsewhere, and name the place.`,
    );
  const result: Json = JSON.parse(text);
  if (isDeeperThan(result, JSON_DEPTH))
    throw unfit("RESULT_TOO_DEEP", `The result is nested deeper than ${JSON_DEPTH}. Make it flatter.`);
  return result;
}

const unfit = (code: string, message: string) => new JobError(code, message, { retryable: false });

/** An error of the handler's own choosing as it is; of any other its message, and that of its cause, which is all that `fetch failed` says. */
function errorOf(thrown: unknown): ReportBody["error"] {
  if (!isJobError(thrown)) {
    const message = thrown instanceof Error ? wordsOf(thrown) : String(thrown);
    return { code: "FAILED", message: message.slice(0, 2_000) || "The handler failed and did not say why." };
  }
  const error = reportedError(thrown.code, thrown.message, "FAILED");
  return { ...error, ...(thrown.retryable === false && { retryable: false }) };
}

function wordsOf({ message, cause }: Error): string {
  const why = cause instanceof AggregateError ? cause.errors[0] : cause;
  return why instanceof Error && why.message ? `${message}: ${why.message}` : message;
}
