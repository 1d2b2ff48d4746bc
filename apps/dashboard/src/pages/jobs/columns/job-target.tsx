import type { Job } from "@fieldline/domain/job";
import { commandWords } from "../../../components/command-words.ts";
import { addressOf } from "../../../components/target-address.ts";

/** What a job is done to, or what it does and who does it. */
export function JobTarget({ job }: { job: Job }) {
  if (job.kind === "probe")
    return (
      <span className="block truncate font-mono text-[.93em]" title={addressOf(job.spec.target)}>
        {job.spec.target.host}
      </span>
    );
  const [what, where] =
    job.kind === "task"
      ? [job.type, job.assigneeName ?? job.queue ?? ""]
      : [`${commandWords(job.spec)} on`, job.spec.deviceName];
  return (
    <span className="block truncate" title={`${what} ${where}`}>
      {what} <span className="font-mono text-[.93em]">{where}</span>
    </span>
  );
}
