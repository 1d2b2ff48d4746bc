import type { Job } from "@fieldline/domain/job";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { LazyMenu, menuFrom } from "../../components/lazy-menu.tsx";
import type { JobControls } from "../../job-actions/job-controls.ts";
import type { JobQuestion } from "../../job-actions/job-question.tsx";
import { useCan } from "../../session/use-me.ts";

const panel = menuFrom(() => import("./more-panel.tsx").then(({ MorePanel }) => MorePanel));

interface MoreActionsProps {
  job: Job;
  controls: JobControls;
  /** Whether a task like it is offered here, and not as a button of its own. */
  canMakeLike: boolean;
  onAsk: (question: JobQuestion) => void;
}

/** What is done to a job more rarely; nothing where nothing of it can be done. */
export function MoreActions({ job, controls, canMakeLike, onAsk }: MoreActionsProps) {
  const makesLike = useCan()("jobs.create") && job.kind === "task" && canMakeLike;
  if (!controls.canReassign && !controls.canForceComplete && !controls.canResubmit && !makesLike) return null;
  return (
    <LazyMenu
      source={panel}
      panelProps={{ job, controls, canMakeLike: makesLike, onAsk }}
      trigger={
        <Button>
          More <Icon name="chevron" size={12} />
        </Button>
      }
    />
  );
}
