import type { Schedule } from "@fieldline/domain/schedule";
import { useState } from "react";
import { Button } from "../../components/button.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { ScheduleForm } from "./schedule-form.tsx";
import { useScheduleForm } from "./use-schedule-form.ts";

/** A schedule in its form, until it is saved or left as it was. */
export function EditSchedule({ schedule, onDone }: { schedule: Schedule; onDone: () => void }) {
  const [isAsking, setIsAsking] = useState(false);
  const form = useScheduleForm(schedule, onDone);
  return (
    <div className="max-w-245">
      <PageHeader title="Edit schedule">
        <Button onClick={() => (form.isUnsaved ? setIsAsking(true) : onDone())}>Back to the schedule</Button>
      </PageHeader>
      <ScheduleForm form={form} isNew={false} />
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setIsAsking}
        title="Leave without saving?"
        consequence="What you have changed in this schedule is not saved and will be lost."
        confirm="Leave without saving"
        dismiss="Stay"
        isBusy={false}
        onConfirm={onDone}
      />
    </div>
  );
}
