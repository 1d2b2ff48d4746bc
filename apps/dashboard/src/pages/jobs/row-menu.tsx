import type { Job } from "@fieldline/domain/job";
import { useNavigate } from "@tanstack/react-router";
import { DropdownMenu } from "radix-ui";
import { toast } from "sonner";
import { Icon } from "../../components/icon.tsx";
import { MenuItem, MenuPanel } from "../../components/menu.tsx";
import { addressOf } from "../../components/target-address.ts";
import { controlsOf } from "../../job-actions/job-controls.ts";
import { useJobActions } from "../../job-actions/use-job-actions.ts";
import { useRowDialogs } from "./row-dialogs.tsx";

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast.success("Copied", { description: text });
  } catch {
    toast.error("Could not be copied", { description: "The browser refused; open the job and select the text." });
  }
}

/** What can be done with a job from its row. */
export function RowMenu({ job }: { job: Job }) {
  const navigate = useNavigate();
  const { pause, resume } = useJobActions();
  const { askCancel, askDelete } = useRowDialogs();
  const { canPause, canResume, canCancel, canDelete } = controlsOf(job);
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        aria-label={`Actions for ${job.name}`}
        className="relative z-[1] grid size-7 cursor-pointer place-items-center rounded-md text-muted hover:bg-hover hover:text-text data-[state=open]:bg-hover max-md:size-10"
      >
        <Icon name="more" />
      </DropdownMenu.Trigger>
      <MenuPanel align="end">
        <MenuItem onSelect={() => void navigate({ to: "/jobs/$jobId", params: { jobId: job.id } })}>Open</MenuItem>
        <MenuItem onSelect={() => void navigate({ to: "/jobs/new", search: { from: job.id } })}>Run again…</MenuItem>
        <MenuItem onSelect={() => void copy(addressOf(job.spec.target))}>Copy the target</MenuItem>
        <MenuItem onSelect={() => void copy(job.id)}>Copy the job's id</MenuItem>
        <DropdownMenu.Separator className="my-1 h-px bg-line" />
        {canPause && <MenuItem onSelect={() => pause.mutate({ id: job.id })}>Pause</MenuItem>}
        {canResume && <MenuItem onSelect={() => resume.mutate({ id: job.id })}>Resume</MenuItem>}
        {canCancel && (
          <MenuItem tone="danger" onSelect={() => askCancel(job)}>
            Cancel…
          </MenuItem>
        )}
        {canDelete && (
          <MenuItem tone="danger" onSelect={() => askDelete(job)}>
            Delete…
          </MenuItem>
        )}
      </MenuPanel>
    </DropdownMenu.Root>
  );
}
