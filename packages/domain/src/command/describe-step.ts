import { splitCommand } from "./command-line.ts";
import type { DocumentStep, StepAction } from "./document.ts";

/** What a step does, in one line: "Runs systemctl restart nginx as root, for at most 30 s". */
export function describeStep({ action }: DocumentStep): string {
  const { runAsUser, timeoutMs, allowStdErr, ignoreStepFailure } = action;
  const parts = [
    `Runs ${describeInput(action)}${runAsUser ? ` as ${runAsUser}` : ""}`,
    timeoutMs !== undefined && `for at most ${lengthOf(timeoutMs)}`,
    allowStdErr === false && "fails if it writes to stderr",
    ignoreStepFailure && "may fail",
  ];
  return parts.filter(Boolean).join(", ");
}

function describeInput(action: StepAction): string {
  if (action.type === "runCommand") return inWords(splitCommand(action.input.command));
  const args = action.input.args?.length ? ` with ${inWords(action.input.args)}` : "";
  if (action.type === "runScript") return `${describeScript(action.input)}${args}`;
  const { handler, path } = action.input;
  const where = path && path !== "default" ? ` of ${path}` : "";
  return `the handler ${handler}${where}${args}`;
}

function describeScript({ script, interpreter = "sh" }: { script: string; interpreter?: string }): string {
  const lines = script.trimEnd().split("\n").length;
  return `${lines} ${lines === 1 ? "line" : "lines"} of ${interpreter}`;
}

function inWords(args: readonly string[]): string {
  return args.map((each) => (/^[\w@%+=:,./{}-]+$/.test(each) ? each : JSON.stringify(each))).join(" ");
}

const UNITS = [
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1_000],
] as const;

function lengthOf(ms: number): string {
  const [unit, unitMs] = UNITS.find(([, each]) => ms % each === 0) ?? ["ms", 1];
  return `${ms / unitMs}\u00a0${unit}`;
}
