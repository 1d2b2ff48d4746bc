import type { Device } from "@fieldline/domain/device";
import { formatMac } from "@fieldline/ui/format";
import { Link } from "@tanstack/react-router";
import { CopyText } from "../../components/copy-text.tsx";
import { Moment } from "../../components/moment.tsx";
import { Presence } from "../../components/presence.tsx";
import { DeviceTags } from "./device-tags.tsx";

interface DeviceRowProps {
  device: Device;
  groupNames: ReadonlyMap<string, string>;
  /** Absent where nothing can be done with many devices. */
  selection?: { has: boolean; onToggle: () => void };
}

/** One device: whether it is there, what it is, where it is. The whole row opens it. */
export function DeviceRow({ device, groupNames, selection }: DeviceRowProps) {
  const { id, name, mac, ip, accountNumber, agentVersion, seenAt, isOnline, kind } = device;
  return (
    <tr className="relative hover:bg-hover has-[[data-row]:focus-visible]:bg-accent-weak has-[input:checked]:bg-accent-weak">
      {selection && (
        <td data-column="select">
          <label className="relative z-[1] grid size-9 cursor-pointer place-items-center max-md:size-11">
            <input
              type="checkbox"
              checked={selection.has}
              onChange={selection.onToggle}
              aria-label={`Select ${name}`}
              className="size-4 accent-accent"
            />
          </label>
        </td>
      )}
      <td data-column="presence">
        <Presence device={device} />
      </td>
      <td data-column="device">
        <Link
          to="/devices/$deviceId"
          params={{ deviceId: id }}
          data-row={id}
          title={name}
          className="block truncate font-[550] text-text no-underline outline-offset-2 after:absolute after:inset-0 after:content-['']"
        >
          {name}
        </Link>
        {(accountNumber || kind === "agent") && (
          <span className="block truncate text-[12.5px] text-muted">
            {kind === "agent" && "Agent"}
            {kind === "agent" && accountNumber && " · "}
            {accountNumber && (
              <>
                Account <span className="font-mono text-[.96em]">{accountNumber}</span>
              </>
            )}
          </span>
        )}
      </td>
      <td data-column="tags">
        <DeviceTags device={device} groupNames={groupNames} />
      </td>
      <td data-column="address">
        <span className="pointer-events-none relative z-[1] block [&_button]:pointer-events-auto">
          {[
            { what: "IP address", text: ip },
            { what: "MAC address", text: mac && formatMac(mac) },
          ].map(
            ({ what, text }) =>
              text && (
                <span key={what} className="block">
                  <CopyText what={what} text={text} />
                </span>
              ),
          )}
          {!ip && !mac && <span className="text-muted max-md:hidden">–</span>}
        </span>
      </td>
      <td data-column="version" className="text-muted">
        <span className="block truncate font-mono text-[.93em]" title={agentVersion ?? undefined}>
          {agentVersion ?? "–"}
        </span>
      </td>
      <td data-column="seen" className="text-right whitespace-nowrap text-muted">
        {isOnline ? "now" : seenAt === null ? "never" : <Moment short at={seenAt} />}
      </td>
    </tr>
  );
}
