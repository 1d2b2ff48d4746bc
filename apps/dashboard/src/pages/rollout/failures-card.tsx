import type { RolloutDetail } from "@fieldline/domain/rollout";
import { formatCount, formatQuantity } from "@fieldline/ui/format";
import { Link } from "@tanstack/react-router";
import { Card } from "../../components/card.tsx";
import { adviceOf } from "../job/command/error-advice.ts";
import { failuresOf } from "./rollout-figures.ts";
import { useFailedDevices } from "./use-failed-devices.ts";

const SHOWN = 4;

/** What went wrong, the most frequent first, with the first devices that it happened to. */
export function FailuresCard({ rollout }: { rollout: RolloutDetail }) {
  const { failures, counts } = rollout;
  const devices = useFailedDevices(rollout);
  const total = failuresOf(counts);
  return (
    <Card
      title="Failures"
      aside={
        total > 0 && (
          <span className="ml-auto text-[13px] text-muted">
            {formatQuantity(total, "device")}, {formatQuantity(failures.length, "cause")}
          </span>
        )
      }
    >
      <div className="max-h-90 lg:min-h-60 overflow-y-auto">
        {failures.length === 0 && (
          <p className="p-3.5 text-muted">{total === 0 ? "Nothing has failed." : "The causes are being read."}</p>
        )}
        <ol>
          {failures.map(({ code, message, count, deviceIds }) => (
            <li key={`${code} ${message}`} className="border-b border-line px-3.5 py-2.5 last:border-0">
              <div className="flex items-baseline gap-3">
                <span className="min-w-8 shrink-0 font-semibold text-bad">{formatCount(count)}</span>
                <div className="min-w-0 flex-1">
                  <p className="wrap-anywhere">
                    {adviceOf(code) && <b className="font-[550]">{adviceOf(code)?.headline}. </b>}
                    {message}
                  </p>
                  <p className="mt-0.5 flex flex-wrap gap-x-2.5 text-[13px] text-muted">
                    {deviceIds.slice(0, SHOWN).map((deviceId) => (
                      <DeviceLink
                        key={deviceId}
                        deviceId={deviceId}
                        name={devices.get(deviceId)?.deviceName}
                        jobId={devices.get(deviceId)?.jobId}
                      />
                    ))}
                    {count > Math.min(SHOWN, deviceIds.length) && (
                      <span>and {formatCount(count - Math.min(SHOWN, deviceIds.length))} more</span>
                    )}
                  </p>
                </div>
              </div>
            </li>
          ))}
        </ol>
      </div>
    </Card>
  );
}

const LINK = "max-w-full truncate text-text underline decoration-line-strong underline-offset-2 hover:text-accent";

/** A device that failed: to its job, where one can see why. */
function DeviceLink({
  deviceId,
  name,
  jobId,
}: {
  deviceId: string;
  name: string | undefined;
  jobId: string | null | undefined;
}) {
  const words = name ?? <span className="font-mono">…{deviceId.slice(-8)}</span>;
  return jobId ? (
    <Link to="/jobs/$jobId" params={{ jobId }} className={LINK}>
      {words}
    </Link>
  ) : (
    <Link to="/devices/$deviceId" params={{ deviceId }} className={LINK}>
      {words}
    </Link>
  );
}
