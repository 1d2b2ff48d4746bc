import { isEnded, type Job, type Vantage } from "@fieldline/domain/job";
import { formatMac } from "@fieldline/ui/format";
import { formatDuration } from "@fieldline/ui/time";
import type { ReactNode } from "react";
import { CopyText } from "../../components/copy-text.tsx";
import { Moment } from "../../components/moment.tsx";
import { Requester } from "../../components/requester.tsx";
import { addressOf } from "../../components/target-address.ts";
import { Progress } from "./progress.tsx";

function vantageWords(vantage: Vantage): string {
  if (vantage.kind === "simulator") return `the simulator, ${vantage.scenario}`;
  return vantage.kind === "edge" ? "the edge" : vantage.deviceId;
}

function Fact({ name, children }: { name?: string; children: ReactNode }) {
  return (
    <span className="inline-flex max-w-full items-baseline gap-1.5">
      {name}
      {children}
    </span>
  );
}

/** Target, rhythm, progress, by whom and when. What identifies the customer is copied by a click. */
export function JobFacts({ job }: { job: Job }) {
  const { target, method, vantage, cadenceMs, durationMs, packets } = job.spec;
  return (
    <div className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-muted [&_b]:font-medium [&_b]:text-text">
      <Fact name={method === "simulated" ? "Simulated" : method.toUpperCase()}>
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
        <b>{formatDuration(durationMs)}</b> from <b>{vantageWords(vantage)}</b>
      </span>
      <Progress job={job} />
      <span>
        by{" "}
        <b className="inline-flex">
          <Requester job={job} />
        </b>
        , <Moment at={job.startedAt ?? job.createdAt} />
        {isEnded(job.status) && job.endedAt !== null && (
          <>
            , ended <Moment at={job.endedAt} />
          </>
        )}
      </span>
    </div>
  );
}
