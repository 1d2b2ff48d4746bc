import type { Job } from "@fieldline/domain/job";
import { useNavigate } from "@tanstack/react-router";
import type { MenuTrigger } from "../../components/lazy-menu.tsx";
import { Menu, MenuItem } from "../../components/menu.tsx";
import type { JobControls } from "../../job-actions/job-controls.ts";
import type { JobQuestion } from "../../job-actions/job-question.tsx";

interface MorePanelProps {
  job: Job;
  controls: JobControls;
  /** Whether another one can be made like it. */
  canMakeLike: boolean;
  onAsk: (question: JobQuestion) => void;
  trigger: MenuTrigger;
}

export function MorePanel({ job, controls, canMakeLike, onAsk, trigger }: MorePanelProps) {
  const navigate = useNavigate();
  return (
    <Menu trigger={trigger} align="end">
      {controls.canReassign && <MenuItem onSelect={() => onAsk("reassign")}>Give to another…</MenuItem>}
      {controls.canForceComplete && <MenuItem onSelect={() => onAsk("forceComplete")}>Complete by hand…</MenuItem>}
      {controls.canResubmit && <MenuItem onSelect={() => onAsk("resubmit")}>Run again (resubmit)…</MenuItem>}
      {canMakeLike && (
        <MenuItem onSelect={() => void navigate({ to: "/jobs/new-task", search: { like: job.id } })}>
          New task like this…
        </MenuItem>
      )}
    </Menu>
  );
}
