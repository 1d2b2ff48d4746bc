import { formatMac } from "@fieldline/ui/format";
import type { ReactNode } from "react";
import { CopyText } from "../../components/copy-text.tsx";
import { Moment } from "../../components/moment.tsx";
import type { DeviceDetail } from "./device-detail.ts";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <span className="inline-flex max-w-full items-baseline gap-1.5">
      {name}
      {children}
    </span>
  );
}

/** What identifies a device, each copied by a click, and since when it is there. */
export function DeviceFacts({ device }: { device: DeviceDetail }) {
  const { id, mac, ip, accountNumber, agentVersion, isOnline, seenAt, enrolledAt, enrolledBy } = device;
  return (
    <div className="mt-2 flex flex-wrap gap-x-5 gap-y-1 text-muted [&_b]:font-medium [&_b]:text-text">
      {accountNumber && (
        <Fact name="Account">
          <CopyText what="Account number" text={accountNumber} />
        </Fact>
      )}
      {ip && (
        <Fact name="IP">
          <CopyText what="IP address" text={ip} />
        </Fact>
      )}
      {mac && (
        <Fact name="MAC">
          <CopyText what="MAC address" text={formatMac(mac)} />
        </Fact>
      )}
      {agentVersion && (
        <span>
          agent <b className="font-mono text-[.93em]">{agentVersion}</b>
        </span>
      )}
      <span>
        {isOnline ? "online" : "last seen"}{" "}
        {seenAt === null ? (
          <b>never</b>
        ) : (
          <b>
            {isOnline && "since "}
            <Moment at={seenAt} />
          </b>
        )}
      </span>
      <span>
        enrolled <Moment at={enrolledAt} /> by <b>{enrolledBy.name}</b>
      </span>
      <Fact name="Id">
        <CopyText what="Device id" text={id} />
      </Fact>
    </div>
  );
}
