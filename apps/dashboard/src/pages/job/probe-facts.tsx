import type { ProbeJob } from "@fieldline/domain/job";
import { formatMac } from "@fieldline/ui/format";
import { formatDuration } from "@fieldline/ui/time";
import { CopyText } from "../../components/copy-text.tsx";
import { addressOf } from "../../components/target-address.ts";
import { Fact } from "./fact.tsx";
import { Progress } from "./progress.tsx";

const METHODS = {
  icmp: "Ping",
  tcp: "TCP",
  http: "HTTP",
  traceroute: "Traceroute",
  simulated: "Simulated",
} as const;

/** What is measured, for whom, how often, from where, and how far it is. What identifies the customer is copied by a click. */
export function ProbeFacts({ job }: { job: ProbeJob }) {
  const { target, method, cadenceMs, durationMs, packets } = job.spec;
  return (
    <>
      <Fact name={METHODS[method]}>
        <CopyText what="Target" text={addressOf(target)} />
      </Fact>
      {target.accountNumber && (
        <Fact name="Account">
          <CopyText what="Account number" text={target.accountNumber} />
        </Fact>
      )}
      {target.mac && (
        <Fact name="MAC">
          <CopyText what="MAC address" text={formatMac(target.mac)} />
        </Fact>
      )}
      {target.ip && (
        <Fact name="IP">
          <CopyText what="IP address" text={target.ip} />
        </Fact>
      )}
      <span>
        {packets > 1 && <b>{packets} packets </b>}every <b>{formatDuration(cadenceMs)}</b> for{" "}
        <b>{formatDuration(durationMs)}</b> <From job={job} />
      </span>
      <Progress job={job} />
    </>
  );
}

function From({ job: { spec, assigneeName } }: { job: ProbeJob }) {
  const { vantage } = spec;
  if (vantage.kind === "device")
    return (
      <>
        measured by <b>{assigneeName ?? vantage.deviceId}</b>
      </>
    );
  return (
    <>
      from <b>{vantage.kind === "edge" ? "the edge" : `the simulator, ${vantage.scenario}`}</b>
    </>
  );
}
