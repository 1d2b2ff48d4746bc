import type { JobDocument, StepAction } from "@fieldline/domain/document";
import { formatDuration } from "@fieldline/ui/time";

const CODE = "mt-1 rounded-sm bg-bg p-2 font-mono text-[12.5px] leading-normal whitespace-pre-wrap wrap-anywhere";

function textOf(action: StepAction): string {
  if (action.type === "runCommand") return action.input.command;
  return action.type === "runScript" ? action.input.script : action.input.handler;
}

function howOf({ type, runAsUser, timeoutMs, ignoreStepFailure }: StepAction): string {
  return [
    type === "runCommand" ? "command" : type === "runScript" ? "script" : "handler",
    runAsUser && `as ${runAsUser}`,
    timeoutMs !== undefined && `for ${formatDuration(timeoutMs)} at most`,
    ignoreStepFailure && "may fail",
  ]
    .filter(Boolean)
    .join(", ");
}

function Step({ action }: { action: StepAction }) {
  const args = action.type === "runCommand" ? [] : (action.input.args ?? []);
  return (
    <>
      <p className="font-medium wrap-anywhere">
        {action.name} <span className="text-[12.5px] font-normal text-muted">{howOf(action)}</span>
      </p>
      <pre className={CODE}>{textOf(action)}</pre>
      {args.length > 0 && (
        <p className="mt-1 text-[12.5px] text-muted wrap-anywhere">
          with <span className="font-mono">{args.map((arg) => JSON.stringify(arg)).join(" ")}</span>
        </p>
      )}
    </>
  );
}

/** A document's steps as they will run, with what has to hold before the first. */
export function FilledSteps({ document: { conditions = [], steps, finalStep } }: { document: JobDocument }) {
  return (
    <div className="grid gap-3">
      {conditions.map(({ key, value, type }) => (
        <p key={`${key} ${value.join()}`} className="text-muted wrap-anywhere">
          Only where <span className="font-mono text-[.93em]">{key}</span> is {type === "stringNotEqual" && "not "}
          {value.join(" or ")}
        </p>
      ))}
      <ol className="grid list-decimal gap-3 pl-5 marker:text-muted">
        {steps.map(({ action }) => (
          <li key={action.name}>
            <Step action={action} />
          </li>
        ))}
      </ol>
      {finalStep && (
        <div>
          <p className="text-[12.5px] text-muted">In the end, whatever happened</p>
          <Step action={finalStep.action} />
        </div>
      )}
    </div>
  );
}
