import type { Job } from "@fieldline/domain/job";
import { CopyText } from "../../components/copy-text.tsx";

/** The job's specification as it was taken, and the id to speak of it. */
export function SpecPanel({ job }: { job: Job }) {
  const json = JSON.stringify(job.spec, null, 2);
  return (
    <div className="min-h-64">
      <p className="mb-2 flex flex-wrap items-baseline gap-x-1.5 text-muted">
        Job <CopyText what="Job id" text={job.id} />
      </p>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label="Specification as JSON"
        className="overflow-x-auto rounded-md border border-line bg-surface"
      >
        <pre className="p-3.5 font-mono text-[12.5px] leading-[1.6]">{json}</pre>
      </section>
    </div>
  );
}
