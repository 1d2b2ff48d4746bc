import { formatExact } from "@fieldline/ui/time";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { RunDialog } from "../../commands/run-dialog.tsx";
import { Button, buttonClass } from "../../components/button.tsx";
import { focusAfterDialog } from "../../components/focus-after-dialog.ts";
import { Notice } from "../../components/notice.tsx";
import { Presence } from "../../components/presence.tsx";
import { useCan } from "../../session/use-me.ts";
import { RevokeDialog } from "../devices/revoke-dialog.tsx";
import type { DeviceDetail } from "./device-detail.ts";
import { DeviceFacts } from "./device-facts.tsx";

/** What the device is, whether it is there, and what can be done with it. */
export function DeviceHeader({ device }: { device: DeviceDetail }) {
  const can = useCan();
  const [asked, setAsked] = useState<"run" | "revoke">();
  const { kinds } = device.capabilities;
  const isRevoked = device.revokedAt !== null;
  const canStart = can("jobs.create") && !isRevoked;
  const close = () => {
    setAsked(undefined);
    focusAfterDialog();
  };
  return (
    <div>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="flex min-h-8 min-w-0 flex-[1_1_320px] flex-wrap items-center gap-x-3 gap-y-1.5 max-sm:basis-full">
          <h1 className="text-[20px] leading-tight font-[650] tracking-[-.01em] wrap-anywhere">{device.name}</h1>
          <Presence device={device} />
          {device.kind === "agent" && <span className="text-muted">Agent</span>}
        </div>
        <div className="flex flex-wrap gap-2">
          {can("devices.revoke") && !isRevoked && (
            <Button tone="danger" onClick={() => setAsked("revoke")}>
              Revoke
            </Button>
          )}
          {canStart && kinds.includes("probe") && (
            <Link to="/jobs/new" search={{ device: device.id }} className={buttonClass()}>
              Diagnose from here
            </Link>
          )}
          {canStart && kinds.includes("command") && (
            <Button tone="primary" onClick={() => setAsked("run")}>
              Run something
            </Button>
          )}
        </div>
      </div>
      <DeviceFacts device={device} />
      {device.revokedAt !== null && (
        <Notice tone="bad" className="mt-3">
          Revoked {formatExact(device.revokedAt)}. Its credentials hold no longer; to come back, it has to be enrolled
          anew.
        </Notice>
      )}
      {asked === "run" && <RunDialog device={device} onClose={close} />}
      {asked === "revoke" && <RevokeDialog devices={[device]} onClose={close} />}
    </div>
  );
}
