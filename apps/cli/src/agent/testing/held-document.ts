import type { CommandOutcome, CommandRun } from "../../command/command-run.ts";

/** A document that runs until it is told to end, or killed. */
export function held() {
  const begun: string[] = [];
  const ends = new Map<string, (outcome: CommandOutcome) => void>();
  const runDocument = ({ jobId, signal }: CommandRun) =>
    new Promise<CommandOutcome>((resolve) => {
      begun.push(jobId);
      ends.set(jobId, resolve);
      signal.addEventListener("abort", () => resolve({ status: "failed", steps: [{ name: "one", state: "failed" }] }));
    });
  return { begun, runDocument, end: (id: string) => ends.get(id)?.({ status: "completed", exitCode: 0, steps: [] }) };
}
