import type { Job, LogEntry } from "@fieldline/domain/job";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Tabs } from "radix-ui";
import { AuditTrail } from "./audit-trail.tsx";
import { AttemptsPanel } from "./command/attempts-panel.tsx";
import { readJobSearch, TABS, type Tab } from "./job-search.ts";
import { LogPanel } from "./log-panel.tsx";
import { SpecPanel } from "./spec-panel.tsx";

const LABELS: Record<Tab, string> = { log: "Log", attempts: "Attempts", spec: "Spec", audit: "Audit" };

/** What happened, what was asked for, and who did what. */
export function JobTabs({ job, log }: { job: Job; log: readonly LogEntry[] }) {
  const navigate = useNavigate();
  const search = useSearch({ from: "/jobs/$jobId" });
  const tabs = TABS.filter((each) => each !== "attempts" || job.kind !== "probe");
  const tab = tabs.find((each) => each === search.tab) ?? "log";
  const choose = (value: string) =>
    void navigate({
      to: "/jobs/$jobId",
      params: { jobId: job.id },
      search: readJobSearch({ ...search, tab: value }),
      replace: true,
      resetScroll: false,
    });
  return (
    <Tabs.Root value={tab} onValueChange={choose} className="mt-1 min-w-0">
      <Tabs.List aria-label="More about the job" className="flex gap-5 border-b border-line">
        {tabs.map((value) => (
          <Tabs.Trigger
            key={value}
            value={value}
            className="-mx-1 cursor-pointer rounded-t-sm px-1 py-2 text-muted hover:text-text data-[state=active]:font-semibold data-[state=active]:text-text data-[state=active]:shadow-[inset_0_-2px_var(--color-accent)] max-md:min-w-12 max-md:py-3"
          >
            {LABELS[value]}
            {value === "attempts" && job.attempt > 1 && ` (${job.attempt})`}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value="log" className="pt-3">
        <LogPanel jobId={job.id} live={log} />
      </Tabs.Content>
      <Tabs.Content value="attempts" className="pt-3">
        {job.kind !== "probe" && <AttemptsPanel job={job} />}
      </Tabs.Content>
      <Tabs.Content value="spec" className="pt-3">
        <SpecPanel job={job} />
      </Tabs.Content>
      <Tabs.Content value="audit" className="pt-3">
        <AuditTrail jobId={job.id} />
      </Tabs.Content>
    </Tabs.Root>
  );
}
