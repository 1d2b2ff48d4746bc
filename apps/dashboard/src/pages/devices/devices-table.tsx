import type { Device } from "@fieldline/domain/device";
import { DeviceRow } from "./device-row.tsx";
import type { useSelection } from "./use-selection.ts";
import "./devices-table.css";

interface DevicesTableProps {
  devices: readonly Device[];
  groupNames: ReadonlyMap<string, string>;
  selection: ReturnType<typeof useSelection> | undefined;
}

/** Each device a row; on a phone a card. */
export function DevicesTable({ devices, groupNames, selection }: DevicesTableProps) {
  const isAll = selection !== undefined && devices.every(({ id }) => selection.has(id));
  return (
    <table aria-label="Devices" className="devices-table text-[13.5px]">
      <thead className="z-10 bg-surface md:sticky md:top-13">
        <tr className="text-muted">
          {selection && (
            <th data-column="select">
              <label className="grid size-9 cursor-pointer place-items-center">
                <input
                  type="checkbox"
                  checked={isAll}
                  ref={(box) => {
                    if (box) box.indeterminate = !isAll && selection.count > 0;
                  }}
                  onChange={() => (isAll ? selection.clear() : selection.set(devices))}
                  aria-label="Select all that are shown"
                  className="size-4 accent-accent"
                />
              </label>
            </th>
          )}
          <th data-column="presence">Presence</th>
          <th data-column="device">Device</th>
          <th data-column="tags">Groups and attributes</th>
          <th data-column="address">Address</th>
          <th data-column="version">Version</th>
          <th data-column="seen" className="text-right">
            Seen
          </th>
        </tr>
      </thead>
      <tbody>
        {devices.map((device) => (
          <DeviceRow
            key={device.id}
            device={device}
            groupNames={groupNames}
            selection={selection && { has: selection.has(device.id), onToggle: () => selection.toggle(device) }}
          />
        ))}
      </tbody>
    </table>
  );
}
