import { PageHeader } from "../../shell/page-header.tsx";

export function DoctorPage() {
  return <PageHeader title="Doctor" />;
}
