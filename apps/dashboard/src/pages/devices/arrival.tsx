import { skipToken, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTRPC } from "../../api/trpc.ts";
import { buttonClass } from "../../components/button.tsx";
import { Notice } from "../../components/notice.tsx";
import { useFeedFrames } from "../../live/feed-context.ts";

const ASK_AGAIN_MS = 5_000;

interface ArrivalProps {
  enrollmentId: string;
  /** Whether the token has run out. */
  isOver: boolean;
  onClose: () => void;
}

/** Waits for the device of an enrollment: told by the feed, and asked for where the feed does not get through. */
export function Arrival({ enrollmentId, isOver, onClose }: ArrivalProps) {
  const api = useTRPC();
  const deviceIdIn = (items: { id: string; deviceId: string | null }[] | undefined) =>
    items?.find(({ id }) => id === enrollmentId)?.deviceId ?? undefined;
  const enrollments = useQuery({
    ...api.devices.enrollments.queryOptions(),
    staleTime: 0,
    refetchInterval: ({ state }) => (deviceIdIn(state.data?.items) || isOver ? false : ASK_AGAIN_MS),
  });
  const deviceId = deviceIdIn(enrollments.data?.items);
  const { data: device } = useQuery(api.devices.get.queryOptions(deviceId ? { id: deviceId } : skipToken));
  useFeedFrames((frame) => {
    if (frame.type === "device" && !deviceId) void enrollments.refetch();
  });
  if (device)
    return (
      <Notice
        tone="ok"
        role="status"
        aside={
          <Link to="/devices/$deviceId" params={{ deviceId: device.id }} onClick={onClose} className={buttonClass()}>
            Open {device.name}
          </Link>
        }
      >
        <b className="font-semibold">{device.name} has just enrolled</b>
        {device.isOnline ? " and is online." : ". It is online as soon as the second command runs."}
      </Notice>
    );
  return (
    <Notice tone={isOver ? "bad" : "info"} role="status">
      {isOver ? "The token has run out before a device came. Enrol another one." : "Waiting for the device…"}
    </Notice>
  );
}
