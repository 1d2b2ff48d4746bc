import { isEnded } from "@fieldline/domain/job";
import type { Report } from "@fieldline/domain/report";
import { formatQuantity } from "@fieldline/ui/format";
import { statusLook } from "@fieldline/ui/status";
import { formatDuration, formatExact } from "@fieldline/ui/time";
import type { ReactNode } from "react";
import { Chip } from "../../components/status-chip.tsx";
import { addressOf } from "../../components/target-address.ts";

const METHODS: Record<Report["method"], string> = {
  icmp: "by ping",
  tcp: "by TCP connections",
  http: "by HTTP requests",
  traceroute: "by traceroutes",
  simulated: "simulated",
};

function placeOf({ vantage, method }: Report): string {
  if (vantage.kind === "simulator") return METHODS[method];
  return `${METHODS[method]}, from ${vantage.kind === "edge" ? "the edge of the network" : "a device"}`;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 gap-2">
      <dt className="w-21 shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  );
}

/** What was measured, when, how long and how; for whom and by whom only where the link says so. */
export function ReportFacts({ report }: { report: Report }) {
  const { host, port, cadenceMs, durationMs, packets, status, startedAt, createdAt, endedAt } = report;
  return (
    <dl className="mt-3 grid gap-x-8 gap-y-1 sm:grid-cols-2 print:mt-2 print:grid-cols-2">
      <Fact name="Target">
        <span className="font-mono text-[.93em]">{addressOf({ host, ...(port !== null && { port }) })}</span>
      </Fact>
      <Fact name="State">
        <Chip look={statusLook(status)} />
      </Fact>
      <Fact name="Started">{formatExact(startedAt ?? createdAt)}</Fact>
      <Fact name={isEnded(status) ? "Ended" : "Planned"}>
        {isEnded(status) && endedAt !== null ? formatExact(endedAt) : formatDuration(durationMs)}
      </Fact>
      <Fact name="Measured">
        every {formatDuration(cadenceMs)}
        {packets > 1 && `, ${formatQuantity(packets, "packet")} each time`}, for {formatDuration(durationMs)}
      </Fact>
      <Fact name="How">{placeOf(report)}</Fact>
      {report.accountNumber && (
        <Fact name="Account">
          <span className="font-mono text-[.93em]">{report.accountNumber}</span>
        </Fact>
      )}
      {report.requesterName && <Fact name="Run by">{report.requesterName}</Fact>}
    </dl>
  );
}
