import { PageHeader } from "../../shell/page-header.tsx";

export function NewTaskPage() {
  return <PageHeader title="New task" />;
}
