import { PageHeader } from "../../shell/page-header.tsx";

export function NewSchedulePage() {
  return <PageHeader title="New schedule" />;
}
