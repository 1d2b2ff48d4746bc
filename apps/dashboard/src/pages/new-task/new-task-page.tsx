import type { Job } from "@fieldline/domain/job";
import type { TaskTemplate, Template } from "@fieldline/domain/template";
import { skipToken, useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { buttonClass } from "../../components/button.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { draftLike, EMPTY_TASK } from "./task-draft.ts";
import { NewTaskForm } from "./task-form.tsx";

/** Makes a task: of a template, by hand, or like another one. */
export function NewTaskPage() {
  const { template: slug, like } = useSearch({ from: "/jobs/new-task" });
  const api = useTRPC();
  const [chosen, setChosen] = useState<TaskTemplate>();
  const other = useQuery(api.jobs.get.queryOptions(like ? { id: like } : skipToken));
  const job = other.data as Job | undefined;
  const named = slug ?? (job?.kind === "task" ? job.templateId : undefined);
  const wanted = useQuery(api.templates.get.queryOptions(named ? { id: named } : skipToken, { retry: false }));
  const found = wanted.data as Template | undefined;
  const template = chosen ?? (found?.kind === "task" ? found : undefined);
  const isReady = (!like || job !== undefined || other.isError) && (!named || found !== undefined || wanted.isError);
  const start = job?.kind === "task" ? draftLike(job, found?.kind === "task" ? found : undefined) : EMPTY_TASK;
  return (
    <div className="max-w-[1040px]">
      <PageHeader title={like ? "Same task again" : "New task"}>
        <Link to="/jobs" className={buttonClass()}>
          All jobs
        </Link>
      </PageHeader>
      {(other.isError || (job !== undefined && job.kind !== "task")) && (
        <p role="status" className="mt-2 text-muted">
          {other.isError ? "The task to make again could not be read" : "The other job is no task"}; the form starts
          empty.
        </p>
      )}
      {slug && (wanted.isError || (found && found.kind !== "task")) && !chosen && (
        <p role="alert" className="mt-2 text-bad">
          There is no task template “{slug}”. Choose another one.
        </p>
      )}
      {isReady ? (
        <NewTaskForm key={job?.id} start={start} template={template} onTemplate={setChosen} />
      ) : (
        <div role="status" aria-label="Loading what the form starts from" className="mt-4 grid gap-3">
          <Skeleton className="h-40" />
          <Skeleton className="h-48" />
        </div>
      )}
    </div>
  );
}
