import { isEnded, type ProbeJob } from "@fieldline/domain/job";
import { formatSince } from "@fieldline/ui/time";
import { useNow } from "../../components/clock.ts";
import { Notice } from "../../components/notice.tsx";

/** Says where the device that measures is not there, so that its silence is not taken for the target's. */
export function ProberBanner({ job: { prober, assigneeName, status } }: { job: ProbeJob }) {
  const now = useNow();
  if (prober?.state === "lost")
    return (
      <Notice tone="warn" role="status">
        <b className="font-semibold text-warn">{assigneeName ?? "The prober"} is lost</b>:{" "}
        {isEnded(status) ? "it was not heard of" : "it has not been heard of"} {formatSince(prober.since, now)}. This
        says nothing about the target.{" "}
        {!isEnded(status) && "What it measures meanwhile is filled in when it is heard of again."}
      </Notice>
    );
  return null;
}
