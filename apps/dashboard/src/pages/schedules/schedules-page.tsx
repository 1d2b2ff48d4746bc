import { PageHeader } from "../../shell/page-header.tsx";

export function SchedulesPage() {
  return <PageHeader title="Schedules" />;
}
