import { PageHeader } from "../../shell/page-header.tsx";

export function QueuesPage() {
  return <PageHeader title="Queues" />;
}
