import { formatMs, formatPercent } from "@fieldline/ui/format";
import { lossTone } from "@fieldline/ui/status";
import { CopyText } from "../../../components/copy-text.tsx";
import { Spark } from "../../../components/spark.tsx";
import type { HopOver } from "./hops-over.ts";

const LOSS = { ok: "text-muted", idle: "text-muted", info: "", warn: "text-warn", bad: "text-bad" } as const;
const NARROW = "max-sm:hidden";

/** Each hop a row: who answers there, how much is lost, how fast it is. */
export function HopsTable({ hops }: { hops: readonly HopOver[] }) {
  return (
    <table className="w-full table-fixed border-collapse text-left text-[13.5px] [&_td]:px-2 [&_td]:py-1.5 [&_td:first-child]:pl-3.5 [&_td:last-child]:pr-3.5 [&_th]:px-2 [&_th]:py-2 [&_th]:font-medium [&_th:first-child]:pl-3.5 [&_th:last-child]:pr-3.5">
      <thead className="border-b border-line text-muted">
        <tr>
          <th scope="col" className="w-14 max-sm:w-11">
            Hop
          </th>
          <th scope="col">Router</th>
          <th scope="col" className="w-20 text-right max-sm:w-16">
            Loss
          </th>
          <th scope="col" className={`w-22 text-right ${NARROW}`}>
            Last
          </th>
          <th scope="col" className="w-22 text-right max-sm:w-19">
            Median
          </th>
          <th scope="col" className="w-40 text-right max-md:hidden">
            Rounds
          </th>
        </tr>
      </thead>
      <tbody>
        {hops.map((hop) => (
          <HopRow key={hop.ttl} hop={hop} isCarriedOn={isCarriedOn(hops, hop)} />
        ))}
      </tbody>
    </table>
  );
}

/** Whether what is lost at a hop is lost at all that answer behind it, too: only then does it matter. */
function isCarriedOn(hops: readonly HopOver[], { ttl }: HopOver): boolean {
  return hops.every((hop) => hop.ttl < ttl || hop.ip === null || (hop.lossPercent ?? 0) > 0);
}

interface HopRowProps {
  hop: HopOver;
  isCarriedOn: boolean;
}

function HopRow({
  hop: { ttl, ip, name, otherCount, lossPercent, lastMs, medianMs, recent },
  isCarriedOn,
}: HopRowProps) {
  const isSilent = ip === null;
  return (
    <tr className="border-b border-line align-top last:border-0 hover:bg-hover">
      <td className="text-muted">{ttl}</td>
      <td>
        {isSilent ? (
          <span className="text-muted">Nobody answers</span>
        ) : (
          <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            {name && name !== ip && <span className="min-w-0 truncate">{name}</span>}
            <CopyText what="Address" text={ip} />
            {otherCount > 0 && (
              <span className="text-[12.5px] text-warn">{`and ${otherCount} other${otherCount > 1 ? "s" : ""}`}</span>
            )}
          </span>
        )}
      </td>
      <td
        className={`text-right font-medium ${isSilent ? "text-muted" : isCarriedOn ? LOSS[lossTone(lossPercent)] : ""}`}
      >
        {isSilent ? "–" : formatPercent(lossPercent)}
      </td>
      <td className={`text-right ${NARROW}`}>{isSilent ? "–" : lastMs === null ? "lost" : formatMs(lastMs)}</td>
      <td className="text-right">{formatMs(medianMs)}</td>
      <td className="max-md:hidden">
        {!isSilent && <Spark values={recent} capacity={40} width={140} label={`The last rounds at hop ${ttl}`} />}
      </td>
    </tr>
  );
}
