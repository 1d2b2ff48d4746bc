import type { Schedule } from "@fieldline/domain/schedule";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "../../components/button.tsx";
import { focusAfterDialog } from "../../components/focus-after-dialog.ts";
import { useCan } from "../../session/use-me.ts";
import { DeleteScheduleDialog } from "./delete-schedule-dialog.tsx";
import { useScheduleActions } from "./use-schedule-actions.ts";

interface ScheduleButtonsProps {
  schedule: Schedule;
  onEdit: () => void;
}

/** What can be done with a schedule as it stands. */
export function ScheduleButtons({ schedule, onEdit }: ScheduleButtonsProps) {
  const { id, isEnabled, nextAt, skipsNext } = schedule;
  const can = useCan();
  const navigate = useNavigate();
  const { runNow, skipNext } = useScheduleActions(schedule);
  const [isDeleting, setIsDeleting] = useState(false);
  const close = () => {
    setIsDeleting(false);
    focusAfterDialog();
  };
  return (
    <div className="flex flex-wrap gap-2">
      {can("schedules.delete") && (
        <Button tone="danger" onClick={() => setIsDeleting(true)}>
          Delete
        </Button>
      )}
      {can("schedules.update") && <Button onClick={onEdit}>Edit</Button>}
      {can("schedules.skipNext") && isEnabled && nextAt !== null && (
        <Button disabled={skipNext.isPending} onClick={() => skipNext.mutate({ id, isSkipped: !skipsNext })}>
          {skipsNext ? "Unskip" : "Skip next"}
        </Button>
      )}
      {can("schedules.runNow") && (
        <Button tone="primary" disabled={runNow.isPending} onClick={() => runNow.mutate({ id })}>
          {runNow.isPending ? "Starting…" : "Run now"}
        </Button>
      )}
      {isDeleting && (
        <DeleteScheduleDialog
          schedule={schedule}
          onClose={close}
          onDeleted={() => void navigate({ to: "/schedules" })}
        />
      )}
    </div>
  );
}
