import { PageHeader } from "../../shell/page-header.tsx";

export function SchedulePage() {
  return <PageHeader title="Schedule" />;
}
