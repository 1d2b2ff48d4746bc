import type { JobConnection } from "@fieldline/client/live-job";
import { formatClock } from "@fieldline/ui/time";

const DOTS: Record<JobConnection, string> = {
  connecting: "rounded-full border-2 border-idle",
  live: "rounded-full bg-ok",
  "catching-up": "rounded-full border-2 border-warn",
  polling: "rounded-full border-2 border-info",
  offline: "rounded-[2px] bg-bad",
  ended: "",
};

function words(connection: JobConnection, heardAt: number | null): string {
  switch (connection) {
    case "connecting":
      return "Connecting";
    case "live":
      return "Live";
    case "catching-up":
      return "Catching up";
    case "polling":
      return "Polling: live updates do not get through";
    case "offline":
      return heardAt === null ? "Offline; trying again" : `Offline: showing what arrived until ${formatClock(heardAt)}`;
    case "ended":
      return "";
  }
}

interface LiveStateProps {
  connection: JobConnection;
  heardAt: number | null;
}

/** Whether the figures and the chart follow the probe at this moment. */
export function LiveState({ connection, heardAt }: LiveStateProps) {
  return (
    <p role="status" className="flex min-w-26 items-center justify-end gap-2 text-[13px] text-muted">
      {connection !== "ended" && <span aria-hidden="true" className={`size-2 shrink-0 ${DOTS[connection]}`} />}
      {words(connection, heardAt)}
    </p>
  );
}
