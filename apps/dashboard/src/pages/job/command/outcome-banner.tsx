import { type CommandJob, isEnded } from "@fieldline/domain/job";
import { formatQuantity } from "@fieldline/ui/format";
import { formatDuration } from "@fieldline/ui/time";
import { Notice } from "../../../components/notice.tsx";
import { EndedBadlyNotice } from "../ended-badly-notice.tsx";
import { ScheduledNotice } from "../scheduled-notice.tsx";
import { stepsOf } from "./steps-of.ts";
import { WaitsFor } from "./waits-for.tsx";

/** How the command stands, in a sentence: what it waits for, or what went wrong and what to do. */
export function OutcomeBanner({ job }: { job: CommandJob }) {
  if (job.status === "assigned") return <WaitsFor job={job} deviceId={job.spec.deviceId} name={job.spec.deviceName} />;
  if (job.status === "scheduled") return <ScheduledNotice job={job} />;
  if (job.status === "paused")
    return (
      <Notice tone="warn" role="status">
        <b className="font-semibold text-warn">Paused</b>. The step under way runs to its end; the next one waits until
        you resume.
      </Notice>
    );
  if (job.status === "cancelled")
    return (
      <Notice tone="idle" role="status">
        <b className="font-semibold">Cancelled{job.statusReason ? ": " : "."}</b> {job.statusReason}
      </Notice>
    );
  if (isEnded(job.status) && job.error) return <EndedBadlyNotice job={job} />;
  if (job.status === "completed") return <Done job={job} />;
  return <Running job={job} />;
}

/** The step under way; also where one that has begun tells of none yet. */
function Running({ job: { spec, steps } }: { job: CommandJob }) {
  const all = stepsOf(spec, { steps, isOver: false });
  const at = all.findIndex(({ state }) => state === "running");
  const step = all[at];
  return (
    <Notice tone="info">
      <b className="font-semibold text-info">{step ? `Runs step ${at + 1} of ${all.length}` : "Running"}</b>
      {step ? `: ${step.name}.` : "."}
    </Notice>
  );
}

function Done({ job: { steps, startedAt, endedAt } }: { job: CommandJob }) {
  const ignored = steps.filter(({ state }) => state === "ignored").length;
  const took = startedAt !== null && endedAt !== null ? ` in ${formatDuration(Math.max(0, endedAt - startedAt))}` : "";
  return (
    <Notice tone="ok" role="status">
      <b className="font-semibold text-ok">Done{took}</b>.
      {ignored > 0 && ` ${formatQuantity(ignored, "step")} failed, which the document allows.`}
    </Notice>
  );
}
