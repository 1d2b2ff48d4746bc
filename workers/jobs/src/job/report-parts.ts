import type { DeviceReport } from "@fieldline/domain/device";
import { MAX_OUTPUT_BYTES } from "@fieldline/domain/document";
import { DomainError } from "@fieldline/domain/errors";
import type { Actor } from "@fieldline/domain/job";
import type { JobEvent, LogDraft } from "@fieldline/domain/lifecycle";
import type { Execution } from "./job-store.ts";

interface At {
  now: number;
  attempt: number;
  actor: Actor;
}

/** One entry of output holds no more, in UTF-16 units: a watcher gets a thousand of them in a frame. */
const ENTRY_LENGTH = 8_192;
/** The marks of what was cut may come on top. */
const MARKS_BYTES = 16_384;
const LATE_LENGTH = 2_000;

/** The bytes kept of each stream with this report's; throws OUTPUT_TOO_LARGE beyond what an attempt may keep. */
export function outputAfter(before: Execution["outputBytes"], { output = [] }: DeviceReport): Execution["outputBytes"] {
  const after = { ...before };
  for (const { stream, text } of output) after[stream] += new TextEncoder().encode(text).length;
  for (const stream of ["stdout", "stderr"] as const)
    if (after[stream] > MAX_OUTPUT_BYTES + MARKS_BYTES)
      throw new DomainError(
        "OUTPUT_TOO_LARGE",
        `An attempt keeps 1 MiB of ${stream}. Cut the middle of what is longer, and mark the cut.`,
        { stream, keptBytes: before[stream], limitBytes: MAX_OUTPUT_BYTES },
      );
  return after;
}

/** How much an attempt has told in messages and payloads with this report's; throws OUTPUT_TOO_LARGE beyond what is kept. */
export function toldAfter(before: Execution["toldLength"], { status, message, payload }: DeviceReport): number {
  const isEnd = status !== undefined && status !== "running";
  const after = (before ?? 0) + (payload ? JSON.stringify(payload).length : 0) + (isEnd ? 0 : (message?.length ?? 0));
  if (after <= MAX_OUTPUT_BYTES || after === before) return after;
  throw new DomainError(
    "OUTPUT_TOO_LARGE",
    "An attempt keeps 1 MiB of messages and payloads. Report its progress without them.",
    { keptLength: before ?? 0, limitLength: MAX_OUTPUT_BYTES },
  );
}

/** What of a report is kept in the log, beside the transition that it makes. */
export function logOf({ output = [], payload }: DeviceReport, { now, attempt, actor }: At): LogDraft[] {
  const base = { at: now, attempt, level: "info" as const, actor };
  const lines: LogDraft[] = joined(output).flatMap(({ stream, step, text }) =>
    pieces(text).map((message) => ({ ...base, kind: "output" as const, stream, message, ...(step && { step }) })),
  );
  const told: LogDraft[] = payload ? [{ ...base, kind: "payload", message: "Payload", ...payload }] : [];
  return [...lines, ...told];
}

/** The transition that a report's status asks for; undefined where it asks for none. */
export function endOf(report: DeviceReport, actor: Actor): JobEvent | undefined {
  const { status, result, exitCode, steps, error, message } = report;
  const outcome = {
    ...(result !== undefined && { result }),
    ...(exitCode !== undefined && { exitCode }),
    ...(steps && { steps }),
  };
  if (status === "completed") return { type: "complete", actor, ...outcome };
  if (status === "rejected")
    return { type: "reject", actor, reason: error?.message ?? message ?? "The device gave no reason" };
  if (status !== "failed") return undefined;
  const { code, message: why } = error ?? { code: "FAILED", message: message ?? failedWords(exitCode) };
  return { type: "fail", actor, code, message: why, isFinal: error?.retryable === false, ...outcome };
}

export function progressOf({ progress, message, steps }: DeviceReport, actor: Actor): JobEvent | undefined {
  if (progress === undefined && message === undefined && steps === undefined) return undefined;
  return { type: "progress", actor, progress, message, steps };
}

/** What a report that came too late said, cut to what a log line may hold. */
export function lateEntry(text: string, { now, attempt, actor }: At): LogDraft {
  const message = `Told after the end, and not counted: ${text}`;
  return { at: now, attempt, level: "warn", kind: "message", message, actor };
}

export function briefed({ status, message, error, exitCode, result, output, payload }: DeviceReport): string {
  const text = JSON.stringify({ status, message, error, exitCode, result, output, payload });
  return text.length > LATE_LENGTH ? `${text.slice(0, LATE_LENGTH)}…` : text;
}

function failedWords(exitCode: number | undefined): string {
  return exitCode === undefined ? "The device says that it failed" : `It ended with exit code ${exitCode}`;
}

type Output = NonNullable<DeviceReport["output"]>;

/** Neighbours of the same stream and step are one text: an entry costs more than the letter that it may hold. */
function joined(output: Output): Output {
  const texts: Output = [];
  for (const { stream, step, text } of output) {
    const last = texts.at(-1);
    if (last && last.stream === stream && last.step === step) last.text += text;
    else texts.push({ stream, step, text });
  }
  return texts;
}

function pieces(text: string): string[] {
  const parts: string[] = [];
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + ENTRY_LENGTH);
    // A pair of surrogates stays together.
    if (to < text.length && /[\ud800-\udbff]/.test(text.charAt(to - 1))) to--;
    parts.push(text.slice(from, to));
    from = to;
  }
  return parts;
}
