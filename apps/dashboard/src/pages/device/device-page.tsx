import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useTRPC } from "../../api/trpc.ts";
import { Unreadable } from "../../shell/unreadable.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { DeviceSkeleton } from "./device-skeleton.tsx";
import { DeviceView } from "./device-view.tsx";
import { useIsLoadingJobs } from "./use-device-jobs.ts";

/** One device, live. */
export function DevicePage() {
  const { deviceId } = useParams({ from: "/devices/$deviceId" });
  const api = useTRPC();
  const { data: device, error, refetch, isFetching } = useQuery(api.devices.get.queryOptions({ id: deviceId }));
  const isLoadingJobs = useIsLoadingJobs(deviceId);
  usePageTitle(device?.name ?? "Device");
  if (device && !isLoadingJobs) return <DeviceView key={device.id} device={device} />;
  if (error && !device)
    return (
      <Unreadable what="device" list="/devices" error={error} onRetry={() => refetch()} isRetrying={isFetching}>
        The address may be mistyped. A device that was revoked is still there, among the revoked ones.
      </Unreadable>
    );
  return <DeviceSkeleton />;
}
