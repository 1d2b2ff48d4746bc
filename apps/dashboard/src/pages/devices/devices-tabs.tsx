import { PageTabs } from "../../components/page-tabs.tsx";
import { useCan } from "../../session/use-me.ts";

/** The lists about devices. */
export function DevicesTabs() {
  const canEnrol = useCan()("devices.enrollments");
  return (
    <PageTabs
      label="Devices"
      tabs={[
        { to: "/devices", label: "Devices" },
        { to: "/devices/groups", label: "Groups" },
        ...(canEnrol ? [{ to: "/devices/enrollments", label: "Enrollments" }] : []),
      ]}
    />
  );
}
