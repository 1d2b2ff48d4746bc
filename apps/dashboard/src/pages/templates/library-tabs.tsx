import { PageTabs } from "../../components/page-tabs.tsx";

/** What jobs on devices are made of. */
export function LibraryTabs() {
  return (
    <PageTabs
      label="Library"
      tabs={[
        { to: "/templates", label: "Templates" },
        { to: "/handlers", label: "Handlers" },
      ]}
    />
  );
}
