import type { Job } from "@fieldline/domain/job";
import { useNavigate } from "@tanstack/react-router";
import { copyText } from "../../components/copy.ts";
import type { MenuTrigger } from "../../components/lazy-menu.tsx";
import { Menu, MenuItem, MenuLine } from "../../components/menu.tsx";
import { addressOf } from "../../components/target-address.ts";
import { useJobControls } from "../../job-actions/job-controls.ts";
import { useJobActions } from "../../job-actions/use-job-actions.ts";
import { useCan } from "../../session/use-me.ts";
import { useRowQuestion } from "./row-dialogs.tsx";

/** What can be done with a job from its row. */
export function RowPanel({ job, trigger }: { job: Job; trigger: MenuTrigger }) {
  const navigate = useNavigate();
  const can = useCan();
  const { pause, resume } = useJobActions();
  const ask = useRowQuestion();
  const controls = useJobControls()(job);
  const { canPause, canResume, canCancel, canDelete, canRetry, canReassign } = controls;
  const hasControls = Object.values(controls).some(Boolean);
  return (
    <Menu trigger={trigger} align="end">
      <MenuItem onSelect={() => void navigate({ to: "/jobs/$jobId", params: { jobId: job.id } })}>Open</MenuItem>
      {can("jobs.create") && job.kind === "probe" && (
        <MenuItem onSelect={() => void navigate({ to: "/jobs/new", search: { from: job.id } })}>Run again…</MenuItem>
      )}
      {job.kind === "probe" && (
        <MenuItem onSelect={() => void copyText("Target", addressOf(job.spec.target))}>Copy the target</MenuItem>
      )}
      <MenuItem onSelect={() => void copyText("Job id", job.id)}>Copy the job's id</MenuItem>
      {hasControls && <MenuLine />}
      {canPause && <MenuItem onSelect={() => pause.mutate({ id: job.id })}>Pause</MenuItem>}
      {canResume && <MenuItem onSelect={() => resume.mutate({ id: job.id })}>Resume</MenuItem>}
      {canRetry && <MenuItem onSelect={() => ask("retry", job)}>Retry…</MenuItem>}
      {canReassign && <MenuItem onSelect={() => ask("reassign", job)}>Give to another…</MenuItem>}
      {canCancel && (
        <MenuItem tone="danger" onSelect={() => ask("cancel", job)}>
          Cancel…
        </MenuItem>
      )}
      {canDelete && (
        <MenuItem tone="danger" onSelect={() => ask("delete", job)}>
          Delete…
        </MenuItem>
      )}
    </Menu>
  );
}
