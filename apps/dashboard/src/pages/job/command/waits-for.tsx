import type { Job } from "@fieldline/domain/job";
import { formatExact, formatRelative, formatSince } from "@fieldline/ui/time";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTRPC } from "../../../api/trpc.ts";
import { useNow } from "../../../components/clock.ts";
import { Notice } from "../../../components/notice.tsx";

interface WaitsForProps {
  job: Pick<Job, "queuedAt" | "queueTtlMs">;
  deviceId: string;
  name: string;
}

/** Whom a job waits for, and whether that one is there. */
export function WaitsFor({ job: { queuedAt, queueTtlMs }, deviceId, name }: WaitsForProps) {
  const api = useTRPC();
  const now = useNow();
  const { data: device } = useQuery(api.devices.get.queryOptions({ id: deviceId }));
  const untilMs = queueTtlMs === null || queuedAt === null ? null : queuedAt + queueTtlMs;
  return (
    <Notice tone="info" role="status">
      <b className="font-semibold text-info">
        Waits for{" "}
        <Link to="/devices/$deviceId" params={{ deviceId }} className="text-info">
          {name}
        </Link>
      </b>
      {device &&
        (device.isOnline
          ? ". It is online and takes this on in its turn."
          : `, which is ${absence(device.seenAt, now)}.`)}
      {device && !device.isOnline && " It starts as soon as it is back."}
      {untilMs !== null && (
        <span title={formatExact(untilMs)} className="text-muted">
          {" "}
          It gives up {formatRelative(untilMs, now)}.
        </span>
      )}
    </Notice>
  );
}

function absence(seenAt: number | null, now: number): string {
  return seenAt === null ? "offline and has not been online yet" : `offline ${formatSince(seenAt, now)}`;
}
