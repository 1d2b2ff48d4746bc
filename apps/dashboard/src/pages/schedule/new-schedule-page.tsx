import { Link, useNavigate } from "@tanstack/react-router";
import { buttonClass } from "../../components/button.tsx";
import { PageHeader } from "../../shell/page-header.tsx";
import { ScheduleForm } from "./schedule-form.tsx";
import { useScheduleForm } from "./use-schedule-form.ts";

/** A schedule that is not there yet. */
export function NewSchedulePage() {
  const navigate = useNavigate();
  const form = useScheduleForm(undefined, ({ id }) => {
    const to = { to: "/schedules/$scheduleId", params: { scheduleId: id } } as const;
    void navigate({ ...to, replace: true, ignoreBlocker: true });
  });
  return (
    <div className="max-w-245">
      <PageHeader title="New schedule">
        <Link to="/schedules" className={buttonClass()}>
          All schedules
        </Link>
      </PageHeader>
      <ScheduleForm form={form} isNew />
    </div>
  );
}
