import type { Schedule } from "@fieldline/domain/schedule";
import { useState } from "react";
import { EditSchedule } from "./edit-schedule.tsx";
import { HistoryCard } from "./history-card.tsx";
import { NextRunsCard } from "./next-runs-card.tsx";
import { RulesCard } from "./rules-card.tsx";
import { ScheduleBanner } from "./schedule-banner.tsx";
import { ScheduleHeader } from "./schedule-header.tsx";

/** A schedule that is there: when it runs next, what became of each run; or its form. */
export function ScheduleView({ schedule }: { schedule: Schedule }) {
  const [isEditing, setIsEditing] = useState(false);
  if (isEditing) return <EditSchedule schedule={schedule} onDone={() => setIsEditing(false)} />;
  return (
    <div className="grid gap-3">
      <ScheduleHeader schedule={schedule} onEdit={() => setIsEditing(true)} />
      <ScheduleBanner schedule={schedule} />
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(320px,440px)] items-start gap-3 max-lg:grid-cols-1">
        <div className="min-w-0 max-lg:order-2">
          <HistoryCard schedule={schedule} />
        </div>
        <div className="grid min-w-0 gap-3">
          <NextRunsCard schedule={schedule} />
          <RulesCard schedule={schedule} />
        </div>
      </div>
    </div>
  );
}
