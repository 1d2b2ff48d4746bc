import type { MenuTrigger } from "../../components/lazy-menu.tsx";
import { Menu, MenuItem } from "../../components/menu.tsx";
import type { JobControls } from "../../job-actions/job-controls.ts";
import type { JobQuestion } from "../../job-actions/job-question.tsx";

interface MorePanelProps {
  controls: JobControls;
  onAsk: (question: JobQuestion) => void;
  trigger: MenuTrigger;
}

export function MorePanel({ controls, onAsk, trigger }: MorePanelProps) {
  return (
    <Menu trigger={trigger} align="end">
      {controls.canReassign && <MenuItem onSelect={() => onAsk("reassign")}>Give to another…</MenuItem>}
      {controls.canForceComplete && <MenuItem onSelect={() => onAsk("forceComplete")}>Complete by hand…</MenuItem>}
      {controls.canResubmit && <MenuItem onSelect={() => onAsk("resubmit")}>Run again (resubmit)…</MenuItem>}
    </Menu>
  );
}
