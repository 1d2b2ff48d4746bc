import { errorOf } from "@fieldline/client/errors";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useTRPC } from "../../api/trpc.ts";
import { buttonClass } from "../../components/button.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { ClosedPage } from "../../shell/closed-page.tsx";
import { usePageTitle } from "../../shell/use-page-title.ts";
import { DeviceSkeleton } from "./device-skeleton.tsx";
import { DeviceView } from "./device-view.tsx";

const NOT_THERE = new Set(["DEVICE_NOT_FOUND", "INVALID_INPUT"]);

/** One device, live. */
export function DevicePage() {
  const { deviceId } = useParams({ from: "/devices/$deviceId" });
  const api = useTRPC();
  const { data: device, error, refetch, isFetching } = useQuery(api.devices.get.queryOptions({ id: deviceId }));
  usePageTitle(device?.name ?? "Device");
  if (device) return <DeviceView key={device.id} device={device} />;
  if (error && NOT_THERE.has(errorOf(error).reason))
    return (
      <ClosedPage
        name="No such device"
        title="There is no such device"
        also={
          <Link to="/devices" className={buttonClass()}>
            To the devices
          </Link>
        }
      >
        The address may be mistyped. A device that was revoked is still there, among the revoked ones.
      </ClosedPage>
    );
  if (error)
    return (
      <div className="rounded-md border border-line bg-surface">
        <ErrorState what="This device" error={error} onRetry={() => refetch()} isRetrying={isFetching} />
      </div>
    );
  return <DeviceSkeleton />;
}
